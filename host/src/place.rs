//! Where a document stands in its repository.

use std::path::{Path, PathBuf};

/// The root that its paths may not climb above, and how far it is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub root: PathBuf,
    /// Folders between the root and the document.
    pub depth: usize,
}

impl Place {
    /// The nearest folder with `.git`, else with settings, else that of the
    /// document. `folder` is absolute.
    pub fn of(folder: &Path) -> Place {
        let with = |names: &[&str]| {
            folder.ancestors().enumerate().find(|(_, above)| {
                names.iter().any(|name| above.join(name).symlink_metadata().is_ok())
            })
        };
        let (depth, root) =
            with(&[".git"]).or_else(|| with(&crate::settings::NAMES)).unwrap_or((0, folder));
        Place { root: root.to_owned(), depth }
    }
}
