//! One page for a browser, with everything in it: no script, nothing to load.

use std::io::{self, Write};

use cmg_rules::{
    finding::{Finding, Severity},
    quote::harmless,
    report::Allowed,
    span::Span,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Document, Run, View, Views, counted, excerpt::Marked, help, json::places, opening, option,
    plain, summary,
};

const STYLE: &str = include_str!("html.css");

pub fn write(out: &mut Vec<u8>, run: &Run<'_>) -> io::Result<()> {
    let count = summary::count(run.documents);
    let kinds = [("error", count.error), ("warning", count.warning), ("info", count.info)];
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "cmglint: " (summary::headline(run.documents)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "cmglint" }
                    p { (summary::headline(run.documents)) " Judged as of " (run.today) "." }
                    ul.counts {
                        @for (kind, number) in kinds.into_iter().filter(|(_, number)| *number > 0) {
                            li class=(kind) { (counted(number, kind)) }
                        }
                        @if count.allowed > 0 { li { (count.allowed) " accepted" } }
                    }
                    @for error in run.errors {
                        p.failed { strong { "Failed: " } (error) }
                    }
                }
                main { @for document in run.documents { (section(document, run)) } }
                footer {
                    @if let Some(line) = summary::skipped_line(run.documents) { p { (line) } }
                    p {
                        a href=(env!("CARGO_PKG_REPOSITORY")) { "cmglint" }
                        " " (env!("CARGO_PKG_VERSION"))
                    }
                }
            }
        }
    };
    writeln!(out, "{}", page.into_string())
}

fn section(document: &Document, run: &Run<'_>) -> Markup {
    let views = document.views();
    let findings = document.shown(run.shown);
    html! {
        section {
            h2 { (document.path) }
            @if findings.is_empty() { p.clean { "Nothing to say." } }
            @for (finding, allowed) in findings { (article(&views, finding, allowed)) }
        }
    }
}

fn article(views: &Views<'_>, finding: &Finding, allowed: Option<&Allowed>) -> Markup {
    let (rule, note) = (finding.rule, &finding.note);
    let kind = match (allowed, finding.severity()) {
        (Some(_), _) => "accepted",
        (None, Severity::Error) => "error",
        (None, Severity::Warning) => "warning",
        (None, Severity::Info) => "info",
    };
    html! {
        article class=(kind) {
            h3 { span.kind { (kind) } " " (coded(&note.message)) " " code.rule { (rule.name) } }
            @if let Some(allowed) = allowed {
                p { "Accepted: " (allowed.reason.chars().map(harmless).collect::<String>()) }
            }
            (excerpt(&views.document, note.span, ""))
            @for label in &note.labels {
                @if let Some(view) = views.of(&label.file) { (excerpt(view, label.span, &label.text)) }
            }
            p { (coded(&plain(opening(&help(rule))))) }
            @if let Some(fix) = &note.fix {
                p { "Fix: " (coded(&fix.title)) " (" code { (option(fix.safety)) } ")" }
            }
            p { a href=(rule.source.url()) { (rule.source.title()) } }
        }
    }
}

fn excerpt(view: &View<'_>, span: Span, text: &str) -> Markup {
    let (start, _) = places(view, span);
    let Marked { before, marked, behind } = Marked::of(view, span);
    html! {
        figure {
            figcaption {
                code { (view.path) ":" (start.line) ":" (start.column) }
                @if !text.is_empty() { " " (coded(text)) }
            }
            pre { code { (before) mark { (marked) } (behind) } }
        }
    }
}

/// What stands between backticks is code.
fn coded(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    // The last backtick of an odd number stands for itself.
    let open = parts.len().is_multiple_of(2).then(|| parts.len() - 1);
    html! {
        @for (at, part) in parts.into_iter().enumerate() {
            @if Some(at) == open { "`" (part) }
            @else if at % 2 == 1 { code { (part) } }
            @else { (part) }
        }
    }
}

#[test]
fn backticks_make_code() {
    assert_eq!(coded("a `<b>` c").into_string(), "a <code>&lt;b&gt;</code> c");
    assert_eq!(coded("`a` b`c").into_string(), "<code>a</code> b`c");
}
