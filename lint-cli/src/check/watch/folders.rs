//! The folders whose changes wake a watch.
//!
//! Folders are watched, not files: a file that an editor replaces by another is another file for
//! the system. Not what is below them either: the kernel has a limit, and repositories have
//! folders by the thousand that documents have nothing to do with.

use std::{
    collections::{BTreeSet, HashSet},
    io,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use notify::{
    ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind},
};

use crate::error::ToolError;

/// After so much silence whoever writes has finished.
const SILENCE: Duration = Duration::from_millis(50);

/// Whoever never finishes is looked at all the same.
const PATIENCE: Duration = Duration::from_millis(500);

/// Folders without documents that are watched for new ones.
const MOST: usize = 2_000;

pub struct Folders {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
}

/// What is to be watched; all paths are absolute.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Those of files that a verdict depends on.
    pub needed: BTreeSet<PathBuf>,
    /// Those in which documents may appear.
    pub searched: BTreeSet<PathBuf>,
}

impl Folders {
    pub fn new() -> Result<Folders, ToolError> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| failed(None, error))?;
        Ok(Folders { watcher, events, watched: BTreeSet::new() })
    }

    /// Watches these folders and no others; whether one of them was not watched so far, so that
    /// something may have happened there that nobody has told.
    pub fn watch(&mut self, wanted: &Wanted) -> Result<bool, ToolError> {
        // In this order, so that the limit of the system is met by what is needed last.
        let all = || wanted.needed.iter().chain(wanted.searched.iter().take(MOST));
        let known: HashSet<&PathBuf> = all().collect();
        let (watched, watcher) = (&mut self.watched, &mut self.watcher);
        watched.retain(|path| {
            let stays = known.contains(path);
            if !stays {
                // A folder that is gone is not watched any more.
                let _ = watcher.unwatch(path);
            }
            stays
        });
        let mut is_new = false;
        for path in all() {
            if watched.contains(path) {
                continue;
            }
            match watcher.watch(path, RecursiveMode::NonRecursive) {
                Ok(()) => is_new |= watched.insert(path.clone()),
                Err(error) if is_gone(&error) || !wanted.needed.contains(path) => {}
                Err(error) => return Err(failed(Some(path), error)),
            }
        }
        Ok(is_new)
    }

    /// Until something has happened and is over.
    pub fn wait(&mut self) -> Result<(), ToolError> {
        loop {
            let event = self.events.recv().map_err(|_| ended())?;
            if self.matters(event) {
                break;
            }
        }
        let start = Instant::now();
        while let Ok(event) = self.events.recv_timeout(SILENCE) {
            self.matters(event);
            if start.elapsed() > PATIENCE {
                break;
            }
        }
        Ok(())
    }

    /// Whether more has happened than that somebody has read a file.
    fn matters(&mut self, event: notify::Result<Event>) -> bool {
        // Where events were lost, all is looked at.
        let Ok(event) = event else { return true };
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                // A folder that comes back under its name is another one.
                for path in &event.paths {
                    if self.watched.remove(path) {
                        let _ = self.watcher.unwatch(path);
                    }
                }
                true
            }
            _ => true,
        }
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

fn failed(path: Option<&Path>, error: notify::Error) -> ToolError {
    let error = match error.kind {
        ErrorKind::Io(error) => error,
        ErrorKind::MaxFilesWatch => io::Error::other("the system's limit of watches is reached"),
        kind => io::Error::other(format!("{kind:?}")),
    };
    ToolError::Watch { path: path.unwrap_or(Path::new(".")).to_owned(), error }
}

fn ended() -> ToolError {
    let error = io::Error::other("the system does not tell of changes any more");
    ToolError::Watch { path: PathBuf::from("."), error }
}
