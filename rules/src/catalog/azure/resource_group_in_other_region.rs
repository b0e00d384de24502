use crate::{
    facts::{Versions, pages::SETUP, regions},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// An existing resource group can only be used if it is in the region of
    /// the gateway. The wizard lists groups of every region, and the deployment
    /// fails afterwards.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "rg-cmg"
    /// resource-group-region = "westeurope" # error: "in `westeurope`, the gateway in `eastus`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "rg-cmg"
    /// resource-group-region = "eastus"
    /// ```
    "resource-group-in-other-region" {
        summary: "resource group is in another region than the gateway",
        severities: [Error],
        source: SETUP.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(given) = gateway.resource_group_region.given() else { return };
    let Some(group) = regions::find(given) else { return };
    let Some(region) = findings.stated(&gateway.region) else { return };
    let Some(region) = regions::find(region) else { return };
    if group != region {
        let (group, region) = (group.name, region.name);
        let message = format!("the resource group is in `{group}`, the gateway in `{region}`");
        findings.add(given.span, message);
    }
}
