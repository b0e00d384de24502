//! What several formats say in the same words.

use cmg_host::Planned;
use cmg_rules::{
    change::Class,
    plan::{Action, Item, Plan, Record, Sign, Step},
    quote::{counted, cut},
};

use super::Sheet;

/// Letters that are shown of a value.
const LONGEST: usize = 400;

/// `Plan: 1 to add, 2 to change in place, 0 to remove; waits 24 h.`
pub fn summary(plan: &Plan) -> String {
    let count = |sort: Sort| plan.changes.iter().filter(|it| Sort::of(it) == sort).count();
    // As people know it from others, the first, second and last are always there.
    let parts = [
        (Sort::Add, "to add", true),
        (Sort::Change, "to change in place", true),
        (Sort::Convert, "to convert", false),
        (Sort::Redeploy, "to redeploy", false),
        (Sort::Remove, "to remove", true),
        (Sort::Undocumented, "not documented", false),
        (Sort::Impossible, "not possible", false),
    ];
    let parts = parts.into_iter().filter_map(|(sort, words, always)| {
        let count = count(sort);
        (always || count > 0).then(|| format!("{count} {words}"))
    });
    let waits = match plan.hours() {
        0 => String::new(),
        hours => format!("; waits {hours} h"),
    };
    format!("Plan: {}{waits}.", parts.collect::<Vec<_>>().join(", "))
}

/// What the summary counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Add,
    Change,
    Convert,
    Redeploy,
    Remove,
    Undocumented,
    Impossible,
}

impl Sort {
    fn of(item: &Item) -> Sort {
        match (item.sign, item.class) {
            (Sign::Add, _) => Sort::Add,
            (Sign::Remove, _) => Sort::Remove,
            (_, Some(Class::NotPossible)) => Sort::Impossible,
            (_, Some(Class::NotDocumented)) => Sort::Undocumented,
            (Sign::Replace, _) | (_, Some(Class::RedeploySameName | Class::RedeployNewName)) => {
                Sort::Redeploy
            }
            (Sign::Change, Some(Class::Convert)) => Sort::Convert,
            (Sign::Change, Some(Class::InPlace) | None) => Sort::Change,
        }
    }
}

/// What a document is compared with.
pub fn against(planned: &Planned) -> String {
    match &planned.baseline {
        Some(path) if planned.is_new => {
            format!("compared with {}, where it does not exist yet", shown(path))
        }
        Some(path) => format!("compared with {}", shown(path)),
        None => "a first deployment".to_owned(),
    }
}

/// Said in place of a plan.
pub fn no_changes(sheet: &Sheet<'_>) -> String {
    let is_partial = !sheet.planned.plan.unknown.is_empty();
    match &sheet.planned.baseline {
        Some(baseline) if is_partial => {
            format!("No changes in what can be compared: {} and {}.", sheet.path, shown(baseline))
        }
        Some(baseline) => {
            format!(
                "No changes: {} is what is deployed (baseline {}).",
                sheet.path,
                shown(baseline)
            )
        }
        None => format!("No changes: {} has nothing to deploy.", sheet.path),
    }
}

/// Said before everything else of a document that is not what it was meant to be.
pub fn broken(sheet: &Sheet<'_>) -> Option<String> {
    let errors = i64::try_from(sheet.planned.syntax_errors).ok().filter(|it| *it > 0)?;
    let path = &sheet.path;
    Some(format!("{path} has {}; `cmglint check` shows them.", counted(errors, "syntax error")))
}

/// Said at the end, beside the plans.
pub fn other_errors(sheets: &[Sheet<'_>]) -> Option<String> {
    let wrong: Vec<&Sheet<'_>> = sheets.iter().filter(|it| it.errors > 0).collect();
    let errors: usize = wrong.iter().map(|it| it.errors).sum();
    let errors = counted(i64::try_from(errors).ok()?, "error");
    match wrong.as_slice() {
        [] => None,
        [one] => Some(format!("{} has {errors}; `cmglint check` shows them.", one.path)),
        several => {
            Some(format!("{} documents have {errors}; `cmglint check` shows them.", several.len()))
        }
    }
}

/// Whether the plan has anything to show beside what could not be compared.
pub fn is_quiet(sheet: &Sheet<'_>) -> bool {
    sheet.planned.plan.is_empty() && sheet.planned.syntax_errors == 0
}

pub fn console(path: &[&str]) -> String {
    path.join(" > ")
}

pub fn record(record: &Record) -> String {
    match &record.target {
        Some(target) => format!("CNAME {} -> {}", shown(&record.name), shown(target)),
        None => format!("no CNAME {}", shown(&record.name)),
    }
}

/// At least so long.
pub fn wait(hours: u32) -> String {
    format!("at least {}", counted(hours.into(), "hour"))
}

/// Which release brought the cmdlet of a step, where that matters.
pub fn since(step: &Step) -> Option<String> {
    match &step.action {
        Action::Cmdlet(cmdlet) => {
            cmdlet.since.map(|version| format!("needs Configuration Manager {version} or later"))
        }
        _ => None,
    }
}

/// On one line, harmless, cut where it is long.
pub fn shown(text: &str) -> String {
    cut(text, LONGEST)
}

/// Lines of so many columns, broken at spaces.
pub fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[test]
fn long_values_are_cut_and_control_characters_replaced() {
    assert_eq!(cut("abc", 3), "abc");
    assert_eq!(cut("abcd", 3), "ab…");
    assert_eq!(shown("a\nb\u{202e}"), "a\u{fffd}b\u{fffd}");
    assert_eq!(folded("one two  three", 7), ["one two", "three"]);
}
