use crate::{
    facts::{
        Version, Versions,
        azure::{CLASSIC_PROVIDERS, PROVIDERS, SCALE_SET_PROVIDERS},
        pages::ENTRA,
    },
    finding::Safety,
    model::Config,
    quote::{listed, toml_string},
    rule::{Check, Context, Findings, addition},
};

rule! {
    /// A subscription creates only resources whose provider is registered. Where
    /// one is missing, the creation or the conversion of the gateway fails in
    /// the middle. A scale set is made of a key vault, storage, a network and
    /// virtual machines; a classic gateway of a classic cloud service and
    /// storage. An owner or contributor of the subscription can register them.
    /// A gateway with a subscription of its own is left out.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// resource-providers = ["Microsoft.Compute", "Microsoft.Storage"] # error: "`Microsoft.KeyVault` and `Microsoft.Network`"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Classic
    ///
    /// ```toml
    /// [azure]
    /// resource-providers = [] # error: "`Microsoft.Storage` and `Microsoft.ClassicCompute`"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
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
    /// [azure]
    /// resource-providers = ["Microsoft.KeyVault", "Microsoft.Storage", "Microsoft.Network", "Microsoft.Compute"]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "resource-provider-missing" {
        summary: "subscription lacks a resource provider that its gateways need",
        severities: [Error],
        source: ENTRA.section("Configure Azure resource providers"),
        versions: Versions::since(2010),
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

/// The first release that no classic gateway survives.
const CLASSIC_ENDS: Version = Version(2403);

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value() else { return };
    let has = |model: &str| {
        let ours = config.gateways().iter().filter(|it| !it.subscription_id.is_written());
        ours.filter_map(|it| it.deployment_model.value()).any(|it| *it == model)
    };
    let has_scale_set = has("scale-set");
    let has_classic =
        context.version_if_stated().is_some_and(|it| it < CLASSIC_ENDS) && has("classic");
    if !has_scale_set && !has_classic {
        return;
    }
    let list = &azure.resource_providers;
    if findings.stated(list).is_none() || !list.is_understood() {
        return;
    }
    let Some(given) = list.given() else { return };
    let registered: Vec<&str> = list.each().filter_map(|it| super::provider(it)).collect();
    let is_needed = |it: &&str| {
        has_scale_set && SCALE_SET_PROVIDERS.contains(it)
            || has_classic && CLASSIC_PROVIDERS.contains(it)
    };
    let missing: Vec<&str> =
        PROVIDERS.iter().copied().filter(|it| is_needed(it) && !registered.contains(it)).collect();
    if missing.is_empty() {
        return;
    }
    let elements: Vec<String> = missing.iter().map(|it| toml_string(it)).collect();
    let message = format!("the gateways also need {}", listed(missing, "and"));
    let edit = addition(given, &elements);
    findings.add(given.span, message).fix_all(Safety::Unsafe, "Add what is missing", vec![edit]);
}
