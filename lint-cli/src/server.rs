//! `cmglint server`.

use std::{io, process};

use cmg_host::{Clock, Judge, NoPlan};
use cmg_server::{PlanFormat, Tools};
use tokio::runtime::Builder;

use crate::{catalog, error::ToolError, plan};

/// Serves the client on standard input and output, and ends the process with it: a read from
/// standard input cannot be interrupted otherwise.
///
/// One thread for the protocol, others only for the core: in a pool every message would pay for
/// waking its neighbours.
pub fn run() -> Result<(), ToolError> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let tools = Tools {
        version: env!("CARGO_PKG_VERSION"),
        clock: Clock::Environment,
        judge: Judge::text,
        plan: planned,
        explain: catalog::page,
    };
    let status = runtime.block_on(async {
        let (stdin, stdout) = cmg_server::stdio()?;
        Ok::<_, io::Error>(cmg_server::serve(stdin, stdout, tools).await)
    })?;
    // Whoever says nothing more does not wait for what is still being checked.
    let _ = io::Write::flush(&mut io::stderr());
    process::exit(status.code())
}

/// The plan of a text, as the command line writes it; else why there is none.
fn planned(judge: &Judge, path: &str, text: String, format: PlanFormat) -> Result<String, String> {
    let judge = Judge { plans: true, ..judge.clone() };
    let no_baseline = || "Nothing says what is deployed: see the key `baseline`.".to_owned();
    let verdict = judge.text(text, &|| true).ok_or_else(no_baseline)?;
    match &verdict.plan {
        Some(Ok(planned)) => Ok(match format {
            PlanFormat::Markdown => plan::markdown_of(path, &verdict, planned),
            PlanFormat::PowerShell => plan::script_of(path, &verdict, planned, judge.today),
        }),
        Some(Err(NoPlan::Deployed)) => Err("The document states what is deployed.".to_owned()),
        Some(Err(NoPlan::Unreadable { name, reason })) => {
            Err(format!("The baseline `{name}` cannot be read: {reason}."))
        }
        Some(Err(NoPlan::NoBaseline)) | None => Err(no_baseline()),
    }
}
