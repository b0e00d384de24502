//! What to do, in order.

use std::fmt::Write;

use cmg_rules::plan::{Action, Plan, Step};

use super::{BOLD, DIM, bullet, shown};
use crate::{
    plan::{
        command::{self, Letters},
        words,
    },
    render::plain,
};

pub fn all(out: &mut String, plan: &Plan) {
    if !plan.before.is_empty() {
        heading(out, "Before you begin");
        for it in &plan.before {
            bullet(out, "  [ ] ", &said(&it.text));
        }
    }
    if !plan.steps.is_empty() {
        heading(out, "Steps");
        let width = plan.steps.len().to_string().len();
        for (at, it) in plan.steps.iter().enumerate() {
            if at > 0 {
                out.push('\n');
            }
            step(out, at + 1, width, it);
        }
    }
    if !plan.after.is_empty() {
        heading(out, "Afterwards");
        for text in &plan.after {
            bullet(out, "  [ ] ", &said(text));
        }
    }
    if !plan.rollback.is_empty() {
        heading(out, "If it goes wrong");
        for it in &plan.rollback {
            bullet(out, "  - ", &format!("{}: {}", shown(&it.subject), said(&it.text)));
            if let Some(cmdlet) = &it.cmdlet {
                let _ = writeln!(out, "    {}", command::line(cmdlet, Letters::All));
            }
        }
    }
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{BOLD}{text}{BOLD:#}");
}

fn step(out: &mut String, number: usize, width: usize, step: &Step) {
    let (title, subject) = (said(&step.title), shown(&step.subject));
    let _ = write!(out, "  {number:>width$}. {BOLD}{title}{BOLD:#}");
    let indent = " ".repeat(width + 4);
    // The subject has no line of its own unless it must.
    match indent.len() + title.chars().count() + subject.chars().count() + 3 > super::WIDTH {
        true => {
            let _ = writeln!(out, "\n{indent}{DIM}{subject}{DIM:#}");
        }
        false => {
            let _ = writeln!(out, "  {DIM}{subject}{DIM:#}");
        }
    }
    match &step.action {
        // A command is copied, so it is never broken.
        Action::Cmdlet(cmdlet) => {
            let _ = writeln!(out, "{indent}{}", command::line(cmdlet, Letters::All));
        }
        Action::Console(path) => bullet(out, &indent, &words::console(path)),
        Action::Dns(record) => bullet(out, &indent, &words::record(record)),
        Action::Wait(hours) => bullet(out, &indent, &words::wait(*hours)),
        Action::Manual => {}
    }
    if let Some(since) = words::since(step) {
        bullet(out, &indent, &since);
    }
    for text in &step.details {
        bullet(out, &indent, &said(text));
    }
    for text in &step.checks {
        bullet(out, &format!("{indent}then: "), &said(text));
    }
}

fn said(text: &str) -> String {
    plain(&shown(text))
}
