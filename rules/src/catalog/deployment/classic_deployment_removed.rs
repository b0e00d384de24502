use crate::{
    facts::{Versions, pages::SUPPORTED},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// Azure gave up classic cloud services, and version 2203 took the choice
    /// out of the wizard: since then every new gateway is a virtual machine
    /// scale set. What a plan for a classic one foresees cannot be carried out,
    /// and the names in it are wrong as well, for a scale set has another
    /// deployment name.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic" # error: "cannot be deployed since 2203"
    /// ```
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```version
    /// 2309
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```version
    /// 2309
    /// ```
    "classic-deployment-removed" {
        summary: "new gateway is a classic cloud service, which 2203 removed",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::since(2203),
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
    let span = gateway.model_span();
    let message =
        format!("classic gateways cannot be deployed since 2203, the site has `{version}`");
    findings.add(span, message).fix(Safety::Unsafe, "Deploy a scale set", span, "\"scale-set\"");
}
