//! Which documents a run is about.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

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
    /// Every folder that was looked into.
    pub folders: Vec<PathBuf>,
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
    // Of several ways to a document the shortest.
    walk.targets.sort_by_key(|target| target.path.as_os_str().len());
    let mut seen = HashSet::new();
    walk.targets.retain(|target| seen.insert(target.absolute.clone()));
    walk.targets.sort();
    walk
}

/// Files below a folder whose names end so, as a document in another folder
/// names them: relative, with `/`. No more than so many, in their order.
pub fn files_beside(root: &Path, folder: &Path, endings: &[&str], most: usize) -> Vec<String> {
    let entries = WalkBuilder::new(root).require_git(false).build().flatten();
    let is_wanted = |path: &Path| {
        let name = path.file_name().map(|it| it.to_string_lossy().to_ascii_lowercase());
        name.is_some_and(|name| endings.iter().any(|ending| name.ends_with(ending)))
    };
    let files = entries.filter(|it| it.file_type().is_some_and(|it| it.is_file()));
    let files = files.map(|it| it.into_path()).filter(|it| is_wanted(it)).take(most);
    let mut names: Vec<String> = files.filter_map(|it| relative(&it, folder)).collect();
    names.sort();
    names
}

/// The way from a folder to a file, with `/`; nothing where names are no text.
pub fn relative(file: &Path, folder: &Path) -> Option<String> {
    let shared = folder.ancestors().find(|it| file.starts_with(it))?;
    let up = folder.strip_prefix(shared).ok()?.components().count();
    let down = file.strip_prefix(shared).ok()?;
    let steps = down.components().map(|it| it.as_os_str().to_str());
    let steps: Option<Vec<&str>> = std::iter::repeat_n(Some(".."), up).chain(steps).collect();
    Some(steps?.join("/"))
}

#[test]
fn files_are_named_from_the_folder_of_the_document() {
    let of = |file: &str, folder: &str| relative(Path::new(file), Path::new(folder)).unwrap();
    assert_eq!(of("/a/certs/x.pfx", "/a"), "certs/x.pfx");
    assert_eq!(of("/a/certs/x.pfx", "/a/site/east"), "../../certs/x.pfx");
}

impl Walk {
    fn folder(&mut self, folder: &Path, settings: &mut SettingsFinder) {
        for entry in WalkBuilder::new(folder).require_git(false).build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.errors.push(Error::of_walk(error));
                    continue;
                }
            };
            let kind = entry.file_type();
            if kind.is_some_and(|it| it.is_dir()) {
                self.folders.push(entry.into_path());
                continue;
            }
            if !is_document(entry.path()) {
                continue;
            }
            let path = entry.into_path();
            if kind.is_some_and(|it| it.is_symlink()) {
                // A link to a folder is not followed, nor one to a pipe; one that leads nowhere
                // is an error.
                match std::fs::metadata(&path) {
                    Err(error) => self.errors.push(Error::Read { path, error }),
                    Ok(about) if about.is_file() => self.add(path, settings),
                    Ok(_) => {}
                }
            } else if kind.is_some_and(|it| it.is_file()) {
                self.add(path, settings);
            }
        }
    }

    pub(crate) fn add(&mut self, path: PathBuf, settings: &mut SettingsFinder) {
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

/// From the root, without `..`.
pub fn absolute(path: &Path) -> PathBuf {
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
