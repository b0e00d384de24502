//! What a run comes to.

use crate::{finding::Finding, levels::Level, rule::Skipped};

/// The answer to "is this document right?", with what could not be asked.
#[derive(Debug, Default)]
pub struct Report {
    /// By place, then by rule.
    pub findings: Vec<Finding>,
    /// Those that a comment in the document accepts.
    pub allowed: Vec<Allowed>,
    /// In the order of the catalog.
    pub skipped: Vec<Skipped>,
}

impl Report {
    /// Whether the rule has found something, accepted or not.
    pub fn mentions(&self, rule: &str) -> bool {
        let allowed = self.allowed.iter().map(|it| &it.finding);
        self.findings.iter().chain(allowed).any(|it| it.rule.name == rule)
    }
}

/// A finding that a comment accepts, and why.
#[derive(Clone, Debug)]
pub struct Allowed {
    pub finding: Finding,
    /// Empty where the comment gives none.
    pub reason: String,
}

/// By place, then by rule.
pub(crate) fn in_order(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let place = |it: &Finding| (it.note.span, it.rule.name);
    place(a).cmp(&place(b)).then_with(|| a.note.message.cmp(&b.note.message))
}

/// From here on each finding knows its severity.
pub(crate) fn weigh<'f>(findings: impl Iterator<Item = &'f mut Finding>, level: Level) {
    for finding in findings {
        let severity = match level {
            Level::Set(severity) => severity,
            Level::Own | Level::Off => finding.severity(),
        };
        finding.note.severity(severity);
    }
}
