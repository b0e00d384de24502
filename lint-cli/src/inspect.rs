//! `cmglint inspect`: what certificate files hold.

mod json;
mod judge;
mod open;
mod text;
mod words;

#[cfg(test)]
mod tests;

use std::{path::Path, sync::Arc};

use cmg_host::{Clock, PasswordSource, password, read_file, shown_path, today};
use cmg_rules::{
    certificate::{CertificateFile, MAX_SIZE, Unreadable},
    finding::Severity,
};

use crate::{
    Status,
    args::{Inspect, InspectFormat},
    error::ToolError,
    output,
};
use judge::Judgement;
use open::Opener;

/// One of the files that were named.
#[derive(Debug)]
struct Inspected {
    /// Relative to the working directory, with `/`.
    path: String,
    content: Content,
    judgement: Judgement,
}

#[derive(Debug)]
enum Content {
    Read(Arc<CertificateFile>),
    Refused(Unreadable),
    /// The tool could not look, for this reason.
    Unknown(String),
}

/// Exit status and the tool's own errors; the files have been shown.
pub fn run(args: &Inspect) -> Result<(Status, Vec<ToolError>), ToolError> {
    let today = today(args.today.map_or(Clock::Environment, Clock::Fixed))?;
    let mut errors = Vec::new();
    let mut opener = opener(args, &mut errors);
    let document = args.document.as_deref();
    let files: Vec<Inspected> = args
        .files
        .iter()
        .map(|path| {
            let content = look(path, &mut opener, &mut errors);
            let judgement = match (&content, document) {
                (Content::Read(file), None) => judge::alone(path, file, today),
                (Content::Read(file), Some(document)) => {
                    let judged = judge::in_document(path, file, document, today);
                    judged.unwrap_or_else(|error| {
                        errors.push(error);
                        Judgement::default()
                    })
                }
                _ => Judgement::default(),
            };
            Inspected { path: shown_path(path), content, judgement }
        })
        .collect();
    match args.format {
        InspectFormat::Text => output::print(text::all(&files, today).as_bytes(), args.color)?,
        InspectFormat::Json => output::print_as_is(json::all(&files)?.as_bytes())?,
    }
    let status = match errors.is_empty() {
        false => Status::Failure,
        true if files.iter().any(Inspected::fails) => Status::Findings,
        true => Status::Clean,
    };
    Ok((status, errors))
}

/// With the password that the arguments name, else with someone to ask.
fn opener(args: &Inspect, errors: &mut Vec<ToolError>) -> Opener {
    let source = match (&args.password_env, &args.password_file) {
        (Some(name), _) => PasswordSource::Env(name.clone()),
        (None, Some(path)) => PasswordSource::File(path.clone()),
        (None, None) => return Opener::asking(),
    };
    match password(&source) {
        Ok(password) => Opener::with(password),
        Err(reason) => {
            errors.push(ToolError::Usage(reason));
            Opener::without()
        }
    }
}

fn look(path: &Path, opener: &mut Opener, errors: &mut Vec<ToolError>) -> Content {
    let bytes = match read_file(path, MAX_SIZE) {
        Ok(bytes) => bytes,
        Err(error) => {
            let reason = error.reason();
            errors.push(ToolError::Certificate(error));
            return Content::Unknown(reason);
        }
    };
    match opener.open(&shown_path(path), &bytes) {
        Ok(file) => Content::Read(Arc::new(file)),
        Err(unreadable) => Content::Refused(unreadable),
    }
}

impl Inspected {
    fn fails(&self) -> bool {
        matches!(self.content, Content::Refused(_))
            || self.judgement.findings.iter().any(|it| it.severity() == Severity::Error)
    }
}

/// Why a file is not shown, with what would help.
fn reason(unreadable: &Unreadable) -> String {
    match unreadable {
        Unreadable::Locked => {
            format!("{unreadable}; --password-env and --password-file say where it is")
        }
        other => other.to_string(),
    }
}
