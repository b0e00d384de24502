//! `cmglint plan`: what a change of documents takes, step by step.

mod command;
mod json;
mod markdown;
mod powershell;
mod text;
mod words;

#[cfg(test)]
mod samples;

use std::{path::Path, sync::Arc};

use cmg_host::{Clock, NoPlan, Only, Planned, Shelf, Verdict, shown_path, today};
use cmg_rules::{facts::Date, finding::Severity};

use crate::{
    Status,
    args::{Plan as Args, PlanFormat},
    error::ToolError,
    jobs::{self, Job, Named, Planner},
    lines::Lines,
    output::{self, say},
    select::Selection,
};
#[cfg(test)]
pub use json::Plans;

/// A document that was planned.
struct Sheet<'v> {
    /// Relative to the working directory, with `/`.
    path: String,
    lines: Lines<'v>,
    planned: &'v Planned,
    /// Errors of the document that are no obstacles of the plan.
    errors: usize,
}

/// Exit status and the tool's own errors; the plans have been printed.
pub fn run(args: &Args) -> Result<(Status, Vec<ToolError>), ToolError> {
    let today = today(args.today.map_or(Clock::Environment, Clock::Fixed))?;
    let selection = Selection::new(&[], &[])?;
    let mut planner = Planner::new(jobs::settings(&args.config)?, &selection, today);
    planner.baseline = args.baseline.as_deref().map(jobs::baseline);
    planner.stores.shelf = Arc::new(Shelf::new(None));
    planner.plans = true;
    planner.only = args.staged.then_some(Only::Staged);
    let stdin_filename = args.stdin_filename.as_deref();
    let named = Named { paths: &args.paths, stdin_filename, force_exclude: false };
    let mut errors = Vec::new();
    let jobs = planner.jobs(named, &mut errors);
    if let Some(path) = &args.output_file {
        let baseline = args.baseline.as_deref().map(Path::new);
        let inputs: Vec<&Path> = jobs.iter().flat_map(Job::files).chain(baseline).collect();
        output::spare(path, &inputs)?;
    }
    let verdicts = verdicts(&jobs, named, &mut errors);
    let wanted = wanted(args, &verdicts, &mut errors)?;
    let is_idle = wanted.is_empty() && errors.is_empty();
    if is_idle {
        say("no document that can be planned is staged");
    }
    // Programs get their list all the same.
    if wanted.is_empty() && args.format != PlanFormat::Json {
        return Ok((if is_idle { Status::Clean } else { Status::Failure }, errors));
    }
    let text = rendered(args.format, &wanted, today)?;
    match &args.output_file {
        Some(path) => errors.extend(output::save(path, text.as_bytes()).err()),
        // A script is carried out as it is printed.
        None if args.format == PlanFormat::Powershell => output::print_as_is(text.as_bytes())?,
        None => output::print(text.as_bytes(), args.color)?,
    }
    if let Some(line) = words::other_errors(&wanted) {
        say(&line);
    }
    let status = match errors.is_empty() {
        false => Status::Failure,
        true if wanted.iter().all(Sheet::is_possible) => Status::Clean,
        true => Status::Findings,
    };
    Ok((status, errors))
}

/// What came of each document, and whether the command line names it outright.
type Judged<'j> = (&'j Job, bool, Verdict);

fn verdicts<'j>(jobs: &'j [Job], named: Named<'_>, errors: &mut Vec<ToolError>) -> Vec<Judged<'j>> {
    let stdin = usize::from(named.stdin());
    let (first, files) = jobs.split_at_checked(stdin).unwrap_or((&[], jobs));
    let mut verdicts: Vec<_> =
        first.iter().map(|job| job.read_stdin().and_then(|it| job.judge_bytes(it))).collect();
    verdicts.extend(jobs::run(files, None));
    let mut judged = Vec::with_capacity(verdicts.len());
    for (at, (job, verdict)) in jobs.iter().zip(verdicts).enumerate() {
        let outright = at < stdin || named.paths.contains(&job.target.path);
        match verdict {
            Ok(verdict) => judged.push((job, outright, verdict)),
            Err(error) => errors.push(error),
        }
    }
    judged
}

/// The documents that have a plan; why the others have none is an error of the
/// run, unless a walk has come across what states what is deployed.
fn wanted<'v>(
    args: &Args,
    verdicts: &'v [Judged<'_>],
    errors: &mut Vec<ToolError>,
) -> Result<Vec<Sheet<'v>>, ToolError> {
    let (mut sheets, mut without, mut tried) = (Vec::new(), Vec::new(), 0);
    for (job, outright, verdict) in verdicts {
        let path = || shown_path(&job.target.path);
        let Some(plan) = &verdict.plan else { continue };
        tried += 1;
        match plan {
            Ok(planned) => sheets.push(Sheet::of(path(), verdict, planned)),
            // A commit takes what is deployed as well; that is no mistake of a hook.
            Err(NoPlan::Deployed) if *outright && !args.staged => {
                errors.push(ToolError::Deployed(path()))
            }
            Err(NoPlan::Deployed) => tried -= 1,
            Err(NoPlan::NoBaseline) => without.push(path()),
            Err(NoPlan::Unreadable { name, reason }) => {
                let (name, reason) = (name.clone(), reason.clone());
                errors.push(ToolError::Baseline { name, reason });
            }
        }
    }
    if !without.is_empty() {
        errors.push(ToolError::NoBaseline(without));
    }
    if tried == 0 && errors.is_empty() && !args.staged {
        return Err(ToolError::NoDocument);
    }
    if args.format == PlanFormat::Powershell && tried > 1 {
        let message = "--format powershell writes one script: name the one document to plan";
        return Err(ToolError::Usage(message.to_owned()));
    }
    Ok(sheets)
}

/// One plan as Markdown, for editors.
pub fn markdown_of(path: &str, verdict: &Verdict, planned: &Planned) -> String {
    markdown::all(&[Sheet::of(path.to_owned(), verdict, planned)])
}

/// The script that carries one plan out, for editors.
pub fn script_of(path: &str, verdict: &Verdict, planned: &Planned, today: Date) -> String {
    powershell::script(&Sheet::of(path.to_owned(), verdict, planned), today)
}

fn rendered(format: PlanFormat, sheets: &[Sheet<'_>], today: Date) -> Result<String, ToolError> {
    Ok(match format {
        PlanFormat::Text => text::all(sheets),
        PlanFormat::Markdown => markdown::all(sheets),
        PlanFormat::Json => json::all(sheets, today)?,
        PlanFormat::Powershell => {
            sheets.iter().map(|sheet| powershell::script(sheet, today)).collect()
        }
    })
}

impl<'v> Sheet<'v> {
    fn of(path: String, verdict: &'v Verdict, planned: &'v Planned) -> Sheet<'v> {
        let is_obstacle = |rule: &str, offset| {
            let mut obstacles = planned.plan.obstacles.iter();
            obstacles.any(|it| it.rule == Some(rule) && it.offset == offset)
        };
        let others = verdict.report.findings.iter().filter(|it| {
            let known = it.rule.name == "syntax" || is_obstacle(it.rule.name, it.note.span.start);
            it.severity() == Severity::Error && !known
        });
        Sheet { path, lines: Lines::of(&verdict.text), planned, errors: others.count() }
    }

    /// A document with syntax errors says something else than its author meant,
    /// so nobody should carry out what it seems to say.
    fn is_possible(&self) -> bool {
        self.planned.plan.is_possible() && self.planned.syntax_errors == 0
    }
}
