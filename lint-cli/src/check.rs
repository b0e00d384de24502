//! `cmglint check`.

mod reports;
mod show;
mod watch;

use std::{collections::BTreeMap, io::Write, sync::Arc};

use cmg_host::{Clock, Only, Profile, Shelf, shown_path, today};
use cmg_rules::{
    facts::Date,
    finding::{Safety, Severity},
    settings::FailOn,
};

use reports::Report;

use crate::{
    Status,
    args::{self, Check, SeverityWord},
    error::ToolError,
    fix::{self, Change},
    jobs::{self, Job, Named, Planner},
    known,
    output::{self, say},
    render::{self, Document, Format, Reach, Run, Shown},
    select::Selection,
};

/// A run, as far as it has come.
#[derive(Default)]
struct Outcome {
    documents: Vec<Document>,
    /// Severities from which on documents fail, in the order of the documents.
    fail_on: Vec<FailOn>,
    errors: Vec<ToolError>,
    /// Findings that were fixed, or accepted by comments.
    fixed: usize,
    /// Rules of the findings for which no comment was written.
    stay: Vec<&'static str>,
    /// Documents that `--diff` would change, and how.
    diff: String,
    /// What `--fix -` makes of standard input: what it was, where nothing is fixed.
    stdin: Option<Vec<u8>>,
    /// Entries of the list of known findings that no longer apply, in words.
    no_longer_known: Option<String>,
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
    let reports = reports::named(args)?;
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
    reports::spare_inputs(&reports, args, &jobs)?;
    judge(args, &jobs, &mut outcome)?;
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
    planner.stores.shelf = Arc::new(Shelf::new(args.threads));
    planner.profile = args.profile_rules.then(Arc::<Profile>::default);
    planner.horizon = days(args).map(|days| Reach { today, days }.until());
    planner.only = only(args)?;
    planner.writes = change(args).is_some() && !args.diff;
    Ok(planner)
}

fn named(args: &Check) -> Named<'_> {
    let stdin_filename = args.stdin_filename.as_deref();
    Named { paths: &args.paths, stdin_filename, force_exclude: args.force_exclude }
}

/// Which of the documents are judged, where git is asked.
fn only(args: &Check) -> Result<Option<Only>, ToolError> {
    let only = match &args.changed {
        _ if args.staged => Only::Staged,
        Some(Some(revision)) if revision.trim().is_empty() => {
            return Err(ToolError::Usage("no revision is named behind `--changed=`".to_owned()));
        }
        Some(since) => Only::Changed(since.clone()),
        None => return Ok(None),
    };
    if named(args).stdin() {
        let message = "--changed and --staged choose among files, and `-` is none";
        return Err(ToolError::Usage(message.to_owned()));
    }
    Ok(Some(only))
}

fn judge(args: &Check, jobs: &[Job], outcome: &mut Outcome) -> Result<(), ToolError> {
    let stdin = named(args).stdin();
    let (first, files) = jobs.split_at_checked(usize::from(stdin)).unwrap_or((&[], jobs));
    let change = change(args);
    let mut judged = Vec::with_capacity(jobs.len());
    let mut verdicts = Vec::with_capacity(jobs.len());
    for job in first {
        let bytes = job.read_stdin()?;
        outcome.stdin = change.map(|_| bytes.clone());
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
        let changed = job.guarded(|| match change {
            None => (None, Vec::new()),
            Some(Change::Fix(most)) => (fix::fixed(job, &verdict, most), Vec::new()),
            Some(Change::Allow(reason)) => fix::allowed(job, &verdict, reason),
        });
        let (fixed, stay) = changed.unwrap_or_else(|error| {
            outcome.errors.push(error);
            (None, Vec::new())
        });
        outcome.stay.extend(stay);
        match fixed {
            Some(fixed) if args.diff => {
                outcome.diff.push_str(&fix::diff(&path, &verdict.text, &fixed.text));
                outcome.fixed += fixed.count;
            }
            Some(fixed) if is_stdin => {
                outcome.fixed += fixed.count;
                outcome.stdin = Some(fixed.text.clone().into_bytes());
                verdict = job.judge_bytes(fixed.text.into_bytes())?;
            }
            Some(_) if job.staged.is_some() => {
                outcome.errors.push(ToolError::Unstaged(job.target.path.clone()));
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
        judged.push((job, is_stdin));
    }
    accept_known(args, &judged, outcome);
    Ok(())
}

/// Accepts what the list of known findings has, or writes it first.
fn accept_known(args: &Check, judged: &[(&Job, bool)], outcome: &mut Outcome) {
    let documents = judged.iter().zip(&mut outcome.documents).map(|((job, is_stdin), document)| {
        let has_name = !is_stdin || args.stdin_filename.is_some();
        known::Judged {
            path: has_name.then(|| job.target.absolute.clone()),
            levels: &job.judge.levels,
            verdict: &mut document.verdict,
        }
    });
    let accepted = match (&args.known, &args.update_known) {
        (Some(list), _) => known::accept(list, documents.collect()),
        (None, Some(list)) => known::update(list, documents.collect()),
        (None, None) => return,
    };
    match accepted {
        Ok(line) => outcome.no_longer_known = line,
        Err(error) => outcome.errors.push(error),
    }
}

/// What is done to documents, or shown by `--diff`.
fn change(args: &Check) -> Option<Change<'_>> {
    match &args.add_allow {
        Some(reason) => Some(Change::Allow(reason)),
        None if args.unsafe_fixes => Some(Change::Fix(Safety::Unsafe)),
        None => (args.fix || args.diff).then_some(Change::Fix(Safety::Safe)),
    }
}

/// A calendar needs a horizon; a year is what most certificates last.
fn days(args: &Check) -> Option<u16> {
    let reports = args.output_file.iter().filter_map(|it| Report::named(it).ok()?.format);
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
    reports: &[Report<'_>],
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
            let verb = if args.add_allow.is_some() { "accept" } else { "fix" };
            say(&format!("Would {verb} {}.", render::counted(outcome.fixed, "finding")));
        }
        return Ok((status, errors));
    }
    if !args.quiet {
        say_aside(args, outcome);
    }
    // What comments accept is not gone.
    let fixed = if args.add_allow.is_some() { 0 } else { outcome.fixed };
    let run = Run { documents, today, shown, errors: &errors };
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
    if !args.quiet && documents.is_empty() && errors.is_empty() {
        match (args.staged, &args.changed) {
            (true, _) => say("no document is staged"),
            (false, Some(_)) => say("no document has changed"),
            _ => say("warning: no documents found: neither cmg.toml nor *.cmg.toml"),
        }
    }
    let for_people = matches!(args.format, Format::Full | Format::Concise);
    if for_people && !args.quiet && !documents.is_empty() {
        writeln!(to_stdout, "{}", render::closing(documents, fixed))?;
        if let Some(line) = render::skipped_line(documents) {
            writeln!(to_stdout, "{line}")?;
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
