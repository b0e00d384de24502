//! One document after the other through the core.

use std::{path::Path, sync::Arc};

use cmg_rules::{
    document::{Decoded, Document, decode},
    facts::Date,
    finding::Finding,
    inputs::{Baseline, Inputs, Snapshot},
    levels::Levels,
    report::Report,
    run::run,
};

use crate::{Found, is_document, read_file};

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
    /// The largest file that is read, in bytes.
    pub limit: u64,
}

/// What came out, with the text that the places in it are of.
#[derive(Debug)]
pub struct Verdict {
    pub text: String,
    /// Whether the text is the file, byte for byte.
    pub faithful: bool,
    pub report: Report,
}

impl Judge {
    pub fn bytes(&self, bytes: Vec<u8>) -> Verdict {
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => {
                let report = self.document(Document::parse(&text));
                Verdict { text, faithful: true, report }
            }
            Ok(text) => self.odd(text.as_bytes()),
            Err(error) => self.odd(error.as_bytes()),
        }
    }

    /// Bytes that may be no UTF-8.
    fn odd(&self, bytes: &[u8]) -> Verdict {
        let decoded = decode(bytes);
        let report = self.document(Document::of(&decoded));
        let Decoded { text, problem } = decoded;
        Verdict { text: text.into_owned(), faithful: problem.is_none(), report }
    }

    /// What is wrong with a text that may be fixed.
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        self.document(Document::parse(text)).findings
    }

    fn document(&self, document: Document<'_>) -> Report {
        let now = Snapshot::of(document);
        let text = self.baseline(&now);
        let before = match &text {
            None => Baseline::None,
            Some(Ok(text)) => Baseline::Known(Box::new(Snapshot::read(text))),
            Some(Err(reason)) => Baseline::Unreadable(reason.clone()),
        };
        run(&Inputs {
            now,
            before,
            today: Some(self.today),
            depth: self.depth,
            levels: &self.levels,
            windows: self.settings.settings.windows(),
        })
    }

    /// The text of the document that this one names as its baseline, or why it
    /// cannot be read. Nothing where it names none, or one that is no document:
    /// a revision, or an export of the live state.
    fn baseline(&self, now: &Snapshot<'_>) -> Option<Result<String, String>> {
        let path = now.config.as_ref()?.baseline.given()?;
        if path.starts_with("git:") || path.as_str() == "none" {
            return None;
        }
        let path = self.folder.join(path.as_str());
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
            (None, _) => Some(Ok(text)),
            (Some(error), true) => Some(Err(error.message.clone())),
            (Some(_), false) => None,
        }
    }
}
