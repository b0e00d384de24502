//! `cmglint check`.

mod judging;
mod printing;
mod reports;
mod show;
mod status;
mod watch;

use std::{path::Path, sync::Arc};

use cmg_host::{Clock, Only, Profile, Shelf, is_document, shown_path, today};
use cmg_rules::{facts::Date, finding::Safety, settings::FailOn};

use crate::{
    Status,
    args::Check,
    error::ToolError,
    fix::Change,
    jobs::{self, Named, Planner},
    render::{Document, Format, Reach},
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
    let today = day(args)?;
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
    judging::judge(args, &jobs, &mut outcome)?;
    let finished = printing::finish(args, today, &reports, &mut outcome)?;
    if let Some(profile) = &planner.profile {
        show::profile(profile);
    }
    Ok(finished)
}

/// The day that counts as today.
fn day(args: &Check) -> Result<Date, ToolError> {
    Ok(today(args.today.map_or(Clock::Environment, Clock::Fixed))?)
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
    planner.horizon = printing::days(args).map(|days| Reach { today, days }.until());
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
    let usage = |message: String| Err(ToolError::Usage(message));
    if (args.staged || args.changed.is_some()) && named(args).stdin() {
        let message = "--changed and --staged choose among files, and `-` is none";
        return usage(message.to_owned());
    }
    Ok(Some(match &args.changed {
        _ if args.staged => Only::Staged,
        Some(Some(revision)) if revision.trim().is_empty() => {
            return usage("no revision is named behind `--changed=`".to_owned());
        }
        Some(None) if let Some(name) = args.paths.iter().find(|it| is_revision(it)) => {
            let name = shown_path(name);
            return usage(format!(
                "there is no {name}; a revision is named as in `--changed={name}`"
            ));
        }
        Some(since) => Only::Changed(since.clone()),
        None => return Ok(None),
    }))
}

/// Whether somebody may have meant a revision: no file, nor a document that is gone.
fn is_revision(path: &Path) -> bool {
    !path.exists() && !is_document(path)
}

/// What is done to documents, or shown by `--diff`.
fn change(args: &Check) -> Option<Change<'_>> {
    match &args.add_allow {
        Some(reason) => Some(Change::Allow(reason)),
        None if args.unsafe_fixes => Some(Change::Fix(Safety::Unsafe)),
        None => (args.fix || args.diff).then_some(Change::Fix(Safety::Safe)),
    }
}
