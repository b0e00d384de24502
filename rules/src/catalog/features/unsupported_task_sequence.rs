use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::{Config, Field},
    rule::{Check, Context, Findings},
};

rule! {
    /// Over a gateway a task sequence upgrades Windows in place, runs without a boot
    /// image, or starts its boot image from Software Center or from bootable media.
    /// Network boot looks for a server on the same network, and no other kind of
    /// task sequence finds its policy and content on the internet: it stops
    /// wherever the device happens to be by then.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 bare metal"
    /// scenario = "boot-image"
    /// start = "pxe" # error: "cannot start from PXE over a gateway"
    /// ```
    ///
    /// ## Other scenarios
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Capture a reference image"
    /// scenario = "other" # error: "not supported over a gateway"
    /// ```
    ///
    /// ## Instead
    ///
    /// A deployment that is kept on the intranet may start from PXE.
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 bare metal"
    /// scenario = "boot-image"
    /// start = "pxe"
    /// allow-internet = false
    ///
    /// [[task-sequence]]
    /// name = "Windows 11 for remote users"
    /// scenario = "boot-image"
    /// start = "bootable-media"
    /// ```
    "unsupported-task-sequence" {
        summary: "task sequence of a kind that does not run over a gateway",
        severities: [Error],
        source: SUPPORTED.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    for sequence in config.task_sequences.each() {
        let (Some(scenario), start) = (sequence.scenario.given(), sequence.start.given()) else {
            continue;
        };
        if scenario.value == "other" {
            findings.add(scenario.span, "other task sequences are not supported over a gateway");
        }
        // Not understood may mean kept on the intranet.
        let is_inside =
            super::stays_inside(sequence) || matches!(sequence.allow_internet, Field::Wrong(_));
        if let Some(start) = start.filter(|it| it.value == "pxe")
            && scenario.value == "boot-image"
            && !is_inside
        {
            findings.add(start.span, "a boot image cannot start from PXE over a gateway");
        }
    }
}
