//! Plans for a pull request. Nothing of a document becomes markup.

use std::fmt::Write;

use cmg_rules::{
    facts::Source,
    plan::{Action, Cmdlet, Item, Plan, Step},
};

use super::{
    Sheet,
    command::{self, Letters},
    words,
};
use crate::markdown::{code, prose};

pub fn all(sheets: &[Sheet<'_>]) -> String {
    sheets.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(sheet: &Sheet<'_>) -> String {
    let plan = &sheet.planned.plan;
    let mut out = format!("### Plan of {}\n\n", code(&sheet.path));
    if words::is_quiet(sheet) {
        let _ = writeln!(out, "{}", prose(&words::no_changes(sheet)));
        unknown(&mut out, plan);
        return out;
    }
    if let Some(line) = words::broken(sheet) {
        let _ = writeln!(out, "**{}** Do not carry out what follows.\n", prose(&line));
    }
    obstacles(&mut out, sheet);
    if !plan.changes.is_empty() {
        changes(&mut out, plan);
    }
    unknown(&mut out, plan);
    let against = match &sheet.planned.baseline {
        Some(path) if sheet.planned.is_new => {
            format!("Compared with {}, where it does not exist yet.", code(path))
        }
        Some(path) => format!("Compared with {}.", code(path)),
        None => "A first deployment.".to_owned(),
    };
    let _ = writeln!(out, "\n**{}** {against}", words::summary(plan));
    if let Some(outage) = &plan.outage {
        let _ = writeln!(out, "\n> **Outage:** {}", prose(outage));
    }
    if plan.is_possible() {
        runbook(&mut out, plan);
    }
    if let Some(line) = words::other_errors(std::slice::from_ref(sheet)) {
        let _ = writeln!(out, "\n{}", prose(&line));
    }
    out
}

fn obstacles(out: &mut String, sheet: &Sheet<'_>) {
    let obstacles = &sheet.planned.plan.obstacles;
    if obstacles.is_empty() {
        return;
    }
    let _ = writeln!(out, "**This plan is not possible:**\n");
    for it in obstacles {
        let subject = it.subject.as_ref().map(|it| format!("{}: ", code(it))).unwrap_or_default();
        let at = sheet.lines.position(it.offset);
        let place = code(&format!("{}:{}:{}", sheet.path, at.line, at.column));
        let rule = it.rule.map(|rule| format!("`{rule}`, ")).unwrap_or_default();
        let (message, link) = (prose(&it.message), link(&it.source));
        let _ = writeln!(out, "- {subject}{message} ({rule}{place}, {link})");
    }
    out.push('\n');
}

/// One table for each of them: a sentence in a column of a shared one is tall and thin.
fn changes(out: &mut String, plan: &Plan) {
    for item in &plan.changes {
        head(out, item);
        if item.settings.is_empty() {
            continue;
        }
        out.push_str("| setting | deployed | desired | way |\n|---|---|---|---|\n");
        for it in &item.settings {
            let note = it.note.as_ref().map(|it| format!("; {}", prose(it))).unwrap_or_default();
            let value = |it: &Option<String>| it.as_ref().map(|it| code(it)).unwrap_or_default();
            let (key, old, new) = (code(&it.key), value(&it.old), value(&it.new));
            let _ = writeln!(out, "| {key} | {old} | {new} | {}{note} |", it.class.text());
        }
    }
}

fn head(out: &mut String, item: &Item) {
    let (sign, subject, name) = (item.sign.text(), code(&item.subject), code(&item.name));
    let downtime = match item.downtime {
        "" => String::new(),
        downtime => format!("; {}", prose(downtime)),
    };
    let way = prose(item.way);
    // A table ends where a line is empty.
    let gap = if out.ends_with("\n\n") { "" } else { "\n" };
    let _ = writeln!(out, "{gap}`{sign}` **{subject}** {name} {way}{downtime}\n");
}

fn unknown(out: &mut String, plan: &Plan) {
    for it in &plan.unknown {
        let keys: Vec<String> = it.keys.iter().map(|it| code(it)).collect();
        let (subject, reason) = (code(&it.subject), prose(&it.reason));
        let _ = writeln!(out, "\nNot compared: {subject}: {} ({reason})", keys.join(", "));
    }
}

fn runbook(out: &mut String, plan: &Plan) {
    if !plan.before.is_empty() {
        out.push_str("\n#### Before you begin\n\n");
        for it in &plan.before {
            let _ = writeln!(out, "- [ ] {} ({})", prose(&it.text), link(&it.source));
        }
    }
    if !plan.steps.is_empty() {
        out.push_str("\n#### Steps\n\n");
        for (at, it) in plan.steps.iter().enumerate() {
            step(out, at + 1, it);
        }
    }
    if !plan.after.is_empty() {
        out.push_str("\n#### Afterwards\n\n");
        for text in &plan.after {
            let _ = writeln!(out, "- [ ] {}", prose(text));
        }
    }
    if !plan.rollback.is_empty() {
        out.push_str("\n#### If it goes wrong\n\n");
        for it in &plan.rollback {
            let _ = writeln!(out, "- {}: {}", code(&it.subject), prose(&it.text));
            if let Some(cmdlet) = &it.cmdlet {
                fenced(out, cmdlet);
            }
        }
    }
}

fn step(out: &mut String, number: usize, step: &Step) {
    let (title, subject) = (prose(&step.title), code(&step.subject));
    let mut lines = vec![format!("**{number}.** {title} ({subject}, {})", link(&step.source))];
    lines.extend(match &step.action {
        Action::Cmdlet(_) | Action::Manual => None,
        Action::Console(path) => Some(prose(&words::console(path))),
        Action::Dns(it) => Some(match &it.target {
            Some(target) => format!("CNAME {} → {}", code(&it.name), code(target)),
            None => format!("no CNAME {}", code(&it.name)),
        }),
        Action::Wait(hours) => Some(words::wait(*hours)),
    });
    lines.extend(words::since(step));
    lines.extend(step.details.iter().map(|it| prose(it)));
    lines.extend(step.checks.iter().map(|it| format!("then: {}", prose(it))));
    let _ = writeln!(out, "- [ ] {}", lines.join("<br>\n  "));
    if let Action::Cmdlet(cmdlet) = &step.action {
        fenced(out, cmdlet);
    }
}

/// Within an item of a list.
fn fenced(out: &mut String, cmdlet: &Cmdlet) {
    let line = command::line(cmdlet, Letters::All);
    let runs = line.split(|it| it != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default().max(2) + 1);
    let _ = writeln!(out, "\n  {fence}powershell\n  {line}\n  {fence}\n");
}

fn link(source: &Source) -> String {
    // Pages and sections are ours, and hold neither brackets nor spaces.
    format!("[{}]({})", source.title(), source.url())
}

#[cfg(test)]
mod tests;
