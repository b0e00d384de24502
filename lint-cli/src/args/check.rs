//! The options of `cmglint check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use cmg_rules::{adopt::is_reason, facts::Date};

use super::{Color, day};
use crate::render::Format;

// What `--help` says above groups of options.
const DOCUMENTS: &str = "Documents";
const RULES: &str = "Rules";
const FIXES: &str = "Fixes";
const ADOPTION: &str = "Adoption";
const OUTPUT: &str = "Output";
const THE_RUN: &str = "The run";

/// What writes, or reads what was written: it has no say where nothing is checked, and would get in
/// the way of whoever edits while documents are watched.
const CHANGES: [&str; 6] = ["fix", "unsafe_fixes", "diff", "add_allow", "known", "update_known"];

/// What is told after one look.
const NOT_WATCHED: [&str; 4] = ["staged", "show_files", "show_settings", "profile_rules"];

/// What says how findings are shown, where there are none.
const NOTHING_CHECKED: [&str; 6] =
    ["format", "output_file", "show_skipped", "show_allowed", "statistics", "profile_rules"];

#[derive(Args, Debug)]
pub struct Check {
    /// Documents, folders to search for `cmg.toml` and `*.cmg.toml`, or `-` for standard input
    /// [default: the working directory].
    pub paths: Vec<PathBuf>,
    /// What standard input is called, and which settings are its own.
    #[arg(help_heading = DOCUMENTS, long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Leave out excluded documents even where they are named.
    #[arg(help_heading = DOCUMENTS, long)]
    pub force_exclude: bool,
    /// Only documents that differ from a revision of git, in the work tree or new: from where
    /// REF and HEAD have parted, as in `--changed=origin/main`; from HEAD where none is named.
    #[arg(help_heading = DOCUMENTS, long, value_name = "REF", num_args = 0..=1, require_equals = true, conflicts_with = "staged")]
    pub changed: Option<Option<String>>,
    /// Only documents that are staged, as git would commit them, with the certificates and
    /// baselines that are staged; settings are those on the disk.
    #[arg(help_heading = DOCUMENTS, long)]
    pub staged: bool,
    /// List the documents that would be checked, and check none.
    #[arg(help_heading = DOCUMENTS, long, conflicts_with_all = CHANGES, conflicts_with_all = NOTHING_CHECKED)]
    pub show_files: bool,
    /// Run these rules or families only; `all`, and globs as in `name-*`.
    #[arg(help_heading = RULES, long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these.
    #[arg(help_heading = RULES, long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// What documents are compared with: a deployed document, an export of what is deployed,
    /// `git:REV` for the same document at a revision, or `none` [default: what the document names,
    /// else the settings].
    #[arg(help_heading = RULES, long, value_name = "FILE|git:REV|none")]
    pub baseline: Option<String>,
    /// The day that counts as today, YYYY-MM-DD [default: the clock, in UTC].
    #[arg(help_heading = RULES, long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// A settings file to use instead of the nearest one, or a setting as `KEY=VALUE` in TOML.
    #[arg(help_heading = RULES, long, value_name = "FILE|KEY=VALUE")]
    pub config: Vec<String>,
    /// Show the settings in force for each document and where they come from, and check none.
    #[arg(help_heading = RULES, long, conflicts_with = "show_files", conflicts_with_all = CHANGES, conflicts_with_all = NOTHING_CHECKED)]
    pub show_settings: bool,
    /// Apply safe fixes.
    #[arg(help_heading = FIXES, long)]
    pub fix: bool,
    /// Apply fixes that a person should look at as well.
    #[arg(help_heading = FIXES, long)]
    pub unsafe_fixes: bool,
    /// Show what `--fix` or `--add-allow` would change, and write nothing.
    #[arg(help_heading = FIXES, long, conflicts_with_all = ["output_file", "statistics"])]
    pub diff: bool,
    /// Write a comment with this reason for each finding that stands today and that one may
    /// accept.
    #[arg(help_heading = ADOPTION, long, value_name = "REASON", value_parser = reason, conflicts_with_all = ["fix", "unsafe_fixes", "known", "update_known"])]
    pub add_allow: Option<String>,
    /// Accept the findings that this list has, by rule, document and key.
    #[arg(help_heading = ADOPTION, long, value_name = "FILE")]
    pub known: Option<PathBuf>,
    /// Write that list: add what stands today, and remove what no longer applies.
    #[arg(help_heading = ADOPTION, long, value_name = "FILE", conflicts_with_all = ["known", "diff"])]
    pub update_known: Option<PathBuf>,
    /// How findings are written.
    #[arg(help_heading = OUTPUT, long, value_enum, default_value_t)]
    pub format: Format,
    /// Write the findings to a file instead; `FORMAT=FILE` writes a further report.
    #[arg(help_heading = OUTPUT, long, value_name = "FILE")]
    pub output_file: Vec<PathBuf>,
    /// Show nothing below this severity; the exit status stays the same.
    #[arg(help_heading = OUTPUT, long, value_enum, value_name = "SEVERITY", default_value = "info")]
    pub min_severity: SeverityWord,
    /// List the rules that could not look, and why.
    #[arg(help_heading = OUTPUT, long)]
    pub show_skipped: bool,
    /// Count the findings of each rule instead of listing them; `json` has both.
    #[arg(help_heading = OUTPUT, long)]
    pub statistics: bool,
    /// Show findings that comments or `--known` accept, with their reasons.
    #[arg(help_heading = OUTPUT, long)]
    pub show_allowed: bool,
    /// List what ends by itself within this time, as in `180d`: certificates, secret keys,
    /// support of the site version.
    #[arg(help_heading = OUTPUT, long, value_name = "DAYS", value_parser = days)]
    pub horizon: Option<u16>,
    /// Print findings and nothing else.
    #[arg(help_heading = OUTPUT, short, long)]
    pub quiet: bool,
    /// When to use colours.
    #[arg(help_heading = OUTPUT, long, value_enum, default_value_t)]
    pub color: Color,
    /// The lowest severity that makes the exit status 1 [default: error].
    #[arg(help_heading = THE_RUN, long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<FailOn>,
    /// Judge again whenever a document, or a file that it depends on, changes; Ctrl-C ends it.
    #[arg(help_heading = THE_RUN, long, conflicts_with_all = CHANGES, conflicts_with_all = NOT_WATCHED)]
    pub watch: bool,
    /// Show on standard error how long each rule took, over all documents.
    #[arg(help_heading = THE_RUN, long)]
    pub profile_rules: bool,
    /// How many documents are judged at the same time [default: one a processor].
    #[arg(help_heading = THE_RUN, long, value_name = "NUMBER")]
    pub threads: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeverityWord {
    Error,
    Warning,
    Info,
}

/// What may stand at the end of a comment.
fn reason(text: &str) -> Result<String, &'static str> {
    let usable = is_reason(text).then(|| text.trim().to_owned());
    usable.ok_or("the reason is empty, or has letters that a comment on one line cannot have")
}

/// Days, which may be written as weeks as well: `180d`, `26w`.
fn days(text: &str) -> Result<u16, &'static str> {
    let (number, unit) = match text.trim().split_at_checked(text.trim().len().saturating_sub(1)) {
        Some((number, "d")) => (number, 1),
        Some((number, "w")) => (number, 7),
        _ => (text.trim(), 1),
    };
    let days = number.parse::<u16>().ok().and_then(|number| number.checked_mul(unit));
    days.ok_or("this is no number of days, write it as in 180d")
}
