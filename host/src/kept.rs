//! What a shell that lives longer than a run keeps of files and of git, so that
//! no keystroke reads a disk; and whether it still holds.

use std::{
    collections::HashMap,
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use crate::{Before, read_file};

/// More than any workspace names. Half-typed paths are kept as well, so that
/// from here on all of it is forgotten.
const MOST: usize = 1024;

/// What tells one state of a file from another without reading it. Nothing
/// where there is no such file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp(Option<(u64, Option<SystemTime>, u64)>);

/// Who has files open, and knows better than the disk what stands in them.
pub trait Editor: Send + Sync + fmt::Debug {
    /// The text of the file at this absolute path, where it is open.
    fn text(&self, path: &Path) -> Option<String>;
}

/// Baselines, until [`Kept::refresh`] finds that they are others.
#[derive(Debug, Default)]
pub struct Kept {
    state: Mutex<State>,
    editor: Option<Arc<dyn Editor>>,
}

/// The bytes of a file, or in words why it cannot be read.
type Read = Result<Arc<[u8]>, String>;

#[derive(Debug, Default)]
struct State {
    files: HashMap<PathBuf, (Stamp, Read)>,
    /// By the name of the revision and the path of the document.
    revisions: HashMap<(String, PathBuf), Result<Before, String>>,
    /// By the paths of the document and of its baseline: the document as it was
    /// when the baseline was made.
    thens: HashMap<(PathBuf, PathBuf), Option<Arc<str>>>,
    /// Whether something was forgotten that may have changed since.
    lost: bool,
}

impl Stamp {
    pub fn of(path: &Path) -> Stamp {
        let about = fs::metadata(path).ok();
        Stamp(about.map(|about| (about.len(), about.modified().ok(), identity(&about))))
    }
}

/// A file that takes the place of another may have its size and its time.
#[cfg(unix)]
fn identity(about: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(about)
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> u64 {
    0
}

impl Kept {
    /// Who calls it tells of every text that changes: see [`Kept::forget`].
    pub fn beside(editor: Arc<dyn Editor>) -> Kept {
        Kept { editor: Some(editor), ..Kept::default() }
    }

    /// Read once, from the editor where the file is open there.
    pub(crate) fn file(&self, path: &Path, limit: u64) -> Read {
        if let Some((_, read)) = self.state().files.get(path) {
            return read.clone();
        }
        // First the stamp: what changes in between is then seen by the next refresh.
        let stamp = Stamp::of(path);
        if let Some(open) = self.edited(path, stamp) {
            return Ok(open);
        }
        let read = read_file(path, limit).map(Arc::from).map_err(|error| error.reason());
        self.room().files.insert(path.to_owned(), (stamp, read.clone()));
        read
    }

    /// Under the lock all the while: a text that changes after it was read is then forgotten after
    /// it was kept.
    fn edited(&self, path: &Path, stamp: Stamp) -> Option<Arc<[u8]>> {
        let editor = self.editor.as_ref()?;
        let mut state = self.room();
        let text: Arc<[u8]> = editor.text(path)?.into_bytes().into();
        state.files.insert(path.to_owned(), (stamp, Ok(Arc::clone(&text))));
        Some(text)
    }

    /// The file is to be read again; whether anybody has read it.
    pub fn forget(&self, path: &Path) -> bool {
        self.state().files.remove(path).is_some()
    }

    /// The document at this path at a revision; `find` asks git.
    pub(crate) fn revision(
        &self,
        name: &str,
        path: PathBuf,
        find: impl FnOnce() -> Result<Before, String>,
    ) -> Result<Before, String> {
        let key = (name.to_owned(), path);
        if let Some(found) = self.state().revisions.get(&key) {
            return found.clone();
        }
        let found = find();
        self.room().revisions.insert(key, found.clone());
        found
    }

    /// A document as it was when its baseline was made; `find` asks git. Until
    /// the next refresh.
    pub(crate) fn then(
        &self,
        document: PathBuf,
        baseline: PathBuf,
        find: impl FnOnce() -> Option<String>,
    ) -> Option<Arc<str>> {
        let key = (document, baseline);
        if let Some(found) = self.state().thens.get(&key) {
            return found.clone();
        }
        let found: Option<Arc<str>> = find().map(Arc::from);
        self.room().thens.insert(key, found.clone());
        found
    }

    /// Forgets what is not as it was; whether there was any such thing.
    pub fn refresh(&self) -> bool {
        let (files, revisions, lost) = {
            let mut state = self.state();
            let files: Vec<_> = state.files.iter().map(|(path, it)| (path.clone(), it.0)).collect();
            let revisions: Vec<_> =
                state.revisions.iter().map(|(key, it)| (key.clone(), it.clone())).collect();
            (files, revisions, std::mem::take(&mut state.lost))
        };
        // Asked without the lock, for a keystroke may be waiting for it.
        let files: Vec<_> = files.into_iter().filter(|(path, at)| Stamp::of(path) != *at).collect();
        let revisions: Vec<_> = revisions.into_iter().filter(|(_, it)| moved(it)).collect();
        let mut state = self.state();
        state.thens.clear();
        for (path, _) in &files {
            state.files.remove(path);
        }
        for (key, _) in &revisions {
            state.revisions.remove(key);
        }
        lost || !files.is_empty() || !revisions.is_empty()
    }

    /// The files on the disk that documents were compared with.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.state().files.keys().cloned().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn room(&self) -> MutexGuard<'_, State> {
        let mut state = self.state();
        if state.files.len() + state.revisions.len() + state.thens.len() >= MOST {
            *state = State { lost: true, ..State::default() };
        }
        state
    }
}

/// Whether the revision is another commit now. What could not be found is looked
/// for anew.
fn moved(found: &Result<Before, String>) -> bool {
    let Ok(before) = found else { return true };
    let Some(revision) = &before.revision else { return true };
    let now = revision.repository.revision(&revision.name);
    now.is_ok_and(|now| now.commit != revision.commit)
}
