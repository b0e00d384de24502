//! What the tool could not do, for the person who runs it.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::CommandFactory;
use cmg_host::{Error as HostError, NoSuchRule, reason, shown_path, size};
use cmg_rules::{import::Problem, model::nearest};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::{
    args::{Cli, Color},
    output,
};

#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    #[error(transparent)]
    Host(#[from] HostError),
    /// Of a file that is no document.
    #[error(transparent)]
    Certificate(HostError),
    #[error("--{0}")]
    Selection(NoSuchRule),
    #[error("there is no rule called `{name}`")]
    NoRule { name: String, help: String },
    #[error("cannot write the output: {}", reason(.0))]
    Output(io::Error),
    #[error("cannot write {}: {}", shown_path(.path), reason(.error))]
    OutputFile { path: PathBuf, error: io::Error },
    #[error("cannot watch {}: {}", shown_path(.path), reason(.error))]
    Watch { path: PathBuf, error: io::Error },
    #[error("cannot read standard input: {}", reason(.0))]
    Input(io::Error),
    #[error("standard input is over the size limit of {}", size(*.0))]
    InputTooLarge(u64),
    #[error("{0}")]
    Usage(String),
    #[error("cannot read the baseline `{name}`: {reason}")]
    Baseline { name: String, reason: String },
    #[error("there is nothing to compare {} with: no baseline is named", documents(.0))]
    NoBaseline(Vec<String>),
    #[error("{0} states what is deployed; name the desired document")]
    Deployed(String),
    #[error(
        "there is no document to plan: no cmg.toml and no *.cmg.toml that states what is desired"
    )]
    NoDocument,
    #[error("cannot import {name}: {problem}")]
    Import { name: String, problem: Problem },
    #[error("cannot take handles from {}: {reason}", shown_path(.path))]
    Like { path: PathBuf, reason: String },
    #[error("{} is there and is not replaced: {reason}", shown_path(.path))]
    NotReplaced { path: PathBuf, reason: &'static str },
    #[error("--output-file names `{0}`, which is no format")]
    NoFormat(String),
    #[error("{} changed while it was being fixed, so it was left alone", shown_path(.0))]
    Changed(PathBuf),
    #[error(
        "{} has changes that are not staged, so it was left alone: they would be mixed with the \
         fixes", shown_path(.0)
    )]
    Unstaged(PathBuf),
    #[error("cannot read the list of known findings {}: {reason}", shown_path(.path))]
    List { path: PathBuf, reason: String },
    #[error("cannot read the list of known findings {}: there is no such file", shown_path(.0))]
    NoList(PathBuf),
    #[error("cannot write {}: other runs were writing it for too long", shown_path(.path))]
    Locked { path: PathBuf },
    #[error("cmglint failed on {}; this is a bug, please report it with the document", shown_path(.0))]
    Panic(PathBuf),
}

const NAME_A_BASELINE: &str = "\
a baseline is what is deployed today. Name it with `--baseline FILE` (a document with \
`kind = \"deployed\"`), with `--baseline git:REV` (the same document at a revision, as in \
`git:main`), or for good with the key `baseline` of the document or of cmglint.toml. \
`--baseline none` plans a first deployment";

/// The first one, and how many more there are.
fn documents(paths: &[String]) -> String {
    let (first, more) = (paths.first().map_or("", String::as_str), paths.len().saturating_sub(1));
    match more {
        0 => first.to_owned(),
        1 => format!("{first} (and another document)"),
        more => format!("{first} (and {more} other documents)"),
    }
}

impl From<io::Error> for ToolError {
    fn from(error: io::Error) -> ToolError {
        ToolError::Output(error)
    }
}

impl From<NoSuchRule> for ToolError {
    fn from(error: NoSuchRule) -> ToolError {
        ToolError::Selection(error)
    }
}

impl Diagnostic for ToolError {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let help = match self {
            ToolError::Host(HostError::Settings { error, .. }) => error.help.as_deref()?,
            ToolError::Host(HostError::TooLarge { .. }) | ToolError::InputTooLarge(_) => {
                "the setting `max-file-size` raises the limit"
            }
            ToolError::Host(HostError::Read { path, .. }) => {
                let help = command_meant(path)?;
                return Some(Box::new(help));
            }
            ToolError::Selection(NoSuchRule { help: Some(help), .. })
            | ToolError::NoRule { help, .. } => help,
            ToolError::Selection(_) => "`cmglint rules` lists them",
            ToolError::NoBaseline(_) => NAME_A_BASELINE,
            ToolError::Deployed(_) => {
                "a plan leads from what is deployed to what is desired: \
                 `cmglint plan cmg.toml --baseline contoso.deployed.cmg.toml`"
            }
            ToolError::Import { .. } => {
                "`Get-CMCloudManagementGateway | ConvertTo-Json -Depth 3 | Out-File live.json` \
                 makes an export"
            }
            ToolError::Watch { .. } if cfg!(target_os = "linux") => {
                "`sysctl fs.inotify.max_user_watches fs.inotify.max_user_instances` shows the limits"
            }
            ToolError::NotReplaced { .. } => "name another file",
            ToolError::Unstaged(_) => {
                "stage them (`git add`) or put them away (`git stash --keep-index`)"
            }
            ToolError::NoList(path) => {
                let path = shown_path(path);
                return Some(Box::new(format!("`cmglint check --update-known {path}` writes it")));
            }
            ToolError::NoFormat(_) => {
                "`cmglint check --help` lists them; a path with `=` begins with `./`"
            }
            _ => return None,
        };
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        match self {
            ToolError::Host(HostError::Settings { text, .. }) => Some(text),
            _ => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let ToolError::Host(HostError::Settings { error, .. }) = self else { return None };
        let span = error.span?;
        let label = LabeledSpan::underline(span.start..span.end);
        Some(Box::new(std::iter::once(label)))
    }
}

/// Whoever names a path that cannot be read may have meant a command.
fn command_meant(path: &Path) -> Option<String> {
    let cli = Cli::command();
    let commands = cli.get_subcommands().map(clap::Command::get_name);
    let meant = nearest(path.to_str()?, commands)?;
    Some(format!("the command `{meant}` stands in front of its options: `cmglint {meant}`"))
}

/// Each message once, on standard error.
pub fn print(errors: &[ToolError], color: Color) {
    let styled = output::wants_color(color, &io::stderr());
    let theme = if styled { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
    let mut said = Vec::new();
    for error in errors {
        let text = error.to_string();
        if said.contains(&text) {
            continue;
        }
        said.push(text);
        let mut rendered = String::new();
        // Writing into a string does not fail; nor is there anything left to say if it did.
        let _ = handler.render_report(&mut rendered, error);
        output::print_aside(format!("{}\n", rendered.trim_end()).as_bytes(), color);
    }
}
