//! The texts that are open in the editor, kept so that a snapshot costs nanoseconds.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use cmg_host::{Editor, is_document, is_settings};
use ropey::Rope;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    TextDocumentContentChangeEvent, Uri,
};

use crate::{analysis::Checked, convert::Encoding, session::lock};

#[cfg(test)]
mod tests;

/// What clients may call our documents beside the names of their files.
const LANGUAGE: &str = "cmg";

#[derive(Debug, Default)]
pub struct Documents {
    pub encoding: Encoding,
    open: HashMap<Uri, Document>,
    /// How many revisions there have been, of all documents together.
    revisions: u64,
}

/// The open texts, for those who would read their files. What stands on the disk is not theirs to
/// know: the client may not have saved it yet.
#[derive(Debug)]
pub struct OpenTexts(pub Arc<Mutex<Documents>>);

impl Editor for OpenTexts {
    fn text(&self, path: &Path) -> Option<String> {
        let document = lock(&self.0).at(path)?;
        Some(document.text.to_string())
    }
}

/// What a text is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `cmg.toml`, `*.cmg.toml`
    Configuration,
    /// `cmglint.toml`
    Settings,
    /// Somebody else's.
    Other,
}

/// One document as it was at one revision; a clone is a snapshot.
#[derive(Clone, Debug)]
pub struct Document {
    pub uri: Uri,
    pub kind: Kind,
    /// Absolute; a made-up name where the document is not on the disk.
    pub path: Arc<Path>,
    pub text: Rope,
    pub encoding: Encoding,
    /// The client's number, which may repeat when a document is opened again.
    pub version: i32,
    /// Our number, which never repeats.
    pub revision: u64,
    latest: Arc<AtomicU64>,
    /// What this revision came to, once somebody has asked.
    pub checked: Arc<OnceLock<Arc<Checked>>>,
}

impl Documents {
    pub fn open(&mut self, params: DidOpenTextDocumentParams) -> Option<Arc<Path>> {
        let opened = params.text_document;
        self.forget(&opened.uri);
        let mut document = Document::new(opened.uri.clone(), &opened.text, self.encoding);
        document.version = opened.version;
        if document.kind == Kind::Other
            && opened.language_id == LANGUAGE
            && is_written_here(&opened.uri)
        {
            document.kind = Kind::Configuration;
        }
        let document = self.open.entry(opened.uri).insert_entry(document).into_mut();
        document.revise(&mut self.revisions);
        Some(Arc::clone(&document.path))
    }

    pub fn change(&mut self, params: DidChangeTextDocumentParams) -> Option<Arc<Path>> {
        let document = self.open.get_mut(&params.text_document.uri)?;
        // Neovim 0.7 says so after requests, whose answers would be out of date.
        if params.content_changes.is_empty() && params.text_document.version == document.version {
            return None;
        }
        params.content_changes.into_iter().for_each(|change| document.edit(change));
        document.version = params.text_document.version;
        document.revise(&mut self.revisions);
        Some(Arc::clone(&document.path))
    }

    pub fn close(&mut self, params: DidCloseTextDocumentParams) -> Option<Arc<Path>> {
        self.forget(&params.text_document.uri).map(|closed| closed.path)
    }

    /// Every answer so far is out of date, because something else has changed.
    pub fn touch(&mut self) {
        for document in self.open.values_mut() {
            document.revise(&mut self.revisions);
        }
    }

    pub fn snapshot(&self, uri: &Uri) -> Option<Document> {
        self.open.get(uri).cloned()
    }

    /// The document whose file has this absolute path.
    pub fn at(&self, path: &Path) -> Option<Document> {
        self.open.values().find(|it| it.is_file() && *it.path == *path).cloned()
    }

    pub fn snapshots(&self) -> Vec<Document> {
        self.open.values().cloned().collect()
    }

    /// Snapshots that are still about must learn that they are out of date.
    fn forget(&mut self, uri: &Uri) -> Option<Document> {
        let document = self.open.remove(uri)?;
        document.latest.store(0, Relaxed);
        Some(document)
    }
}

impl Document {
    /// A text that nobody edits, as it is on the disk.
    pub fn new(uri: Uri, text: &str, encoding: Encoding) -> Document {
        let path = path_of(&uri);
        let kind = match is_written_here(&uri) {
            true if is_document(&path) => Kind::Configuration,
            true if is_settings(&path) => Kind::Settings,
            _ => Kind::Other,
        };
        Document {
            uri,
            kind,
            path: path.into(),
            text: Rope::from_str(text),
            encoding,
            version: 0,
            revision: 0,
            latest: Arc::default(),
            checked: Arc::default(),
        }
    }

    /// Whether it stands for the file at its path: not so the old side of a difference, whose
    /// path is made up.
    pub fn is_file(&self) -> bool {
        self.uri.scheme().as_str() == "file"
    }

    /// Whether nothing has happened to the document since this snapshot was taken.
    pub fn is_current(&self) -> bool {
        self.latest.load(Relaxed) == self.revision
    }

    /// Applies one change; a bad range is clamped, as the protocol asks.
    fn edit(&mut self, change: TextDocumentContentChangeEvent) {
        let Some(range) = change.range else {
            self.text = Rope::from_str(&change.text);
            return;
        };
        let start = self.encoding.char_at(&self.text, range.start);
        let end = self.encoding.char_at(&self.text, range.end).max(start);
        self.text.remove(start..end);
        self.text.insert(start, &change.text);
    }

    fn revise(&mut self, revisions: &mut u64) {
        *revisions += 1;
        self.revision = *revisions;
        self.latest.store(self.revision, Relaxed);
        self.checked = Arc::default();
    }
}

/// What other programs show of a file, as the old side of a difference, is not judged.
fn is_written_here(uri: &Uri) -> bool {
    matches!(uri.scheme().as_str(), "file" | "untitled")
}

/// A document without a file stands where the server does.
fn path_of(uri: &Uri) -> PathBuf {
    let path = uri.to_file_path().unwrap_or_default();
    match uri.scheme().as_str() {
        "file" => path.into_owned(),
        _ => {
            let name = path.file_name().map(PathBuf::from).unwrap_or_default();
            std::env::current_dir().unwrap_or_default().join(name)
        }
    }
}
