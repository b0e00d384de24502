//! Finds the settings of each document, and reads every file once.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use cmg_rules::{
    document::Document,
    levels::Levels,
    model::hidden_lines,
    settings::{Settings, SettingsError, Spanned},
    span::Span,
};
use globset::{GlobBuilder, GlobMatcher};

use crate::{BaselineName, Error, Stamp, files::read_file, walk::absolute};

/// What a settings file may be called, the first one first.
pub(crate) const NAMES: [&str; 2] = ["cmglint.toml", ".cmglint.toml"];

/// Settings are small; a larger file is something else.
const MAX_SIZE: u64 = 1 << 20;

/// The settings of a document: those of its file, and over them those of the
/// command line.
#[derive(Debug, Default)]
pub struct Found {
    /// The single values of all layers together.
    pub settings: Settings,
    /// Where they stand, and the state of that file; nothing where there is none.
    pub file: Option<(PathBuf, Stamp)>,
    layers: Vec<Arc<Layer>>,
}

/// One source of settings.
#[derive(Debug)]
pub struct Layer {
    /// The file, or the option that says them.
    pub source: PathBuf,
    pub settings: Settings,
    /// Absolute; the globs are relative to it.
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
    over: Vec<Arc<Layer>>,
    by_folder: HashMap<PathBuf, Arc<Found>>,
    by_file: HashMap<PathBuf, Arc<Found>>,
}

impl SettingsFinder {
    /// `named` replaces the search; each of `over` is TOML that wins over the files.
    pub fn new(named: Option<&Path>, over: &[String]) -> Result<SettingsFinder, Error> {
        let here = absolute(Path::new("."));
        let over = over.iter().map(|text| {
            let layer = Layer::parse(Path::new("--config"), text, here.clone());
            layer.map(Arc::new).map_err(|error| explain_quotes(error, text))
        });
        let over = over.collect::<Result<_, _>>()?;
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
            None => Arc::new(self.found(None)),
        };
        self.by_folder.insert(folder.to_owned(), Arc::clone(&found));
        Ok(found)
    }

    fn read(&self, path: &Path) -> Result<Found, Error> {
        let stamp = Stamp::of(path);
        let bytes = read_file(path, MAX_SIZE)?;
        let text = String::from_utf8_lossy(&bytes);
        let folder = absolute(path).parent().unwrap_or(Path::new("/")).to_owned();
        let layer = Layer::parse(path, &text, folder)?;
        let file = Some((path.to_owned(), stamp));
        Ok(Found { file, ..self.found(Some(Arc::new(layer))) })
    }

    fn found(&self, file: Option<Arc<Layer>>) -> Found {
        let mut settings = Settings::default();
        let layers: Vec<_> = file.into_iter().chain(self.over.iter().cloned()).collect();
        for layer in &layers {
            layer.settings.put_over(&mut settings);
        }
        Found { settings, file: None, layers }
    }
}

/// Whether a file is one of settings, by its name.
pub fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|it| name == *it))
}

/// What is wrong with a text of settings, globs included.
pub fn settings_error(text: &str) -> Option<SettingsError> {
    match Layer::parse(Path::new(""), text, PathBuf::new()) {
        Err(Error::Settings { error, .. }) => Some(error),
        _ => None,
    }
}

impl Found {
    /// The baseline of documents that name none themselves.
    pub fn baseline(&self) -> Option<BaselineName> {
        self.layers.iter().rev().find_map(|layer| {
            let name = layer.settings.baseline.as_deref()?;
            Some(BaselineName::of(name).below(&layer.folder))
        })
    }

    /// Whether a walk leaves the document out. The path is absolute.
    pub fn excludes(&self, path: &Path) -> bool {
        self.layers.iter().any(|layer| layer.matches(&layer.exclude, path))
    }

    /// The levels of the document at this absolute path.
    pub fn levels(&self, path: &Path) -> Levels {
        let mut levels = Levels::default();
        self.layers().for_each(|layer| layer.apply(&mut levels, path));
        levels
    }

    /// Where the settings come from; later ones win.
    pub fn layers(&self) -> impl DoubleEndedIterator<Item = &Layer> {
        self.layers.iter().map(|layer| &**layer)
    }

    /// Whether all documents have the same levels.
    pub fn is_uniform(&self) -> bool {
        self.layers.iter().all(|layer| layer.overrides.is_empty())
    }
}

impl Layer {
    /// `path` is what an error names.
    fn parse(path: &Path, text: &str, folder: PathBuf) -> Result<Layer, Error> {
        let globs = |patterns: &[Spanned<String>]| patterns.iter().map(glob).collect();
        let make = || {
            let settings = Settings::parse(text)?;
            let exclude = globs(&settings.exclude)?;
            let overrides = settings.overrides.iter().map(|it| globs(&it.files));
            let overrides = overrides.collect::<Result<_, _>>()?;
            Ok(Layer { source: path.to_owned(), settings, folder, exclude, overrides })
        };
        make().map_err(|error| Error::Settings {
            path: path.to_owned(),
            text: without_secrets(text),
            error,
        })
    }

    /// What it makes of the levels so far of the document at this absolute path.
    pub fn apply(&self, levels: &mut Levels, path: &Path) {
        let is_own = |globs: &Vec<GlobMatcher>| self.matches(globs, path);
        self.settings.apply(levels, |at| self.overrides.get(at).is_some_and(is_own));
    }

    fn matches(&self, globs: &[GlobMatcher], path: &Path) -> bool {
        path.strip_prefix(&self.folder).is_ok_and(|path| globs.iter().any(|it| it.is_match(path)))
    }
}

/// A document that is taken for settings may hold a password. Offsets stay.
fn without_secrets(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for line in hidden_lines(&Document::parse(text)) {
        if let Some(line) = bytes.get_mut(line.start..line.end) {
            line.fill(b'*');
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The commonest mistake on a command line: the shell has taken the quotes.
fn explain_quotes(mut error: Error, text: &str) -> Error {
    if let Error::Settings { error, .. } = &mut error
        && error.help.is_none()
        && !text.contains(['"', '\''])
    {
        let help = "strings need quotes that the shell keeps, as in --config 'fail-on=\"never\"'";
        error.help = Some(help.to_owned());
    }
    error
}

/// As in `.gitignore`: `*` stays in its folder, `**` does not.
fn glob(pattern: &Spanned<String>) -> Result<GlobMatcher, SettingsError> {
    let glob = GlobBuilder::new(pattern.as_ref()).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| SettingsError {
        span: Some(Span::new(pattern.span().start, pattern.span().end)),
        message: format!("this is no glob: {}", error.kind()),
        help: None,
    })
}
