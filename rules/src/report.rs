//! What a run comes to.

use crate::{finding::Finding, levels::Level, rule::Skipped};

/// The answer to "is this document right?", with what could not be asked.
#[derive(Debug, Default)]
pub struct Report {
    /// By place, then by rule.
    pub findings: Vec<Finding>,
    /// Those that somebody accepts.
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

    /// Moves the findings that a list accepts to the others that are accepted;
    /// `reason` says why, or nothing of a finding that the list does not have.
    pub fn accept(&mut self, mut reason: impl FnMut(&Finding) -> Option<String>) {
        for finding in std::mem::take(&mut self.findings) {
            match reason(&finding) {
                Some(reason) => self.allowed.push(Allowed { finding, reason, by: By::List }),
                None => self.findings.push(finding),
            }
        }
        self.allowed.sort_by(|a, b| in_order(&a.finding, &b.finding));
    }
}

/// A finding that somebody accepts, and why.
#[derive(Clone, Debug)]
pub struct Allowed {
    pub finding: Finding,
    /// Empty where the comment gives none.
    pub reason: String,
    pub by: By,
}

/// What accepts a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// One in the document.
    Comment,
    /// A list of known findings beside it.
    List,
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
