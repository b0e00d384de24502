//! A test report: each document is a suite, each finding a test that failed.

use std::io::{self, Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{Document, Run, View, help, identity::Identified, json::places, opening, plain};

pub fn write(out: &mut Vec<u8>, run: &Run<'_>) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let found: Vec<(&Document, Vec<Identified<'_>>)> =
        run.documents.iter().map(|it| (it, it.identified(run.shown))).collect();
    let tests: usize = found.iter().map(|(_, found)| found.len().max(1)).sum();
    let failures: usize = found.iter().map(|(_, found)| failures(found)).sum();
    xml.create_element("testsuites")
        .with_attribute(("name", "cmglint"))
        .with_attribute(("tests", &*(tests + run.errors.len()).to_string()))
        .with_attribute(("failures", &*failures.to_string()))
        .with_attribute(("errors", &*run.errors.len().to_string()))
        .write_inner_content(|xml| {
            for (document, found) in &found {
                suite(xml, document, found)?;
            }
            errors(xml, run)
        })?;
    writeln!(out)
}

fn failures(found: &[Identified<'_>]) -> usize {
    found.iter().filter(|it| it.allowed.is_none()).count()
}

fn suite(
    xml: &mut Writer<&mut Vec<u8>>,
    document: &Document,
    found: &[Identified<'_>],
) -> io::Result<()> {
    let failures = failures(found);
    xml.create_element("testsuite")
        .with_attribute(("name", &*allowed_in_xml(&document.path)))
        .with_attribute(("tests", &*found.len().max(1).to_string()))
        .with_attribute(("failures", &*failures.to_string()))
        .with_attribute(("errors", "0"))
        .with_attribute(("skipped", &*(found.len() - failures).to_string()))
        .write_inner_content(|xml| {
            if found.is_empty() {
                // A suite without tests counts as one that was not run.
                case(xml, &document.path, "cmglint").write_empty()?;
            }
            let views = document.views();
            found.iter().try_for_each(|it| finding(xml, &views.document, it))
        })?;
    Ok(())
}

fn finding(xml: &mut Writer<&mut Vec<u8>>, view: &View<'_>, it: &Identified<'_>) -> io::Result<()> {
    let (rule, note) = (it.finding.rule, &it.finding.note);
    let (start, _) = places(view, note.span);
    // Two findings of one rule are two tests.
    let name = format!("{} at {}:{}", rule.name, start.line, start.column);
    let message = allowed_in_xml(&note.message);
    case(xml, view.path, &name)
        .with_attribute(("file", &*allowed_in_xml(view.path)))
        .with_attribute(("line", &*start.line.to_string()))
        .write_inner_content(|xml| {
            if let Some(allowed) = it.allowed {
                let reason = allowed_in_xml(&allowed.reason);
                xml.create_element("skipped")
                    .with_attribute(("message", &*reason))
                    .write_empty()?;
                return Ok(());
            }
            let text = format!(
                "{}:{}:{}: {message}\nhelp: {}\nsee {}",
                view.path,
                start.line,
                start.column,
                plain(opening(&help(rule))),
                rule.source.url(),
            );
            xml.create_element("failure")
                .with_attribute(("message", &*message))
                .with_attribute(("type", it.finding.severity().word()))
                .write_text_content(BytesText::new(&allowed_in_xml(&text)))?;
            Ok(())
        })?;
    Ok(())
}

/// What the tool could not do.
fn errors(xml: &mut Writer<&mut Vec<u8>>, run: &Run<'_>) -> io::Result<()> {
    if run.errors.is_empty() {
        return Ok(());
    }
    let count = run.errors.len().to_string();
    xml.create_element("testsuite")
        .with_attribute(("name", "cmglint"))
        .with_attribute(("tests", &*count))
        .with_attribute(("failures", "0"))
        .with_attribute(("errors", &*count))
        .with_attribute(("skipped", "0"))
        .write_inner_content(|xml| {
            for (at, error) in run.errors.iter().enumerate() {
                let message = allowed_in_xml(&error.to_string());
                case(xml, "cmglint", &format!("error {}", at + 1)).write_inner_content(|xml| {
                    xml.create_element("error")
                        .with_attribute(("message", &*message))
                        .with_attribute(("type", "error"))
                        .write_empty()?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
    Ok(())
}

fn case<'a, 'o>(
    xml: &'a mut Writer<&'o mut Vec<u8>>,
    class: &str,
    name: &str,
) -> quick_xml::writer::ElementWriter<'a, &'o mut Vec<u8>> {
    xml.create_element("testcase")
        .with_attribute(("classname", &*allowed_in_xml(class)))
        .with_attribute(("name", &*allowed_in_xml(name)))
}

/// XML has no way to write some letters, not even by their number.
fn allowed_in_xml(text: &str) -> String {
    let allowed = |it: char| match it {
        '\n' | '\t' => it,
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        it => cmg_rules::quote::harmless(it),
    };
    text.chars().map(allowed).collect()
}

#[test]
fn letters_that_xml_forbids_are_replaced() {
    let text = allowed_in_xml("a\0b\u{1b}\u{fffe}\u{ffff}\u{10ffff}\n\u{7f}");
    assert_eq!(text, "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}\u{10ffff}\n\u{fffd}");
    let xml = format!("<a>{}</a>", quick_xml::escape::escape(&*text));
    assert_eq!(roxmltree::Document::parse(&xml).unwrap().root_element().text(), Some(&*text));
}
