//! `cmglint rules` and `cmglint explain`: what the catalog says of its rules.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use cmg_rules::{
    catalog,
    finding::{Need, RuleInfo, Safety, Severity},
    model::nearest,
};
use serde::Serialize;

use crate::{
    args::{Explain, ListFormat, Rules},
    error::ToolError,
    output,
    render::{SourceItem, option, plain, source_item},
};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// One rule as `--format json` shows it.
#[derive(Debug, Serialize)]
struct Item {
    name: &'static str,
    family: &'static str,
    /// The highest.
    severity: &'static str,
    severities: Vec<&'static str>,
    summary: &'static str,
    since: Option<String>,
    until: Option<String>,
    needs: Vec<&'static str>,
    fix: Option<&'static str>,
    source: SourceItem<'static>,
    /// Only for `explain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<String>,
}

pub fn rules(args: &Rules) -> Result<(), ToolError> {
    let rules = || catalog::rules().map(|rule| &rule.info);
    let text = match args.format {
        ListFormat::Json => json(&rules().map(item).collect::<Vec<_>>())?,
        ListFormat::Markdown => index(),
        ListFormat::Text => listing(),
    };
    output::print(text.as_bytes(), args.color)
}

pub fn explain(args: &Explain) -> Result<(), ToolError> {
    let names = || catalog::rules().map(|rule| rule.info.name);
    let rule = catalog::rules().find(|rule| rule.info.name == args.rule);
    let rule = rule.ok_or_else(|| ToolError::NoRule {
        name: args.rule.clone(),
        help: match nearest(&args.rule, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`cmglint rules` lists them".to_owned(),
        },
    })?;
    let text = match args.format {
        ListFormat::Json => json(&Item { docs: Some(docs(&rule.info)), ..item(&rule.info) })?,
        ListFormat::Markdown => page(&rule.info),
        ListFormat::Text => explained(&rule.info),
    };
    output::print(text.as_bytes(), args.color)
}

/// Indented, with a line break at its end.
pub(crate) fn json(value: &impl Serialize) -> Result<String, ToolError> {
    let mut text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    text.push('\n');
    Ok(text)
}

fn item(rule: &'static RuleInfo) -> Item {
    Item {
        name: rule.name,
        family: rule.family,
        severity: rule.severity().word(),
        severities: by_weight(rule).map(Severity::word).collect(),
        summary: rule.summary,
        since: rule.versions.since.map(|version| version.to_string()),
        until: rule.versions.until.map(|version| version.to_string()),
        needs: rule.all_needs().map(Need::word).collect(),
        fix: rule.fix.map(Safety::word),
        source: source_item(&rule.source),
        docs: None,
    }
}

/// The worst first.
fn by_weight(rule: &RuleInfo) -> impl Iterator<Item = Severity> {
    let mut severities = rule.severities.to_vec();
    severities.sort_by(|a, b| b.cmp(a));
    severities.into_iter()
}

fn listing() -> String {
    let width = catalog::rules().map(|rule| rule.info.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    for (family, rules) in catalog::families() {
        let _ = writeln!(text, "{BOLD}{family}{BOLD:#}");
        for rule in rules {
            let info = &rule.info;
            let severity = info.severity();
            let style = style(severity);
            let (name, word, summary) = (info.name, severity.word(), info.summary);
            let _ = writeln!(text, "  {name:width$}  {style}{word:7}{style:#}  {summary}");
        }
    }
    text
}

/// The colour of a severity.
pub(crate) fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::BrightRed.on_default(),
        Severity::Warning => AnsiColor::BrightYellow.on_default(),
        Severity::Info => AnsiColor::BrightCyan.on_default(),
    }
}

/// For a terminal: Markdown without its marks.
fn explained(rule: &RuleInfo) -> String {
    let mut text = format!("{BOLD}{}{BOLD:#}: {}\n\n", rule.name, rule.summary);
    for (name, value) in facts(rule) {
        let _ = writeln!(text, "{DIM}{name:9}{DIM:#} {value}");
    }
    text.push('\n');
    let mut in_code = false;
    for line in docs(rule).lines() {
        match line.strip_prefix("```") {
            Some("" | "toml") => in_code = !in_code,
            Some(block) => {
                in_code = true;
                let _ = writeln!(text, "  {DIM}# {}{DIM:#}", named(block));
            }
            None if in_code && line.is_empty() => text.push('\n'),
            None if in_code => {
                let _ = writeln!(text, "    {line}");
            }
            None => match line.strip_prefix("## ") {
                Some(title) => {
                    let _ = writeln!(text, "{BOLD}{title}{BOLD:#}");
                }
                None => {
                    let _ = writeln!(text, "{}", plain(line));
                }
            },
        }
    }
    let _ = writeln!(text, "\nSee {}\n    {}", rule.source.title(), rule.source.url());
    text
}

/// What a block of an example stands for.
fn named(block: &str) -> &'static str {
    match block {
        "toml before" => "deployed today",
        "toml certificates" => "what the certificates say",
        "version" => "version of the site",
        "today" => "today",
        _ => "what reading the baseline says",
    }
}

fn facts(rule: &RuleInfo) -> Vec<(&'static str, String)> {
    let severities: Vec<&str> = by_weight(rule).map(Severity::word).collect();
    let mut facts =
        vec![("Family", rule.family.to_owned()), ("Severity", severities.join(", or "))];
    if !rule.versions.is_any() {
        facts.push(("Versions", rule.versions.to_string()));
    }
    let needs: Vec<&str> = rule.all_needs().map(Need::word).collect();
    if !needs.is_empty() {
        facts.push(("Needs", needs.join(", ")));
    }
    if let Some(safety) = rule.fix {
        facts.push(("Fix", format!("{} ({})", safety.word(), option(safety))));
    }
    facts
}

/// The doc comment without the space in front of each line.
fn docs(rule: &RuleInfo) -> String {
    let lines = rule.docs.trim_end().lines();
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n")
}

/// The page of a rule in `docs/rules`.
pub fn page(rule: &RuleInfo) -> String {
    let mut text = format!("# {}\n\n*{}*\n\n", rule.name, rule.summary);
    text.push_str("| | |\n|---|---|\n");
    for (name, value) in facts(rule) {
        let _ = writeln!(text, "| {name} | {value} |");
    }
    let _ = writeln!(text, "| Source | [{}]({}) |", rule.source.title(), rule.source.url());
    let mut body = docs(rule);
    for block in ["toml before", "toml certificates", "version", "today", "unreadable"] {
        let fence = if block.starts_with("toml") { "toml" } else { "text" };
        let title = named(block);
        body = body.replace(&format!("```{block}\n"), &format!("*{title}:*\n\n```{fence}\n"));
    }
    let _ = write!(text, "\n{body}\n");
    text
}

/// The list of rules in `docs/rules`.
pub fn index() -> String {
    let count = catalog::rules().count();
    let mut text =
        format!("# Rules\n\n{count} rules in {} families.\n", catalog::families().count());
    for (family, rules) in catalog::families() {
        let _ = write!(
            text,
            "\n## {family}\n\n| rule | severity | what it finds | fix |\n|---|---|---|---|\n"
        );
        for info in rules.iter().map(|rule| &rule.info) {
            let severities: Vec<&str> = by_weight(info).map(Severity::word).collect();
            let fix = info.fix.map_or("", Safety::word);
            let (name, summary) = (info.name, info.summary);
            let _ = writeln!(
                text,
                "| [{name}]({name}.md) | {} | {summary} | {fix} |",
                severities.join(", ")
            );
        }
    }
    text
}

#[test]
fn every_rule_says_why_it_matters() {
    for rule in catalog::rules() {
        assert!(crate::render::help(&rule.info).len() > 40, "{}", rule.info.name);
    }
}
