use crate::{
    facts::{Versions, pages::PLAN},
    finding::{File, Safety},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// With *Download delta content when available* a client asks for parts of an
    /// update that a gateway does not have. Updates of Microsoft it finds elsewhere;
    /// those of third parties it does not download at all.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// download-delta-content = true # warning: "third-party updates"
    ///
    /// [features]
    /// third-party-updates = true
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [clients]
    /// download-delta-content = false
    ///
    /// [features]
    /// third-party-updates = true
    /// ```
    "delta-content-blocks-third-party" {
        summary: "delta content keeps third-party updates from clients",
        severities: [Warning],
        source: PLAN.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(clients), Some(features)) = (config.clients.value(), config.features.value()) else {
        return;
    };
    if let (Some(delta), Some(updates)) =
        (clients.download_delta_content.given(), features.third_party_updates.given())
        && delta.value
        && updates.value
    {
        findings
            .add(delta.span, "with delta content clients do not download third-party updates")
            .label(File::Document, updates.span, "third-party updates are published")
            .fix(Safety::Unsafe, "Turn it off", delta.span, "false");
    }
}
