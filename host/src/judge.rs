//! One document after the other through the core.

use std::{path::Path, sync::Arc};

use cmg_rules::{
    document::{Decoded, Document, decode},
    facts::Date,
    finding::Finding,
    inputs::{Baseline, Inputs, Snapshot},
    levels::Levels,
    run::{Report, run},
};

use crate::{Found, Place};

/// Everything that a document's judgement depends on beside its text.
#[derive(Clone, Debug)]
pub struct Judge {
    pub today: Date,
    /// Folders between the root of the repository and the document.
    pub depth: Option<usize>,
    pub levels: Arc<Levels>,
    pub settings: Arc<Found>,
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
    /// `absolute` is where the document stands, even if it comes from elsewhere.
    pub fn at(absolute: &Path, today: Date, levels: Arc<Levels>, settings: Arc<Found>) -> Judge {
        let depth = absolute.parent().map(|folder| Place::of(folder).depth);
        Judge { today, depth, levels, settings }
    }

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
        run(&Inputs {
            now: Snapshot::of(document),
            before: Baseline::None,
            today: Some(self.today),
            depth: self.depth,
            levels: &self.levels,
            windows: self.settings.settings.windows(),
        })
    }
}
