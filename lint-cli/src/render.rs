//! What a run has found, as text.

mod azure;
mod excerpt;
mod full;
mod github;
mod gitlab;
mod horizon;
mod html;
mod identity;
mod json;
mod junit;
mod markdown;
mod sarif;
mod statistics;
mod summary;
mod uri;

use std::{
    cell::OnceCell,
    io::{self, Write},
};

use cmg_host::Verdict;
use cmg_rules::{
    document::Document as Parsed,
    facts::Date,
    finding::{File, Finding, RuleInfo, Safety, Severity},
    model::hidden_lines,
    quote::harmless,
    report::Allowed,
    span::Span,
};

use crate::{error::ToolError, lines::Lines, output::harmless_json};
pub use horizon::Reach;
#[cfg(test)]
pub use json::Report;
pub use json::{Place, SourceItem, Tool, source_item};
pub use summary::{closing, counted, skipped_line};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Source lines, help, and the page that the rule rests on.
    #[default]
    Full,
    /// One line for each finding.
    Concise,
    /// One JSON document, with a schema.
    Json,
    /// One JSON document a line for each finding.
    JsonLines,
    /// For code scanning and viewers: SARIF 2.1.0, with fixes and accepted findings.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// A test report, for Jenkins, GitLab, Azure Pipelines and others.
    Junit,
    /// Issues of Azure Pipelines.
    Azure,
    /// For the comment of a pull request, or the summary of a job.
    Markdown,
    /// One page, for a browser.
    Html,
    /// A calendar of what ends by itself within `--horizon` (a year where none is given).
    Ics,
}

impl Format {
    /// Whether it is read by what runs a job: nothing else may be a command there.
    pub fn commands(self) -> bool {
        matches!(self, Format::Github | Format::Azure)
    }
}

/// What reports speak about.
#[derive(Clone, Copy, Debug)]
pub struct Run<'r> {
    pub documents: &'r [Document],
    pub today: Date,
    pub shown: Shown,
    /// What the tool could not do.
    pub errors: &'r [ToolError],
}

/// One document that was judged.
#[derive(Debug)]
pub struct Document {
    /// Relative to the working directory, with `/`.
    pub path: String,
    pub verdict: Verdict,
}

/// What of it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    pub min_severity: Severity,
    /// Counts of the rules, in place of findings where people read.
    pub statistics: bool,
    pub allowed: bool,
    pub skipped: bool,
    /// Set where endings are shown.
    pub horizon: Option<Reach>,
}

/// A document while its findings are rendered, with the other files that
/// labels point into.
pub struct Views<'d> {
    document: View<'d>,
    others: Vec<(&'d File, View<'d>)>,
}

impl<'d> Views<'d> {
    /// The file of a label; nothing where its text is not at hand.
    fn of(&self, file: &File) -> Option<&View<'d>> {
        match file {
            File::Document => Some(&self.document),
            file => self.others.iter().find(|(other, _)| *other == file).map(|(_, view)| view),
        }
    }
}

/// One text.
pub struct View<'d> {
    path: &'d str,
    /// Whether that path leads to it; a revision in git has none.
    on_disk: bool,
    lines: Lines<'d>,
    /// Lines that hold a secret; asked for only where lines are shown.
    hidden: OnceCell<Vec<Span>>,
}

impl<'d> View<'d> {
    fn of(path: &'d str, text: &'d str) -> View<'d> {
        View { path, on_disk: true, lines: Lines::of(text), hidden: OnceCell::new() }
    }

    /// Whether a line holds a secret.
    fn is_hidden(&self, line: Span) -> bool {
        let hidden = self.hidden.get_or_init(|| hidden_lines(&Parsed::parse(self.lines.text())));
        hidden.iter().any(|hidden| hidden.start <= line.end && line.start <= hidden.end)
    }
}

impl Document {
    /// Findings that are shown, each with the comment that accepts it.
    fn shown(&self, shown: Shown) -> Vec<(&Finding, Option<&Allowed>)> {
        let report = &self.verdict.report;
        let mut all: Vec<(&Finding, Option<&Allowed>)> =
            report.findings.iter().map(|it| (it, None)).collect();
        if shown.allowed {
            all.extend(report.allowed.iter().map(|it| (&it.finding, Some(it))));
            all.sort_by_key(|(finding, _)| (finding.note.span, finding.rule.name));
        }
        all.retain(|(finding, _)| finding.severity() >= shown.min_severity);
        all
    }

    fn views(&self) -> Views<'_> {
        let others = self.verdict.others.iter();
        Views {
            document: View::of(&self.path, &self.verdict.text),
            others: others
                .map(|it| {
                    let view = View::of(&it.path, &it.text);
                    (&it.file, View { on_disk: it.on_disk.is_some(), ..view })
                })
                .collect(),
        }
    }
}

/// The whole output. Formats for people leave the errors of the tool to standard error.
pub fn report(out: &mut Vec<u8>, format: Format, run: &Run<'_>) -> io::Result<()> {
    let Run { documents, today, shown, .. } = *run;
    match format {
        Format::Sarif => sarif::write(out, run),
        Format::Github => github::write(out, run),
        Format::Gitlab => gitlab::write(out, run),
        Format::Junit => junit::write(out, run),
        Format::Azure => azure::write(out, run),
        Format::Markdown => markdown::write(out, run),
        Format::Html => html::write(out, run),
        Format::Full => people(out, documents, shown, full::write),
        Format::Concise => people(out, documents, shown, concise),
        Format::Json => {
            let views: Vec<(Views<'_>, &Document)> =
                documents.iter().map(|it| (it.views(), it)).collect();
            let items = views.iter().flat_map(|(views, document)| items(views, document, shown));
            let report = json::Report {
                version: 1,
                tool: json::Tool::THIS,
                today: today.to_string(),
                documents: documents.len(),
                findings: items.collect(),
                skipped: documents.iter().flat_map(json::skips).collect(),
                summary: summary::count(documents),
                horizon: shown.horizon.map(|reach| horizon::json(documents, reach)),
                statistics: shown.statistics.then(|| statistics::count(documents, shown)),
            };
            writeln!(out, "{}", harmless_json(&serde_json::to_string_pretty(&report)?))
        }
        Format::Ics => match shown.horizon {
            Some(reach) => horizon::calendar(out, documents, reach),
            None => Ok(()),
        },
        Format::JsonLines => {
            for document in documents {
                let views = document.views();
                for item in items(&views, document, shown) {
                    writeln!(out, "{}", harmless_json(&serde_json::to_string(&item)?))?;
                }
            }
            Ok(())
        }
    }
}

fn items<'a>(
    views: &'a Views<'_>,
    document: &'a Document,
    shown: Shown,
) -> impl Iterator<Item = json::Item<'a>> {
    let shown = document.shown(shown).into_iter();
    shown.map(move |(finding, allowed)| json::item(views, finding, allowed))
}

/// The formats that people read: findings, skips if wanted, and a last line.
fn people(
    out: &mut Vec<u8>,
    documents: &[Document],
    shown: Shown,
    write: fn(&mut Vec<u8>, &Views<'_>, &Finding) -> io::Result<()>,
) -> io::Result<()> {
    if shown.statistics {
        statistics::text(out, documents, shown)?;
    }
    for document in documents.iter().filter(|_| !shown.statistics) {
        let findings = document.shown(shown);
        if findings.is_empty() {
            continue;
        }
        let views = document.views();
        for (finding, allowed) in findings {
            match allowed {
                None => write(out, &views, finding)?,
                Some(allowed) => accepted(out, &views.document, allowed)?,
            }
        }
    }
    if shown.skipped {
        summary::skipped(out, documents)?;
    }
    match shown.horizon {
        Some(reach) => horizon::text(out, documents, reach),
        None => Ok(()),
    }
}

fn concise(out: &mut Vec<u8>, views: &Views<'_>, finding: &Finding) -> io::Result<()> {
    let view = &views.document;
    let at = view.lines.position(finding.note.span.start);
    let (severity, rule) = (finding.severity().word(), finding.rule.name);
    let message = &finding.note.message;
    writeln!(out, "{}:{}:{}: {severity}[{rule}] {message}", view.path, at.line, at.column)
}

fn accepted(out: &mut Vec<u8>, view: &View<'_>, allowed: &Allowed) -> io::Result<()> {
    let finding = &allowed.finding;
    let at = view.lines.position(finding.note.span.start);
    let (rule, message) = (finding.rule.name, &finding.note.message);
    write!(out, "{}:{}:{}: allowed[{rule}] {message}", view.path, at.line, at.column)?;
    match allowed.reason.as_str() {
        "" => writeln!(out),
        reason => writeln!(out, " ({})", reason.chars().map(harmless).collect::<String>()),
    }
}

/// Why the rule matters: the first paragraph of its documentation.
pub fn help(rule: &RuleInfo) -> String {
    let lines = rule.docs.lines().map(str::trim).take_while(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// Markdown without the marks of emphasis, for terminals.
pub fn plain(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| match at % 2 {
        0 => part.replace('*', ""),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// Letters from which on a help text has said why.
const ENOUGH: usize = 110;

/// The first sentences, as many as it takes to say why.
pub fn opening(text: &str) -> &str {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let end = ends.filter(|end| *end >= ENOUGH).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// What applies such a fix.
pub fn option(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "--fix",
        Safety::Unsafe => "--unsafe-fixes",
    }
}

#[test]
fn emphasis_is_left_out_and_code_is_not() {
    assert_eq!(plain("*Large* or `*.contoso.com`"), "Large or `*.contoso.com`");
}
