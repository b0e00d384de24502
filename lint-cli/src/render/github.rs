//! Workflow commands of GitHub Actions, which become annotations.

use std::io::{self, Write};

use cmg_rules::finding::Severity;

use super::{Run, Shown, json::places};

pub fn write(out: &mut Vec<u8>, run: &Run<'_>) -> io::Result<()> {
    for document in run.documents {
        let views = document.views();
        for (finding, _) in document.shown(Shown { allowed: false, ..run.shown }) {
            let level = match finding.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let (start, end) = places(&views.document, finding.note.span);
            let (file, title) = (property(&document.path), property(finding.rule.name));
            write!(out, "::{level} file={file},line={},endLine={}", start.line, end.line)?;
            // Columns of a place on several lines are refused.
            if start.line == end.line {
                write!(out, ",col={},endColumn={}", start.column, end.column)?;
            }
            // The log shows nothing but the text, so that one says the place as well.
            let place = format!("{}:{}:{}", document.path, start.line, start.column);
            let text =
                format!("{place}: {}\nsee {}", finding.note.message, finding.rule.source.url());
            writeln!(out, ",title={title}::{}", data(&text))?;
        }
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[test]
fn what_would_end_a_command_is_escaped() {
    assert_eq!(data("100%: a,b\r\n::error::x"), "100%25: a,b%0D%0A::error::x");
    assert_eq!(property("a%0A,b:c\n"), "a%250A%2Cb%3Ac%0A");
}
