use crate::{
    facts::{Versions, pages::TASK_SEQUENCES},
    finding::Safety,
    model::{Config, Field, TaskSequence},
    rule::{Check, Context, Findings},
};

rule! {
    /// Without *Allow task sequence to run for client on the Internet*, on the page
    /// *User Experience* of the deployment, a client that talks to the site over a
    /// gateway never sees the task sequence. It is off by default, and content and
    /// media are often prepared before anybody notices.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 24H2 upgrade"
    /// scenario = "in-place-upgrade"
    /// content-on-cmg = true
    /// allow-internet = false # error: "not allowed to run on the internet"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 24H2 upgrade"
    /// scenario = "in-place-upgrade"
    /// content-on-cmg = true
    /// allow-internet = true
    /// ```
    "task-sequence-not-for-internet" {
        summary: "task sequence for a gateway is not allowed to run on the internet",
        severities: [Error],
        source: TASK_SEQUENCES.section("Allow task sequence to run on internet"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    for sequence in config.task_sequences.each().filter(|it| is_for_gateway(it)) {
        if let Some(allow) = sequence.allow_internet.given().filter(|allow| !allow.value) {
            let message =
                "the task sequence is for a gateway, but not allowed to run on the internet";
            findings.add(allow.span, message).fix(Safety::Unsafe, "Allow it", allow.span, "true");
        }
    }
}

fn is_for_gateway(sequence: &TaskSequence) -> bool {
    // `unsupported-task-sequence` says that no gateway serves those.
    if super::is(&sequence.scenario, "other") {
        return false;
    }
    let picks_gateway = || sequence.media.value().is_some_and(|it| it.gateway.is_written());
    match &sequence.start {
        // PXE stays on the intranet, and may fetch content from a gateway there.
        Field::Given(start) => start.value != "pxe",
        Field::Wrong(_) => false,
        _ => super::is_stated(&sequence.content_on_cmg, true) || picks_gateway(),
    }
}
