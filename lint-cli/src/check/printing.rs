//! What a run prints and writes.

use std::{collections::BTreeMap, io::Write};

use cmg_rules::{facts::Date, finding::Severity};

use crate::{
    Status,
    args::{self, Check, SeverityWord},
    error::ToolError,
    output::{self, say},
    render::{self, Document, Format, Reach, Run, Shown},
};

use super::{Outcome, reports::Report, status::status};

/// Prints what the run has come to, and writes the reports. Exit status and the tool's own errors.
pub fn finish(
    args: &Check,
    today: Date,
    reports: &[Report<'_>],
    outcome: &mut Outcome,
) -> Result<(Status, Vec<ToolError>), ToolError> {
    let status = status(args, outcome);
    let mut errors = std::mem::take(&mut outcome.errors);
    if args.diff {
        // It has no colours of its own, and a hostile document's stay where they are.
        output::print(outcome.diff.as_bytes(), args::Color::Never)?;
        if outcome.fixed > 0 && !args.quiet {
            let verb = if args.add_allow.is_some() { "accept" } else { "fix" };
            say(&format!("Would {verb} {}.", render::counted(outcome.fixed, "finding")));
        }
        return Ok((status, errors));
    }
    if !args.quiet {
        say_aside(args, outcome);
    }
    let run =
        Run { documents: &outcome.documents, today, shown: shown(args, today), errors: &errors };
    let mut to_stdout = Vec::new();
    let mut unsaved = Vec::new();
    for Report { format, path } in reports {
        let mut out = Vec::new();
        render::report(&mut out, format.unwrap_or(args.format), &run)?;
        unsaved.extend(output::save(path, &out).err());
    }
    // A file without a format of its own takes the place of standard output.
    if reports.iter().all(|it| it.format.is_some()) {
        render::report(&mut to_stdout, args.format, &run)?;
    }
    errors.extend(unsaved);
    let for_people = matches!(args.format, Format::Full | Format::Concise);
    if !args.quiet {
        match outcome.documents.as_slice() {
            [] if errors.is_empty() => say(nothing_judged(args)),
            [] => {}
            documents if for_people => close(&mut to_stdout, args, outcome.fixed, documents)?,
            _ => {}
        }
    }
    match outcome.stdin.take() {
        Some(text) => {
            output::print_as_is(&text)?;
            output::print_aside(&to_stdout, args.color);
        }
        None if args.format.commands() => output::print_as_is(&to_stdout)?,
        None => output::print(&to_stdout, args.color)?,
    }
    Ok((if errors.is_empty() { status } else { Status::Failure }, errors))
}

fn shown(args: &Check, today: Date) -> Shown {
    Shown {
        min_severity: match args.min_severity {
            SeverityWord::Error => Severity::Error,
            SeverityWord::Warning => Severity::Warning,
            SeverityWord::Info => Severity::Info,
        },
        statistics: args.statistics,
        allowed: args.show_allowed,
        skipped: args.show_skipped,
        horizon: days(args).map(|days| Reach { today, days }),
    }
}

fn nothing_judged(args: &Check) -> &'static str {
    match (args.staged, &args.changed) {
        (true, _) => "no document is staged",
        (false, Some(_)) => "no document has changed",
        _ => "warning: no documents found: neither cmg.toml nor *.cmg.toml",
    }
}

/// The last lines for people.
fn close(
    out: &mut Vec<u8>,
    args: &Check,
    fixed: usize,
    documents: &[Document],
) -> Result<(), ToolError> {
    // What comments accept is not gone.
    let fixed = if args.add_allow.is_some() { 0 } else { fixed };
    writeln!(out, "{}", render::closing(documents, fixed))?;
    if let Some(line) = render::skipped_line(documents) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What a run has done beside judging.
fn say_aside(args: &Check, outcome: &Outcome) {
    if args.add_allow.is_some() {
        let accepted = render::counted(outcome.fixed, "finding");
        say(&format!("Accepted {accepted} with comments."));
    }
    if !outcome.stay.is_empty() {
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        outcome.stay.iter().for_each(|rule| *rules.entry(rule).or_default() += 1);
        let rules: Vec<String> =
            rules.iter().map(|(rule, count)| format!("{rule} ({count})")).collect();
        let (stay, rules) = (render::counted(outcome.stay.len(), "finding"), rules.join(", "));
        say(&format!("No comment can accept {stay}: {rules}."));
    }
    if args.staged && outcome.fixed > 0 {
        say("The documents on the disk were changed; `git add` stages them.");
    }
    if let Some(line) = &outcome.no_longer_known {
        say(line);
    }
}

/// A calendar needs a horizon; a year is what most certificates last.
pub fn days(args: &Check) -> Option<u16> {
    let reports = args.output_file.iter().filter_map(|it| Report::named(it).ok()?.format);
    let is_calendar = reports.chain([args.format]).any(|format| format == Format::Ics);
    args.horizon.or(is_calendar.then_some(365))
}
