//! `--known` and `--update-known`: findings that a list beside the documents accepts.

mod list;
mod lock;

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use cmg_host::{
    Error as HostError, Verdict, absolute, read_file, relative, replace_file, shown_path,
};
use cmg_rules::{
    allow::is_of_document,
    document::{Document, KeyPaths},
    levels::{Level, Levels},
    quote::harmless,
    span::Span,
};

use crate::{error::ToolError, output};
use list::{Entry, Findings, List};
use lock::Lock;

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
    let _lock = Lock::of(path)?;
    let before = read(path)?;
    let mut list = before.clone().unwrap_or_default();
    let folder = folder_of(path);
    list.retain(|document, _| is_there(&folder, document));
    for document in &judged {
        if let Some(name) = document.name(&folder) {
            let known = list.remove(&name).unwrap_or_default();
            list.insert(name, document.findings(known));
        }
    }
    list.retain(|_, findings| !findings.is_empty());
    let text = list::write(&list);
    match before {
        Some(before) if before == list => {}
        Some(_) => replace_file(path, text.as_bytes())?,
        None => output::save(path, text.as_bytes())?,
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
    let mut stale: Vec<(String, Entry)> = Vec::new();
    for document in judged {
        let Some(name) = document.name(&folder) else { continue };
        let mut left = list.remove(&name).unwrap_or_default();
        let Judged { levels, verdict, .. } = document;
        let parsed = Document::parse(&verdict.text);
        let paths = KeyPaths::of(&parsed);
        verdict.report.accept(|finding| {
            let rule = finding.rule.name;
            let entry = Entry { rule: rule.to_owned(), key: key(&paths, finding.note.span) };
            let left = left.get_mut(&entry).filter(|_| levels.may_be_allowed(rule))?;
            *left = left.checked_sub(1)?;
            Some(reason.clone())
        });
        let rules = Rules::of(levels, verdict, &parsed);
        left.retain(|entry, left| *left > 0 && rules.have_looked(&entry.rule));
        stale.extend(left.into_keys().map(|entry| (name.clone(), entry)));
    }
    for (document, findings) in list {
        if !is_there(&folder, &document) {
            stale.extend(findings.into_keys().map(|entry| (document.clone(), entry)));
        }
    }
    stale.sort();
    no_longer(path, &stale)
}

/// `2 entries of known.toml no longer apply: …`
fn no_longer(path: &Path, stale: &[(String, Entry)]) -> Option<String> {
    let apply = match stale.len() {
        0 => return None,
        1 => "1 entry of".to_owned(),
        number => format!("{number} entries of"),
    };
    let path = shown_path(path);
    let verb = if stale.len() == 1 { "applies" } else { "apply" };
    let mut first: Vec<String> = stale.iter().take(NAMED).map(named).collect();
    if stale.len() > NAMED {
        first.push(format!("{} more", stale.len() - NAMED));
    }
    let first = first.join(", ");
    Some(format!("{apply} {path} no longer {verb}: {first}; --update-known {path} removes such."))
}

fn named((document, Entry { rule, key }): &(String, Entry)) -> String {
    let text = match key.as_str() {
        "" => format!("{rule} in {document}"),
        key => format!("{rule} in {document} at {key}"),
    };
    text.chars().map(harmless).collect()
}

impl Judged<'_> {
    /// What the list calls the document.
    fn name(&self, folder: &Path) -> Option<String> {
        let path = self.path.as_deref()?;
        relative(&real(path.parent()?).join(path.file_name()?), folder)
    }

    /// What stands in it today, and what may still stand there of what was known before.
    fn findings(&self, before: Findings) -> Findings {
        let document = Document::parse(&self.verdict.text);
        let paths = KeyPaths::of(&document);
        let mut findings = Findings::new();
        for finding in &self.verdict.report.findings {
            let rule = finding.rule.name;
            if self.levels.may_be_allowed(rule) {
                let entry = Entry { rule: rule.to_owned(), key: key(&paths, finding.note.span) };
                *findings.entry(entry).or_default() += 1;
            }
        }
        let rules = Rules::of(self.levels, self.verdict, &document);
        for (entry, count) in before {
            if !rules.have_looked(&entry.rule) {
                let number = findings.entry(entry).or_default();
                *number = count.max(*number);
            }
        }
        findings
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
    fn of(levels: &'r Levels, verdict: &'r Verdict, document: &Document<'_>) -> Rules<'r> {
        let report = &verdict.report;
        let skipped = report.skipped.iter().map(|it| it.rule.name).collect();
        let is_broken = !document.errors.is_empty() || !verdict.faithful;
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

/// Where the list itself is, whatever link leads to it.
fn folder_of(path: &Path) -> PathBuf {
    let path = real(&absolute(path));
    path.parent().unwrap_or(&path).to_owned()
}

/// The path without links, so that each document has one name; its end may not be there.
fn real(path: &Path) -> PathBuf {
    match (fs::canonicalize(path), path.parent(), path.file_name()) {
        (Ok(real), ..) => real,
        (Err(_), Some(folder), Some(name)) => real(folder).join(name),
        _ => path.to_owned(),
    }
}

/// Whether the document may still be there.
fn is_there(folder: &Path, document: &str) -> bool {
    let about = folder.join(document).symlink_metadata();
    !about.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
