use crate::{
    change::REGION,
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway stays in the Azure region where it was deployed. To move it, delete it and deploy it
    /// anew in the other region, while another gateway serves the internet clients. As a scale set it
    /// also gets another deployment name, to which the CNAME record of the service name must then lead,
    /// and the content has to be distributed again.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus" # error: "the region is `westus`, deployed in `eastus`: only a redeployment changes it"
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
    /// region = "eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus" # info: "the redeployment changes it"
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
    /// region = "eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "East US"
    /// ```
    "region-changed" {
        summary: "gateway moves to another region",
        severities: [Error, Info],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    REGION.check(context, findings);
}
