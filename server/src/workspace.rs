//! What documents are judged with: settings, certificates, baselines, the day. All of it is kept,
//! because a keystroke must not read a disk, and read anew when somebody says that it may have
//! changed.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use cmg_host::{
    BaselineName, Clock, Editor, Folder, Found, Judge, Kept, Place, Selection, SettingsFinder,
    Shelf, Stores, Target, files_beside, today, walk,
};
use cmg_rules::facts::Date;

use crate::wishes::Wishes;

/// Certificates of more documents than anybody edits at once. Half-typed paths count as well.
const MOST_CERTIFICATES: usize = 4096;

/// What the names of files end in that documents name.
const NAMED: &[&str] =
    &[".pfx", ".p12", ".cer", ".crt", ".pem", ".der", ".p7b", "cmg.toml", ".json", ".csv"];

/// Files that are offered; who has more types the rest.
const MOST_FILES: usize = 500;

#[derive(Debug)]
pub struct Workspace {
    clock: Clock,
    stores: Stores,
    state: Mutex<State>,
    /// One refresh at a time: the later one must see what the earlier one kept.
    refreshing: Mutex<()>,
}

#[derive(Debug)]
struct State {
    /// The folders that are open in the editor.
    roots: Vec<PathBuf>,
    wishes: Arc<Wishes>,
    selection: Selection,
    today: Date,
    /// Those of documents that somebody has asked for, each with the last good settings.
    folders: HashMap<PathBuf, Folder>,
    /// By the folder of the document: files that it may name.
    files: HashMap<PathBuf, Arc<Vec<String>>>,
    /// What is wrong with settings, and has not been said yet.
    problems: Vec<String>,
    said: Vec<String>,
}

impl Workspace {
    pub fn new(clock: Clock, editor: Arc<dyn Editor>) -> Workspace {
        let kept = Some(Arc::new(Kept::beside(editor)));
        let shelf = Arc::new(Shelf::limited(MOST_CERTIFICATES));
        let state = State {
            roots: Vec::new(),
            wishes: Arc::default(),
            selection: Selection::default(),
            today: day(clock),
            folders: HashMap::new(),
            files: HashMap::new(),
            problems: Vec::new(),
            said: Vec::new(),
        };
        Workspace {
            clock,
            stores: Stores { shelf, kept, ..Stores::default() },
            state: Mutex::new(state),
            refreshing: Mutex::default(),
        }
    }

    /// The judge of the document at this absolute path: that of the command line, which reads
    /// nothing twice.
    pub fn judge(&self, path: &Path) -> Judge {
        let at = path.parent().unwrap_or(path);
        let mut state = self.state();
        let folder = match state.folders.get(at) {
            Some(folder) => folder.clone(),
            None => {
                let found = state.first_settings(at);
                let folder = Folder::new(at, found, &state.selection);
                state.folders.insert(at.to_owned(), folder.clone());
                folder
            }
        };
        let judge = folder.judge(path, &state.selection, state.today, &self.stores);
        let baseline = state.wishes.baseline.as_deref().map(BaselineName::of);
        let root = state.roots.iter().filter(|root| path.starts_with(root)).max();
        let root = root.map_or(at, PathBuf::as_path);
        Judge { baseline: baseline.map(|name| name.below(root)), ..judge }
    }

    pub fn roots(&self) -> Vec<PathBuf> {
        self.state().roots.clone()
    }

    pub fn change_roots(&self, gone: &[PathBuf], new: Vec<PathBuf>) {
        let mut state = self.state();
        state.roots.retain(|root| !gone.contains(root) && !new.contains(root));
        state.roots.extend(new);
    }

    pub fn wishes(&self) -> Arc<Wishes> {
        Arc::clone(&self.state().wishes)
    }

    /// Whether other wishes than before were taken over; the reason where they cannot be.
    pub fn wish(&self, wishes: Wishes) -> Result<bool, String> {
        let selection = wishes.selection()?;
        let mut state = self.state();
        if *state.wishes == wishes {
            return Ok(false);
        }
        (state.wishes, state.selection) = (Arc::new(wishes), selection);
        let folders = std::mem::take(&mut state.folders).into_iter();
        let selection = state.selection.clone();
        state.folders = folders
            .map(|(at, old)| (at.clone(), Folder::new(&at, old.found, &selection)))
            .collect();
        Ok(true)
    }

    /// Looks whether anything is not as it was, and forgets that; whether there was any such
    /// thing. Nothing is read that nobody has asked for before.
    pub fn refresh(&self) -> bool {
        let _one = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        let stores =
            self.stores.shelf.refresh() | self.stores.kept.as_ref().is_some_and(|it| it.refresh());
        let folders = self.refresh_folders();
        let day = day(self.clock);
        let mut state = self.state();
        state.files.clear();
        let is_new_day = std::mem::replace(&mut state.today, day) != day;
        stores | folders | is_new_day
    }

    /// The text of an open document is another; whether others are judged by it.
    pub fn is_edited(&self, path: &Path) -> bool {
        self.stores.kept.as_ref().is_some_and(|kept| kept.forget(path))
    }

    fn refresh_folders(&self) -> bool {
        let (known, selection) = {
            let state = self.state();
            (state.folders.clone(), state.selection.clone())
        };
        // Settings of a command line may be wrong, and there are none.
        let Ok(mut finder) = SettingsFinder::new(None, &[]) else { return false };
        let mut problems = Vec::new();
        let mut changed = HashMap::new();
        for (at, old) in known {
            match finder.find(&at) {
                Ok(found) if found.file == old.found.file && Place::of(&at).depth == old.depth => {}
                Ok(found) => {
                    let folder = Folder::new(&at, found, &selection);
                    changed.insert(at, folder);
                }
                Err(error) => problems.push(error.to_string()),
            }
        }
        let mut state = self.state();
        let is_changed = !changed.is_empty();
        state.folders.extend(changed);
        state.note(problems);
        is_changed
    }

    /// What is wrong with settings; each mistake is told once for as long as it stays.
    pub fn problems(&self) -> Vec<String> {
        std::mem::take(&mut self.state().problems)
    }

    /// The settings files in force.
    pub fn settings(&self) -> Vec<PathBuf> {
        let state = self.state();
        let files = state.folders.values().filter_map(|it| it.found.file.as_ref());
        let mut files: Vec<PathBuf> = files.map(|(path, _)| path.clone()).collect();
        files.sort();
        files.dedup();
        files
    }

    pub fn today(&self) -> Date {
        self.state().today
    }

    /// Certificates and documents that a document may name, as it would name them. Listed once,
    /// and again once anything has changed.
    pub fn files_beside(&self, path: &Path) -> Arc<Vec<String>> {
        let folder = path.parent().unwrap_or(path);
        if let Some(files) = self.state().files.get(folder) {
            return Arc::clone(files);
        }
        let root = Place::of(folder).root;
        let files = Arc::new(files_beside(&root, folder, NAMED, MOST_FILES));
        self.state().files.insert(folder.to_owned(), Arc::clone(&files));
        files
    }

    /// Every document below the open folders that settings do not exclude.
    pub fn documents(&self) -> Vec<Target> {
        let Ok(mut finder) = SettingsFinder::new(None, &[]) else { return Vec::new() };
        let roots: Vec<PathBuf> = self.roots().into_iter().filter(|it| it.is_dir()).collect();
        // What cannot be read has no diagnostics; the command line says why.
        walk(&roots, &mut finder, true).targets
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Where they are wrong from the beginning, there are no last good ones.
    fn first_settings(&mut self, folder: &Path) -> Arc<Found> {
        let found = SettingsFinder::new(None, &[]).and_then(|mut finder| finder.find(folder));
        found.unwrap_or_else(|error| {
            let mut problems = self.said.clone();
            problems.push(error.to_string());
            self.note(problems);
            Arc::default()
        })
    }

    fn note(&mut self, mut problems: Vec<String>) {
        problems.sort();
        problems.dedup();
        let new = problems.iter().filter(|it| !self.said.contains(it)).cloned();
        self.problems.extend(new);
        self.said = problems;
    }
}

/// A wrong `SOURCE_DATE_EPOCH` is for the command line to say.
fn day(clock: Clock) -> Date {
    today(clock).or_else(|_| today(Clock::System)).unwrap_or_default()
}
