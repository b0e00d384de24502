use crate::{
    facts::{Version, Versions, azure::Cloud, pages::SETUP},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// Versions 2107 and 2111 still offer classic cloud services to new
    /// gateways, for those few whom a limitation keeps from scale sets: on 2107
    /// that is Azure US Government. Everybody else would only have to convert
    /// the gateway later, since no release from 2403 on runs with a classic one.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic" # warning: "scale set would do"
    /// ```
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```version
    /// 2111
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    ///
    /// [gateway.virginia]
    /// service-name = "stonebridge.contoso.com"
    /// region = "usgovvirginia"
    /// environment = "AzureUSGovernmentCloud"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "classic-not-recommended" {
        summary: "new gateway is a classic cloud service without need",
        severities: [Warning],
        source: SETUP.section("Set up a CMG"),
        versions: Versions::between(2107, 2203),
        needs: [Baseline],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    if !gateway.has_model("classic") || context.age(gateway) != Age::New {
        return;
    }
    let Some(version) = context.version(findings) else { return };
    if version < Version(2111) && context.cloud(gateway, findings) != Some(Cloud::Public) {
        return;
    }
    let span = gateway.model_span();
    findings.add(span, "a new gateway is classic where a scale set would do").fix(
        Safety::Unsafe,
        "Deploy a scale set",
        span,
        "\"scale-set\"",
    );
}
