//! Exports of the live state, as PowerShell writes them, into a document.
//!
//! [`read`] keeps what a document can say and drops everything else at once,
//! above all what may be secret; [`write`] makes the document.

mod blob;
mod gateway;
mod handles;
mod json;
mod list;
mod moment;
mod paper;
mod read;
mod role;
mod said;
mod table;
mod text;
mod value;
mod write;

#[cfg(test)]
mod tests;

use std::fmt::{self, Display};

use crate::{facts::Date, model::Config};
use gateway::Gateway;
use role::Role;

pub use read::read;
pub use write::write;

/// What one export says of gateways and roles.
#[derive(Clone, Debug, Default)]
pub struct Export {
    gateways: Vec<Gateway>,
    roles: Vec<Role>,
    /// About objects that are neither.
    remarks: Vec<String>,
}

/// Why an export cannot be read; never a word of what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1; nothing where it concerns the whole file.
    pub line: Option<usize>,
    /// Lower case, no full stop.
    pub message: String,
}

/// An export with the name that remarks call it by.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub export: Export,
}

/// What kind of document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// What is, on this day.
    Deployed { imported: Date },
    /// A first draft of what shall be.
    Desired,
}

#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    pub target: Target,
    /// The document whose handles are taken.
    pub like: Option<&'a Config>,
}

/// A document in TOML 1.0, with all that did not go into it.
#[derive(Clone, Debug)]
pub struct Imported {
    pub text: String,
    pub remarks: Vec<Remark>,
}

/// Something in an export that a person should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The name of its export.
    pub source: String,
    /// `gateway granitefalls`; nothing for the export as a whole.
    pub subject: Option<String>,
    /// On one line, without control characters.
    pub text: String,
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.subject {
            Some(subject) => write!(f, "{}: {subject}: {}", self.source, self.text),
            None => write!(f, "{}: {}", self.source, self.text),
        }
    }
}

impl Problem {
    fn new(message: impl Into<String>) -> Problem {
        Problem { line: None, message: message.into() }
    }

    fn at(line: usize, message: impl Into<String>) -> Problem {
        Problem { line: Some(line), message: message.into() }
    }
}
