//! The command line.

mod check;
mod setup;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use cmg_rules::facts::Date;

pub use check::{Check, FailOn, SeverityWord};
pub use setup::{Completions, Init, Status, StatusFormat};

/// Linter for the configuration of cloud management gateways (CMG) of Microsoft
/// Configuration Manager.
#[derive(Debug, Parser)]
#[command(name = "cmglint", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Without a command, `check` is meant.
    #[command(flatten)]
    pub check: Check,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lint documents (also when no command is given).
    Check(Box<Check>),
    /// Show what a change takes: which way each setting changes, and the steps in their order.
    Plan(Plan),
    /// Show what certificates, PFX and PKCS#7 files hold.
    Inspect(Inspect),
    /// Turn exports of what is deployed into a document.
    Import(Import),
    /// Show the documentation of a rule.
    Explain(Explain),
    /// List all rules.
    Rules(Rules),
    /// Print a JSON Schema.
    Schema(Schema),
    /// Write a first document and settings; files that are there stay as they are.
    Init(Init),
    /// Start the language server, for editors.
    Server(Server),
    /// Print what a shell needs to complete commands, options and names of rules.
    Completions(Completions),
    /// Print the manual page.
    Man,
    /// Show version, platform, settings and the age of the facts, for bug reports.
    Status(Status),
}

#[derive(Args, Debug)]
pub struct Plan {
    /// Documents, folders to search for `cmg.toml` and `*.cmg.toml`, or `-` for standard input
    /// [default: the working directory].
    pub paths: Vec<PathBuf>,
    /// What is deployed today: a deployed document, `git:REV` for the same document at a
    /// revision, or `none` for a first deployment [default: what the document names, else the
    /// settings].
    #[arg(long, value_name = "FILE|git:REV|none")]
    pub baseline: Option<String>,
    /// Only documents that are staged, as git would commit them; where nobody names a
    /// baseline, they are compared with the last commit.
    #[arg(long)]
    pub staged: bool,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: PlanFormat,
    /// Write the plan to a file instead.
    #[arg(long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// The day that counts as today, YYYY-MM-DD [default: the clock, in UTC].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
    /// A settings file to use instead of the nearest one, or a setting as `KEY=VALUE` in TOML.
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub config: Vec<String>,
    /// What standard input is called, and which settings are its own.
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// For people at a terminal.
    #[default]
    Text,
    /// For a pull request.
    Markdown,
    /// One JSON document, with a schema.
    Json,
    /// A script that carries out the plan of one document.
    Powershell,
}

fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "this is no day, write it as in 2026-11-22")
}

#[derive(Args, Debug)]
pub struct Inspect {
    /// Certificates (PEM or DER), PFX (PKCS#12) or PKCS#7 files; what they hold counts, not
    /// what they are called.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: InspectFormat,
    /// The environment variable with the password of the files.
    #[arg(long, value_name = "NAME", conflicts_with = "password_file")]
    pub password_env: Option<String>,
    /// A file with the password in its first line.
    #[arg(long, value_name = "PATH")]
    pub password_file: Option<PathBuf>,
    /// The document that the certificates are meant for.
    #[arg(long, value_name = "PATH")]
    pub document: Option<PathBuf>,
    /// The day that counts as today, YYYY-MM-DD [default: the clock, in UTC].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum InspectFormat {
    #[default]
    Text,
    Json,
}

#[derive(Args, Debug)]
pub struct Import {
    /// Exports of `Get-CMCloudManagementGateway` and of the cmdlets of its roles, as JSON, CSV or
    /// a list; what they hold counts, not what they are called. `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// What the document states: what is, or a first draft of what shall be.
    #[arg(long = "as", value_enum, value_name = "KIND", default_value_t)]
    pub kind: ImportKind,
    /// The document whose handles are taken for gateways of the same service name.
    #[arg(long, value_name = "DOCUMENT")]
    pub like: Option<PathBuf>,
    /// Write the document to a file instead; a deployed document that is there is replaced, and
    /// nothing else.
    #[arg(long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// The day of the export, YYYY-MM-DD [default: the clock, in UTC].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    #[default]
    Deployed,
    Desired,
}

#[derive(Args, Debug)]
pub struct Explain {
    /// Name of the rule.
    pub rule: String,
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

#[derive(Args, Debug)]
pub struct Rules {
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: ListFormat,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

#[derive(Args, Debug)]
pub struct Server {
    /// Speak over standard input and output, which is the only way there is.
    #[arg(long)]
    pub stdio: bool,
}

#[derive(Args, Debug)]
pub struct Schema {
    /// Which one.
    #[arg(value_enum, value_name = "SCHEMA", default_value_t)]
    pub of: SchemaOf,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// `cmg.toml`
    #[default]
    Document,
    /// `cmglint.toml`
    Settings,
    /// `cmglint check --format json`
    Report,
    /// `cmglint plan --format json`
    Plan,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}
