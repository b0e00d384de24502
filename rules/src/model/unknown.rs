//! What is said of keys and words that the format has not.

use std::slice;

use super::{
    Key, ProblemKind, Reader, Shape, Word, secrets,
    suggest::{folded, nearest},
    tables,
};
use crate::{
    document::{Entry, Kind, Table},
    finding::{Note, Safety, Severity},
    quote::quoted,
    span::Span,
};

/// Longer lists of words do not belong into a message.
const FEW_WORDS: usize = 6;

/// Among more handles nobody searches for the one that is meant.
const MOST_HANDLES: usize = 256;

impl Reader<'_, '_> {
    /// Says that the key is unknown, and notes which one of `keys` is meant.
    pub fn unknown_key(&mut self, entry: &Entry<'_>, keys: &[Key]) {
        let (name, span) = (entry.key.name.as_ref(), entry.key.span);
        let meant = meant(name, keys);
        if let Some(frame) = self.frames.last_mut() {
            // On a broken line even the name may be half typed.
            let is_broken = matches!(entry.value.kind, Kind::Broken);
            let is_begun = |key: &&Key| is_broken && key.name.starts_with(name);
            let begun = keys.iter().filter(is_begun).chain(meant);
            frame.meant.extend(begun.map(|key| (key.name, entry.value.span)));
            if is_broken {
                return;
            }
        }
        if secrets::is_secret(self.document, entry) {
            let note = match (meant, &entry.value.kind) {
                (Some(Key { name, shape: Shape::Secret, .. }), Kind::String(_)) => {
                    secrets::password(entry.value.span, Some((span, name)))
                }
                _ => secrets::note(entry.value.span),
            };
            return self.problem(ProblemKind::SecretInDocument, note);
        }
        if self.document.is_broken_line(span.start) {
            // The parser has spoken about the name; what is below is read all the same.
            self.strays.extend(meant.and_then(|key| keys_of(&key.shape).map(|_| key.path)));
            return self.secrets_below(&entry.value.kind);
        }
        let note = match meant {
            Some(Key { name: meant, path, shape, .. }) => {
                // More of the table may stand under its right name.
                self.strays.extend(keys_of(shape).map(|_| path));
                let message = format!("unknown key {}, did you mean `{meant}`?", quoted(name));
                let mut note = Note::new(span, message);
                note.fix(Safety::Unsafe, format!("Rename to `{meant}`"), span, *meant);
                note
            }
            None => self.stranger(entry),
        };
        self.problem(ProblemKind::UnknownKey, note);
        self.secrets_below(&entry.value.kind);
    }

    /// A key that is like none of its table; it may belong to another one.
    fn stranger(&mut self, entry: &Entry<'_>) -> Note {
        let (name, span) = (entry.key.name.as_ref(), entry.key.span);
        let places: Vec<(&str, &Key)> = places(name).collect();
        self.strays.extend(places.iter().map(|(_, key)| key.path));
        let above = self.frames.iter().rev().skip(1).find_map(|frame| {
            let header = frame.header.of(self.document.text);
            let keys = tables::keys_of_header(header)?;
            exact(name, keys).map(|_| header)
        });
        if let (Some(header), Some(here)) = (above, self.frames.last()) {
            let here = here.header.of(self.document.text);
            let message = format!("{} belongs to `{header}`, above `{here}`", quoted(name));
            return Note::new(span, message);
        }
        // A table belongs where a table may stand, a value where one may.
        let is_table = matches!(entry.value.kind, Kind::Table(_) | Kind::Tables(_));
        let fits = |key: &Key| match key.shape {
            Shape::Secret | Shape::Variables => true,
            shape => keys_of(&shape).is_some() == is_table,
        };
        let places: Vec<_> = places.into_iter().filter(|(_, key)| fits(key)).collect();
        let name = quoted(name);
        let message = match places.as_slice() {
            [(header, key)] if name.trim_matches('`') != key.name => {
                format!("{name} is `{}` of {}", key.name, placed(header))
            }
            [(header, _)] => format!("{name} belongs to {}", placed(header)),
            [(first, _), (second, _)] => {
                format!("{name} belongs to {} or {}", placed(first), placed(second))
            }
            _ => format!("unknown key {name}"),
        };
        Note::new(span, message)
    }

    /// Secrets in a value that nobody understands are secrets all the same.
    pub(super) fn secrets_below(&mut self, kind: &Kind<'_>) {
        let document = self.document;
        let mut open = vec![kind];
        while let Some(kind) = open.pop() {
            let tables = match kind {
                Kind::Table(id) => slice::from_ref(id),
                Kind::Tables(ids) => ids,
                Kind::Array(values) => {
                    open.extend(values.iter().map(|it| &it.kind));
                    continue;
                }
                _ => continue,
            };
            for entry in tables.iter().flat_map(|id| &document.tree[*id].entries) {
                if secrets::is_secret(document, entry) {
                    self.problem(ProblemKind::SecretInDocument, secrets::note(entry.value.span));
                } else {
                    open.push(&entry.value.kind);
                }
            }
        }
    }

    /// `[gateway]` with the keys of a gateway: says that it has no handle.
    pub(super) fn has_no_handle(&mut self, table: &Table<'_>, key: &Key, keys: &[Key]) -> bool {
        // A handle may be called like a key, but is a table.
        let is_key = |it: &&Entry<'_>| {
            !matches!(it.value.kind, Kind::Table(_)) && exact(&it.key.name, keys).is_some()
        };
        let Some(first) = table.entries.iter().find(is_key) else { return false };
        let span = table.header().unwrap_or(first.key.span);
        let message = format!("a {0} needs a handle, as in `[{0}.HANDLE]`", key.name);
        self.problem(ProblemKind::WrongType, Note::new(span, message));
        true
    }

    /// Whether the name of a table may be its handle; says so if not.
    pub(super) fn handle(
        &mut self,
        entry: &Entry<'_>,
        handles: &Table<'_>,
        key: &Key,
        keys: &[Key],
    ) -> bool {
        let name = entry.key.name.as_ref();
        let is_other = |it: &&Entry<'_>| it.key.span != entry.key.span;
        let mut others = handles.entries.iter().take(MOST_HANDLES).filter(is_other);
        let note = if !is_handle(name) {
            let message = format!("{} is no handle: 1 to 64 of `A-Za-z0-9_-`", quoted(name));
            Note::new(entry.key.span, message)
        } else if let Some(step) = self.dotted(entry, keys) {
            let message = "dots in a header make tables in tables, choose a handle without dots";
            Note::new(step, message)
        } else if let Some(meant) = self.misspelt(entry, handles, keys) {
            let message = format!("no {} has the handle {}", key.name, quoted(name));
            let mut note = Note::new(entry.key.span, format!("{message}, did you mean `{meant}`?"));
            note.fix(Safety::Unsafe, format!("Write `{meant}`"), entry.key.span, meant);
            self.strays.push(key.path);
            note
        } else {
            return true;
        };
        // What another table lacks may stand here.
        if others.any(|it| self.is_begun(it, keys)) {
            self.strays.push(key.path);
        }
        // A letter that no name may have is one for the parser.
        if !self.is_broken(&entry.value.kind) || is_handle(name) {
            self.problem(ProblemKind::UnknownKey, note);
        }
        self.secrets_below(&entry.value.kind);
        false
    }

    /// `[gateway.eastsu.dns]` below `[gateway.eastus]`: the handle that is meant.
    fn misspelt<'h>(
        &self,
        entry: &Entry<'_>,
        handles: &'h Table<'_>,
        keys: &[Key],
    ) -> Option<&'h str> {
        if handles.entries.len() > MOST_HANDLES || !self.is_begun(entry, keys) {
            return None;
        }
        let is_whole = |it: &&Entry<'_>| is_handle(&it.key.name) && !self.is_begun(it, keys);
        let whole = handles.entries.iter().filter(is_whole);
        nearest(&entry.key.name, whole.map(|it| it.key.name.as_ref()))
    }

    /// Whether only tables below it name a table, which lacks what it must have.
    fn is_begun(&self, entry: &Entry<'_>, keys: &[Key]) -> bool {
        let Kind::Table(id) = entry.value.kind else { return false };
        let table = &self.document.tree[id];
        table.header().is_none()
            && keys.iter().any(|key| key.always && table.get(key.name).is_none())
    }

    /// `[gateway.granitefalls.contoso.com]`: the place of `contoso`, where the
    /// table has nothing but tables that nobody knows.
    fn dotted(&self, entry: &Entry<'_>, keys: &[Key]) -> Option<Span> {
        let Kind::Table(id) = entry.value.kind else { return None };
        let entries = &self.document.tree[id].entries;
        let is_step = |step: &Entry<'_>| {
            matches!(step.value.kind, Kind::Table(_))
                && !step.is_statement()
                && meant(&step.key.name, keys).is_none()
        };
        entries.iter().all(is_step).then(|| Some(entries.first()?.key.span)).flatten()
    }

    /// A vocabulary forgives spelling, and says so.
    pub(super) fn word(&mut self, text: &str, span: Span, key: &Key) -> Option<Word> {
        let words = key.words;
        if let Some(word) = words.iter().find(|word| **word == text) {
            return Some(Word(word));
        }
        let plain = folded(text);
        let spelled = || key.spellings.iter().find(|(it, _)| folded(it) == plain);
        let same = words.iter().find(|word| folded(word) == plain).copied();
        if let Some(word) = same.or_else(|| spelled().map(|(_, word)| *word)) {
            let mut note = Note::new(span, format!("{} is spelled `{word}`", quoted(text)));
            note.severity(Severity::Info).fix(
                Safety::Safe,
                format!("Write `{word}`"),
                span,
                format!("\"{word}\""),
            );
            self.problem(ProblemKind::UnknownValue, note);
            return Some(Word(word));
        }
        let plain_words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let near = nearest(&plain, plain_words.iter().map(String::as_str));
        let near = near.and_then(|near| words.iter().find(|word| folded(word) == near));
        let message = match near {
            Some(word) => format!("unknown value {}, did you mean `{word}`?", quoted(text)),
            None if words.len() <= FEW_WORDS => {
                format!("{} is none of `{}`", quoted(text), words.join("`, `"))
            }
            None => {
                let count = words.len();
                format!("{} is none of the {count} words that `{}` takes", quoted(text), key.name)
            }
        };
        let mut note = Note::new(span, message);
        if let Some(word) = near {
            note.fix(Safety::Unsafe, format!("Write `{word}`"), span, format!("\"{word}\""));
        }
        self.problem(ProblemKind::UnknownValue, note);
        None
    }
}

/// A header is code; the lines above the first one are not.
fn placed(header: &str) -> String {
    if header.starts_with('[') { format!("`{header}`") } else { header.to_owned() }
}

/// Whether it is 1 to 64 of `A-Za-z0-9_-`.
pub(crate) fn is_handle(name: &str) -> bool {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-');
    (1..=64).contains(&name.len()) && name.bytes().all(is_plain)
}

/// The key that goes by another name, or is misspelt.
fn meant<'k>(name: &str, keys: &'k [Key]) -> Option<&'k Key> {
    exact(name, keys).or_else(|| {
        let near = nearest(name, keys.iter().flat_map(Key::names))?;
        // What is right elsewhere is rather in the wrong place than misspelt.
        let is_slip = strsim::osa_distance(name, near) <= 1 || places(name).next().is_none();
        keys.iter().find(|key| is_slip && key.names().any(|it| it == near))
    })
}

/// The key that goes by this name, without case, spaces and hyphens.
pub(crate) fn exact<'k>(name: &str, keys: &'k [Key]) -> Option<&'k Key> {
    let plain = folded(name);
    keys.iter().find(|key| key.names().any(|it| folded(it) == plain))
}

/// Every table that has a key of this name.
fn places(name: &str) -> impl Iterator<Item = (&'static str, &'static Key)> {
    tables::PLACES.iter().filter_map(move |(header, keys)| Some((*header, exact(name, keys)?)))
}

/// Whether keys of the shape stand in a table of their own.
pub(super) fn keys_of(shape: &Shape) -> Option<&'static [Key]> {
    match shape {
        Shape::Table(keys) | Shape::Handles(keys) => Some(keys),
        Shape::List(inner) => keys_of(inner),
        _ => None,
    }
}
