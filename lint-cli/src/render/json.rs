//! Findings for programs. The shape is a contract: `schemas/report.schema.json`.

use cmg_rules::{
    finding::{Edit, Finding, Fix, Severity},
    report::Allowed,
    span::Span,
};
use serde::Serialize;

use super::{Document, View, Views, help, horizon::Horizon};

/// A whole run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "Report of cmglint check --format json"))]
pub struct Report<'a> {
    /// Version of this shape.
    pub version: u8,
    pub tool: Tool,
    /// The day that counted as today: YYYY-MM-DD, in UTC.
    pub today: String,
    /// Number of documents that were judged.
    pub documents: usize,
    /// By document, then by place, then by rule.
    pub findings: Vec<Item<'a>>,
    pub skipped: Vec<Skip<'a>>,
    pub summary: Summary,
    /// What ends by itself, where `--horizon` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub horizon: Option<Horizon<'a>>,
    /// How often each rule was broken, where `--statistics` asks for it; the most frequent first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<Vec<Count>>,
}

/// The findings of one rule and severity.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Count {
    pub rule: &'static str,
    pub severity: Word,
    pub count: usize,
    /// How many of them `--fix` repairs.
    pub safe_fixes: usize,
    /// How many of them only `--unsafe-fixes` repairs.
    pub unsafe_fixes: usize,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

impl Tool {
    pub const THIS: Tool = Tool { name: "cmglint", version: env!("CARGO_PKG_VERSION") };
}

/// Findings by severity, and those that comments accept.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
    pub allowed: usize,
}

/// One finding.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Item<'a> {
    pub rule: &'a str,
    pub family: &'a str,
    pub severity: Word,
    pub message: &'a str,
    /// Relative to the working directory, with `/`.
    pub path: &'a str,
    pub start: Place,
    pub end: Place,
    /// Other places that explain it.
    pub labels: Vec<Label<'a>>,
    pub fix: Option<FixItem<'a>>,
    /// Why it matters.
    pub help: String,
    pub source: SourceItem<'a>,
    /// Set where a comment accepts the finding.
    pub allowed: Option<Accepted<'a>>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Word {
    Error,
    Warning,
    Info,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode characters.
    pub column: usize,
    /// From 0, in bytes.
    pub offset: usize,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Label<'a> {
    pub path: &'a str,
    pub start: Place,
    pub end: Place,
    pub text: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FixItem<'a> {
    pub title: &'a str,
    /// `safe` or `unsafe`: whether `--fix` applies it.
    pub safety: &'a str,
    pub edits: Vec<EditItem<'a>>,
}

/// Replaces a range; an empty one inserts.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EditItem<'a> {
    pub start: Place,
    pub end: Place,
    pub text: &'a str,
}

/// The page that the rule rests on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SourceItem<'a> {
    pub title: &'a str,
    pub url: String,
    /// Empty where the page as a whole says it.
    pub section: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Accepted<'a> {
    /// Empty where the comment gives none.
    pub reason: &'a str,
}

/// A rule that could not look.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Skip<'a> {
    pub rule: &'a str,
    pub path: &'a str,
    /// Handle of the gateway; null for the whole document.
    pub subject: Option<&'a str>,
    pub reason: &'a str,
}

pub fn item<'a>(
    views: &'a Views<'_>,
    finding: &'a Finding,
    allowed: Option<&'a Allowed>,
) -> Item<'a> {
    let (note, rule) = (&finding.note, finding.rule);
    let view = &views.document;
    let (start, end) = places(view, note.span);
    let label = |label: &'a cmg_rules::finding::Label| {
        let view = views.of(&label.file)?;
        let (start, end) = places(view, label.span);
        Some(Label { path: view.path, start, end, text: &label.text })
    };
    Item {
        rule: rule.name,
        family: rule.family,
        severity: Word::of(finding.severity()),
        message: &note.message,
        path: view.path,
        start,
        end,
        labels: note.labels.iter().filter_map(label).collect(),
        fix: note.fix.as_ref().map(|fix| fix_item(view, fix)),
        help: help(rule),
        source: source_item(&rule.source),
        allowed: allowed.map(|allowed| Accepted { reason: &allowed.reason }),
    }
}

pub fn source_item(source: &cmg_rules::facts::Source) -> SourceItem<'static> {
    SourceItem { title: source.page.title, url: source.url(), section: source.section }
}

pub fn skips<'a>(document: &'a Document) -> impl Iterator<Item = Skip<'a>> {
    document.verdict.report.skipped.iter().map(|skipped| Skip {
        rule: skipped.rule.name,
        path: &document.path,
        subject: skipped.subject.as_deref(),
        reason: &skipped.reason,
    })
}

fn fix_item<'a>(view: &View<'_>, fix: &'a Fix) -> FixItem<'a> {
    let edit = |edit: &'a Edit| {
        let (start, end) = places(view, edit.span);
        EditItem { start, end, text: &edit.text }
    };
    FixItem {
        title: &fix.title,
        safety: fix.safety.word(),
        edits: fix.edits.iter().map(edit).collect(),
    }
}

pub fn places(view: &View<'_>, span: Span) -> (Place, Place) {
    let place = |offset| {
        let position = view.lines.position(offset);
        Place { line: position.line, column: position.column, offset }
    };
    (place(span.start), place(span.end.max(span.start)))
}

impl Word {
    pub fn of(severity: Severity) -> Word {
        match severity {
            Severity::Error => Word::Error,
            Severity::Warning => Word::Warning,
            Severity::Info => Word::Info,
        }
    }
}
