use crate::{
    facts::{Versions, pages::TASK_SEQUENCES},
    model::{Config, Field, TaskSequence},
    rule::{Check, Context, Findings},
    span::Span,
};

rule! {
    /// A new Windows that a boot image installed has no client policy yet, and so
    /// does not know the gateway. Where it will authenticate with Microsoft Entra ID
    /// or a token, the step *Setup Windows and ConfigMgr* has to tell it, with the
    /// property `CCMHOSTNAME`: the service name, `CCM_Proxy_MutualAuth` and the id
    /// of the management point's role. Without it the computer ends up installed,
    /// and out of reach until it visits the intranet.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    ///
    /// [[task-sequence]] # warning: "`CCMHOSTNAME` is missing"
    /// name = "Windows 11 for remote users"
    /// scenario = "boot-image"
    /// start = "software-center"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    ///
    /// [[task-sequence]]
    /// name = "Windows 11 for remote users"
    /// scenario = "boot-image"
    /// start = "software-center"
    ///
    /// [task-sequence.variables]
    /// CCMHOSTNAME = "granitefalls.contoso.com/CCM_Proxy_MutualAuth/72186325152220500"
    /// ```
    "task-sequence-without-ccmhostname" {
        summary: "task sequence does not tell the new client its gateway",
        severities: [Warning],
        source: TASK_SEQUENCES.whole(),
        versions: Versions::since(2006),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.is_desired() {
        return;
    }
    for sequence in config.task_sequences.each() {
        let is_concerned = super::is(&sequence.scenario, "boot-image")
            && super::is(&sequence.start, "software-center")
            && !super::stays_inside(sequence);
        if is_concerned
            && let Some(span) = nameless(sequence)
            && context.authenticates(&["entra-id", "token"], findings) == Some(true)
        {
            findings.add(span, "the variable `CCMHOSTNAME` is missing");
        }
    }
}

/// Where the variable would stand.
fn nameless(sequence: &TaskSequence) -> Option<Span> {
    match &sequence.variables {
        Field::Absent(_) => Some(sequence.header),
        variables => {
            let given = variables.given()?;
            given.get("CCMHOSTNAME").is_none().then_some(given.span)
        }
    }
}
