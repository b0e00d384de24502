//! `cmglint import`: exports of the live state into a document.

use std::{fs, io, path::Path};

use cmg_host::{Clock, SettingsFinder, read_file, read_limited, shown_path, today};
use cmg_rules::{
    document::{Document, decode},
    import::{self, Options, Remark, Source, Target},
    inputs::Snapshot,
    settings::DEFAULT_MAX_FILE_SIZE,
};

use crate::{
    Status,
    args::{self, Import, ImportKind},
    error::ToolError,
    output,
};

/// Exit status and the tool's own errors; the document has been written, unless
/// there are any: half of what is deployed would be worse than nothing.
pub fn run(args: &Import) -> Result<(Status, Vec<ToolError>), ToolError> {
    let target = match args.kind {
        ImportKind::Deployed => {
            let imported = today(args.today.map_or(Clock::Environment, Clock::Fixed))?;
            Target::Deployed { imported }
        }
        ImportKind::Desired => Target::Desired,
    };
    let limit = limit()?;
    if let Some(path) = &args.output_file {
        may_be_replaced(path, args.kind, limit)?;
    }
    let like = args.like.as_deref().map(|path| document(path, limit)).transpose()?;
    let like = like.as_deref().map(Snapshot::read);
    let mut sources = Vec::new();
    let mut errors = Vec::new();
    for path in &args.files {
        match source(path, limit) {
            Ok(source) => sources.push(source),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Ok((Status::Failure, errors));
    }
    let like = like.as_ref().and_then(|snapshot| snapshot.config.as_ref());
    let imported = import::write(&sources, &Options { target, like });
    match &args.output_file {
        Some(path) => output::save(path, imported.text.as_bytes())?,
        None => output::print_as_is(imported.text.as_bytes())?,
    }
    let line = |remark: &Remark| format!("remark: {remark}\n");
    let remarks: String = imported.remarks.iter().map(line).collect();
    output::print_aside(remarks.as_bytes(), args::Color::Never);
    Ok((Status::Clean, errors))
}

/// That of the settings of the working directory.
fn limit() -> Result<u64, ToolError> {
    let here = std::env::current_dir().unwrap_or_default();
    let found = SettingsFinder::new(None, &[])?.find(&here)?;
    // Settings that cannot be understood never come this far.
    Ok(found.settings.max_file_size().unwrap_or(DEFAULT_MAX_FILE_SIZE))
}

fn source(path: &Path, limit: u64) -> Result<Source, ToolError> {
    let (name, bytes) = if path.as_os_str() == "-" {
        let bytes = read_limited(io::stdin().lock(), limit, 0).map_err(ToolError::Input)?;
        ("<stdin>".to_owned(), bytes.ok_or(ToolError::InputTooLarge(limit))?)
    } else {
        (shown_path(path), read_file(path, limit)?)
    };
    match import::read(&bytes) {
        Ok(export) => Ok(Source { name, export }),
        Err(problem) => Err(ToolError::Import { name, problem }),
    }
}

/// The text of a document; handles of half a document would be wrong for the rest.
fn document(path: &Path, limit: u64) -> Result<String, ToolError> {
    let bytes = read_file(path, limit)?;
    let decoded = decode(&bytes);
    match Document::of(&decoded).errors.first() {
        None => Ok(decoded.text.into_owned()),
        Some(error) => {
            let reason = error.message.clone();
            Err(ToolError::Like { path: path.to_owned(), reason })
        }
    }
}

/// A record of what is deployed is replaced by a newer one; nothing that
/// somebody may have written is.
fn may_be_replaced(path: &Path, kind: ImportKind, limit: u64) -> Result<(), ToolError> {
    if !fs::metadata(path).is_ok_and(|about| about.is_file()) {
        return Ok(());
    }
    let refused = |reason| Err(ToolError::NotReplaced { path: path.to_owned(), reason });
    if kind == ImportKind::Desired {
        return refused("a draft replaces nothing");
    }
    let bytes = read_file(path, limit)?;
    let decoded = decode(&bytes);
    let snapshot = Snapshot::of(Document::of(&decoded));
    match snapshot.config {
        Some(config) if !config.is_desired() => Ok(()),
        _ => refused("it is no deployed document"),
    }
}
