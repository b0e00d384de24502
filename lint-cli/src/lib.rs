//! The command line of cmglint: arguments in, findings and exit status out.

pub mod catalog;

mod args;
mod check;
mod completions;
mod error;
mod fix;
mod import;
mod init;
mod inspect;
mod jobs;
mod known;
mod lines;
mod man;
mod markdown;
mod output;
mod plan;
mod render;
mod select;
mod server;
mod status;

#[cfg(test)]
mod schemas;

use std::{ffi::OsString, io, process::ExitCode};

use args::{Cli, Color, Command, SchemaOf};
use clap::Parser;
use error::ToolError;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Nothing at or above `--fail-on`.
    Clean,
    Findings,
    /// The tool could not do its work.
    Failure,
}

/// Runs one command.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, everything else is a mistake.
            if error.use_stderr() {
                let text = error.render().ansi().to_string();
                output::print_aside(text.as_bytes(), Color::Auto);
                return ExitCode::from(2);
            }
            return match error.print() {
                // A reader that has gone away has read enough.
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    error::print(&[ToolError::Output(error)], Color::Auto);
                    ExitCode::from(2)
                }
                _ => ExitCode::SUCCESS,
            };
        }
    };
    let (result, color) = run(&cli);
    let status = match result {
        Ok((status, errors)) => {
            error::print(&errors, color);
            status
        }
        Err(error) => {
            error::print(&[error], color);
            Status::Failure
        }
    };
    ExitCode::from(match status {
        Status::Clean => 0,
        Status::Findings => 1,
        Status::Failure => 2,
    })
}

fn run(cli: &Cli) -> (Result<(Status, Vec<ToolError>), ToolError>, Color) {
    let clean = |()| (Status::Clean, Vec::new());
    match &cli.command {
        None => (check::run(&cli.check), cli.check.color),
        Some(Command::Check(args)) => (check::run(args), args.color),
        Some(Command::Plan(args)) => (plan::run(args), args.color),
        Some(Command::Inspect(args)) => (inspect::run(args), args.color),
        Some(Command::Import(args)) => (import::run(args), args.color),
        Some(Command::Explain(args)) => (catalog::explain(args).map(clean), args.color),
        Some(Command::Rules(args)) => (catalog::rules(args).map(clean), args.color),
        Some(Command::Init(args)) => (init::run(args), Color::Auto),
        Some(Command::Completions(args)) => (completions::run(args).map(clean), Color::Auto),
        Some(Command::Man) => (man::run().map(clean), Color::Auto),
        Some(Command::Status(args)) => (status::run(args).map(clean), args.color),
        Some(Command::Server(_)) => (server::run().map(clean), Color::Auto),
        Some(Command::Schema(args)) => {
            let text = match args.of {
                SchemaOf::Document => include_str!("../../schemas/cmg.schema.json"),
                SchemaOf::Settings => include_str!("../../schemas/cmglint.schema.json"),
                SchemaOf::Report => include_str!("../../schemas/report.schema.json"),
                SchemaOf::Plan => include_str!("../../schemas/plan.schema.json"),
            };
            (output::print(text.as_bytes(), Color::Never).map(clean), Color::Auto)
        }
    }
}
