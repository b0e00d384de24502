//! The examples in every rule's documentation, run as tests.

mod certificates;

use crate::{
    catalog::rules,
    edit,
    facts::Date,
    finding::{Finding, Safety, Severity},
    inputs::{Baseline, Inputs, NamedBy, Snapshot},
    levels::Levels,
    rule::{Check, Rule},
    run::run,
};

#[test]
fn examples_are_true() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let examples: Vec<Example> = sections(rule).map(Example::of).collect();
        let fires = |example: &&Example| !example.expected().is_empty();
        if examples.iter().filter(fires).count() == 0 || examples.iter().all(|it| fires(&it)) {
            wrong.push(format!("{}: one example fires and one does not", rule.info.name));
        }
        for example in &examples {
            wrong.extend(example.check(rule).err().map(|it| format!("{}: {it}", rule.info.name)));
        }
        wrong.extend(check_fixes(rule, &examples));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What an example leaves out is not its mistake.
const ABOUT_ABSENCE: &[&str] = &[
    "alternate-content-provider-token",
    "authentication-missing",
    "certificate-missing",
    "certificate-without-password",
    "cname-missing",
    "connection-point-missing",
    "connection-point-without-certificate",
    "entra-app-missing",
    "entra-not-onboarded",
    "management-point-missing",
    "missing-key",
    "primary-without-connection-point",
    "resource-group-missing",
    "second-gateway-without-connection-point",
    "secret-key-expiry-missing",
    "single-connection-point",
    "single-vm-instance",
    "site-version-missing",
    "software-update-point-missing",
    "stop-without-alert",
    "task-sequence-without-ccmhostname",
    "tenant-missing",
    "traffic-alert-missing",
    "trusted-root-missing",
];

/// The letters of a renewed name are compared with two others, and may differ from both.
const TOGETHER: &[(&str, &str)] = &[
    ("renewal-name-changed", "certificate-name-case"),
    ("renewal-name-changed", "certificate-name-mismatch"),
];

/// One mistake is one finding: at the place of a rule's finding no other rule
/// finds anything.
#[test]
fn an_example_shows_one_mistake() {
    let mut wrong = Vec::new();
    for rule in rules().filter(|rule| !matches!(rule.check, Check::Allows)) {
        for example in sections(rule).map(Example::of) {
            let (own, others): (Vec<Finding>, Vec<Finding>) =
                example.findings().into_iter().partition(|it| it.rule.name == rule.info.name);
            let is_meant = |it: &&Finding| {
                ABOUT_ABSENCE.contains(&it.rule.name)
                    || TOGETHER.contains(&(rule.info.name, it.rule.name))
            };
            for other in others.iter().filter(|it| !is_meant(it)) {
                let (at, name) = (other.note.span, other.rule.name);
                let overlaps =
                    |it: &Finding| it.note.span.start < at.end && at.start < it.note.span.end;
                if own.iter().any(overlaps) && !ABOUT_ABSENCE.contains(&rule.info.name) {
                    wrong.push(format!("{}: also {name}: {}", rule.info.name, other.note.message));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_file_is_registered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalog");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .flat_map(|family| std::fs::read_dir(family).unwrap())
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .collect();
    let mut names: Vec<&str> = rules().map(|rule| rule.info.name).collect();
    files.sort();
    names.sort();
    assert_eq!(files, names);
}

#[test]
fn silenced_rules_exist() {
    for rule in rules() {
        for name in rule.info.silences {
            assert!(rules().any(|it| it.info.name == *name), "{} silences {name}", rule.info.name);
        }
    }
}

/// One section of the documentation, with its blocks.
struct Example {
    text: String,
    before: Option<String>,
    /// Why the baseline cannot be read.
    unreadable: Option<String>,
    today: Option<Date>,
    /// The files that the document names.
    certificates: Option<String>,
}

fn sections(rule: &'static Rule) -> impl Iterator<Item = &'static str> {
    rule.info.docs.split("\n ## ").skip(1).filter(|section| section.contains("```toml"))
}

impl Example {
    fn of(section: &str) -> Example {
        let text = block(section, "toml").expect("a section has a document");
        let text = match block(section, "version") {
            Some(version) => format!("{text}\n[site]\nversion = \"{version}\"\n"),
            None => text,
        };
        let today = block(section, "today").map(|it| it.parse().expect("a day"));
        let before = block(section, "toml before");
        let unreadable = block(section, "unreadable");
        let certificates = block(section, "toml certificates");
        for path in certificates.iter().flat_map(|it| it.lines()).filter(|it| it.starts_with('[')) {
            let path = path.trim_matches(['[', ']', '"']);
            assert!(text.contains(path), "the example does not name {path}");
        }
        Example { text, before, unreadable, today, certificates }
    }

    fn run(&self, text: &str) -> Vec<Finding> {
        let levels = Levels::default();
        let before = match (&self.before, &self.unreadable) {
            (Some(text), _) => Baseline::Known(Box::new(Snapshot::read(text))),
            (None, Some(reason)) => {
                Baseline::Unreadable { reason: reason.clone(), by: NamedBy::Document }
            }
            (None, None) => Baseline::None,
        };
        let mut now = Snapshot::read(text);
        if let (Some(stated), Some(config)) = (&self.certificates, &now.config) {
            now.files = certificates::files(stated, config);
        }
        let inputs =
            Inputs { before, today: self.today, depth: Some(1), ..Inputs::of(now, &levels) };
        run(&inputs).findings
    }

    fn findings(&self) -> Vec<Finding> {
        self.run(&self.text)
    }

    fn line(&self, finding: &Finding) -> usize {
        self.text[..finding.note.span.start].matches('\n').count()
    }

    /// `# error: "part of the message"` on the guilty line.
    fn expected(&self) -> Vec<(usize, Severity, &str)> {
        let lines = self.text.lines().enumerate();
        lines.filter_map(|(at, line)| expectation(line).map(|(it, part)| (at, it, part))).collect()
    }

    fn check(&self, rule: &Rule) -> Result<(), String> {
        let found: Vec<(usize, Severity, String)> = self
            .findings()
            .iter()
            .filter(|finding| finding.rule.name == rule.info.name)
            .map(|it| (self.line(it), it.severity(), it.note.message.clone()))
            .collect();
        let expected = self.expected();
        let same = found.len() == expected.len()
            && found.iter().zip(&expected).all(|(found, expected)| {
                (found.0, found.1) == (expected.0, expected.1) && found.2.contains(expected.2)
            });
        if !same {
            return Err(format!("found {found:?}, not {expected:?} in\n{}", self.text));
        }
        for (_, severity, message) in &found {
            if !rule.info.severities.contains(severity) {
                return Err(format!("{severity:?} is not declared"));
            }
            let mut outside = true;
            let plain: String = message
                .chars()
                .filter(|it| {
                    outside ^= *it == '`';
                    outside
                })
                .collect();
            let starts_low = !message.starts_with(|it: char| it.is_uppercase())
                || message
                    .split(' ')
                    .next()
                    .is_some_and(|word| word[1..].contains(char::is_uppercase))
                || ["Azure", "Entra", "Windows", "Microsoft"]
                    .iter()
                    .any(|it| message.starts_with(it));
            if plain.chars().count() >= 80 || !starts_low || message.ends_with('.') {
                return Err(format!("a message is short, lower case, no full stop: {message}"));
            }
        }
        Ok(())
    }
}

/// What the rule declares of its fixes is what its examples show, and a fix
/// makes its finding go away without breaking anything.
fn check_fixes(rule: &'static Rule, examples: &[Example]) -> Option<String> {
    let name = rule.info.name;
    let mut most = None;
    for example in examples {
        for finding in example.findings().iter().filter(|it| it.rule.name == name) {
            let Some(fix) = &finding.note.fix else { continue };
            most = most.max(Some(fix.safety));
            let edits: Vec<_> = fix.edits.iter().collect();
            let after = edit::apply(&example.text, &edits);
            let left = example.run(&after);
            let same =
                |it: &&Finding| it.rule.name == name && it.note.message == finding.note.message;
            let before = example.findings().iter().filter(same).count();
            if left.iter().filter(same).count() >= before {
                return Some(format!("{name}: the fix does not help:\n{after}"));
            }
            if left.iter().any(|it| it.rule.name == "syntax") && name != "syntax" {
                return Some(format!("{name}: the fix breaks the document:\n{after}"));
            }
        }
    }
    // Reading rules have safe and unsafe fixes alike.
    let declared: Option<Safety> = rule.info.fix;
    (declared != most).then(|| format!("{name}: declares {declared:?}, its examples have {most:?}"))
}

fn expectation(line: &str) -> Option<(Severity, &str)> {
    let words = [
        (Severity::Error, "# error: \""),
        (Severity::Warning, "# warning: \""),
        (Severity::Info, "# info: \""),
    ];
    let (severity, part) =
        words.iter().find_map(|(severity, word)| Some((*severity, line.split_once(word)?.1)))?;
    Some((severity, part.strip_suffix('"').unwrap()))
}

fn block(section: &str, kind: &str) -> Option<String> {
    let (_, rest) = section.split_once(&format!("\n ```{kind}\n"))?;
    let (body, _) = rest.split_once("\n ```")?;
    let lines: Vec<&str> =
        body.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    Some(lines.join("\n"))
}
