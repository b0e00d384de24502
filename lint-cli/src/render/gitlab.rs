//! A code quality report of GitLab.

use std::io::{self, Write};

use cmg_rules::finding::Severity;
use serde::Serialize;

use super::{Run, Shown, json::places};
use crate::output::harmless_json;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub fn write(out: &mut Vec<u8>, run: &Run<'_>) -> io::Result<()> {
    let mut issues = Vec::new();
    for document in run.documents {
        let views = document.views();
        for it in document.identified(Shown { allowed: false, ..run.shown }) {
            let (start, end) = places(&views.document, it.finding.note.span);
            issues.push(Issue {
                description: &it.finding.note.message,
                check_name: it.finding.rule.name,
                fingerprint: it.fingerprint,
                severity: match it.finding.severity() {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location {
                    path: &document.path,
                    lines: Lines { begin: start.line, end: end.line },
                },
            });
        }
    }
    writeln!(out, "{}", harmless_json(&serde_json::to_string_pretty(&issues)?))
}
