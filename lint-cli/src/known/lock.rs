//! The right to replace a file that several runs may want to replace.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use cmg_host::shown_path;
use same_file::Handle;

use crate::error::ToolError;

/// How long another run may take.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(10);

/// An empty file beside the one that is to be replaced, locked until this is
/// dropped. The system unlocks what a stopped run has left, so that the next
/// run takes it over.
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for other runs, but not for ever.
    pub fn of(path: &Path) -> Result<Lock, ToolError> {
        // Of the file itself, where the path is a link to it.
        let mut lock = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).into_os_string();
        lock.push(".lock");
        let lock = PathBuf::from(lock);
        let until = Instant::now() + PATIENCE;
        loop {
            match take(&lock) {
                Ok(Some(file)) => return Ok(Lock { path: lock, _file: file }),
                Ok(None) if Instant::now() > until => {
                    return Err(ToolError::Locked { path: path.to_owned() });
                }
                Ok(None) => thread::sleep(PAUSE),
                Err(error) => {
                    let error = match error.kind() {
                        io::ErrorKind::NotFound => io::Error::other("there is no such folder"),
                        io::ErrorKind::AlreadyExists => {
                            let lock = shown_path(&lock);
                            io::Error::other(format!("{lock} is no lock, and would be replaced"))
                        }
                        _ => error,
                    };
                    return Err(ToolError::OutputFile { path: path.to_owned(), error });
                }
            }
        }
    }
}

/// Nothing where another run has it.
fn take(path: &Path) -> io::Result<Option<File>> {
    // What somebody else calls like this is not written to, and not removed.
    if path.symlink_metadata().is_ok_and(|about| !about.is_file() || about.len() > 0) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let file = match OpenOptions::new().write(true).create(true).truncate(false).open(path) {
        Ok(file) => file,
        // Windows says this of a file that is being removed.
        Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    // Whoever had it may have removed it before it was locked here; then it keeps nobody out.
    let own = Handle::from_file(file.try_clone()?)?;
    let is_there = Handle::from_path(path).is_ok_and(|there| there == own);
    Ok(is_there.then_some(file))
}

impl Drop for Lock {
    fn drop(&mut self) {
        // One that stays is taken over by the next run.
        let _ = fs::remove_file(&self.path);
    }
}
