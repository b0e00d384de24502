//! Everything a run may look at. Shells fill it; rules only read it.

mod named;

use crate::{
    document::Document,
    facts::{Date, Version, releases},
    levels::Levels,
    model::{Config, Field, Problem, Reader, require},
};
pub use named::{NamedFile, NamedFiles, Opened, leads_outside};

#[derive(Debug)]
pub struct Inputs<'t> {
    pub now: Snapshot<'t>,
    pub before: Baseline<'t>,
    /// The document as it was when the baseline was made, where the shell knows.
    pub document_then: Option<Snapshot<'t>>,
    /// The day that counts as today, in UTC.
    pub today: Option<Date>,
    /// Folders between the root of the repository and the document; nothing
    /// where the document has no place.
    pub depth: Option<usize>,
    pub levels: &'t Levels,
    pub windows: Windows,
}

/// What is deployed today, as far as the shell knows.
#[derive(Debug)]
pub enum Baseline<'t> {
    /// Nobody named one.
    None,
    Known(Box<Snapshot<'t>>),
    /// Named, and not to be read, for this reason.
    Unreadable {
        reason: String,
        by: NamedBy,
    },
}

/// Who names a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    CommandLine,
    Document,
    Settings,
}

/// How many days before an end a rule begins to warn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    pub expiry_days: u16,
    pub secret_days: u16,
    pub support_days: u16,
}

impl Default for Windows {
    fn default() -> Windows {
        Windows { expiry_days: 60, secret_days: 30, support_days: 90 }
    }
}

/// A document as it was at one moment, with its reading.
#[derive(Debug)]
pub struct Snapshot<'t> {
    pub document: Document<'t>,
    pub config: Option<Config>,
    pub problems: Vec<Problem>,
    /// The certificates that it names, as far as the shell has opened them.
    pub files: NamedFiles,
}

impl<'t> Inputs<'t> {
    /// With nothing known beside the document.
    pub fn of(now: Snapshot<'t>, levels: &'t Levels) -> Inputs<'t> {
        let windows = Windows::default();
        let (before, document_then) = (Baseline::None, None);
        Inputs { now, before, document_then, today: None, depth: None, levels, windows }
    }

    pub(crate) fn before(&self) -> Option<&Config> {
        match &self.before {
            Baseline::Known(snapshot) => snapshot.config.as_ref(),
            Baseline::None | Baseline::Unreadable { .. } => None,
        }
    }
}

impl<'t> Snapshot<'t> {
    pub fn read(text: &'t str) -> Snapshot<'t> {
        Snapshot::of(Document::parse(text))
    }

    pub fn of(document: Document<'t>) -> Snapshot<'t> {
        let (config, mut problems) = Reader::read(&document);
        if let Some(config) = &config {
            require::check(config, &mut problems);
        }
        Snapshot { document, config, problems, files: NamedFiles::default() }
    }
}

impl Config {
    /// The release of the site, where the document states one that can be
    /// compared; else the reason why not.
    pub fn version(&self) -> Result<Version, &'static str> {
        let Some(site) = self.site.value() else { return Err("not understood: site") };
        match &site.version {
            Field::Given(given) => {
                let version = Version::parse(&given.value).filter(|it| releases::may_exist(*it));
                version.ok_or("not understood: site.version")
            }
            Field::Wrong(_) => Err("not understood: site.version"),
            Field::Absent(_) | Field::Default(_) => Err("not stated: site.version"),
        }
    }
}
