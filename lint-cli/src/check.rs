//! `cmglint check`.

mod show;
mod watch;

use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use cmg_host::{Clock, Profile, Shelf, Stores, shown_path, today};
use cmg_rules::{
    facts::Date,
    finding::{Safety, Severity},
    settings::FailOn,
};

use crate::{
    Status,
    args::{self, Check, SeverityWord},
    error::ToolError,
    fix,
    jobs::{self, Job, Named, Planner},
    output,
    render::{self, Document, Format, Reach, Shown},
    select::Selection,
};

/// A run, as far as it has come.
#[derive(Default)]
struct Outcome {
    documents: Vec<Document>,
    /// Severities from which on documents fail, in the order of the documents.
    fail_on: Vec<FailOn>,
    errors: Vec<ToolError>,
    fixed: usize,
    /// Documents that `--diff` would change, and how.
    diff: String,
    /// What `--fix -` makes of standard input: what it was, where nothing is fixed.
    stdin: Option<Vec<u8>>,
}

/// Exit status and the tool's own errors; the findings have been printed.
pub fn run(args: &Check) -> Result<(Status, Vec<ToolError>), ToolError> {
    let clock = args.today.map_or(Clock::Environment, Clock::Fixed);
    let today = today(clock)?;
    let selection = Selection::new(&args.select, &args.ignore)?;
    if args.statistics && !matches!(args.format, Format::Full | Format::Concise | Format::Json) {
        let message = "--statistics are written as `full`, `concise` or `json`".to_owned();
        return Err(ToolError::Usage(message));
    }
    if args.watch {
        return watch::run(args, &selection, today);
    }
    let mut outcome = Outcome::default();
    let reports: Vec<_> =
        args.output_file.iter().map(|it| named_format(it)).collect::<Result<_, _>>()?;
    let mut planner = prepare(args, &selection, today)?;
    let jobs = planner.jobs(named(args), &mut outcome.errors);
    if args.show_files || args.show_settings {
        match args.show_files {
            true => show::files(&jobs)?,
            false => show::settings(args, &selection, &jobs)?,
        }
        let status = if outcome.errors.is_empty() { Status::Clean } else { Status::Failure };
        return Ok((status, outcome.errors));
    }
    judge(args, jobs, &mut outcome)?;
    let finished = finish(args, today, &reports, &mut outcome)?;
    if let Some(profile) = &planner.profile {
        show::profile(profile);
    }
    Ok(finished)
}

/// What makes the jobs as the arguments want them.
fn prepare<'s>(
    args: &Check,
    selection: &'s Selection,
    today: Date,
) -> Result<Planner<'s>, ToolError> {
    let mut planner = Planner::new(jobs::settings(&args.config)?, selection, today);
    planner.baseline = args.baseline.as_deref().map(jobs::baseline);
    planner.stores = Stores { shelf: Arc::new(Shelf::new(args.threads)), ..Stores::default() };
    planner.profile = args.profile_rules.then(Arc::<Profile>::default);
    planner.horizon = days(args).map(|days| Reach { today, days }.until());
    Ok(planner)
}

fn named(args: &Check) -> Named<'_> {
    let stdin_filename = args.stdin_filename.as_deref();
    Named { paths: &args.paths, stdin_filename, force_exclude: args.force_exclude }
}

fn judge(args: &Check, jobs: Vec<Job>, outcome: &mut Outcome) -> Result<(), ToolError> {
    let stdin = named(args).stdin();
    let (first, files) = jobs.split_at_checked(usize::from(stdin)).unwrap_or((&[], &jobs));
    let most = most(args);
    let mut verdicts = Vec::with_capacity(jobs.len());
    for job in first {
        let bytes = job.read_stdin()?;
        outcome.stdin = most.map(|_| bytes.clone());
        verdicts.push(job.judge_bytes(bytes));
    }
    verdicts.extend(jobs::run(files, args.threads));
    for (at, (job, verdict)) in jobs.iter().zip(verdicts).enumerate() {
        let mut verdict = match verdict {
            Ok(verdict) => verdict,
            Err(error) => {
                outcome.errors.push(error);
                continue;
            }
        };
        let path = shown_path(&job.target.path);
        let is_stdin = at == 0 && stdin;
        let fixed = most.map(|most| job.guarded(|| fix::fixed(job, &verdict, most)));
        let fixed = fixed.transpose().unwrap_or_else(|error| {
            outcome.errors.push(error);
            None
        });
        match fixed.flatten() {
            Some(fixed) if args.diff => {
                outcome.diff.push_str(&fix::diff(&path, &verdict.text, &fixed.text));
                outcome.fixed += fixed.count;
            }
            Some(fixed) if is_stdin => {
                outcome.fixed += fixed.count;
                outcome.stdin = Some(fixed.text.clone().into_bytes());
                verdict = job.judge_bytes(fixed.text.into_bytes())?;
            }
            Some(fixed) => {
                let count = fixed.count;
                match fix::write(job, &verdict, fixed) {
                    Ok(after) => {
                        outcome.fixed += count;
                        verdict = after;
                    }
                    Err(error) => outcome.errors.push(error),
                }
            }
            None => {}
        }
        if let (Some(reason), Some(name)) = (verdict.no_baseline.take(), &args.baseline) {
            outcome.errors.push(ToolError::Baseline { name: name.clone(), reason });
        }
        outcome.fail_on.push(fail_on(args, job));
        outcome.documents.push(Document { path, verdict });
    }
    Ok(())
}

/// Which fixes are applied, or shown by `--diff`.
fn most(args: &Check) -> Option<Safety> {
    if args.unsafe_fixes {
        Some(Safety::Unsafe)
    } else {
        (args.fix || args.diff).then_some(Safety::Safe)
    }
}

/// A calendar needs a horizon; a year is what most certificates last.
fn days(args: &Check) -> Option<u16> {
    let reports = args.output_file.iter().filter_map(|it| named_format(it).ok()?.0);
    let is_calendar = reports.chain([args.format]).any(|format| format == Format::Ics);
    args.horizon.or(is_calendar.then_some(365))
}

/// The command line over the settings over the default.
fn fail_on(args: &Check, job: &Job) -> FailOn {
    let by_settings = || job.judge.settings.settings.fail_on().ok().flatten();
    match args.fail_on {
        Some(args::FailOn::Error) => FailOn::Severity(Severity::Error),
        Some(args::FailOn::Warning) => FailOn::Severity(Severity::Warning),
        Some(args::FailOn::Info) => FailOn::Severity(Severity::Info),
        Some(args::FailOn::Never) => FailOn::Never,
        None => by_settings().unwrap_or(FailOn::Severity(Severity::Error)),
    }
}

fn finish(
    args: &Check,
    today: Date,
    reports: &[(Option<Format>, &Path)],
    outcome: &mut Outcome,
) -> Result<(Status, Vec<ToolError>), ToolError> {
    let status = status(args, outcome);
    let mut errors = std::mem::take(&mut outcome.errors);
    let shown = Shown {
        min_severity: match args.min_severity {
            SeverityWord::Error => Severity::Error,
            SeverityWord::Warning => Severity::Warning,
            SeverityWord::Info => Severity::Info,
        },
        statistics: args.statistics,
        allowed: args.show_allowed,
        skipped: args.show_skipped,
        horizon: days(args).map(|days| Reach { today, days }),
    };
    let documents = &outcome.documents;
    if args.diff {
        // It has no colours of its own, and a hostile document's stay where they are.
        output::print(outcome.diff.as_bytes(), args::Color::Never)?;
        if outcome.fixed > 0 && !args.quiet {
            let line = format!("Would fix {}.", render::counted(outcome.fixed, "finding"));
            say(&line);
        }
        return Ok((status, errors));
    }
    let mut to_stdout = Vec::new();
    for (format, path) in reports {
        let mut out = Vec::new();
        render::report(&mut out, format.unwrap_or(args.format), documents, today, shown)?;
        errors.extend(output::save(path, &out).err());
    }
    // A file without a format of its own takes the place of standard output.
    if reports.iter().all(|(format, _)| format.is_some()) {
        render::report(&mut to_stdout, args.format, documents, today, shown)?;
    }
    let for_people = matches!(args.format, Format::Full | Format::Concise);
    if for_people && !args.quiet {
        if documents.is_empty() && errors.is_empty() {
            say("warning: no documents found: neither cmg.toml nor *.cmg.toml");
        } else if !documents.is_empty() {
            writeln!(to_stdout, "{}", render::closing(documents, outcome.fixed))?;
            if let Some(line) = render::skipped_line(documents) {
                writeln!(to_stdout, "{line}")?;
            }
        }
    }
    match outcome.stdin.take() {
        Some(text) => {
            output::print_as_is(&text)?;
            output::print_aside(&to_stdout, args.color);
        }
        None => output::print(&to_stdout, args.color)?,
    }
    Ok((if errors.is_empty() { status } else { Status::Failure }, errors))
}

fn status(args: &Check, outcome: &Outcome) -> Status {
    let fails = |(document, fail_on): (&Document, &FailOn)| match fail_on {
        FailOn::Never => false,
        FailOn::Severity(least) => {
            document.verdict.report.findings.iter().any(|it| it.severity() >= *least)
        }
    };
    let found = outcome.documents.iter().zip(&outcome.fail_on).any(fails);
    match (outcome.errors.is_empty(), args.diff) {
        (false, _) => Status::Failure,
        (true, true) if outcome.fixed > 0 => Status::Findings,
        (true, true) => Status::Clean,
        (true, false) if found => Status::Findings,
        (true, false) => Status::Clean,
    }
}

/// `json=report.json`, or a path without a format of its own.
fn named_format(target: &Path) -> Result<(Option<Format>, &Path), ToolError> {
    let Some((word, path)) = target.to_str().and_then(|it| it.split_once('=')) else {
        return Ok((None, target));
    };
    match <Format as clap::ValueEnum>::from_str(word, false) {
        Ok(format) => Ok((Some(format), Path::new(path))),
        // `./a=b` is a path.
        Err(_) if word.contains(['/', '\\']) => Ok((None, target)),
        Err(_) => Err(ToolError::NoFormat(word.to_owned())),
    }
}

fn say(line: &str) {
    // There is nowhere to say that standard error is closed.
    let _ = writeln!(io::stderr(), "{line}");
}
