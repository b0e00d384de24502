//! One document after the other through the core.

use std::{path::Path, sync::Arc};

use cmg_rules::{
    document::{Decoded, Document, decode},
    facts::Date,
    finding::{File, Finding},
    horizon::{Horizon, horizon},
    inputs::{Baseline, Inputs, Snapshot},
    levels::Levels,
    report::Report,
    run::run,
};

use crate::{Found, Shelf, Surroundings, is_document, read_file, shown_path};

/// Everything that a document's judgement depends on beside its text.
#[derive(Clone, Debug)]
pub struct Judge {
    /// Absolute; paths in the document are relative to it.
    pub folder: Arc<Path>,
    pub today: Date,
    /// Folders between the root of the repository and the document.
    pub depth: Option<usize>,
    pub levels: Arc<Levels>,
    pub settings: Arc<Found>,
    /// The largest document that is read, in bytes.
    pub limit: u64,
    /// The certificates of all documents of the run.
    pub shelf: Arc<Shelf>,
    /// What documents are compared with, whatever they say themselves.
    pub baseline: Option<Before>,
    /// The last day of the horizon, where anybody asks for one.
    pub horizon: Option<Date>,
}

/// What came out, with the texts that the places in it are of.
#[derive(Debug)]
pub struct Verdict {
    pub text: String,
    /// Whether the text is the file, byte for byte.
    pub faithful: bool,
    pub report: Report,
    /// The other files that labels point into.
    pub others: Vec<Other>,
    /// What ends by itself; empty where nobody asked.
    pub horizon: Horizon,
}

/// A file that a label points into.
#[derive(Clone, Debug)]
pub struct Other {
    pub file: File,
    /// Relative to the working directory, with `/`.
    pub path: String,
    pub text: Arc<str>,
}

/// A verdict without its text.
struct Judged {
    report: Report,
    others: Vec<Other>,
    horizon: Horizon,
}

/// A document that another one is compared with.
#[derive(Clone, Debug)]
pub struct Before {
    /// Relative to the working directory, with `/`.
    pub path: String,
    /// Absolute; paths in the document are relative to it.
    pub folder: Arc<Path>,
    pub text: Arc<str>,
}

impl Judge {
    pub fn bytes(&self, bytes: Vec<u8>) -> Verdict {
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => {
                let Judged { report, others, horizon } = self.document(Document::parse(&text));
                Verdict { text, faithful: true, report, others, horizon }
            }
            Ok(text) => self.odd(text.as_bytes()),
            Err(error) => self.odd(error.as_bytes()),
        }
    }

    /// Bytes that may be no UTF-8.
    fn odd(&self, bytes: &[u8]) -> Verdict {
        let decoded = decode(bytes);
        let Judged { report, others, horizon } = self.document(Document::of(&decoded));
        let Decoded { text, problem } = decoded;
        let faithful = problem.is_none();
        Verdict { text: text.into_owned(), faithful, report, others, horizon }
    }

    /// What is wrong with a text that may be fixed.
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        self.document(Document::parse(text)).report.findings
    }

    fn document(&self, document: Document<'_>) -> Judged {
        let mut now = Snapshot::of(document);
        let found = self.baseline(&now);
        let before = match &found {
            None => Baseline::None,
            Some(Ok(before)) => {
                let mut snapshot = Snapshot::read(&before.text);
                self.open_files(&mut snapshot, &before.folder);
                Baseline::Known(Box::new(snapshot))
            }
            Some(Err(reason)) => Baseline::Unreadable(reason.clone()),
        };
        self.open_files(&mut now, &self.folder);
        let inputs = Inputs {
            now,
            before,
            today: Some(self.today),
            depth: self.depth,
            levels: &self.levels,
            windows: self.settings.settings.windows(),
        };
        let report = run(&inputs);
        let before = found.as_ref().and_then(|found| found.as_ref().ok());
        let others = self.others(&report, &inputs, before);
        let horizon = self.horizon.map(|until| horizon(&inputs, until)).unwrap_or_default();
        Judged { report, others, horizon }
    }

    fn open_files(&self, snapshot: &mut Snapshot<'_>, folder: &Path) {
        if let Some(config) = &snapshot.config {
            let root = self.depth.and_then(|depth| self.folder.ancestors().nth(depth));
            let below = root.and_then(|root| folder.strip_prefix(root).ok());
            let depth = below.map(|below| below.components().count());
            snapshot.files = self.shelf.open(config, Surroundings { folder, depth });
        }
    }

    /// The texts that labels point into.
    fn others(&self, report: &Report, inputs: &Inputs<'_>, before: Option<&Before>) -> Vec<Other> {
        let mut others: Vec<Other> = Vec::new();
        let allowed = report.allowed.iter().map(|it| &it.finding);
        let labels = report.findings.iter().chain(allowed).flat_map(|it| &it.note.labels);
        for file in labels.map(|it| &it.file) {
            if others.iter().any(|it| it.file == *file) {
                continue;
            }
            let (path, text) = match file {
                File::Document => continue,
                File::Baseline => {
                    let Some(before) = before else { continue };
                    (before.path.clone(), Arc::clone(&before.text))
                }
                File::Named(path) => {
                    let Some(text) = inputs.now.files.text(path) else { continue };
                    let around = Surroundings { folder: &self.folder, depth: self.depth };
                    (shown_path(&around.path(path)), Arc::clone(text))
                }
            };
            others.push(Other { file: file.clone(), path, text });
        }
        others
    }

    /// The document that this one names as its baseline, or why it cannot be
    /// read. Nothing where it names none, or one that is no document: a
    /// revision, or an export of the live state.
    fn baseline(&self, now: &Snapshot<'_>) -> Option<Result<Before, String>> {
        if let Some(before) = &self.baseline {
            return Some(Ok(before.clone()));
        }
        let path = now.config.as_ref()?.baseline.given()?;
        if path.starts_with("git:") || path.as_str() == "none" {
            return None;
        }
        let around = Surroundings { folder: &self.folder, depth: self.depth };
        let path = around.path(path);
        let bytes = match read_file(&path, self.limit) {
            Ok(bytes) => bytes,
            Err(error) => return Some(Err(error.reason())),
        };
        let decoded = decode(&bytes);
        if let Some(problem) = decoded.problem {
            return Some(Err(problem.message));
        }
        let text = decoded.text.into_owned();
        match (Document::parse(&text).errors.first(), is_document(&path)) {
            (None, _) => {
                let folder = path.parent().unwrap_or(&path).into();
                Some(Ok(Before { path: shown_path(&path), folder, text: text.into() }))
            }
            (Some(error), true) => Some(Err(error.message.clone())),
            (Some(_), false) => None,
        }
    }
}
