use crate::{
    facts::{Versions, pages::TASK_SEQUENCE_VARIABLES},
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A task sequence that downloads with an alternate content provider does not
    /// hand it addresses that need a token, and content on a gateway does. The
    /// variable `SMSTSAllowTokenAuthURLForACP` lifts that; without it the provider
    /// never sees those content locations.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 24H2 upgrade"
    /// scenario = "in-place-upgrade"
    ///
    /// [task-sequence.variables]
    /// SMSTSDownloadProgram = "ACPDownload.exe" # info: "without `SMSTSAllowTokenAuthURLForACP`"
    /// ```
    ///
    /// ## Another value
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 24H2 upgrade"
    /// scenario = "in-place-upgrade"
    ///
    /// [task-sequence.variables]
    /// SMSTSDownloadProgram = "ACPDownload.exe"
    /// SMSTSAllowTokenAuthURLForACP = "false" # info: "only `true`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [[task-sequence]]
    /// name = "Windows 11 24H2 upgrade"
    /// scenario = "in-place-upgrade"
    ///
    /// [task-sequence.variables]
    /// SMSTSDownloadProgram = "ACPDownload.exe"
    /// SMSTSAllowTokenAuthURLForACP = "true"
    /// ```
    "alternate-content-provider-token" {
        summary: "alternate content provider gets no content that needs a token",
        severities: [Info],
        source: TASK_SEQUENCE_VARIABLES.whole(),
        versions: Versions::since(2203),
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

const ALLOW: &str = "SMSTSAllowTokenAuthURLForACP";

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for sequence in config.task_sequences.each() {
        let Some(variables) = sequence.variables.value() else { continue };
        let program = variables.get("SMSTSDownloadProgram").and_then(|it| it.value.given());
        let Some(program) = program.filter(|it| !it.is_empty()) else { continue };
        match variables.get(ALLOW).map(|it| it.value.given()) {
            None if context.is_desired() => {
                let message = format!("an alternate content provider without `{ALLOW}`");
                findings.add(program.span, message).insert(variables.room, "", ALLOW, "\"true\"");
            }
            Some(Some(allow)) if !allow.eq_ignore_ascii_case("true") => {
                let message =
                    format!("only `true` lets it fetch with a token, not {}", quoted(allow));
                findings.add(allow.span, message).fix(
                    Safety::Unsafe,
                    "Write `true`",
                    allow.span,
                    "\"true\"",
                );
            }
            _ => {}
        }
    }
}
