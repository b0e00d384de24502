//! Where in a document the cursor is: in which table, at what. Works on what is
//! half typed, so it asks the tree only which tables and statements lie above,
//! and reads the rest itself, from the last statement on.

use super::{
    place::{Held, Place, Step},
    statement,
};
use crate::{
    document::{Document, Kind, Table, TableId},
    span::Span,
};

#[derive(Debug)]
pub struct Cursor<'d, 't> {
    /// In bytes, at the beginning of a character.
    pub offset: usize,
    /// The path of the table that the place belongs to: of the header above, of
    /// dotted keys, of braces. In a header, the names before the cursor.
    pub table: Vec<Step<'t>>,
    pub place: Place<'t>,
    /// What is there already, and is replaced.
    pub held: Held<'t>,
    /// The table of the header above; in a header, the root.
    section: Option<&'d Table<'t>>,
    /// How many steps of the path are the header's.
    own: usize,
    document: &'d Document<'t>,
}

impl<'d, 't> Cursor<'d, 't> {
    /// Goes over the document at most once.
    pub fn at(document: &'d Document<'t>, offset: usize) -> Cursor<'d, 't> {
        let text = document.text;
        let offset = floor(text, offset);
        let (header, table) = section_at(document, offset);
        let last = last_statement(document, table, header, offset);
        let before = text.get(..last.unwrap_or(header.start)).unwrap_or_default();
        let from = before.rfind('\n').map_or(0, |at| at + 1);
        let found = statement::find(text, from, offset);
        let (path, section) = match found.header {
            // A header that the tree does not have, as in `gateway.eastus]`.
            Some(passed) if header.is_empty() || passed.start != header.start => {
                let names = passed.path.iter().map(|step| step.name);
                let section = table_at(document, document.root(), names);
                (passed.path, section)
            }
            _ if header.is_empty() => (Vec::new(), Some(table)),
            Some(passed) => (passed.path, Some(table)),
            None => (statement::header(text, header.start), Some(table)),
        };
        // The names of a header begin at the top again.
        let (mut table, section) = match found.place {
            Place::Header { .. } => (Vec::new(), Some(document.root())),
            _ => (path, section),
        };
        let own = table.len();
        table.extend(found.inner);
        Cursor { offset, table, place: found.place, held: found.held, section, own, document }
    }

    /// The names of the table's path.
    pub fn path(&self) -> impl Iterator<Item = &str> + Clone {
        self.table.iter().map(|step| step.name)
    }

    /// The handle of the gateway in whose tables the cursor is.
    pub fn handle(&self) -> Option<&str> {
        let mut path = self.path();
        path.next().filter(|it| *it == "gateway")?;
        path.next()
    }

    /// Whether the table has the key already, apart from the one at the cursor.
    pub fn has(&self, name: &str) -> bool {
        if let Place::Key { between: Some(others), .. } = &self.place {
            return others.contains(&name);
        }
        let entry = self.table().and_then(|table| table.get(name));
        entry.is_some_and(|entry| entry.key.span != self.held.span)
    }

    /// The table of the path in the tree. Of a list, the element of the cursor
    /// where that has a header of its own, else the last one.
    pub fn table(&self) -> Option<&'d Table<'t>> {
        let inner = self.table.get(self.own..)?.iter().map(|step| step.name);
        table_at(self.document, self.section?, inner)
    }

    /// Whether nothing but the header stands before the cursor: no dotted key,
    /// no brace.
    pub fn is_first_step(&self) -> bool {
        self.table.len() == self.own
    }

    pub fn document(&self) -> &'d Document<'t> {
        self.document
    }
}

/// The next beginning of a character, backwards.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The last header that begins before the cursor; the root where there is none.
fn section_at<'d, 't>(document: &'d Document<'t>, offset: usize) -> (Span, &'d Table<'t>) {
    let mut last = (Span::default(), document.root());
    for table in document.tree.tables().filter(|table| !table.is_inline()) {
        for section in table.sections.iter().filter(|it| it.header.start <= offset) {
            let key = |header: Span| (header.start, !header.is_empty());
            if key(section.header) > key(last.0) {
                last = (section.header, table);
            }
        }
    }
    last
}

/// Where the last statement of a section begins that does so before the cursor.
fn last_statement<'d>(
    document: &'d Document<'_>,
    table: &'d Table<'_>,
    header: Span,
    offset: usize,
) -> Option<usize> {
    let mut last = None;
    let mut open = vec![table];
    while let Some(table) = open.pop() {
        for entry in &table.entries {
            let start = entry.key.span.start;
            if header.end <= start && start <= offset {
                last = last.max(Some(start));
            }
            // Of a dotted key the rest is in a table without a header.
            if let Kind::Table(id) = entry.value.kind
                && document.tree[id].sections.is_empty()
            {
                open.push(&document.tree[id]);
            }
        }
    }
    last
}

/// The table at the end of a path.
fn table_at<'d, 't, 'n>(
    document: &'d Document<'t>,
    from: &'d Table<'t>,
    path: impl IntoIterator<Item = &'n str>,
) -> Option<&'d Table<'t>> {
    let mut table = from;
    for name in path {
        let id: TableId = match &table.get(name)?.value.kind {
            Kind::Table(id) => *id,
            Kind::Tables(ids) => *ids.last()?,
            _ => return None,
        };
        table = &document.tree[id];
    }
    Some(table)
}
