use crate::{
    facts::{Versions, pages::SETUP},
    model::{Field, Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Everything that a gateway is made of in Azure lives in one resource
    /// group, and the wizard asks for it. It cannot be changed later without a
    /// redeployment. Only gateways of the oldest model, Azure Service Manager,
    /// have none.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus] # error: "`resource-group` is missing"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "rg-cmg-eastus"
    /// ```
    "resource-group-missing" {
        summary: "gateway has no resource group",
        severities: [Error],
        source: SETUP.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let has_groups = gateway.deployment_model.value().is_some_and(|it| *it != "service-manager");
    if has_groups && context.is_desired() && matches!(gateway.resource_group, Field::Absent(_)) {
        findings.add(gateway.header, "`resource-group` is missing");
    }
}
