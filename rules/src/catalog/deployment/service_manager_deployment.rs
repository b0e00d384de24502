use crate::{
    facts::{Versions, pages::MODIFY},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Gateways that version 1810 or an earlier one deployed may still use Azure
    /// Service Manager and a management certificate. No release since
    /// October 2022 supports that model, and nothing converts it: the only way
    /// on is a new gateway, which clients must learn of before the old one is
    /// deleted.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "service-manager" # error: "only a redeployment leads on"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// action = "redeploy"
    /// ```
    "service-manager-deployment" {
        summary: "gateway is deployed with Azure Service Manager",
        severities: [Error],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [],
        silences: ["mixed-deployment-models"],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if gateway.has_model("service-manager") {
        let message = "Azure Service Manager is deprecated, only a redeployment leads on";
        findings.add(gateway.model_span(), message);
    }
}
