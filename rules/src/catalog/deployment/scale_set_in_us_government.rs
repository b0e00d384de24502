use crate::{
    facts::{Versions, azure::Cloud, pages::PLAN},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure US Government takes scale sets from version 2111 on. Until then a
    /// gateway there is a classic cloud service, which has to be converted once
    /// the site is updated.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureUSGovernmentCloud"
    ///
    /// [gateway.virginia]
    /// service-name = "granitefalls.contoso.com"
    /// region = "usgovvirginia"
    /// deployment-model = "scale-set" # error: "from 2111 on"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureUSGovernmentCloud"
    ///
    /// [gateway.virginia]
    /// service-name = "granitefalls.contoso.com"
    /// region = "usgovvirginia"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "scale-set-in-us-government" {
        summary: "scale set in Azure US Government before 2111",
        severities: [Error],
        source: PLAN.section("Limitations with versions 2107 and later"),
        versions: Versions::between(2010, 2111),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.cloud(gateway, findings) != Some(Cloud::UsGovernment)
        || context.is_scale_set(gateway, findings) != Some(true)
    {
        return;
    }
    let Some(version) = context.version(findings) else { return };
    let message =
        format!("Azure US Government takes scale sets from 2111 on, the site has `{version}`");
    findings.add(gateway.model_span(), message);
}
