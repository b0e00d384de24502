//! The tool could not do its work. What is wrong with a document is never an error.

use std::{io, path::PathBuf};

use cmg_rules::settings::SettingsError;

/// One thing that went wrong, with its place.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read {}: {}", .path.display(), reason(.error))]
    Read { path: PathBuf, error: io::Error },
    #[error("cannot write {}: {}", .path.display(), reason(.error))]
    Write { path: PathBuf, error: io::Error },
    #[error("{} is not a regular file, so it is not read", .path.display())]
    NotAFile { path: PathBuf },
    #[error("{} is over the size limit of {limit} bytes", .path.display())]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("{0}")]
    Walk(String),
    #[error("{}: {}", .path.display(), .error.message)]
    Settings {
        path: PathBuf,
        /// The whole file, for the snippet.
        text: String,
        error: SettingsError,
    },
    #[error("SOURCE_DATE_EPOCH is `{0}`, not the seconds since 1970-01-01")]
    SourceDateEpoch(String),
}

impl Error {
    /// What went wrong, for a message that names the path itself.
    pub fn reason(&self) -> String {
        match self {
            Error::Read { error, .. } | Error::Write { error, .. } => reason(error),
            Error::NotAFile { .. } => "it is not a regular file".to_owned(),
            Error::TooLarge { limit, .. } => format!("it is over the size limit of {limit} bytes"),
            other => other.to_string(),
        }
    }
}

/// In plain words, without the number that the system has for it.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            match text.split_once(" (os error") {
                Some((words, _)) => words.to_lowercase(),
                None => text,
            }
        }
    }
}
