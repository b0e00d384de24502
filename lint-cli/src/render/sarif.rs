//! SARIF 2.1.0, for code scanning and viewers.

mod log;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use cmg_rules::{
    finding::{Edit, Finding, Fix, Label, RuleInfo, Safety, Severity},
    report::{Allowed, By},
    span::Span,
};

use super::{
    Document, Run, Shown, View, Views, help, identity::Identified, json::places, option, plain,
    uri::Uri,
};
use crate::{catalog, output::harmless_json};
use log::{
    Artifact, ArtifactChange, Base, Content, Descriptor, Driver, Fingerprints, FixObject,
    Invocation, Level, Location, Log, Message, Notification, Physical, Properties, Region,
    Replacement, ResultObject, RuleReference, RunObject, Suppression, Tool,
};

/// What relative addresses are relative to.
const ROOT: &str = "%SRCROOT%";

pub fn write(out: &mut Vec<u8>, run: &Run<'_>) -> io::Result<()> {
    // Accepted findings are results as well, which say that they are suppressed.
    let shown = Shown { allowed: true, ..run.shown };
    let found: Vec<(&Document, Views<'_>, Vec<Identified<'_>>)> =
        run.documents.iter().map(|it| (it, it.views(), it.identified(shown))).collect();
    let used = found.iter().flat_map(|(_, _, found)| found).map(|it| it.finding.rule);
    let rules: BTreeMap<&str, &RuleInfo> = used.map(|rule| (rule.name, rule)).collect();
    let index: BTreeMap<&str, usize> =
        rules.keys().enumerate().map(|(at, name)| (*name, at)).collect();
    let results = found.iter().flat_map(|(document, views, found)| {
        found.iter().map(|it| result(document, views, it, &index))
    });
    let run = RunObject {
        tool: Tool {
            driver: Driver {
                name: "cmglint",
                full_name: "cmglint, the linter of cloud management gateways",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: env!("CARGO_PKG_REPOSITORY"),
                rules: rules.values().map(|rule| descriptor(rule)).collect(),
            },
        },
        invocations: [Invocation {
            execution_successful: run.errors.is_empty(),
            tool_execution_notifications: notifications(run),
        }],
        original_uri_base_ids: BTreeMap::from([(
            ROOT,
            Base { description: Message::of("The working directory of the run.") },
        )]),
        column_kind: "unicodeCodePoints",
        results: results.collect(),
    };
    let log = Log { schema: log::SCHEMA, version: "2.1.0", runs: [run] };
    writeln!(out, "{}", harmless_json(&serde_json::to_string_pretty(&log)?))
}

fn descriptor(rule: &RuleInfo) -> Descriptor {
    let first = rule.severities.first().copied().unwrap_or(rule.severity());
    let help = help(rule);
    Descriptor {
        id: rule.name,
        name: pascal_case(rule.name),
        short_description: Message::of(format!("{}.", sentence(rule.summary))),
        full_description: Message::of(plain(&help)),
        help: Message {
            text: format!("{}\nSee {}: {}", plain(&help), rule.source.title(), rule.source.url()),
            markdown: Some(catalog::page(rule)),
        },
        help_uri: rule.source.url(),
        default_configuration: Level::of(first),
        properties: Properties {
            tags: [rule.family],
            precision: "very-high",
            problem_severity: match first {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    }
}

fn result(
    document: &Document,
    views: &Views<'_>,
    it: &Identified<'_>,
    index: &BTreeMap<&str, usize>,
) -> ResultObject {
    let Finding { rule, note } = it.finding;
    let view = &views.document;
    // Places in a text that is not the file are of no use to who changes the file.
    let fix = note.fix.as_ref().filter(|_| document.verdict.faithful);
    ResultObject {
        rule_id: rule.name,
        rule_index: index.get(rule.name).copied().unwrap_or_default(),
        level: log::level(it.finding.severity()),
        message: Message::of(literal(&note.message)),
        locations: [Location::at(physical(view, note.span))],
        related_locations: note.labels.iter().filter_map(|it| related(views, it)).collect(),
        fixes: fix.map(|fix| fix_object(view, fix)).into_iter().collect(),
        suppressions: it.allowed.map(suppression).into_iter().collect(),
        partial_fingerprints: Fingerprints { key_path: it.fingerprint.clone() },
    }
}

/// A place that explains the finding; what is not on the disk is told only.
fn related(views: &Views<'_>, label: &Label) -> Option<Location> {
    let view = views.of(&label.file)?;
    if view.on_disk {
        let message = Some(Message::of(literal(&label.text)));
        return Some(Location { physical_location: Some(physical(view, label.span)), message });
    }
    let (start, _) = places(view, label.span);
    let text = format!("{} ({}:{}:{})", label.text, view.path, start.line, start.column);
    Some(Location { physical_location: None, message: Some(Message::of(literal(&text))) })
}

fn physical(view: &View<'_>, span: Span) -> Physical {
    Physical { artifact_location: artifact(view.path), region: region(view, span) }
}

fn artifact(path: &str) -> Artifact {
    match Uri::of(path) {
        Uri::Relative(uri) => Artifact { uri, uri_base_id: Some(ROOT) },
        Uri::Absolute(uri) => Artifact { uri, uri_base_id: None },
    }
}

fn region(view: &View<'_>, span: Span) -> Region {
    let (start, end) = places(view, span);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn fix_object(view: &View<'_>, fix: &Fix) -> FixObject {
    let line_break = if view.lines.text().contains("\r\n") { "\r\n" } else { "\n" };
    let replacement = |edit: &Edit| Replacement {
        deleted_region: region(view, edit.span),
        inserted_content: Content { text: edit.text.replace('\n', line_break) },
    };
    let caution = match fix.safety {
        Safety::Safe => "",
        Safety::Unsafe => "; a person should look at the result",
    };
    FixObject {
        description: Message::of(format!(
            "{} ({}{caution})",
            literal(&fix.title),
            option(fix.safety)
        )),
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(view.path),
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
    }
}

/// By a comment of the document, or by a list beside it.
fn suppression(allowed: &Allowed) -> Suppression {
    let justification = Some(allowed.reason.clone()).filter(|it| !it.is_empty());
    let kind = match allowed.by {
        By::Comment => "inSource",
        By::List => "external",
    };
    Suppression { kind, justification }
}

/// What the tool could not do, and rules that could not look, by their reasons.
fn notifications(run: &Run<'_>) -> Vec<Notification> {
    let error = |it: &crate::error::ToolError| Notification {
        level: "error",
        message: Message::of(literal(&it.to_string())),
        descriptor: RuleReference { id: "error" },
        locations: Vec::new(),
    };
    let mut notifications: Vec<Notification> = run.errors.iter().map(error).collect();
    for document in run.documents {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for skipped in &document.verdict.report.skipped {
            let rules = reasons.entry(&skipped.reason).or_default();
            if !rules.contains(&skipped.rule.name) {
                rules.push(skipped.rule.name);
            }
        }
        notifications.extend(reasons.into_iter().map(|(reason, rules)| {
            let were = if rules.len() == 1 { "rule was" } else { "rules were" };
            let text = format!("{} {were} skipped: {reason} ({})", rules.len(), rules.join(", "));
            Notification {
                level: "note",
                message: Message::of(literal(&text)),
                descriptor: RuleReference { id: "skipped" },
                locations: vec![log::Whole::of(artifact(&document.path))],
            }
        }));
    }
    notifications
}

/// Text that a viewer could take for a link has backslashes before its brackets.
fn literal(text: &str) -> String {
    if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        text.to_owned()
    }
}

/// With a capital letter at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect()
}

/// The name of a rule beside its identifier; refused where both are one word.
fn pascal_case(name: &str) -> Option<String> {
    name.contains('-').then(|| name.split('-').map(sentence).collect())
}

#[test]
fn text_is_no_link() {
    assert_eq!(literal("a [b] c"), "a [b] c");
    assert_eq!(literal("a [b](c)\\"), "a \\[b\\](c)\\\\");
}
