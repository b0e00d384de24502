//! Which files of a repository are other than they were.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Repository, Revision};

/// A file that is staged, as git will commit it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Staged {
    /// The name of the object.
    Object(String),
    /// A link, or a file of which a merge has left several: what is on the disk counts.
    OnDisk,
}

/// What the index calls itself where a commit could stand: the entries that no
/// merge has left in several versions.
const INDEX: &str = ":0";

/// How a file of Git LFS begins in the index.
const STORED_ELSEWHERE: &[u8] = b"version https://git-lfs.";

impl Repository {
    /// Files whose staged content is other than that of the last commit, by
    /// their absolute paths. Those whose deletion is staged are not among them.
    pub fn staged(&self) -> Result<HashMap<PathBuf, Staged>, String> {
        let raw = ["diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames"];
        let which = ["--ignore-submodules", "--diff-filter=d"];
        let output = self.git.run(&[&raw[..], &which].concat())?;
        let mut words = output.split(|byte| *byte == 0).filter(|it| !it.is_empty());
        let mut staged = HashMap::new();
        while let Some(about) = words.next() {
            let path = words.next().filter(|_| about.starts_with(b":"));
            // Anything but silence where a program is in the way that is no git.
            let path = path.ok_or("its answer is none that git gives")?;
            let path = self.git.root.join(path_of(path));
            match state(about) {
                Some(Staged::OnDisk) => {
                    staged.insert(path, Staged::OnDisk);
                }
                // Of several versions the one on the disk counts, whichever is named first.
                Some(object) => {
                    staged.entry(path).or_insert(object);
                }
                None => {}
            }
        }
        Ok(staged)
    }

    /// Files on the disk that are other than those that are staged.
    pub fn unstaged(&self) -> Result<HashSet<PathBuf>, String> {
        let output =
            self.git.run(&["diff", "--name-only", "-z", "--no-renames", "--ignore-submodules"])?;
        Ok(self.paths(&output).collect())
    }

    /// Files on the disk that are other than at the last commit that `since` and
    /// the current one have in common (the current one where nobody says), with
    /// those that git does not know yet.
    pub fn changed(self: &Arc<Self>, since: Option<&str>) -> Result<HashSet<PathBuf>, String> {
        let differ = ["diff", "--name-only", "-z", "--no-renames", "--ignore-submodules"];
        let output = match self.fork(since)? {
            Some(commit) => {
                self.git.run(&[&differ[..], &["--diff-filter=d", &commit, "--"]].concat())?
            }
            None => self.git.run(&["ls-files", "-z", "--cached"])?,
        };
        let new = self.git.run(&["ls-files", "-z", "--others", "--exclude-standard"])?;
        Ok(self.paths(&output).chain(self.paths(&new)).collect())
    }

    /// Whether there was a file of that name at that commit, which may be gone now.
    pub fn had(self: &Arc<Self>, path: &Path, since: Option<&str>) -> bool {
        let commit = self.fork(since).ok().flatten();
        let revision = commit.map(|commit| self.at_commit("", &commit));
        revision.is_some_and(|it| matches!(it.file(path, u64::MAX), Ok(Some(_))))
    }

    /// What would be committed, asked like a commit.
    pub fn index(self: &Arc<Self>) -> Revision {
        self.at_commit("the index", INDEX)
    }

    /// The content of an object of at most `limit` bytes.
    pub fn object(&self, name: &str, limit: u64) -> Result<Vec<u8>, String> {
        let object = self.ask(name, limit)?;
        Ok(object.ok_or("git has lost it")?.bytes)
    }

    /// The commit to compare with; nothing where there is none yet.
    fn fork(self: &Arc<Self>, since: Option<&str>) -> Result<Option<String>, String> {
        let Some(since) = since else {
            return Ok(self.revision("HEAD").ok().map(|it| it.commit.as_ref().to_owned()));
        };
        let other = self.revision(since).map_err(|reason| format!("`{since}`: {reason}"))?;
        let common = self.git.find(&["merge-base", &other.commit, "HEAD"])?.ok_or_else(|| {
            let shallow = if self.is_shallow() { ", and the clone is a shallow one" } else { "" };
            format!("`{since}` and HEAD have no commit in common{shallow}")
        })?;
        Ok(Some(String::from_utf8_lossy(&common).trim().to_owned()))
    }

    fn paths<'o>(&'o self, output: &'o [u8]) -> impl Iterator<Item = PathBuf> + use<'o> {
        let paths = output.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        paths.map(|path| self.git.root.join(path_of(path)))
    }
}

impl Revision {
    /// The file at an absolute path where this is the index; nothing where the
    /// one on the disk counts: git does not have it, or only says where it is.
    pub fn staged_file(&self, path: &Path, limit: u64) -> Result<Option<Vec<u8>>, String> {
        if &*self.commit != INDEX || path.is_symlink() {
            return Ok(None);
        }
        let file = self.file(path, limit)?;
        Ok(file.filter(|bytes| !bytes.starts_with(STORED_ELSEWHERE)))
    }

    pub fn is_index(&self) -> bool {
        &*self.commit == INDEX
    }
}

/// `:100644 100644 1d2c… 8f3a… M`; nothing of what is no file.
fn state(about: &[u8]) -> Option<Staged> {
    let about = std::str::from_utf8(about).ok()?;
    let mut words = about.split(' ').skip(1);
    let (mode, object) = (words.next()?, words.nth(1)?);
    match (mode, words.next()?) {
        (_, "U") | ("120000", _) => Some(Staged::OnDisk),
        ("100644" | "100755", _) => Some(Staged::Object(object.to_owned())),
        _ => None,
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> &Path {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    Path::new(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[test]
fn files_are_told_from_links_and_submodules() {
    let of = |mode: &str, letter: &str| state(format!(":0 {mode} 00 1d2c {letter}").as_bytes());
    assert_eq!(of("100644", "M"), Some(Staged::Object("1d2c".to_owned())));
    assert_eq!(of("120000", "A"), Some(Staged::OnDisk));
    assert_eq!(of("000000", "U"), Some(Staged::OnDisk));
    assert_eq!(of("160000", "M"), None);
}
