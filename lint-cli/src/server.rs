//! `cmglint server`.

use std::{io, process};

use cmg_host::{Clock, Judge, NoPlan};
use cmg_rules::plan::Plan;
use cmg_server::Tools;
use tokio::runtime::Builder;

use crate::{catalog, error::ToolError};

/// Serves the client on standard input and output, and ends the process with it: a read from
/// standard input cannot be interrupted otherwise.
///
/// One thread for the protocol, others only for the core: in a pool every message would pay for
/// waking its neighbours.
pub fn run() -> Result<(), ToolError> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (stdin, stdout) = cmg_server::stdio()?;
    let tools = Tools {
        version: env!("CARGO_PKG_VERSION"),
        clock: Clock::Environment,
        judge: Judge::text,
        plan,
        explain: catalog::page,
    };
    let status = runtime.block_on(cmg_server::serve(stdin, stdout, tools));
    // Whoever says nothing more does not wait for what is still being checked.
    let _ = io::Write::flush(&mut io::stderr());
    process::exit(status.code())
}

/// The plan of a text as Markdown.
fn plan(judge: &Judge, path: &str, text: String) -> String {
    let judge = Judge { plans: true, ..judge.clone() };
    let planned = judge.text(text, &|| true).and_then(|verdict| verdict.plan);
    let said = match planned {
        Some(Ok(planned)) => summary(&planned.plan),
        Some(Err(NoPlan::Deployed)) => "The document states what is deployed.".to_owned(),
        Some(Err(NoPlan::Unreadable { name, reason })) => {
            format!("The baseline `{name}` cannot be read: {reason}.")
        }
        Some(Err(NoPlan::NoBaseline)) | None => {
            "Nothing says what is deployed: see the key `baseline`.".to_owned()
        }
    };
    format!("### Plan of `{path}`\n\n{said}\n")
}

fn summary(plan: &Plan) -> String {
    if plan.is_empty() {
        return "**Nothing changes.**".to_owned();
    }
    let lines = plan.changes.iter().map(|it| format!("- `{}`: {}\n", it.subject, it.way));
    let lines: String = lines.collect();
    match plan.obstacles.as_slice() {
        [] => {
            format!("**{} steps, {} hours of waiting.**\n\n{lines}", plan.steps.len(), plan.hours())
        }
        obstacles => {
            let why = obstacles.iter().map(|it| format!("- {}\n", it.message));
            format!("**This plan is not possible:**\n\n{}\n{lines}", why.collect::<String>())
        }
    }
}
