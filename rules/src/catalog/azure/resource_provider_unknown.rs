use crate::{
    facts::{Versions, pages::ENTRA},
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// This is nearly the name of a resource provider that gateways need. A
    /// script that registers providers by this list fails on it, or leaves the
    /// right one out, and the deployment of the gateway fails later.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// resource-providers = [
    ///     "Microsoft.KeyValut", # error: "is spelled `Microsoft.KeyVault`"
    ///     "microsoft.storage", # error: "is spelled `Microsoft.Storage`"
    ///     "Microsoft.Network",
    ///     "Microsoft.Compute",
    /// ]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// resource-providers = [
    ///     "Microsoft.KeyVault",
    ///     "Microsoft.Storage",
    ///     "Microsoft.Network",
    ///     "Microsoft.Compute",
    ///     "Microsoft.Sql",
    /// ]
    /// ```
    "resource-provider-unknown" {
        summary: "resource provider is misspelt",
        severities: [Error],
        source: ENTRA.section("Configure Azure resource providers"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value() else { return };
    for given in azure.resource_providers.each() {
        if let Some(name) = super::provider(given).filter(|it| *it != given.as_str()) {
            let note = findings.add(given.span, format!("{} is spelled `{name}`", quoted(given)));
            note.rewrite(Safety::Safe, given, name);
        }
    }
}
