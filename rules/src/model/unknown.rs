//! What is said of keys and words that the format has not.

use std::slice;

use super::{
    Key, ProblemKind, Reader, Shape, Word, secrets,
    suggest::{folded, nearest},
    tables,
};
use crate::{
    document::{Entry, Kind},
    finding::{Note, Safety, Severity},
    quote::quoted,
    span::Span,
};

/// Longer lists of words do not belong into a message.
const FEW_WORDS: usize = 6;

impl Reader<'_, '_> {
    /// Says that the key is unknown, and answers which one of `keys` is meant.
    pub fn unknown_key(&mut self, entry: &Entry<'_>, keys: &[Key]) -> Option<&'static str> {
        let (name, span) = (entry.key.name.as_ref(), entry.key.span);
        // On a broken line even the name may be half typed.
        let broken = matches!(entry.value.kind, Kind::Broken);
        let meant = meant(name, keys);
        if let Some(meant) = meant
            && let Some(frame) = self.frames.last_mut()
        {
            frame.meant.push(meant);
        }
        if broken {
            return meant;
        }
        if secrets::is_secret(self.document, entry) {
            let key = keys.iter().find(|key| Some(key.name) == meant);
            let note = match (key, &entry.value.kind) {
                (Some(Key { name, shape: Shape::Secret, .. }), Kind::String(_)) => {
                    secrets::password(entry.value.span, Some((span, name)))
                }
                _ => secrets::note(entry.value.span),
            };
            self.problem(ProblemKind::SecretInDocument, note);
            return meant;
        }
        if self.document.is_broken_line(span.start) {
            return meant;
        }
        let note = match meant {
            Some(meant) => {
                let message = format!("unknown key {}, did you mean `{meant}`?", quoted(name));
                let mut note = Note::new(span, message);
                note.fix(Safety::Unsafe, format!("Rename to `{meant}`"), span, meant);
                note
            }
            None => self.stranger(entry),
        };
        self.problem(ProblemKind::UnknownKey, note);
        self.secrets_below(&entry.value.kind);
        meant
    }

    /// A key that is like none of its table; it may belong to another one.
    fn stranger(&self, entry: &Entry<'_>) -> Note {
        let (name, span) = (entry.key.name.as_ref(), entry.key.span);
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
        let elsewhere = tables::PLACES.iter();
        let elsewhere: Vec<(&str, &str)> =
            elsewhere.filter_map(|(header, keys)| Some((*header, exact(name, keys)?))).collect();
        match elsewhere.as_slice() {
            [(header, key)] if *key == name => {
                Note::new(span, format!("{} belongs to `{header}`", quoted(name)))
            }
            [(header, key)] => {
                Note::new(span, format!("{} is `{key}` of `{header}`", quoted(name)))
            }
            _ => Note::new(span, format!("unknown key {}", quoted(name))),
        }
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

    /// Whether the name of a table may be its handle; says so if not.
    pub(super) fn handle(&mut self, entry: &Entry<'_>, keys: &[Key]) -> bool {
        let name = entry.key.name.as_ref();
        let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-');
        let note = if !(1..=64).contains(&name.len()) || !name.bytes().all(is_plain) {
            let message = format!("{} is no handle: 1 to 64 of `A-Za-z0-9_-`", quoted(name));
            Note::new(entry.key.span, message)
        } else if let Some(step) = self.dotted(entry, keys) {
            let message = "dots in a header make tables in tables, choose a handle without dots";
            Note::new(step, message)
        } else {
            return true;
        };
        self.problem(ProblemKind::UnknownKey, note);
        self.secrets_below(&entry.value.kind);
        false
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

/// The key that goes by another name, or is misspelt.
fn meant(name: &str, keys: &[Key]) -> Option<&'static str> {
    exact(name, keys).or_else(|| {
        let near = nearest(name, keys.iter().flat_map(Key::names))?;
        keys.iter().find(|key| key.names().any(|it| it == near)).map(|key| key.name)
    })
}

/// The key that goes by this name, without case, spaces and hyphens.
fn exact(name: &str, keys: &[Key]) -> Option<&'static str> {
    let plain = folded(name);
    keys.iter().find(|key| key.names().any(|it| folded(it) == plain)).map(|key| key.name)
}

/// Whether keys of the shape stand in a table of their own.
pub(super) fn keys_of(shape: &Shape) -> Option<&'static [Key]> {
    match shape {
        Shape::Table(keys) | Shape::Handles(keys) => Some(keys),
        Shape::List(inner) => keys_of(inner),
        _ => None,
    }
}
