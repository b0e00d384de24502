//! What the linter has to say: data only, no rendering.

use std::sync::Arc;

use crate::{
    facts::{Source, Versions},
    span::Span,
};

/// What anyone may know about a rule without running it.
#[derive(Debug)]
pub struct RuleInfo {
    /// Kebab-case, equal to the file's name, never reused, never renamed.
    pub name: &'static str,
    pub family: &'static str,
    pub summary: &'static str,
    /// Markdown: the doc comment of the rule, whose examples are also its tests.
    pub docs: &'static str,
    /// Every severity it may use; the first one where the check does not say.
    pub severities: &'static [Severity],
    pub source: Source,
    pub versions: Versions,
    /// Inputs without which it is skipped.
    pub needs: &'static [Need],
    /// More general rules, which have nothing to add at the place of a finding.
    pub silences: &'static [&'static str],
    /// The weakest promise that its fixes make; nothing where it has none.
    pub fix: Option<Safety>,
}

impl RuleInfo {
    /// The highest severity it may use.
    pub fn severity(&self) -> Severity {
        self.severities.iter().copied().max().unwrap_or(Severity::Error)
    }

    /// What it needs, the version included where it speaks of some releases only.
    pub fn all_needs(&self) -> impl Iterator<Item = Need> {
        let version = !self.versions.is_any() && !self.needs.contains(&Need::Version);
        self.needs.iter().copied().chain(version.then_some(Need::Version))
    }
}

/// An input that a rule reads beside its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// What is deployed today.
    Baseline,
    /// The certificate that the document names.
    Certificate,
    /// The day of the run.
    Today,
    /// The release of the site; declared by its range of versions where it has one.
    Version,
}

impl Need {
    /// The word for it in listings.
    pub const fn word(self) -> &'static str {
        match self {
            Need::Baseline => "baseline",
            Need::Certificate => "certificate",
            Need::Today => "today",
            Need::Version => "version",
        }
    }
}

/// In the order of their weight, so that `max` is the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Advice.
    Info,
    /// Works, but is risky or likely a mistake.
    Warning,
    /// Will fail, or is not supported.
    Error,
}

impl Severity {
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    pub fn of_word(word: &str) -> Option<Severity> {
        [Severity::Info, Severity::Warning, Severity::Error]
            .into_iter()
            .find(|it| it.word() == word)
    }
}

/// One thing wrong with a document, as one rule sees it.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static RuleInfo,
    pub note: Note,
}

/// What a finding says, before anybody asks which rule says it: the reader,
/// which stands below the rules, writes notes as well.
#[derive(Clone, Debug)]
pub struct Note {
    /// Where the reader's eye should go first.
    pub span: Span,
    pub message: String,
    /// Where the rule's first severity is not the right one.
    pub severity: Option<Severity>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    pub fix: Option<Fix>,
}

#[derive(Clone, Debug)]
pub struct Label {
    pub file: File,
    pub span: Span,
    pub text: String,
}

/// Which text a label points into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    Document,
    Baseline,
    /// A file that the document names, by the path that it writes.
    Named(Arc<str>),
}

/// A change to the document that would make the finding go away.
#[derive(Clone, Debug)]
pub struct Fix {
    pub title: String,
    pub edits: Vec<Edit>,
    pub safety: Safety,
}

/// Replaces a range of the document; an empty range inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    /// With `\n` for line breaks; whoever applies it writes those of the document.
    pub text: String,
}

/// In the order of trust, so that `max` is the most cautious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// What would be deployed stays the same, or follows from the rest; `--fix` applies it.
    Safe,
    /// Plausible, but a person must look; only editors and `--unsafe-fixes` apply it.
    Unsafe,
}

impl Safety {
    pub const fn word(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        }
    }
}

impl Note {
    pub fn new(span: Span, message: impl Into<String>) -> Note {
        Note { span, message: message.into(), severity: None, labels: Vec::new(), fix: None }
    }

    pub fn severity(&mut self, severity: Severity) -> &mut Note {
        self.severity = Some(severity);
        self
    }

    pub fn label(&mut self, file: File, span: Span, text: impl Into<String>) -> &mut Note {
        self.labels.push(Label { file, span, text: text.into() });
        self
    }

    /// Offers to replace what stands at `span`.
    pub fn fix(
        &mut self,
        safety: Safety,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> &mut Note {
        self.fix_all(safety, title, vec![Edit { span, text: text.into() }])
    }

    /// Offers several edits, which only make sense together and do not overlap.
    pub fn fix_all(
        &mut self,
        safety: Safety,
        title: impl Into<String>,
        edits: Vec<Edit>,
    ) -> &mut Note {
        self.fix = Some(Fix { title: title.into(), edits, safety });
        self
    }
}

impl Finding {
    /// That of the note, which the runner sets at the latest; else the first of the rule.
    pub fn severity(&self) -> Severity {
        let first = self.rule.severities.first();
        self.note.severity.or(first.copied()).unwrap_or(Severity::Error)
    }
}
