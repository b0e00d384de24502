//! Judges the documents of a run, and changes them where that is asked for.

use cmg_host::{Verdict, shown_path};

use crate::{
    args::Check,
    error::ToolError,
    fix::{self, Change},
    jobs::{self, Job},
    known,
    render::Document,
};

use super::{Outcome, change, named, status::fail_on};

/// Errors of single documents go to the outcome; those that are given end the run.
pub fn judge(args: &Check, jobs: &[Job], outcome: &mut Outcome) -> Result<(), ToolError> {
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
        let is_stdin = at == 0 && stdin;
        let mut verdict = match verdict {
            Ok(verdict) => changed(args, job, verdict, is_stdin, outcome),
            Err(error) => {
                outcome.errors.push(error);
                continue;
            }
        };
        if let (Some(reason), Some(name)) = (verdict.no_baseline.take(), &args.baseline) {
            outcome.errors.push(ToolError::Baseline { name: name.clone(), reason });
        }
        outcome.fail_on.push(fail_on(args, job));
        outcome.documents.push(Document { path: shown_path(&job.target.path), verdict });
        judged.push((job, is_stdin));
    }
    accept_known(args, &judged, outcome);
    Ok(())
}

/// How the document is judged once it is changed as the arguments want it; as before where it
/// stays what it is.
fn changed(
    args: &Check,
    job: &Job,
    verdict: Verdict,
    is_stdin: bool,
    outcome: &mut Outcome,
) -> Verdict {
    let fixed = job.guarded(|| match change(args) {
        None => (None, Vec::new()),
        Some(Change::Fix(most)) => (fix::fixed(job, &verdict, most), Vec::new()),
        Some(Change::Allow(reason)) => fix::allowed(job, &verdict, reason),
    });
    let (fixed, stay) = fixed.unwrap_or_else(|error| {
        outcome.errors.push(error);
        (None, Vec::new())
    });
    outcome.stay.extend(stay);
    let Some(fixed) = fixed else { return verdict };
    let count = fixed.count;
    let after = if args.diff {
        let path = shown_path(&job.target.path);
        outcome.diff.push_str(&fix::diff(&path, &verdict.text, &fixed.text));
        Ok(None)
    } else if is_stdin {
        outcome.stdin = Some(fixed.text.clone().into_bytes());
        job.judge_bytes(fixed.text.into_bytes()).map(Some)
    } else if job.staged.is_some() {
        Err(ToolError::Unstaged(job.target.path.clone()))
    } else {
        fix::write(job, &verdict, fixed).map(Some)
    };
    match after {
        Ok(after) => {
            outcome.fixed += count;
            after.unwrap_or(verdict)
        }
        Err(error) => {
            outcome.errors.push(error);
            verdict
        }
    }
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
