//! A script that carries out a plan. It is pure ASCII, so that it means the same
//! to Windows PowerShell, which reads files without a byte order mark in the code
//! page of its country, as to everything else.

mod steps;

use std::fmt::Write;

use cmg_rules::{facts::Date, plan::Obstacle};

use super::{
    Sheet,
    command::{self, Letters},
    words::{self, folded},
};
use crate::render::plain;
use steps::Steps;

/// Columns of a comment.
const WIDTH: usize = 96;

/// What every script with steps begins with.
const PARAMETERS: &str = include_str!("powershell/parameters.ps1");
/// What it uses.
const FUNCTIONS: &str = include_str!("powershell/functions.ps1");
/// How it comes to the drive of the site; a dry run has no need to.
const CONNECT: &str = include_str!("powershell/connect.ps1");

pub fn script(sheet: &Sheet<'_>, today: Date) -> String {
    let plan = &sheet.planned.plan;
    let mut out = "#Requires -Version 5.1\n".to_owned();
    if !sheet.is_possible() {
        refusal(&mut out, sheet, today);
    } else if plan.steps.is_empty() {
        nothing(&mut out, sheet, today);
    } else {
        runbook(&mut out, sheet, today);
    }
    out
}

fn runbook(out: &mut String, sheet: &Sheet<'_>, today: Date) {
    let plan = &sheet.planned.plan;
    let count = plan.steps.len();
    help(out, sheet, today, Some(count));
    out.push_str(&PARAMETERS.replace("STEPS", &count.to_string()));
    out.push('\n');
    out.push_str(FUNCTIONS);
    let steps = Steps::of(plan);
    steps.files(out);
    out.push_str("\nPush-Location\ntry {\n");
    out.push_str(CONNECT);
    if !plan.before.is_empty() {
        let texts: Vec<String> = plan.before.iter().map(|it| said(&plain(&it.text))).collect();
        out.push_str("\n    if ($FirstStep -eq 1) {\n");
        wait_operator(out, 8, &said("Before you begin:"), &texts);
        out.push_str("    }\n");
    }
    steps.write(out);
    if !plan.after.is_empty() {
        out.push('\n');
        for text in std::iter::once("Afterwards:").chain(plan.after.iter().map(String::as_str)) {
            let _ = writeln!(out, "    Write-Host {}", said(text));
        }
    }
    out.push_str("}\nfinally {\n    Pop-Location\n}\n");
    rollback(out, sheet);
}

/// Prompts for something that a person does; title and lines are expressions.
fn wait_operator(out: &mut String, indent: usize, title: &str, lines: &[String]) {
    let _ = write!(out, "{:indent$}Wait-Operator {title}", "");
    if !lines.is_empty() {
        out.push_str(" @(\n");
        for line in lines {
            let _ = writeln!(out, "{:1$}{line}", "", indent + 4);
        }
        let _ = write!(out, "{:indent$})", "");
    }
    out.push('\n');
}

fn rollback(out: &mut String, sheet: &Sheet<'_>) {
    let rollback = &sheet.planned.plan.rollback;
    if rollback.is_empty() {
        return;
    }
    out.push_str("\n# If it goes wrong:\n");
    for it in rollback {
        comment(out, 0, "- ", &format!("{}: {}", it.subject, plain(&it.text)));
        if let Some(cmdlet) = &it.cmdlet {
            // Its literals hold no line break, so it stays within the comment.
            let _ = writeln!(out, "#   {}", command::line(cmdlet, Letters::Ascii));
        }
    }
}

/// A script that does nothing but say why.
fn refusal(out: &mut String, sheet: &Sheet<'_>, today: Date) {
    help(out, sheet, today, None);
    out.push_str("$ErrorActionPreference = 'Stop'\n");
    if let Some(line) = words::broken(sheet) {
        let _ = writeln!(out, "Write-Host {}", said(&line));
    }
    for it in &sheet.planned.plan.obstacles {
        let _ = writeln!(out, "Write-Host {}", said(&obstacle(sheet, it)));
        let _ = writeln!(out, "Write-Host {}", said(&format!("  {}", it.source.url())));
    }
    out.push_str("throw 'This plan is not possible, so nothing was done.'\n");
}

fn obstacle(sheet: &Sheet<'_>, it: &Obstacle) -> String {
    let at = sheet.lines.position(it.offset);
    let rule = it.rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
    let place = format!("{}:{}:{}", sheet.path, at.line, at.column);
    format!("{place}: error{rule}: {}", it.message)
}

fn nothing(out: &mut String, sheet: &Sheet<'_>, today: Date) {
    help(out, sheet, today, None);
    let line = match words::is_quiet(sheet) {
        true => words::no_changes(sheet),
        false => "There is nothing to do: no change of this plan needs a step.".to_owned(),
    };
    let _ = writeln!(out, "Write-Host {}", said(&line));
}

/// Comment-based help. Lines with text of a document begin with a word of ours,
/// so that none is taken for a keyword.
fn help(out: &mut String, sheet: &Sheet<'_>, today: Date, steps: Option<usize>) {
    let plan = &sheet.planned.plan;
    let version = env!("CARGO_PKG_VERSION");
    let against = words::against(sheet.planned);
    let path = harmless(&sheet.path);
    let _ = writeln!(out, "<#\n.SYNOPSIS\n    The plan of {path}, {}.", harmless(&against));
    let _ = writeln!(out, "\n.DESCRIPTION\n    Written by cmglint {version} on {today} (UTC).");
    if !plan.is_empty() {
        let _ = writeln!(out, "    {}\n", words::summary(plan));
    }
    for it in &plan.changes {
        let what = harmless(&format!("{} {}", it.subject, it.name));
        let _ = writeln!(out, "    {:>3} {what}: {}", it.sign.text(), harmless(it.way));
    }
    if let Some(outage) = &plan.outage {
        let _ = writeln!(out, "\n    OUTAGE: {}", harmless(outage));
    }
    if steps.is_some() {
        out.push_str(include_str!("powershell/help.txt"));
    }
    out.push_str("#>\n");
}

/// A literal.
fn said(text: &str) -> String {
    command::literal(text, Letters::Ascii)
}

/// A comment, folded. Further lines stand further to the right, and the first
/// one begins with a word of ours, so that none is taken for a signature.
fn comment(out: &mut String, indent: usize, lead: &str, text: &str) {
    let text = harmless(text);
    let hang = lead.len().max(2);
    let width = WIDTH.saturating_sub(indent + hang + 2);
    for (at, line) in folded(&text, width).iter().enumerate() {
        let lead = if at == 0 { lead.to_owned() } else { " ".repeat(hang) };
        let _ = writeln!(out, "{:indent$}# {lead}{line}", "");
    }
}

/// Text for a comment: one line of ASCII that does not end the comment.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' '..='~' => harmless.push(letter),
            it => harmless.push_str(&format!("\\u{{{:x}}}", u32::from(it))),
        }
    }
    harmless.replace("#>", "# >").replace("<#", "< #")
}

#[cfg(test)]
#[path = "../../../tests/support/powershell.rs"]
mod syntax;

#[cfg(test)]
mod tests;
