//! For the comment of a pull request, or the summary of a job.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use cmg_rules::report::Allowed;

use super::{Document, Run, Shown, counted, json::places, summary};
use crate::markdown::{code, prose};

/// GitHub refuses comments over 65,536 characters. Counted are bytes, which are never fewer.
const MOST: usize = 65_000;

pub fn write(out: &mut Vec<u8>, run: &Run<'_>) -> io::Result<()> {
    let mut text = String::from("### cmglint\n\n");
    // Numbers and words of ours.
    text.push_str(&summary::headline(run.documents));
    text.push('\n');
    for error in run.errors {
        let _ = writeln!(text, "\n**Failed:** {}", prose(&error.to_string()));
    }
    let mut missing = 0;
    for document in run.documents {
        missing += table(&mut text, document, run.shown);
    }
    if missing > 0 {
        let _ = writeln!(
            text,
            "\n**{} more, for which there is no room here.**",
            counted(missing, "finding")
        );
    }
    for details in [accepted(run.documents), skipped(run.documents)] {
        if text.len() + details.len() <= MOST {
            text.push_str(&details);
        }
    }
    out.write_all(text.as_bytes())
}

/// The findings of a document; how many have no room.
fn table(text: &mut String, document: &Document, shown: Shown) -> usize {
    let findings = document.shown(Shown { allowed: false, ..shown });
    let views = document.views();
    let mut head = format!(
        "\n#### {}\n\n| line | | rule | finding |\n|---|---|---|---|\n",
        code(&document.path)
    );
    for (at, (finding, _)) in findings.iter().enumerate() {
        let (start, _) = places(&views.document, finding.note.span);
        let (rule, word) = (finding.rule, finding.severity().word());
        // Names and pages are ours, and hold neither brackets nor bars.
        let rule = format!("[{}]({})", rule.name, rule.source.url());
        let message = prose(&finding.note.message);
        let row = format!("| {} | {word} | {rule} | {message} |\n", start.line);
        // The last lines need some room as well.
        if text.len() + head.len() + row.len() + 100 > MOST {
            return findings.len() - at;
        }
        text.push_str(&std::mem::take(&mut head));
        text.push_str(&row);
    }
    0
}

fn accepted(documents: &[Document]) -> String {
    let mut list = String::new();
    let mut count = 0;
    for document in documents {
        let views = document.views();
        for Allowed { finding, reason, .. } in &document.verdict.report.allowed {
            let (start, _) = places(&views.document, finding.note.span);
            let place = code(&format!("{}:{}", document.path, start.line));
            let reason = if reason.is_empty() { "no reason".to_owned() } else { prose(reason) };
            let _ = writeln!(list, "- {place} `{}`: {reason}", finding.rule.name);
            count += 1;
        }
    }
    details(&format!("{} accepted", counted(count, "finding")), &list)
}

fn skipped(documents: &[Document]) -> String {
    let line = summary::skipped_line(documents).unwrap_or_default();
    let item = if line.is_empty() { line } else { format!("{}\n", prose(&line)) };
    details("Rules that could not look", &item)
}

fn details(summary: &str, text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!("\n<details><summary>{summary}</summary>\n\n{text}\n</details>\n"),
    }
}
