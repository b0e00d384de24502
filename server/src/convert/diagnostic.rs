//! Findings as diagnostics.

use std::hash::{DefaultHasher, Hash, Hasher};

use cmg_host::{Verdict, size};
use cmg_rules::{
    finding::{File, Finding, Label, RuleInfo, Safety, Severity},
    settings::SettingsError,
    span::Span,
};
use serde_json::json;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, Location, NumberOrString,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, Uri,
};

use super::{file_uri, position::Lines};
use crate::{abilities::Abilities, analysis::Checked, documents::Document};

const SOURCE: &str = "cmglint";

/// Families of rules about what Microsoft advises against by its name.
const DEPRECATED: [&str; 2] = ["classic-", "service-manager-"];

/// Everything that is wrong with a document.
pub fn diagnostics(
    document: &Document,
    checked: &Checked,
    abilities: Abilities,
) -> Vec<Diagnostic> {
    match checked {
        Checked::Configuration(verdict) => diagnostics_of(document, verdict, abilities),
        Checked::TooLarge { limit } => vec![of_size(*limit)],
        Checked::Settings { error: Some(error), .. } => vec![of_settings(document, error)],
        Checked::Settings { error: None, .. } | Checked::Other => Vec::new(),
    }
}

/// One for each finding, in their order.
pub fn diagnostics_of(
    document: &Document,
    verdict: &Verdict,
    abilities: Abilities,
) -> Vec<Diagnostic> {
    let lines = Lines::of(&verdict.text);
    let writer = Writer { document, abilities, lines, others: others(verdict) };
    verdict.report.findings.iter().map(|finding| writer.diagnostic(finding)).collect()
}

/// What is needed to write the findings of one document.
struct Writer<'a> {
    document: &'a Document,
    abilities: Abilities,
    lines: Lines<'a>,
    others: Vec<Other<'a>>,
}

/// Another file that labels point into.
struct Other<'a> {
    file: &'a File,
    /// Nothing where it is at a revision, and so not on the disk.
    uri: Option<Uri>,
    path: &'a str,
    lines: Lines<'a>,
}

fn others(verdict: &Verdict) -> Vec<Other<'_>> {
    let other = |it: &'_ cmg_host::Other| -> Option<Uri> { file_uri(it.on_disk.as_deref()?) };
    let others = verdict.others.iter();
    let others = others.map(|it| Other {
        file: &it.file,
        uri: other(it),
        path: &it.path,
        lines: Lines::of(&it.text),
    });
    others.collect()
}

impl Writer<'_> {
    fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        let note = &finding.note;
        let abilities = self.abilities;
        let related: Vec<_> = note.labels.iter().filter_map(|label| self.related(label)).collect();
        let href = || finding.rule.source.url().parse().ok();
        let page = abilities.code_description.then(href).flatten();
        let tags = abilities.tags.then(|| tag(finding.rule)).flatten();
        Diagnostic {
            range: self.lines.range(abilities.encoding, note.span),
            severity: Some(severity(finding.severity())),
            code: Some(NumberOrString::String(finding.rule.name.to_owned())),
            code_description: page.map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message: self.message(finding),
            related_information: (!related.is_empty()).then_some(related),
            tags: tags.map(|tag| vec![tag]),
            data: abilities.data.then(|| data(finding)).flatten(),
        }
    }

    /// A label at a revision of git has no file that a client could open.
    fn message(&self, finding: &Finding) -> String {
        let mut message = finding.note.message.clone();
        for label in &finding.note.labels {
            let Some(other) = self.other(&label.file).filter(|other| other.uri.is_none()) else {
                continue;
            };
            let at = other.lines.position(self.abilities.encoding, label.span.start);
            let line = at.line.saturating_add(1);
            message.push_str(&format!("\n{}:{line}: {}", other.path, label.text));
        }
        message
    }

    fn related(&self, label: &Label) -> Option<DiagnosticRelatedInformation> {
        if !self.abilities.related {
            return None;
        }
        let location = match &label.file {
            File::Document => {
                let range = self.lines.range(self.abilities.encoding, label.span);
                Location::new(self.document.uri.clone(), range)
            }
            file => {
                let other = self.other(file)?;
                let range = other.lines.range(self.abilities.encoding, label.span);
                Location::new(other.uri.clone()?, range)
            }
        };
        Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
    }

    fn other(&self, file: &File) -> Option<&Other<'_>> {
        self.others.iter().find(|other| other.file == file)
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

fn tag(rule: &RuleInfo) -> Option<DiagnosticTag> {
    if rule.name == "unused-allow" {
        return Some(DiagnosticTag::UNNECESSARY);
    }
    let deprecated = DEPRECATED.iter().any(|prefix| rule.name.starts_with(prefix));
    deprecated.then_some(DiagnosticTag::DEPRECATED)
}

/// For clients that show it before anybody asks for actions.
fn data(finding: &Finding) -> Option<serde_json::Value> {
    let fix = finding.note.fix.as_ref()?;
    Some(json!({ "fix": { "title": fix.title, "safe": fix.safety == Safety::Safe } }))
}

/// What the command line says of such a file.
fn of_size(limit: u64) -> Diagnostic {
    let limit = size(limit);
    Diagnostic {
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("size".to_owned())),
        source: Some(SOURCE.to_owned()),
        message: format!(
            "the document is over the size limit of {limit} and was not checked, the setting \
            `max-file-size` raises the limit"
        ),
        ..Diagnostic::default()
    }
}

fn of_settings(document: &Document, error: &SettingsError) -> Diagnostic {
    let end = document.text.len_bytes();
    let message = match &error.help {
        Some(help) => format!("{}, {help}", error.message),
        None => error.message.clone(),
    };
    Diagnostic {
        range: document.range(error.span.unwrap_or(Span::new(0, end))),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String("settings".to_owned())),
        source: Some(SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// A digest of what the diagnostics say, which is right whatever they depend on.
pub fn result_id(items: &[Diagnostic]) -> String {
    let mut digest = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut digest);
    format!("{:016x}", digest.finish())
}

/// The answer to a pull.
pub fn report(items: Vec<Diagnostic>, previous: Option<&str>) -> DocumentDiagnosticReport {
    let result_id = result_id(&items);
    if previous == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report,
        }
        .into();
    }
    let result_id = Some(result_id);
    RelatedFullDocumentDiagnosticReport {
        related_documents: None,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    }
    .into()
}
