use crate::{
    facts::{Versions, azure::Cloud, pages::MODIFY},
    finding::Severity,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// `cloudapp.net` is the domain of classic cloud services. A scale set gets
    /// its name in `cloudapp.azure.com`, so no client would find it under this
    /// service name. A classic gateway works with it, until it has to become a
    /// scale set: the wizard does not convert such a gateway, and a replacement
    /// needs a new name, a new certificate and a second gateway for the change.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.cloudapp.net" # error: "the classic domain"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## A classic gateway
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.cloudapp.net" # warning: "never be converted"
    /// deployment-model = "classic"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "service-name-in-cloudapp-net" {
        summary: "service name is in the domain of classic gateways",
        severities: [Error, Warning],
        source: MODIFY.section("Convert"),
        versions: Versions::since(2010),
        needs: [],
        silences: ["service-name-in-azure-domain"],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((domain, span)) = super::azure_domain(gateway) else { return };
    if domain != "cloudapp.net" || context.cloud(gateway, findings) != Some(Cloud::Public) {
        return;
    }
    let Some(scale_set) = context.is_scale_set(gateway, findings) else { return };
    let (severity, message) = if scale_set {
        (Severity::Error, "a scale set has no name in the classic domain `cloudapp.net`")
    } else {
        (Severity::Warning, "a classic gateway in `cloudapp.net` can never be converted")
    };
    findings.add(span, message).severity(severity);
}
