//! Certificate files, each opened once a run.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

use cmg_rules::{
    certificate::{self, Unreadable},
    inputs::{NamedFile, NamedFiles, Opened, leads_outside},
    model::{Config, Field, Secret},
};

use crate::{
    Error, Password, PasswordSource, Stamp, git::Revision, password, read_file, walk::absolute,
};

/// From this many certificates on that are not opened yet, threads are worth it:
/// what costs time is the derivation of keys from passwords.
const WORTH_THREADS: usize = 4;

/// What all documents of a run have opened so far.
#[derive(Debug, Default)]
pub struct Shelf {
    /// How many files are opened at the same time; one a processor where nobody says.
    threads: Option<usize>,
    /// How many files are known before all of them are forgotten; any number in a run.
    most: Option<usize>,
    /// Files that are known without opening them, by their absolute paths.
    given: HashMap<PathBuf, Opened>,
    opened: Mutex<HashMap<Volume, Arc<Slot>>>,
    /// Whether something was forgotten that may have changed since.
    lost: AtomicBool,
}

/// Filled by whoever needs the file first.
type Slot = OnceLock<Taken>;

/// What opening a file came to, and the state of the disk that this is of.
#[derive(Debug)]
struct Taken {
    opened: Opened,
    /// Those of the file and of its password; nothing where it is git's.
    stamps: Option<(Stamp, Option<Stamp>)>,
}

/// A file with the place of its password. Both are absolute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Volume {
    path: PathBuf,
    password: Option<PasswordSource>,
    /// Whether a link may lead out of the repository.
    may_be_outside: bool,
    /// The commit that it is of, if not the disk's.
    commit: Option<Arc<str>>,
}

/// Where the files of a document are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Absolute; paths in the document are relative to it.
    pub folder: &'a Path,
    /// Folders between the root of the repository and the document.
    pub depth: Option<usize>,
    /// The moment whose files are meant, if not now.
    pub revision: Option<&'a Revision>,
}

impl Shelf {
    /// Opens so many files at the same time; one a processor where nobody says.
    pub fn new(threads: Option<usize>) -> Shelf {
        Shelf { threads, ..Shelf::default() }
    }

    /// For a shell that lives longer than a run: half-typed paths are files as well,
    /// so that there has to be an end.
    pub fn limited(most: usize) -> Shelf {
        Shelf { most: Some(most), ..Shelf::default() }
    }

    /// With one file that somebody has opened already, at an absolute path.
    pub fn holding(path: PathBuf, opened: Opened) -> Shelf {
        Shelf { given: HashMap::from([(absolute(&path), opened)]), ..Shelf::default() }
    }

    /// Every certificate file that a document names.
    pub fn open(&self, config: &Config, around: Surroundings<'_>) -> NamedFiles {
        let mut named = config.certificate_files();
        // One root stands behind the gateways of a whole document.
        let mut seen = HashSet::new();
        named.retain(|file| seen.insert((file.path.as_str(), file.secret())));
        let mut files = NamedFiles::default();
        let mut slots = Vec::with_capacity(named.len());
        for file in &named {
            let given = self.given.get(&around.path(file.path));
            if let Some(opened) = given.filter(|_| around.revision.is_none()) {
                files.insert(file, opened.clone());
                continue;
            }
            match around.volume(file) {
                Ok(volume) => slots.push((file, self.slot(&volume), volume)),
                Err(reason) => files.insert(file, Opened::Unknown(reason)),
            }
        }
        let root = around.root();
        let new: Vec<_> = slots.iter().filter(|(_, slot, _)| slot.get().is_none()).collect();
        let threads = match new.len() {
            ..WORTH_THREADS => 1,
            many => {
                let available = || thread::available_parallelism().map_or(1, usize::from);
                self.threads.unwrap_or_else(available).min(many)
            }
        };
        let open = |(_, slot, volume): &(_, Arc<Slot>, Volume)| {
            slot.get_or_init(|| volume.take(root, around.revision));
        };
        if threads > 1 {
            thread::scope(|scope| {
                for first in 0..threads {
                    let (new, open) = (&new, &open);
                    scope.spawn(move || {
                        new.iter().skip(first).step_by(threads).for_each(|it| open(it));
                    });
                }
            });
        }
        for (file, slot, volume) in &slots {
            let taken = slot.get_or_init(|| volume.take(root, around.revision));
            files.insert(file, named_by(taken.opened.clone(), file));
        }
        files
    }

    /// Forgets the files that are not as they were; whether there was any such file.
    pub fn refresh(&self) -> bool {
        let known: Vec<_> =
            self.opened().iter().map(|(volume, slot)| (volume.clone(), Arc::clone(slot))).collect();
        let is_stale = |(volume, slot): &(Volume, Arc<Slot>)| {
            let stamps = slot.get().and_then(|taken| taken.stamps);
            stamps.is_some_and(|stamps| stamps != volume.stamps())
        };
        // Asked without the lock, for a keystroke may be waiting for it.
        let stale: Vec<_> = known.into_iter().filter(is_stale).collect();
        let mut opened = self.opened();
        for (volume, _) in &stale {
            opened.remove(volume);
        }
        self.lost.swap(false, Relaxed) || !stale.is_empty()
    }

    /// The files on the disk that documents have named so far, and those of their passwords.
    pub fn paths(&self) -> Vec<PathBuf> {
        let opened = self.opened();
        let on_disk = opened.keys().filter(|volume| volume.commit.is_none());
        let paths = on_disk.flat_map(|volume| {
            let password = match &volume.password {
                Some(PasswordSource::File(path)) => Some(path.clone()),
                Some(PasswordSource::Env(_)) | None => None,
            };
            std::iter::once(volume.path.clone()).chain(password)
        });
        paths.collect()
    }

    fn slot(&self, volume: &Volume) -> Arc<Slot> {
        let mut opened = self.opened();
        if self.most.is_some_and(|most| opened.len() >= most) {
            opened.clear();
            self.lost.store(true, Relaxed);
        }
        Arc::clone(opened.entry(volume.clone()).or_default())
    }

    fn opened(&self) -> MutexGuard<'_, HashMap<Volume, Arc<Slot>>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where no password is named and one is needed, the document is what lacks it.
fn named_by(opened: Opened, file: &NamedFile<'_>) -> Opened {
    match (&opened, file.password) {
        (Opened::Unknown(reason), Some(Field::Absent(path))) if reason == LOCKED => {
            Opened::Unknown(format!("not stated: {path}"))
        }
        (Opened::Unknown(reason), Some(Field::Wrong(_))) if reason == LOCKED => {
            Opened::Unknown("not understood: certificate.password".to_owned())
        }
        _ => opened,
    }
}

const LOCKED: &str = "the certificate needs a password";

impl Surroundings<'_> {
    fn root(&self) -> Option<&Path> {
        self.folder.ancestors().nth(self.depth?)
    }

    /// The reason where the file is not to be opened.
    fn volume(&self, file: &NamedFile<'_>) -> Result<Volume, String> {
        let may_be_outside = file.path.is_pfx();
        let is_outside = self.depth.is_none_or(|depth| leads_outside(file.path, depth));
        if is_outside && !may_be_outside {
            return Err("the file is outside the repository".to_owned());
        }
        let password = file.secret().map(|secret| match secret {
            Secret::Env(name) => PasswordSource::Env(name.as_str().to_owned()),
            Secret::File(path) => PasswordSource::File(self.path(path)),
        });
        let commit = self.revision.map(|revision| Arc::clone(&revision.commit));
        Ok(Volume { path: self.path(file.path), password, may_be_outside, commit })
    }

    /// Documents are written on Windows, and checked where `\` is a letter.
    pub fn path(&self, text: &str) -> PathBuf {
        let text = if cfg!(windows) { Cow::from(text) } else { text.replace('\\', "/").into() };
        let is_plain = |step| !matches!(step, "" | "." | "..");
        let path = self.folder.join(&*text);
        // Most are, and the folder has been made absolute already.
        let is_below = cfg!(unix) && text.split('/').all(is_plain);
        if is_below { path } else { absolute(&path) }
    }
}

impl Volume {
    fn take(&self, root: Option<&Path>, revision: Option<&Revision>) -> Taken {
        // First the stamps: what changes in between is then seen by the next refresh.
        let stamps = self.commit.is_none().then(|| self.stamps());
        Taken { opened: self.open(root, revision), stamps }
    }

    fn stamps(&self) -> (Stamp, Option<Stamp>) {
        let password = match &self.password {
            Some(PasswordSource::File(path)) => Some(Stamp::of(path)),
            Some(PasswordSource::Env(_)) | None => None,
        };
        (Stamp::of(&self.path), password)
    }

    fn open(&self, root: Option<&Path>, revision: Option<&Revision>) -> Opened {
        let bytes = match revision {
            Some(index) if index.is_index() => {
                match index.staged_file(&self.path, certificate::MAX_SIZE) {
                    Ok(Some(bytes)) => Ok(bytes),
                    Ok(None) => self.bytes(root),
                    Err(reason) => Err(reason),
                }
            }
            Some(revision) => match revision.file(&self.path, certificate::MAX_SIZE) {
                Ok(Some(bytes)) => Ok(bytes),
                // Secrets are not in repositories; that is no mistake.
                Ok(None) => {
                    return Opened::Unknown(format!("the file is not in git:{}", revision.name));
                }
                Err(reason) => Err(reason),
            },
            None => self.bytes(root),
        };
        match bytes {
            Ok(bytes) => self.read(&bytes),
            Err(reason) => Opened::Unreadable(reason),
        }
    }

    /// Those on the disk, or why not.
    fn bytes(&self, root: Option<&Path>) -> Result<Vec<u8>, String> {
        if !self.may_be_outside && root.is_some_and(|root| self.is_link_out_of(root)) {
            return Err("it is a link that leads out of the repository".to_owned());
        }
        read_file(&self.path, certificate::MAX_SIZE).map_err(|error| match error {
            Error::NotAFile { path } if path.is_dir() => "it is a folder".to_owned(),
            error => error.reason(),
        })
    }

    fn read(&self, bytes: &[u8]) -> Opened {
        let given = self.password.as_ref().map(password).transpose();
        let (read, reason) = match &given {
            Ok(given) => (certificate::read(bytes, given.as_ref().map(Password::as_str)), LOCKED),
            // Nobody gave the password; then the empty one is tried, and no other.
            Err(reason) => (certificate::read(bytes, None), reason.as_str()),
        };
        match read {
            Ok(file) => {
                let text = certificate::visible_text(bytes, &file).map(Arc::from);
                Opened::Read { file: Arc::new(file), text }
            }
            Err(Unreadable::Locked) => Opened::Unknown(reason.to_owned()),
            Err(unreadable) => Opened::Unreadable(unreadable.to_string()),
        }
    }

    fn is_link_out_of(&self, root: &Path) -> bool {
        let (Ok(path), Ok(root)) = (fs::canonicalize(&self.path), fs::canonicalize(root)) else {
            return false;
        };
        !path.starts_with(root)
    }
}
