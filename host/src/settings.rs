//! Finds the settings of each document, and reads every file once.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use cmg_rules::{
    levels::Levels,
    settings::{Override, Settings, SettingsError},
    span::Span,
};
use globset::{GlobBuilder, GlobMatcher};

use crate::{Error, files::read_file};

/// What a settings file may be called, the first one first.
pub(crate) const NAMES: [&str; 2] = ["cmglint.toml", ".cmglint.toml"];

/// Settings are small; a larger file is something else.
const MAX_SIZE: u64 = 1 << 20;

/// Settings with the folder that their paths are relative to.
#[derive(Debug)]
pub struct Found {
    /// Nothing where no file says anything.
    pub path: Option<PathBuf>,
    pub settings: Settings,
    folder: PathBuf,
    exclude: Vec<GlobMatcher>,
    /// One list for each of the settings' overrides.
    overrides: Vec<Vec<GlobMatcher>>,
}

/// The nearest settings above a document, unless the command line names one.
#[derive(Debug)]
pub struct SettingsFinder {
    named: Option<Arc<Found>>,
    /// What the command line says beside the file.
    over: Vec<Settings>,
    by_folder: HashMap<PathBuf, Arc<Found>>,
    by_file: HashMap<PathBuf, Arc<Found>>,
}

impl SettingsFinder {
    /// `named` replaces the search; each of `over` is TOML that wins over the files.
    pub fn new(named: Option<&Path>, over: &[String]) -> Result<SettingsFinder, Error> {
        let parse = |text: &String| {
            Settings::parse(text).map_err(|error| Error::Settings {
                path: PathBuf::from("--config"),
                text: text.clone(),
                error,
            })
        };
        let over = over.iter().map(parse).collect::<Result<_, _>>()?;
        let mut finder = SettingsFinder {
            named: None,
            over,
            by_folder: HashMap::new(),
            by_file: HashMap::new(),
        };
        if let Some(path) = named {
            finder.named = Some(Arc::new(finder.read(path)?));
        }
        Ok(finder)
    }

    /// The settings for documents in a folder, which is absolute.
    pub fn find(&mut self, folder: &Path) -> Result<Arc<Found>, Error> {
        if let Some(named) = &self.named {
            return Ok(Arc::clone(named));
        }
        if let Some(found) = self.by_folder.get(folder) {
            return Ok(Arc::clone(found));
        }
        let file = folder
            .ancestors()
            .flat_map(|above| NAMES.iter().map(move |name| above.join(name)))
            .find(|path| path.symlink_metadata().is_ok());
        let found = match file {
            Some(path) => match self.by_file.get(&path) {
                Some(found) => Arc::clone(found),
                None => {
                    let found = Arc::new(self.read(&path)?);
                    self.by_file.insert(path, Arc::clone(&found));
                    found
                }
            },
            None => Arc::new(self.over_all(Found {
                path: None,
                settings: Settings::default(),
                folder: folder.to_owned(),
                exclude: Vec::new(),
                overrides: Vec::new(),
            })),
        };
        self.by_folder.insert(folder.to_owned(), Arc::clone(&found));
        Ok(found)
    }

    fn read(&self, path: &Path) -> Result<Found, Error> {
        let bytes = read_file(path, MAX_SIZE)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = absolute.parent().unwrap_or(Path::new("/")).to_owned();
        let make = || {
            let settings = Settings::parse(&text)?;
            let exclude = settings
                .exclude
                .iter()
                .map(|it| glob(it.as_ref(), it.span()))
                .collect::<Result<_, _>>()?;
            let overrides = settings
                .overrides
                .iter()
                .map(|over| over.files.iter().map(|it| glob(it.as_ref(), it.span())).collect())
                .collect::<Result<_, _>>()?;
            Ok(Found { path: Some(path.to_owned()), settings, folder, exclude, overrides })
        };
        let found = make().map_err(|error| Error::Settings {
            path: path.to_owned(),
            text: text.clone(),
            error,
        })?;
        Ok(self.over_all(found))
    }

    fn over_all(&self, mut found: Found) -> Found {
        for over in &self.over {
            found.settings = found.settings.with(over.clone());
        }
        found
    }
}

impl Found {
    /// Whether a walk leaves the document out. The path is absolute.
    pub fn excludes(&self, path: &Path) -> bool {
        let Some(path) = self.relative(path) else { return false };
        self.exclude.iter().any(|glob| glob.is_match(&path))
    }

    pub fn levels(&self, path: &Path) -> Levels {
        let path = self.relative(path);
        let places = self.settings.overrides.iter().zip(&self.overrides);
        let chosen: Vec<*const Override> = places
            .filter(|(_, globs)| {
                path.as_ref().is_some_and(|path| globs.iter().any(|glob| glob.is_match(path)))
            })
            .map(|(over, _)| std::ptr::from_ref(over))
            .collect();
        self.settings.levels(|over| chosen.contains(&std::ptr::from_ref(over)))
    }

    /// Whether all documents have the same levels.
    pub fn is_uniform(&self) -> bool {
        self.overrides.is_empty()
    }

    fn relative(&self, path: &Path) -> Option<PathBuf> {
        path.strip_prefix(&self.folder).ok().map(Path::to_owned)
    }
}

/// As in `.gitignore`: `*` stays in its folder, `**` does not.
fn glob(pattern: &str, place: std::ops::Range<usize>) -> Result<GlobMatcher, SettingsError> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| SettingsError {
        span: Some(Span::new(place.start, place.end)),
        message: format!("this is no glob: {}", error.kind()),
        help: None,
    })
}
