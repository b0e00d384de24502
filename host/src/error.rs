//! The tool could not do its work. What is wrong with a document is never an error.

use std::{
    io,
    path::{Path, PathBuf},
};

use cmg_rules::{quote::harmless, settings::SettingsError};

/// One thing that went wrong, with its place.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read {}: {}", shown_path(.path), reason(.error))]
    Read { path: PathBuf, error: io::Error },
    #[error("cannot write {}: {}", shown_path(.path), reason(.error))]
    Write { path: PathBuf, error: io::Error },
    #[error("{} is not a regular file, so it is not read", shown_path(.path))]
    NotAFile { path: PathBuf },
    #[error("{} is over the size limit of {}", shown_path(.path), size(*.limit))]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("{0}")]
    Walk(String),
    #[error("{}: {}", shown_path(.path), .error.message)]
    Settings {
        path: PathBuf,
        /// The whole file, for the snippet.
        text: String,
        error: SettingsError,
    },
    #[error("{} is in no git repository, so nobody can tell what has changed", folder(.path))]
    NoRepository { path: PathBuf },
    #[error("git cannot tell what has changed in {}: {reason}", folder(.root))]
    Git { root: PathBuf, reason: String },
    #[error("cannot read the staged {}: {reason}", shown_path(.path))]
    Staged { path: PathBuf, reason: String },
    #[error("SOURCE_DATE_EPOCH is `{0}`, not the seconds since 1970-01-01")]
    SourceDateEpoch(String),
}

impl Error {
    /// What stopped a walk, at the path that it was at.
    pub(crate) fn of_walk(mut error: ignore::Error) -> Error {
        let mut path = None;
        let inner = loop {
            error = match error {
                ignore::Error::WithPath { path: at, err } => {
                    path = Some(at);
                    *err
                }
                ignore::Error::WithDepth { err, .. } => *err,
                inner => break inner,
            };
        };
        let text = inner.to_string();
        match (path, inner.into_io_error()) {
            (Some(path), Some(error)) => Error::Read { path, error },
            _ => Error::Walk(text),
        }
    }

    /// What went wrong, for a message that names the path itself.
    pub fn reason(&self) -> String {
        match self {
            Error::Read { error, .. } | Error::Write { error, .. } => reason(error),
            Error::NotAFile { .. } => "it is not a regular file".to_owned(),
            Error::TooLarge { limit, .. } => {
                format!("it is over the size limit of {}", size(*limit))
            }
            other => other.to_string(),
        }
    }
}

/// Relative to the working directory, with `/`, and harmless on a terminal.
pub fn shown_path(path: &Path) -> String {
    let relative = std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok());
    let text = relative.unwrap_or(path).to_string_lossy();
    let text = text.strip_prefix("./").unwrap_or(&text);
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
    text.chars().map(harmless).collect()
}

/// The same of a folder, which may be the working directory itself.
fn folder(path: &Path) -> String {
    match shown_path(path) {
        shown if shown.is_empty() || shown == "." => "the working directory".to_owned(),
        shown => shown,
    }
}

/// A number of bytes in the largest unit that it is a multiple of.
pub fn size(bytes: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let unit = units.iter().find(|(shift, _)| bytes > 0 && bytes.trailing_zeros() >= *shift);
    match unit {
        Some((shift, unit)) => format!("{} {unit}", bytes >> shift),
        None => format!("{bytes} bytes"),
    }
}

/// In plain words, without the number that the system has for it.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            // A wrapper may have put the path behind it.
            let text = error.to_string();
            match text.split_once(" (os error") {
                Some((words, _)) => words.to_lowercase(),
                None => text,
            }
        }
    }
}
