use crate::{
    facts::{
        Version, Versions,
        features::{self, LATER_SEQUENCES, Support},
        pages::TASK_SEQUENCES,
    },
    finding::Safety,
    model::{Config, TaskSequence},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Gateways learnt to carry more with the years. On a site of an older release
    /// the feature is missing from the console, or its deployments fail on every
    /// device that is not on the intranet.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2006
    /// ```
    ///
    /// ```toml
    /// [features]
    /// use = ["bitlocker-management"] # error: "came with version 2010, and the site has 2006"
    /// ```
    ///
    /// ## Task sequences
    ///
    /// Task sequences without a boot image download content when it is needed from
    /// 1910 on; those with one start from Software Center from 2006 on, and from
    /// bootable media from 2010 on.
    ///
    /// ```version
    /// 1906
    /// ```
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Reimage a laptop"
    /// scenario = "boot-image"
    /// start = "bootable-media" # error: "came with version 2010, and the site has 1906"
    ///
    /// [[task-sequence]]
    /// name = "Office suite"
    /// scenario = "no-boot-image"
    /// download = "when-needed" # error: "came with version 1910, and the site has 1906"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [features]
    /// use = ["bitlocker-management"]
    ///
    /// [[task-sequence]]
    /// name = "Reimage a laptop"
    /// scenario = "boot-image"
    /// start = "bootable-media"
    /// ```
    "feature-needs-newer-version" {
        summary: "feature came with a later version than that of the site",
        severities: [Error],
        source: TASK_SEQUENCES.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let later = super::used(config).filter_map(|used| {
        let feature = features::find(used.word)?;
        let Support::Since(since) = feature.support else { return None };
        Some((used, feature.row, since))
    });
    let mut later = later.peekable();
    if later.peek().is_none() && config.task_sequences.each().next().is_none() {
        return;
    }
    let Some(version) = context.version(findings) else { return };
    for (used, row, since) in later.filter(|(.., since)| version < *since) {
        used.add(Safety::Unsafe, message(&quoted(row), since, version), findings);
    }
    for sequence in config.task_sequences.each().filter(|it| !super::stays_inside(it)) {
        judge(sequence, version, findings);
    }
}

fn judge(sequence: &TaskSequence, version: Version, findings: &mut Findings<'_>) {
    let Some(scenario) = sequence.scenario.value() else { return };
    let way = if *scenario == "boot-image" { &sequence.start } else { &sequence.download };
    let mut later = LATER_SEQUENCES
        .iter()
        .filter(|later| *scenario == later.scenario && version < later.since)
        .peekable();
    if later.peek().is_none() || findings.stated(way).is_none() {
        return;
    }
    let Some(given) = way.given() else { return };
    if let Some(later) = later.find(|later| given.value == later.way) {
        let note = findings.add(given.span, message(later.what, later.since, version));
        if later.way == "when-needed" {
            note.fix(Safety::Unsafe, "Write `all-first`", given.span, "\"all-first\"");
        }
    }
}

fn message(what: &str, since: Version, version: Version) -> String {
    format!("{what} came with version {since}, and the site has {version}")
}
