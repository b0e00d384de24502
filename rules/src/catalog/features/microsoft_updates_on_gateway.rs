use crate::{
    facts::{Versions, pages::COST},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients on the internet download Microsoft's updates from Microsoft, free of
    /// charge. Packages of them on a gateway fill its storage account, and every
    /// download is paid for as traffic out of Azure.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [features]
    /// microsoft-updates-on-cmg = true # warning: "from Microsoft for free"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [features]
    /// microsoft-updates-on-cmg = false
    /// ```
    "microsoft-updates-on-gateway" {
        summary: "Microsoft updates are distributed to gateways",
        severities: [Warning],
        source: COST.section("Outbound data transfer"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let features = config.features.value();
    let on = features.and_then(|it| it.microsoft_updates_on_cmg.given());
    if let Some(on) = on.filter(|on| on.value) {
        let message = "clients on the internet get Microsoft updates from Microsoft for free";
        findings.add(on.span, message).fix(Safety::Unsafe, "Keep them off", on.span, "false");
    }
}
