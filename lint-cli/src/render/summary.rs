//! The last lines of a run, and the rules that could not look.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use cmg_rules::finding::{Safety, Severity};

use super::Document;
use super::json::Summary;

/// Reasons that the closing line names.
const REASONS: usize = 4;

pub fn count(documents: &[Document]) -> Summary {
    let mut summary = Summary::default();
    for report in documents.iter().map(|it| &it.verdict.report) {
        for finding in &report.findings {
            match finding.severity() {
                Severity::Error => summary.error += 1,
                Severity::Warning => summary.warning += 1,
                Severity::Info => summary.info += 1,
            }
        }
        summary.allowed += report.allowed.len();
    }
    summary
}

/// The first line of a report, which also has to say that there is nothing.
pub fn headline(documents: &[Document]) -> String {
    match documents {
        [] => "No document was judged.".to_owned(),
        documents => closing(documents, 0),
    }
}

/// `Found 3 errors and 1 warning in 2 documents (2 fixable with --fix).`
pub fn closing(documents: &[Document], fixed: usize) -> String {
    let summary = count(documents);
    let mut line = String::new();
    if fixed > 0 {
        line.push_str(&format!("Fixed {}. ", counted(fixed, "finding")));
    }
    let kinds = [(summary.error, "error"), (summary.warning, "warning"), (summary.info, "info")];
    let kinds = kinds.iter().filter(|(count, _)| *count > 0);
    let kinds: Vec<String> = kinds.map(|(count, noun)| counted(*count, noun)).collect();
    let documents_counted = counted(documents.len(), "document");
    let Some((last, rest)) = kinds.split_last() else {
        line.push_str(&format!("All checks passed in {documents_counted}."));
        return line;
    };
    let kinds = match rest {
        [] => last.clone(),
        rest => format!("{} and {last}", rest.join(", ")),
    };
    line.push_str(&format!("Found {kinds} in {documents_counted}{}.", fixable(documents)));
    line
}

fn fixable(documents: &[Document]) -> String {
    let reports = documents.iter().filter(|it| it.verdict.faithful).map(|it| &it.verdict.report);
    let fixes = reports.flat_map(|report| &report.findings).filter_map(|it| it.note.fix.as_ref());
    let (mut safe, mut other) = (0, 0);
    for fix in fixes {
        match fix.safety {
            Safety::Safe => safe += 1,
            Safety::Unsafe => other += 1,
        }
    }
    match (safe, other) {
        (0, 0) => String::new(),
        (0, other) => format!(" ({other} fixable with --unsafe-fixes)"),
        (safe, 0) => format!(" ({safe} fixable with --fix)"),
        (safe, other) => format!(" ({safe} fixable with --fix, {other} with --unsafe-fixes)"),
    }
}

/// `12 rules were skipped: no baseline (9), not stated: site.version (3).`
pub fn skipped_line(documents: &[Document]) -> Option<String> {
    let mut rules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut last: Option<(&str, &str)> = None;
    for skipped in documents.iter().flat_map(|it| &it.verdict.report.skipped) {
        let this = (&*skipped.reason, skipped.rule.name);
        // One rule is skipped for one gateway after the other.
        if last.replace(this) != Some(this) {
            rules.entry(this.0).or_default().insert(this.1);
        }
    }
    let total: usize = rules.values().map(BTreeSet::len).sum();
    if total == 0 {
        return None;
    }
    let mut reasons: Vec<(&str, usize)> =
        rules.iter().map(|(reason, rules)| (*reason, rules.len())).collect();
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut said: Vec<String> =
        reasons.iter().take(REASONS).map(|(reason, count)| format!("{reason} ({count})")).collect();
    let rest: usize = reasons.iter().skip(REASONS).map(|(_, count)| count).sum();
    if rest > 0 {
        said.push(format!("other reasons ({rest})"));
    }
    let were = if total == 1 { "rule was" } else { "rules were" };
    Some(format!("{total} {were} skipped: {}.", said.join(", ")))
}

/// Each rule that could not look, for `--show-skipped`.
pub fn skipped(out: &mut Vec<u8>, documents: &[Document]) -> io::Result<()> {
    for document in documents {
        for skipped in &document.verdict.report.skipped {
            let (path, rule) = (&document.path, skipped.rule.name);
            write!(out, "{path}: skipped[{rule}] {}", &*skipped.reason)?;
            match &skipped.subject {
                Some(handle) => writeln!(out, " (gateway `{handle}`)")?,
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}

pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
