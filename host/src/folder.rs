//! What all documents of a folder have in common.

use std::{path::Path, sync::Arc};

use cmg_rules::{facts::Date, levels::Levels, settings::DEFAULT_MAX_FILE_SIZE};

use crate::{Found, Judge, Kept, Place, Repositories, Selection, Shelf};

/// Made once for each folder, and then the maker of its judges.
#[derive(Clone, Debug)]
pub struct Folder {
    folder: Arc<Path>,
    pub found: Arc<Found>,
    pub depth: usize,
    /// Nothing where the levels depend on the name of the file.
    levels: Option<Arc<Levels>>,
    limit: u64,
}

/// What a shell has for all documents together.
#[derive(Clone, Debug, Default)]
pub struct Stores {
    pub shelf: Arc<Shelf>,
    pub repositories: Arc<Repositories>,
    /// What was read for baselines, where the shell lives longer than a run.
    pub kept: Option<Arc<Kept>>,
}

impl Folder {
    /// An absolute path, with the settings that were found for it.
    pub fn new(folder: &Path, found: Arc<Found>, selection: &Selection) -> Folder {
        let levels = found.is_uniform().then(|| levels(&found, folder, selection));
        // Settings that cannot be understood never come this far.
        let limit = found.settings.max_file_size().unwrap_or(DEFAULT_MAX_FILE_SIZE);
        Folder { folder: folder.into(), depth: Place::of(folder).depth, found, levels, limit }
    }

    /// The judge of the document at this absolute path.
    pub fn judge(&self, path: &Path, selection: &Selection, today: Date, stores: &Stores) -> Judge {
        let levels = match &self.levels {
            Some(levels) => Arc::clone(levels),
            None => levels(&self.found, path, selection),
        };
        let name = path.file_name().map(|it| it.to_string_lossy()).unwrap_or_default();
        Judge {
            folder: Arc::clone(&self.folder),
            today,
            depth: Some(self.depth),
            levels,
            settings: Arc::clone(&self.found),
            limit: self.limit,
            shelf: Arc::clone(&stores.shelf),
            name: name.into(),
            baseline: None,
            before: None,
            staged: None,
            repositories: Arc::clone(&stores.repositories),
            kept: stores.kept.clone(),
            horizon: None,
            profile: None,
            plans: false,
        }
    }
}

fn levels(found: &Found, path: &Path, selection: &Selection) -> Arc<Levels> {
    let mut levels = found.levels(path);
    selection.apply(&mut levels);
    Arc::new(levels)
}
