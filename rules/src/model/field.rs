//! What one key holds, and what reading it may find.

use std::{ops::Deref, sync::Arc};

use crate::{
    document::Room,
    finding::{Note, Safety},
    model::Text,
    quote::{quoted, toml_string},
    span::Span,
};

/// What one key holds. Rules match on it through [`Field::value`], so that
/// "missing" is never mistaken for "misspelt".
#[derive(Clone, Debug)]
pub enum Field<T> {
    /// Not stated; the path of the key is the reason for which rules are skipped.
    Absent(&'static str),
    /// Not written in a desired document, and so what the format says. An
    /// absent table is one whose keys are all absent, in deployed documents too.
    Default(T),
    /// Written, and not understood: the reader has said so.
    Wrong(Span),
    Given(Given<T>),
}

/// A value with the place that spelled it, and that of its key.
#[derive(Clone, Debug)]
pub struct Given<T> {
    pub value: T,
    pub span: Span,
    pub key: Span,
}

impl<T> Field<T> {
    /// What counts: what is written, else the default.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Given(given) => Some(&given.value),
            Field::Default(value) => Some(value),
            Field::Absent(_) | Field::Wrong(_) => None,
        }
    }

    /// What is written, and understood.
    pub fn given(&self) -> Option<&Given<T>> {
        match self {
            Field::Given(given) => Some(given),
            _ => None,
        }
    }

    /// Where the value is written.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Given(given) => Some(given.span),
            Field::Wrong(span) => Some(*span),
            Field::Absent(_) | Field::Default(_) => None,
        }
    }

    /// Whether the key is written at all, understood or not.
    pub fn is_written(&self) -> bool {
        matches!(self, Field::Given(_) | Field::Wrong(_))
    }
}

impl<T> Deref for Given<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A table that the author named: `[gateway.HANDLE]`.
#[derive(Clone, Debug)]
pub struct Named<T> {
    pub handle: Arc<str>,
    pub handle_span: Span,
    pub table: T,
}

impl<T> Deref for Named<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.table
    }
}

impl Note {
    /// Offers to write another text in place of a value.
    pub fn rewrite(&mut self, safety: Safety, value: &Given<Text>, text: &str) -> &mut Note {
        self.fix(safety, format!("Write {}", quoted(text)), value.span, toml_string(text))
    }

    /// Offers to add `key = value` to a table; see [`Room::add`]. Never safe:
    /// a key that is added states something that was not stated before.
    pub fn insert(&mut self, room: Room, header: &str, key: &str, value: &str) -> &mut Note {
        if let Some((at, text)) = room.add(header, key, value) {
            let title = format!("Add `{key} = {value}`");
            self.fix(Safety::Unsafe, title, Span::new(at, at), text);
        }
        self
    }
}

/// What reading finds; a rule of the family `document`, or one that speaks for
/// it, turns it into a finding.
#[derive(Clone, Debug)]
pub struct Problem {
    pub kind: ProblemKind,
    pub note: Note,
    /// The name of the one key that would end it by being there.
    pub missing: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    Syntax,
    UnknownKey,
    WrongType,
    UnknownValue,
    MissingKey,
    ReadOnlyKey,
    SecretInDocument,
}
