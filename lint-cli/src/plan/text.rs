//! Plans for people at a terminal.

mod changes;
mod runbook;

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use cmg_rules::plan::{Obstacle, Plan};

use super::{
    Sheet,
    words::{self, folded, shown},
};
use crate::render::plain;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::BrightGreen.on_default();
const BAD: Style = AnsiColor::BrightRed.on_default();
const CHANGED: Style = AnsiColor::BrightYellow.on_default();
const LOUD: Style = AnsiColor::BrightRed.on_default().bold();

/// Columns of a terminal.
const WIDTH: usize = 80;

/// All documents; several stand below their paths, and those without changes
/// take one line each.
pub fn all(sheets: &[Sheet<'_>]) -> String {
    let mut out = String::new();
    for sheet in sheets {
        if words::is_quiet(sheet) {
            let _ = writeln!(out, "{GOOD}{}{GOOD:#}", words::no_changes(sheet));
            unknown(&mut out, &sheet.planned.plan);
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        if sheets.len() > 1 {
            let _ = writeln!(out, "{BOLD}# {}{BOLD:#}\n", sheet.path);
        }
        one(&mut out, sheet);
    }
    out
}

fn one(out: &mut String, sheet: &Sheet<'_>) {
    let plan = &sheet.planned.plan;
    if let Some(line) = words::broken(sheet) {
        let _ = writeln!(out, "{LOUD}{line}{LOUD:#}");
        let warning = "What follows takes it as far as it could be read; do not carry it out.";
        paragraph(out, BAD, 0, warning);
        out.push('\n');
    }
    obstacles(out, sheet);
    let (path, against) = (&sheet.path, words::against(sheet.planned));
    let _ = writeln!(out, "{BOLD}{path}{BOLD:#}, {against}\n");
    for item in &plan.changes {
        changes::item(out, item);
    }
    unknown(out, plan);
    let _ = writeln!(out, "{BOLD}{}{BOLD:#}", words::summary(plan));
    if let Some(outage) = &plan.outage {
        out.push('\n');
        paragraph(out, LOUD, 0, &format!("OUTAGE: {}", shown(outage)));
    }
    if plan.is_possible() {
        runbook::all(out, plan);
    }
}

fn obstacles(out: &mut String, sheet: &Sheet<'_>) {
    let obstacles = &sheet.planned.plan.obstacles;
    if obstacles.is_empty() {
        return;
    }
    let _ = writeln!(out, "{LOUD}This plan is not possible:{LOUD:#}\n");
    for it in obstacles {
        let mut lines = folded(&obstacle(it), WIDTH - 2).into_iter();
        let _ = writeln!(out, "{BAD}{}{BAD:#}", lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
        let at = sheet.lines.position(it.offset);
        let _ = writeln!(out, "  {}:{}:{}", sheet.path, at.line, at.column);
        let _ = writeln!(out, "  {DIM}{}{DIM:#}\n", it.source.url());
    }
}

/// `error[region-changed] gateway.eastus: …`.
fn obstacle(it: &Obstacle) -> String {
    let rule = it.rule.map(|rule| format!("[{rule}]")).unwrap_or_default();
    let subject = it.subject.as_ref().map(|it| format!("{}: ", shown(it))).unwrap_or_default();
    format!("error{rule} {subject}{}", shown(&it.message))
}

fn unknown(out: &mut String, plan: &Plan) {
    for it in &plan.unknown {
        let keys = it.keys.iter().map(|it| shown(it)).collect::<Vec<_>>().join(", ");
        let (subject, reason) = (shown(&it.subject), plain(&shown(&it.reason)));
        paragraph(out, DIM, 2, &format!("Not compared: {subject}: {keys} ({reason})"));
    }
    if !plan.unknown.is_empty() && !plan.changes.is_empty() {
        out.push('\n');
    }
}

/// Folded, each further line as far to the right.
fn paragraph(out: &mut String, style: Style, indent: usize, text: &str) {
    for (at, line) in folded(text, WIDTH - indent).iter().enumerate() {
        let indent = if at == 0 { 0 } else { indent };
        let _ = writeln!(out, "{:indent$}{style}{line}{style:#}", "");
    }
}

/// Folded, below a first line that begins with the lead.
fn bullet(out: &mut String, lead: &str, text: &str) {
    let indent = lead.chars().count();
    for (at, line) in folded(text, WIDTH - indent).iter().enumerate() {
        let lead = if at == 0 { lead } else { "" };
        let _ = writeln!(out, "{lead:indent$}{line}");
    }
}

#[cfg(test)]
mod tests;
