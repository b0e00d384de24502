use crate::{
    facts::{Versions, pages::ENTRA},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Only classic gateways need the provider `Microsoft.ClassicCompute`. Once
    /// the last of them is converted or deleted, nothing of Configuration
    /// Manager uses it, and a subscription should have no more providers than
    /// it needs. Something else in the subscription may still use it, though.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// resource-providers = [
    ///     "Microsoft.KeyVault",
    ///     "Microsoft.Storage",
    ///     "Microsoft.Network",
    ///     "Microsoft.Compute",
    ///     "Microsoft.ClassicCompute", # info: "no classic gateway is left"
    /// ]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// resource-providers = ["Microsoft.ClassicCompute", "Microsoft.Storage"]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic"
    /// region = "eastus"
    /// ```
    "resource-provider-unneeded" {
        summary: "resource provider of classic gateways is registered without one",
        severities: [Info],
        source: ENTRA.section("Configure Azure resource providers"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value() else { return };
    let mut providers = azure.resource_providers.each();
    let Some(classic) = providers.find(|it| it.as_str() == "Microsoft.ClassicCompute") else {
        return;
    };
    let gateways = config.gateways();
    if gateways.is_empty() || !config.gateways_by_handle.is_understood() {
        return;
    }
    let is_scale_set = |model: &_| *model == "scale-set";
    if gateways.iter().all(|it| findings.stated(&it.deployment_model).is_some_and(is_scale_set)) {
        findings.add(classic.span, "no classic gateway is left that needs this provider");
    }
}
