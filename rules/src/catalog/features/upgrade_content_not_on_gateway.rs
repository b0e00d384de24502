use crate::{
    facts::{Versions, pages::TASK_SEQUENCES},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Everything that an in-place upgrade refers to has to be on a gateway that
    /// serves content: the upgrade package, drivers, applications. When one piece
    /// is missing, the client does not begin the upgrade, and the deployment waits
    /// for content until somebody reads the log.
    ///
    /// Where the content is on a gateway that does not serve it,
    /// `content-not-served` says so.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 24H2 upgrade"
    /// scenario = "in-place-upgrade"
    /// content-on-cmg = false # error: "content is not on a gateway"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 24H2 upgrade"
    /// scenario = "in-place-upgrade"
    /// content-on-cmg = true
    /// ```
    "upgrade-content-not-on-gateway" {
        summary: "in-place upgrade without its content on a gateway",
        severities: [Error],
        source: TASK_SEQUENCES.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    for sequence in config.task_sequences.each().filter(|it| !super::stays_inside(it)) {
        if super::is(&sequence.scenario, "in-place-upgrade")
            && findings.stated(&sequence.content_on_cmg) == Some(&false)
            && let Some(span) = sequence.content_on_cmg.span()
        {
            findings.add(span, "an in-place upgrade whose content is not on a gateway");
        }
    }
}
