//! Which documents a run is about.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::{Error, SettingsFinder};

/// A document to judge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// As the user would write it.
    pub path: PathBuf,
    pub absolute: PathBuf,
}

/// What a walk has found, in the order of the paths.
#[derive(Debug, Default)]
pub struct Walk {
    pub targets: Vec<Target>,
    pub errors: Vec<Error>,
}

/// `cmg.toml` and `*.cmg.toml`, whatever the case.
pub fn is_document(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
    name.is_some_and(|name| name == "cmg.toml" || name.ends_with(".cmg.toml"))
}

/// Files that are named outright, and the documents below folders. Those that
/// settings exclude are left out of folders, and with `exclude_named` of the
/// files as well.
pub fn walk(paths: &[PathBuf], settings: &mut SettingsFinder, exclude_named: bool) -> Walk {
    let mut walk = Walk::default();
    for path in paths {
        match std::fs::metadata(path) {
            Err(error) => walk.errors.push(Error::Read { path: path.clone(), error }),
            Ok(about) if about.is_dir() => walk.folder(path, settings),
            Ok(_) if exclude_named => walk.add(path.clone(), settings),
            Ok(_) => walk.targets.push(Target { path: path.clone(), absolute: absolute(path) }),
        }
    }
    walk.targets.sort();
    walk.targets.dedup_by(|a, b| a.absolute == b.absolute);
    walk
}

impl Walk {
    fn folder(&mut self, folder: &Path, settings: &mut SettingsFinder) {
        for entry in WalkBuilder::new(folder).require_git(false).build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.errors.push(Error::Walk(error.to_string()));
                    continue;
                }
            };
            let kind = entry.file_type();
            if kind.is_some_and(|it| it.is_dir()) || !is_document(entry.path()) {
                continue;
            }
            let path = entry.into_path();
            if kind.is_some_and(|it| it.is_symlink()) {
                // A link to a folder is not followed; one that leads nowhere is an error.
                match std::fs::metadata(&path) {
                    Err(error) => self.errors.push(Error::Read { path, error }),
                    Ok(about) if about.is_dir() => {}
                    Ok(_) => self.add(path, settings),
                }
            } else {
                self.add(path, settings);
            }
        }
    }

    fn add(&mut self, path: PathBuf, settings: &mut SettingsFinder) {
        let absolute = absolute(&path);
        match settings.find(absolute.parent().unwrap_or(&absolute)) {
            Ok(found) if found.excludes(&absolute) => {}
            Ok(_) => {
                let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
                self.targets.push(Target { path, absolute });
            }
            Err(error) => self.errors.push(error),
        }
    }
}

fn absolute(path: &Path) -> PathBuf {
    // `a/../b` must not count the folder `a` on the way up to the root.
    let plain = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut absolute = PathBuf::new();
    for part in plain.components() {
        match part {
            std::path::Component::ParentDir => {
                absolute.pop();
            }
            part => absolute.push(part),
        }
    }
    absolute
}
