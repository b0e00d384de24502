//! The tree: tables in one list, entries in the order of the text, everything
//! with its place.

use std::{borrow::Cow, collections::HashMap, ops};

use toml_datetime::Datetime;

use super::SyntaxError;
use crate::span::Span;

/// All tables of a document. One list instead of tables within tables, so that
/// a hostile `[a.a.a.a…` cannot make anything recurse.
#[derive(Debug)]
pub struct Tree<'t> {
    tables: Vec<Table<'t>>,
    /// Whether keys stand where nobody can tell whose they are, so that one
    /// that seems absent may be among them.
    pub adrift: bool,
}

/// Made only by `Tree::add`, and so always the name of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableId(usize);

#[derive(Debug, Default)]
pub struct Table<'t> {
    pub entries: Vec<Entry<'t>>,
    /// Where it is written; several after `[x]` … `[x]`, none when only `[x.y]` names it.
    pub sections: Vec<Section>,
    /// Some line of it is no TOML, so a key that seems absent may be there.
    pub broken: bool,
    pub(super) origin: Origin,
    /// First entry of each name, once there are too many to look at each.
    index: HashMap<Cow<'t, str>, usize>,
}

/// How a table came to be, which decides who may still add to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// The `x` of `[x.y]`.
    #[default]
    Implied,
    /// `[x]`, or one of `[[x]]`.
    Header,
    /// The `x` of `x.y = 1`.
    Dotted,
    /// `x = {}`: closed when its brace is.
    Inline,
}

/// A header, and the lines up to the next one; both of an inline table are its braces.
#[derive(Clone, Copy, Debug, Default)]
pub struct Section {
    pub header: Span,
    pub body: Span,
}

#[derive(Debug)]
pub struct Entry<'t> {
    pub key: Key<'t>,
    pub value: Value<'t>,
    /// An earlier entry has the same key.
    pub duplicate: bool,
}

#[derive(Clone, Debug)]
pub struct Key<'t> {
    pub name: Cow<'t, str>,
    pub span: Span,
}

#[derive(Debug)]
pub struct Value<'t> {
    pub kind: Kind<'t>,
    pub span: Span,
}

#[derive(Debug)]
pub enum Kind<'t> {
    String(Cow<'t, str>),
    Integer(i64),
    Float(f64),
    Boolean(bool),
    Date(Datetime),
    Array(Vec<Value<'t>>),
    Table(TableId),
    /// `[[…]]`, which later headers extend.
    Tables(Vec<TableId>),
    /// A syntax error touches it; nobody should reason about it.
    Broken,
}

/// Up to here looking at each entry is faster than hashing.
const FEW: usize = 16;

impl<'t> Table<'t> {
    /// The first entry of that name.
    pub fn get(&self, name: &str) -> Option<&Entry<'t>> {
        self.entries.get(self.position(name)?)
    }

    /// One more of `[[name]]`.
    pub(super) fn extend(&mut self, name: &str, table: TableId) {
        let entry = self.position(name).and_then(|at| self.entries.get_mut(at));
        if let Some(Entry { value: Value { kind: Kind::Tables(tables), .. }, .. }) = entry {
            tables.push(table);
        }
    }

    /// Whether it is written between braces.
    pub fn is_inline(&self) -> bool {
        self.origin == Origin::Inline
    }

    /// Where the table begins, for findings about what it lacks.
    pub fn header(&self) -> Option<Span> {
        self.sections.first().map(|section| section.header)
    }

    /// Keeps a second entry of a name as well, and says that it is one.
    pub(super) fn push(&mut self, key: Key<'t>, value: Value<'t>) -> Option<SyntaxError> {
        let collision = self.get(&key.name).map(|first| key.collides(first.key.span));
        self.entries.push(Entry { key, value, duplicate: collision.is_some() });
        if self.entries.len() > FEW {
            let unseen = if self.index.is_empty() { 0 } else { self.entries.len() - 1 };
            for (at, entry) in self.entries.iter().enumerate().skip(unseen) {
                self.index.entry(entry.key.name.clone()).or_insert(at);
            }
        }
        collision
    }

    fn position(&self, name: &str) -> Option<usize> {
        if self.index.is_empty() {
            self.entries.iter().position(|entry| entry.key.name == name)
        } else {
            self.index.get(name).copied()
        }
    }
}

impl Entry<'_> {
    /// Whether it is written `key = value`, and not by a header or a longer key.
    pub fn is_statement(&self) -> bool {
        self.value.span.start >= self.key.span.end
    }
}

impl Key<'_> {
    /// The parser invents an empty key where one is missing; `""` has quotes.
    pub(super) fn is_written(&self) -> bool {
        !self.span.is_empty()
    }

    pub(super) fn collides(&self, first: Span) -> SyntaxError {
        let message = format!("`{}` is already defined", self.name);
        SyntaxError { span: self.span, message, other: Some((first, "first here")) }
    }
}

impl<'t> Tree<'t> {
    /// Every table, however deep.
    pub fn tables(&self) -> impl Iterator<Item = &Table<'t>> {
        self.tables.iter()
    }

    pub(super) fn new() -> Tree<'t> {
        Tree { tables: vec![Table::default()], adrift: false }
    }

    pub(super) fn add(&mut self, origin: Origin) -> TableId {
        self.tables.push(Table { origin, ..Table::default() });
        TableId(self.tables.len() - 1)
    }
}

impl TableId {
    pub const ROOT: TableId = TableId(0);
}

impl<'t> ops::Index<TableId> for Tree<'t> {
    type Output = Table<'t>;

    #[expect(clippy::indexing_slicing, reason = "an id is made by adding the table")]
    fn index(&self, id: TableId) -> &Table<'t> {
        &self.tables[id.0]
    }
}

impl ops::IndexMut<TableId> for Tree<'_> {
    #[expect(clippy::indexing_slicing, reason = "an id is made by adding the table")]
    fn index_mut(&mut self, id: TableId) -> &mut Self::Output {
        &mut self.tables[id.0]
    }
}

impl Kind<'_> {
    /// What a message calls it, with its article.
    pub fn describe(&self) -> &'static str {
        match self {
            Kind::String(_) => "a string",
            Kind::Integer(_) => "an integer",
            Kind::Float(_) => "a float",
            Kind::Boolean(_) => "a boolean",
            Kind::Date(it) if it.date.is_none() => "a time of day",
            Kind::Date(_) => "a date",
            Kind::Array(_) => "an array",
            Kind::Table(_) => "a table",
            Kind::Tables(_) => "an array of tables",
            Kind::Broken => "nothing",
        }
    }
}

#[test]
fn a_time_is_no_date() {
    let document = super::Document::parse("day = 2026-11-22\ntime = 10:00:00\n");
    let said: Vec<_> = document.root().entries.iter().map(|it| it.value.kind.describe()).collect();
    assert_eq!(said, ["a date", "a time of day"]);
}
