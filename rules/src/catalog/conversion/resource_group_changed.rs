use crate::{
    change::RESOURCE_GROUP,
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Everything that Azure runs for a gateway stands in one resource group, which is chosen when the
    /// gateway is deployed and stays. Moving the resources in the Azure portal is not supported: the
    /// gateway has to be deleted and deployed anew.
    ///
    /// Azure compares names of resource groups without case, and so does this rule.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// resource-group = "rg-cmg-eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// resource-group = "rg-cloud-eastus" # error: "deployed in `rg-cmg-eastus`: only a redeployment changes it"
    /// ```
    ///
    /// ## A redeployment
    ///
    /// With `action = "redeploy"` the finding is information for those who review the change.
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// resource-group = "rg-cmg-eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// resource-group = "rg-cloud-eastus" # info: "the redeployment changes it"
    /// action = "redeploy"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// resource-group = "rg-cmg-eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// resource-group = "RG-CMG-EastUS"
    /// ```
    "resource-group-changed" {
        summary: "gateway moves to another resource group",
        severities: [Error, Info],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    RESOURCE_GROUP.check(context, findings);
}
