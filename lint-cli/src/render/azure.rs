//! Logging commands of Azure Pipelines, which become issues of the run.

use std::io::{self, Write};

use cmg_rules::finding::Severity;

use super::{Run, Shown, json::places};

pub fn write(out: &mut Vec<u8>, run: &Run<'_>) -> io::Result<()> {
    for document in run.documents {
        let views = document.views();
        for (finding, _) in document.shown(Shown { allowed: false, ..run.shown }) {
            // There is no third kind.
            let kind = match finding.severity() {
                Severity::Error => "error",
                Severity::Warning | Severity::Info => "warning",
            };
            let (start, _) = places(&views.document, finding.note.span);
            let (path, rule) = (property(&document.path), property(finding.rule.name));
            let text = format!("{}\nsee {}", finding.note.message, finding.rule.source.url());
            writeln!(
                out,
                "##vso[task.logissue type={kind};sourcepath={path};linenumber={};\
                 columnnumber={};code={rule};]{}",
                start.line,
                start.column,
                data(&text)
            )?;
        }
    }
    Ok(())
}

fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}

#[test]
fn what_would_end_a_command_is_escaped() {
    assert_eq!(data("100%3B\r\n##vso[x]y"), "100%AZP253B%0D%0A##vso[x]y");
    assert_eq!(property("a;b]c%\n"), "a%3Bb%5Dc%AZP25%0A");
}
