//! Which exit status a run comes to.

use cmg_rules::{finding::Severity, settings::FailOn};

use crate::{
    Status,
    args::{self, Check},
    jobs::Job,
    render::Document,
};

use super::Outcome;

/// The command line over the settings over the default.
pub fn fail_on(args: &Check, job: &Job) -> FailOn {
    let by_settings = || job.judge.settings.settings.fail_on().ok().flatten();
    match args.fail_on {
        Some(args::FailOn::Error) => FailOn::Severity(Severity::Error),
        Some(args::FailOn::Warning) => FailOn::Severity(Severity::Warning),
        Some(args::FailOn::Info) => FailOn::Severity(Severity::Info),
        Some(args::FailOn::Never) => FailOn::Never,
        None => by_settings().unwrap_or(FailOn::Severity(Severity::Error)),
    }
}

/// That of the documents; errors that come later make it a failure as well.
pub fn status(args: &Check, outcome: &Outcome) -> Status {
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
