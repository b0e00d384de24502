//! A file that several runs may want to replace: whoever has made the lock
//! beside it may, by turning the lock into the file.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use crate::error::ToolError;

/// How long another run may take.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(10);

/// The right to replace a file, until it is dropped.
pub struct Lock {
    /// The file itself, where the path is a link to it.
    pub target: PathBuf,
    path: PathBuf,
    file: File,
    /// Whether it has become the file: what is called like it now is another run's.
    is_spent: bool,
}

impl Lock {
    /// Waits for other runs, but not for ever.
    pub fn of(path: &Path) -> Result<Lock, ToolError> {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut lock = target.clone().into_os_string();
        lock.push(".lock");
        let lock = PathBuf::from(lock);
        let until = Instant::now() + PATIENCE;
        loop {
            match OpenOptions::new().write(true).create_new(true).open(&lock) {
                Ok(file) => return Ok(Lock { target, path: lock, file, is_spent: false }),
                // Windows says this of a file that is being removed.
                Err(error) if lock.exists() || error.kind() == io::ErrorKind::AlreadyExists => {
                    if Instant::now() > until {
                        return Err(ToolError::Locked { path: path.to_owned(), lock });
                    }
                    thread::sleep(PAUSE);
                }
                Err(error) => return Err(cannot_write(path, error)),
            }
        }
    }

    /// Replaces the file as a whole; its permissions stay.
    pub fn replace(mut self, bytes: &[u8]) -> Result<(), ToolError> {
        let mut write = || {
            self.file.write_all(bytes)?;
            if let Ok(about) = fs::metadata(&self.target) {
                if about.permissions().readonly() {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
                self.file.set_permissions(about.permissions())?;
            }
            self.file.sync_all()?;
            fs::rename(&self.path, &self.target)?;
            self.is_spent = true;
            Ok(())
        };
        write().map_err(|error| cannot_write(&self.target, error))
    }
}

fn cannot_write(path: &Path, error: io::Error) -> ToolError {
    let error = match error.kind() {
        io::ErrorKind::NotFound => io::Error::other("there is no such folder"),
        _ => error,
    };
    ToolError::OutputFile { path: path.to_owned(), error }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.is_spent {
            // Who comes next is told to remove it.
            let _ = fs::remove_file(&self.path);
        }
    }
}
