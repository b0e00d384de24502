//! What a document is compared with, and where that comes from.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use cmg_rules::{
    document::{Document, decode},
    import::{self, Options, Source, Target},
    inputs::{NamedBy, Snapshot},
    model::Config,
    quote::harmless,
};

use crate::{Judge, Place, git::Revision, read_file, shown_path, walk::absolute};

/// A baseline as somebody names it, on the command line or in settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineName {
    /// Nothing is compared.
    None,
    /// The same document at a revision of its repository.
    Revision(String),
    /// A deployed document or an export, relative to some folder or absolute.
    File(PathBuf),
}

/// A document that another one is compared with.
#[derive(Clone, Debug)]
pub struct Before {
    /// Relative to the working directory, with `/`; behind `git:REV:` where it
    /// is that of a revision, before `(as imported)` where it was an export.
    pub path: String,
    /// Absolute; paths in the document are relative to it.
    pub folder: Arc<Path>,
    pub text: Arc<str>,
    /// Where its files come from, if not from the disk.
    pub revision: Option<Revision>,
    /// The file on the disk that it was read from, absolute.
    pub file: Option<PathBuf>,
}

/// What looking for a baseline came to.
#[derive(Debug)]
pub(crate) enum Found {
    /// Nobody named one.
    None,
    Known(Before),
    Unreadable {
        reason: String,
        by: NamedBy,
    },
}

impl BaselineName {
    /// `git:REV`, `none`, or a path.
    pub fn of(text: &str) -> BaselineName {
        match text.strip_prefix("git:") {
            Some(revision) => BaselineName::Revision(revision.trim().to_owned()),
            None if text == "none" => BaselineName::None,
            None => BaselineName::File(PathBuf::from(text)),
        }
    }

    /// With a path made relative to this folder instead of the document's.
    pub fn below(self, folder: &Path) -> BaselineName {
        match self {
            BaselineName::File(path) => BaselineName::File(folder.join(path)),
            other => other,
        }
    }
}

impl fmt::Display for BaselineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BaselineName::None => f.write_str("none"),
            BaselineName::Revision(revision) => {
                write!(f, "git:{}", revision.chars().map(harmless).collect::<String>())
            }
            BaselineName::File(path) => f.write_str(&shown_path(&absolute(path))),
        }
    }
}

impl Judge {
    /// What the baseline is called: by the command line, else by the document,
    /// else by settings.
    pub(crate) fn named_baseline(&self, config: &Config) -> Option<(BaselineName, NamedBy)> {
        if let Some(name) = &self.baseline {
            return Some((name.clone(), NamedBy::CommandLine));
        }
        match config.baseline.given() {
            Some(own) => Some((BaselineName::of(own).below(&self.folder), NamedBy::Document)),
            None => {
                let by_settings = || self.settings.baseline().map(|it| (it, NamedBy::Settings));
                // A plan of what is staged is one of the commit to come.
                let last_commit = || BaselineName::Revision("HEAD".to_owned());
                let is_commit = self.plans && self.staged.is_some();
                by_settings().or_else(|| is_commit.then(|| (last_commit(), NamedBy::CommandLine)))
            }
        }
    }

    /// The file of the baseline, with the text that places in it are of; nothing
    /// where it is a revision, or no document.
    pub fn baseline_file(&self, now: &Snapshot<'_>) -> Option<(PathBuf, Arc<str>)> {
        match self.find_baseline(now) {
            Found::Known(Before { file: Some(file), text, path, .. }) if !path.ends_with(')') => {
                Some((file, text))
            }
            _ => None,
        }
    }

    /// The baseline that somebody names.
    pub(crate) fn find_baseline(&self, now: &Snapshot<'_>) -> Found {
        if let Some(before) = &self.before {
            return Found::Known(before.clone());
        }
        let Some(config) = &now.config else { return Found::None };
        // What is deployed is compared with nothing else; but a key that is
        // written is read.
        if !config.is_desired() && config.baseline.given().is_none() {
            return Found::None;
        }
        let Some((name, by)) = self.named_baseline(config) else { return Found::None };
        let found = match name {
            BaselineName::None => Ok(None),
            BaselineName::File(path) => self.file(&path, config).map(Some),
            BaselineName::Revision(revision) => match &self.kept {
                Some(kept) => {
                    let path = self.folder.join(&*self.name);
                    kept.revision(&revision, path, || self.at(&revision)).map(Some)
                }
                None => self.at(&revision).map(Some),
            },
        };
        match found {
            Ok(Some(before)) => Found::Known(before),
            Ok(None) => Found::None,
            Err(reason) => Found::Unreadable { reason, by },
        }
    }

    /// A document on the disk, or an export of the live state, whose gateways
    /// then have the handles of the document that is compared.
    fn file(&self, path: &Path, now: &Config) -> Result<Before, String> {
        let path = self.path(&path.to_string_lossy());
        let bytes = match &self.kept {
            Some(kept) => kept.file(&path, self.limit)?,
            None => self.read(&path)?.into(),
        };
        let (shown, text) = match self.document_of(&path, &bytes)? {
            Some(text) => (shown_path(&path), text),
            None => {
                let name = shown_path(&path);
                let export = import::read(&bytes).map_err(|problem| problem.to_string())?;
                let target = Target::Deployed { imported: self.today };
                let options = Options { target, like: Some(now) };
                let sources = [Source { name: name.clone(), export }];
                (format!("{name} (as imported)"), import::write(&sources, &options).text)
            }
        };
        let folder = path.parent().unwrap_or(&path).into();
        let file = Some(path.clone());
        Ok(Before { path: shown, folder, text: text.into(), revision: None, file })
    }

    /// A file as it is staged, where that is what is judged; else that on the disk.
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let index = self.staged.as_ref();
        let staged = index.map(|index| index.staged_file(path, self.limit)).transpose()?;
        match staged.flatten() {
            Some(bytes) => Ok(bytes),
            None => read_file(path, self.limit).map_err(|error| error.reason()),
        }
    }

    /// The text of a document; nothing where the bytes are none, unless the
    /// file is called like one.
    fn document_of(&self, path: &Path, bytes: &[u8]) -> Result<Option<String>, String> {
        let is_called_so = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("toml"));
        let decoded = decode(bytes);
        let problem = match decoded.problem {
            Some(problem) => Some(problem),
            None => Document::parse(&decoded.text).errors.into_iter().next(),
        };
        // Nothing at all is TOML as well, and what a cmdlet leaves that has failed.
        let is_blank = decoded.text.trim().is_empty();
        match problem {
            Some(problem) if is_called_so => Err(problem.message),
            None if is_called_so || !is_blank => Ok(Some(decoded.text.into_owned())),
            _ => Ok(None),
        }
    }

    /// The same document at a revision. One that was not there yet is compared
    /// with nothing at all: every gateway is new.
    fn at(&self, name: &str) -> Result<Before, String> {
        let place = Place::of(&self.folder);
        if place.root.join(".git").symlink_metadata().is_err() {
            return Err("the document is in no git repository".to_owned());
        }
        let repository = self.repositories.at(&place.root);
        let revision = match repository.revision(name) {
            Ok(revision) => Some(revision),
            // Before the first commit, nothing was there.
            Err(_) if name == "HEAD" && repository.is_unborn() => None,
            Err(reason) => return Err(reason),
        };
        let path = self.folder.join(&*self.name);
        let followed = revision.as_ref().map(|it| it.file_followed(&path, self.limit));
        let (then, bytes) = match followed.transpose()?.flatten() {
            Some((then, bytes)) => (then, bytes),
            None => (String::new(), b"format = 1\n".to_vec()),
        };
        let decoded = decode(&bytes);
        if let Some(problem) = decoded.problem {
            return Err(problem.message);
        }
        let text = decoded.text.into_owned();
        if let Some(error) = Document::parse(&text).errors.first() {
            return Err(format!("at that revision, {}", error.message));
        }
        let folder = place.root.join(&then).parent().unwrap_or(&place.root).into();
        let path = format!("git:{name}:{then}");
        Ok(Before { path, folder, text: text.into(), revision, file: None })
    }

    /// The document as it was when the baseline was made: at the commit that
    /// changed the file of the baseline last, or at the last commit of all
    /// where that file is newer. Nothing where git cannot tell.
    pub(crate) fn document_then(&self, before: &Before) -> Option<Arc<str>> {
        let find = || self.find_document_then(before);
        match (&self.kept, &before.file) {
            (Some(kept), Some(file)) => {
                kept.then(self.folder.join(&*self.name), file.clone(), find)
            }
            _ => find().map(Arc::from),
        }
    }

    fn find_document_then(&self, before: &Before) -> Option<String> {
        let place = Place::of(&self.folder);
        place.root.join(".git").symlink_metadata().ok()?;
        let repository = self.repositories.at(&place.root);
        let commit = before.file.as_deref().and_then(|file| repository.last_change(file));
        let revision = repository.revision(commit.as_deref().unwrap_or("HEAD")).ok()?;
        let path = self.folder.join(&*self.name);
        let (_, bytes) = revision.file_followed(&path, self.limit).ok()??;
        String::from_utf8(bytes).ok()
    }
}
