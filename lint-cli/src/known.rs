//! `--known` and `--update-known`: findings that a list beside the documents accepts.

mod file;
mod list;

use std::{
    collections::{BTreeMap, HashSet},
    io,
    path::{Path, PathBuf},
};

use cmg_host::{Error as HostError, Verdict, absolute, read_file, relative, shown_path};
use cmg_rules::{
    allow::is_of_document,
    document::{Document, KeyPaths},
    levels::{Level, Levels},
    quote::harmless,
    span::Span,
};

use crate::error::ToolError;
use file::Lock;
use list::{Entry, List};

/// More than anybody lists; a larger file is something else.
const MAX_SIZE: u64 = 16 << 20;
/// How many entries a line names.
const NAMED: usize = 3;

/// A document of the run, and how it was judged.
pub struct Judged<'r> {
    /// Absolute; nothing where it has no name.
    pub path: Option<PathBuf>,
    pub levels: &'r Levels,
    pub verdict: &'r mut Verdict,
}

/// Accepts what the list has. Gives a line about entries that no longer apply.
pub fn accept(path: &Path, judged: Vec<Judged<'_>>) -> Result<Option<String>, ToolError> {
    let list = read(path)?.ok_or_else(|| ToolError::NoList(path.to_owned()))?;
    Ok(apply(path, list, judged))
}

/// Writes a list of what stands today, and accepts it. Entries that this run
/// has not judged stay.
pub fn update(path: &Path, judged: Vec<Judged<'_>>) -> Result<Option<String>, ToolError> {
    // First, so that nobody waits for a list that cannot be read.
    read(path)?;
    let lock = Lock::of(path)?;
    let before = read(path)?;
    let mut list = before.clone().unwrap_or_default();
    let folder = folder_of(path);
    for document in &judged {
        if let Some(name) = document.name(&folder) {
            document.put_into(&mut list, &name);
        }
    }
    list.retain(|entry, _| is_there(&folder, &entry.document));
    if before.as_ref() != Some(&list) {
        lock.replace(list::write(&list).as_bytes())?;
    }
    Ok(apply(path, list, judged))
}

/// Nothing where there is no such file.
fn read(path: &Path) -> Result<Option<List>, ToolError> {
    let failed = |reason| ToolError::List { path: path.to_owned(), reason };
    match read_file(path, MAX_SIZE) {
        Ok(bytes) => list::parse(&bytes).map(Some).map_err(failed),
        Err(HostError::Read { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(error.reason())),
    }
}

fn apply(path: &Path, mut list: List, judged: Vec<Judged<'_>>) -> Option<String> {
    let folder = folder_of(path);
    let reason = format!("known, in {}", shown_path(path));
    let mut stale: Vec<Entry> = Vec::new();
    for document in judged {
        let Some(name) = document.name(&folder) else { continue };
        let mut own = of_document(&mut list, &name);
        let Judged { levels, verdict, .. } = document;
        let parsed = Document::parse(&verdict.text);
        let paths = KeyPaths::of(&parsed);
        verdict.report.accept(|finding| {
            let rule = finding.rule.name;
            let key = (rule.to_owned(), key(&paths, finding.note.span));
            let left = own.get_mut(&key).filter(|_| levels.may_be_allowed(rule))?;
            *left = left.checked_sub(1)?;
            Some(reason.clone())
        });
        let judged = Rules::of(levels, verdict);
        own.retain(|(rule, _), left| *left > 0 && judged.have_looked(rule));
        let entry = |(rule, key)| Entry { document: name.clone(), rule, key };
        stale.extend(own.into_keys().map(entry));
    }
    stale.extend(list.into_keys().filter(|entry| !is_there(&folder, &entry.document)));
    stale.sort();
    no_longer(path, &stale)
}

/// Takes the entries of a document out of the list: by rule and key, how many.
fn of_document(list: &mut List, name: &str) -> BTreeMap<(String, String), usize> {
    let first = Entry { document: name.to_owned(), rule: String::new(), key: String::new() };
    let mut own = list.split_off(&first);
    let behind = own.keys().find(|entry| entry.document != name).cloned();
    if let Some(behind) = behind {
        list.append(&mut own.split_off(&behind));
    }
    own.into_iter().map(|(entry, count)| ((entry.rule, entry.key), count)).collect()
}

/// `2 entries of known.toml no longer apply: …`
fn no_longer(path: &Path, stale: &[Entry]) -> Option<String> {
    let apply = match stale.len() {
        0 => return None,
        1 => "1 entry of".to_owned(),
        number => format!("{number} entries of"),
    };
    let path = shown_path(path);
    let verb = if stale.len() == 1 { "applies" } else { "apply" };
    let mut named: Vec<String> = stale.iter().take(NAMED).map(ToString::to_string).collect();
    if stale.len() > NAMED {
        named.push(format!("{} more", stale.len() - NAMED));
    }
    let named = named.join(", ");
    Some(format!("{apply} {path} no longer {verb}: {named}; --update-known {path} removes such."))
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let key = if self.key.is_empty() { String::new() } else { format!(" at {}", self.key) };
        let text = format!("{} in {}{key}", self.rule, self.document);
        text.chars().map(harmless).try_for_each(|letter| write!(f, "{letter}"))
    }
}

impl Judged<'_> {
    /// What the list calls the document.
    fn name(&self, folder: &Path) -> Option<String> {
        relative(self.path.as_deref()?, folder)
    }

    /// What stands in it today in place of what stood there.
    fn put_into(&self, list: &mut List, name: &str) {
        let document = Document::parse(&self.verdict.text);
        let paths = KeyPaths::of(&document);
        let rules = Rules::of(self.levels, self.verdict);
        for ((rule, key), count) in of_document(list, name) {
            if !rules.have_looked(&rule) {
                list.insert(Entry { document: name.to_owned(), rule, key }, count);
            }
        }
        let mut found = List::new();
        for finding in &self.verdict.report.findings {
            let rule = finding.rule.name;
            if self.levels.may_be_allowed(rule) {
                let (document, key) = (name.to_owned(), key(&paths, finding.note.span));
                let entry = Entry { document, rule: rule.to_owned(), key };
                *found.entry(entry).or_default() += 1;
            }
        }
        for (entry, count) in found {
            let number = list.entry(entry).or_default();
            *number = count.max(*number);
        }
    }
}

/// Which rules have looked at a document.
struct Rules<'r> {
    levels: &'r Levels,
    skipped: HashSet<&'r str>,
    /// Nobody knows what rules would say of the lines that are no TOML.
    is_broken: bool,
}

impl<'r> Rules<'r> {
    fn of(levels: &'r Levels, verdict: &'r Verdict) -> Rules<'r> {
        let report = &verdict.report;
        let skipped = report.skipped.iter().map(|it| it.rule.name).collect();
        let is_broken = !Document::parse(&verdict.text).errors.is_empty() || !verdict.faithful;
        Rules { levels, skipped, is_broken }
    }

    /// Whether nothing is known of the rule but that it has found nothing more.
    fn have_looked(&self, rule: &str) -> bool {
        let is_on = self.levels.of(rule) != Level::Off;
        is_on && !self.skipped.contains(rule) && !self.is_broken
    }
}

/// What is said of the document as a whole has no key, whatever stands in its first line.
fn key(paths: &KeyPaths<'_>, place: Span) -> String {
    if is_of_document(place) { String::new() } else { paths.at(place) }
}

fn folder_of(path: &Path) -> PathBuf {
    let path = absolute(path);
    path.parent().unwrap_or(&path).to_owned()
}

/// Whether the document may still be there.
fn is_there(folder: &Path, document: &str) -> bool {
    let about = folder.join(document).symlink_metadata();
    !about.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
