use crate::{
    facts::{
        Versions,
        azure::{Cloud, is_in_domain},
        pages::MODIFY,
    },
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// A conversion gives the gateway a new deployment name in
    /// `cloudapp.azure.com`. The old record still leads to the cloud service that
    /// is gone, so that clients on the internet lose the gateway on the day of
    /// the conversion, while the console shows it as ready.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.dns]
    /// cname = "granitefalls.cloudapp.net" # error: "the gateway is a scale set"
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
    ///
    /// [gateway.eastus.dns]
    /// cname = "granitefalls.eastus.cloudapp.azure.com"
    /// ```
    ///
    /// ```version
    /// 2111
    /// ```
    "cname-still-classic" {
        summary: "CNAME record of a scale set leads to a classic cloud service",
        severities: [Error],
        source: MODIFY.section("Update or create a DNS CNAME"),
        versions: Versions::since(2107),
        needs: [],
        silences: ["cname-target-mismatch"],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(target) = super::target(gateway) else { return };
    if !is_in_domain(target, "cloudapp.net")
        || context.is_scale_set(gateway, findings) != Some(true)
        || context.cloud(gateway, findings) != Some(Cloud::Public)
    {
        return;
    }
    let message = "the CNAME record leads to a classic cloud service, the gateway is a scale set";
    let note = findings.add(target.span, message);
    let names = gateway.deployment_names(Cloud::Public).unwrap_or_default();
    context.correct(note, target, &names);
}
