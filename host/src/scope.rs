//! Which documents of a run are judged, where that is for git to say.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use crate::{
    Error, Place, Repositories, Revision, SettingsFinder, Target, Walk,
    git::{Repository, Staged},
    is_document, walk,
    walk::absolute,
};

/// Of all documents, those that are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Only {
    /// Those that are other than at the commit that this revision and the current
    /// one have in common; than at the current one, where nobody names a revision.
    Changed(Option<String>),
    /// Those that are staged, as they are staged.
    Staged,
}

/// A document that is staged.
#[derive(Clone, Debug)]
pub struct InIndex {
    repository: Arc<Repository>,
    path: PathBuf,
    state: Staged,
    unstaged: Arc<Unstaged>,
}

/// Files whose content on the disk is not the staged one, once somebody asks; nothing where git
/// cannot tell.
type Unstaged = OnceLock<Option<HashSet<PathBuf>>>;

/// What git says about one repository.
struct Known {
    repository: Arc<Repository>,
    /// Absolute paths; how they are staged, where that counts.
    wanted: HashMap<PathBuf, Option<InIndex>>,
    /// Those of them that are not on the disk.
    gone: Vec<PathBuf>,
}

/// The same as [`walk`] of those documents that are wanted, and which of them are
/// judged as they are staged. Documents of other repositories below a path, as
/// those of submodules, are left out.
pub fn walk_only(
    only: &Only,
    paths: &[PathBuf],
    settings: &mut SettingsFinder,
    exclude_named: bool,
    repositories: &Repositories,
) -> (Walk, HashMap<PathBuf, InIndex>) {
    let mut all = Walk::default();
    let mut known: HashMap<PathBuf, Known> = HashMap::new();
    for path in paths {
        let root = match root(path) {
            Ok(root) => root,
            Err(error) => {
                all.errors.push(error);
                continue;
            }
        };
        if !known.contains_key(&root) {
            match Known::of(only, repositories.at(&root)) {
                Ok(new) => known.insert(root.clone(), new),
                Err(reason) => {
                    all.errors.push(Error::Git { root: root.clone(), reason });
                    // The same is not asked, nor said, for each path.
                    known.insert(root.clone(), Known::new(repositories.at(&root), HashMap::new()))
                }
            };
        }
        if let Some(known) = known.get(&root) {
            let found = known.walk(only, path, settings, exclude_named);
            all.targets.extend(found.targets.into_iter().filter(|it| known.has(it, &root)));
            all.errors.extend(found.errors);
        }
    }
    all.targets.sort();
    let mut seen = HashSet::new();
    all.targets.retain(|target| seen.insert(target.absolute.clone()));
    let staged = known.into_values().flat_map(|known| known.wanted);
    (all, staged.filter_map(|(path, state)| Some((path, state?))).collect())
}

/// The repository of a file or folder that may be gone.
fn root(path: &Path) -> Result<PathBuf, Error> {
    let whole = absolute(path);
    let folder = if whole.is_dir() { &whole } else { whole.parent().unwrap_or(&whole) };
    let root = Place::of(folder).root;
    match root.join(".git").symlink_metadata() {
        Ok(_) => Ok(root),
        Err(_) => Err(Error::NoRepository { path: path.to_owned() }),
    }
}

impl Known {
    fn of(only: &Only, repository: Arc<Repository>) -> Result<Known, String> {
        let wanted = match only {
            Only::Changed(since) => {
                repository.changed(since.as_deref())?.into_iter().map(|it| (it, None)).collect()
            }
            Only::Staged => {
                let all = Arc::<Unstaged>::default();
                let staged = repository.staged()?.into_iter().map(|(path, state)| {
                    let (repository, unstaged) = (Arc::clone(&repository), Arc::clone(&all));
                    let document = InIndex { repository, path: path.clone(), state, unstaged };
                    (path, Some(document))
                });
                staged.collect()
            }
        };
        Ok(Known::new(repository, wanted))
    }

    fn new(repository: Arc<Repository>, wanted: HashMap<PathBuf, Option<InIndex>>) -> Known {
        let gone = wanted.keys().filter(|file| file.symlink_metadata().is_err());
        Known { gone: gone.cloned().collect(), repository, wanted }
    }

    /// Everything below a path, and what is staged and not on the disk.
    fn walk(
        &self,
        only: &Only,
        path: &PathBuf,
        settings: &mut SettingsFinder,
        exclude_named: bool,
    ) -> Walk {
        let here = absolute(path);
        let mut gone = Walk::default();
        for file in &self.gone {
            match file.strip_prefix(&here) {
                Ok(_) if *file == here && !exclude_named => {
                    gone.targets.push(Target { path: path.clone(), absolute: here.clone() });
                }
                Ok(_) if *file == here => gone.add(path.clone(), settings),
                Ok(below) if is_document(file) => gone.add(path.join(below), settings),
                _ => {}
            }
        }
        let since = match only {
            Only::Changed(since) => since.as_deref(),
            Only::Staged => None,
        };
        // What has been deleted is no document, and its name no mistake.
        let is_there = path.symlink_metadata().is_ok();
        if is_there || gone.targets.is_empty() && !self.repository.had(&here, since) {
            let found = walk(std::slice::from_ref(path), settings, exclude_named);
            gone.targets.extend(found.targets);
            gone.errors.extend(found.errors);
        }
        gone
    }

    fn has(&self, target: &Target, root: &Path) -> bool {
        let folder = target.absolute.parent().unwrap_or(&target.absolute);
        self.wanted.contains_key(&target.absolute) && Place::of(folder).root == root
    }
}

impl InIndex {
    /// The staged bytes; nothing where those on the disk count.
    pub fn read(&self, limit: u64) -> Result<Option<Vec<u8>>, Error> {
        let Staged::Object(name) = &self.state else { return Ok(None) };
        let failed = |reason| Error::Staged { path: self.path.clone(), reason };
        self.repository.object(name, limit).map(Some).map_err(failed)
    }

    /// Whether the file on the disk is the one that is staged.
    pub fn is_on_disk(&self) -> bool {
        let unstaged = self.unstaged.get_or_init(|| self.repository.unstaged().ok());
        unstaged.as_ref().is_some_and(|files| !files.contains(&self.path))
    }

    /// Everything that is staged beside it.
    pub fn index(&self) -> Revision {
        self.repository.index()
    }
}
