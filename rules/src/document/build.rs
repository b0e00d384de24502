//! Statements into the tree. What the grammar allows and TOML forbids (a key
//! twice, a table twice, a table through a value) is refused here.

mod events;

use std::{cell::Cell, mem};

use toml_parser::Source;

use super::{
    SyntaxError,
    tree::{Key, Kind, Origin, Section, TableId, Tree, Value},
};
use crate::span::Span;

pub struct Builder<'b, 't> {
    source: Source<'t>,
    tree: Tree<'t>,
    comments: Vec<Span>,
    errors: Vec<SyntaxError>,
    /// Whether the parser complained since the last statement.
    broken: &'b Cell<bool>,
    header: Option<Header>,
    statement: Statement<'t>,
    /// Where the statement begins.
    begun: usize,
    /// Whether the header above is there twice, and has been reported.
    repeated: bool,
    /// Arrays and inline tables that are open, the innermost last.
    open: Vec<Open<'t>>,
}

struct Header {
    span: Span,
    /// `[[…]]`
    array: bool,
    closed: bool,
}

/// `key.key = value`, as far as it has been read, and the table it is for.
struct Statement<'t> {
    table: TableId,
    keys: Vec<Key<'t>>,
    value: Option<Value<'t>>,
}

enum Open<'t> {
    Array(Span, Vec<Value<'t>>),
    Inline(Span, Statement<'t>),
}

impl<'b, 't> Builder<'b, 't> {
    pub fn new(source: Source<'t>, broken: &'b Cell<bool>) -> Builder<'b, 't> {
        let mut tree = Tree::new();
        tree[TableId::ROOT].sections.push(Section::default());
        Builder {
            source,
            tree,
            comments: Vec::new(),
            errors: Vec::new(),
            broken,
            header: None,
            statement: Statement::of(TableId::ROOT),
            begun: 0,
            repeated: false,
            open: Vec::new(),
        }
    }

    pub fn finish(mut self) -> (Tree<'t>, Vec<Span>, Vec<SyntaxError>) {
        self.close_section(self.source.input().len());
        (self.tree, self.comments, self.errors)
    }

    /// At the end of each line that is not inside brackets.
    pub fn finish_statement(&mut self, end: usize) {
        let broken = self.broken.take();
        let text = Span::new(mem::replace(&mut self.begun, end), end).of(self.source.input());
        // A string without an end takes the lines below with it.
        let has_string = || text.contains("\"\"\"") || text.contains("'''");
        self.tree.adrift |= broken && text.contains('\n') && has_string();
        // Only the recursion limit leaves brackets open.
        self.open.clear();
        match self.header.take() {
            Some(header) => self.open_table(header, broken),
            None => {
                let mut statement = self.statement.take();
                if broken && self.closes_header(&statement) {
                    self.drift(Span::default());
                    return;
                }
                if let Some(value) = statement.value.as_mut().filter(|_| broken) {
                    value.kind = Kind::Broken;
                }
                self.insert(&mut statement);
                // The list of keys is handed on, so that few lines allocate one.
                self.statement.keys = statement.keys;
            }
        }
        self.tree[self.statement.table].broken |= broken;
    }

    fn open_table(&mut self, header: Header, broken: bool) {
        self.close_section(header.span.start);
        self.repeated = false;
        let keys = mem::take(&mut self.statement.keys);
        if broken && self.is_misread(&header) {
            return self.drift(header.span);
        }
        match self.find_table(&header, keys) {
            Ok(table) => self.open_section(table, header.span),
            Err(error) => {
                self.errors.extend(error);
                self.drift(header.span);
            }
        }
    }

    fn open_section(&mut self, table: TableId, header: Span) {
        self.tree[table].sections.push(Section { header, body: header.after() });
        self.statement.table = table;
    }

    /// Nobody knows whose keys follow; they are read, and kept apart.
    fn drift(&mut self, header: Span) {
        self.tree.adrift = true;
        let table = self.tree.add(Origin::Header);
        self.open_section(table, header);
    }

    /// `gateway.eastus]`, a header without its first bracket.
    fn closes_header(&self, statement: &Statement<'t>) -> bool {
        let last = statement.keys.last().filter(|_| statement.value.is_none());
        last.is_some_and(|key| self.rest_of_line(key.span.end).starts_with(']'))
    }

    /// `[gateway eastus]`, of which the parser has read the first word, or
    /// `["gateway.eastus]`, of which it has read too much.
    fn is_misread(&self, header: &Header) -> bool {
        let name = header.span.of(self.source.input());
        let rest = self.rest_of_line(header.span.end);
        let says_more = !rest.is_empty() && !rest.starts_with([']', '#', '.']);
        !header.closed && (says_more || name.contains(['"', '\'']))
    }

    fn rest_of_line(&self, start: usize) -> &'t str {
        let rest = Span::new(start, self.source.input().len()).of(self.source.input());
        rest.lines().next().unwrap_or_default().trim()
    }

    fn close_section(&mut self, end: usize) {
        if let Some(section) = self.tree[self.statement.table].sections.last_mut() {
            section.body.end = end;
        }
    }

    /// The table that a header opens; no error where the parser reported it.
    fn find_table(
        &mut self,
        header: &Header,
        mut keys: Vec<Key<'t>>,
    ) -> Result<TableId, Option<SyntaxError>> {
        let last = keys.pop().filter(Key::is_written).ok_or(None)?;
        let mut parent = TableId::ROOT;
        for key in keys {
            parent = self.enter(parent, key, Origin::Implied)?;
        }
        let Some(entry) = self.tree[parent].get(&last.name) else {
            let table = self.tree.add(Origin::Header);
            let kind = if header.array { Kind::Tables(vec![table]) } else { Kind::Table(table) };
            self.tree[parent].push(last, Value { kind, span: header.span });
            return Ok(table);
        };
        let first = entry.key.span;
        match entry.value.kind {
            Kind::Tables(_) if header.array => {
                let table = self.tree.add(Origin::Header);
                self.tree[parent].extend(&last.name, table);
                Ok(table)
            }
            Kind::Table(table) if !header.array => {
                match self.tree[table].origin {
                    Origin::Implied => self.tree[table].origin = Origin::Header,
                    Origin::Inline => return Err(Some(last.collides(first))),
                    // The keys under both headers are the table's.
                    Origin::Header | Origin::Dotted => {
                        self.errors.push(last.collides(first));
                        self.repeated = true;
                    }
                }
                Ok(table)
            }
            Kind::Broken => Err(None),
            _ => Err(Some(last.collides(first))),
        }
    }

    /// One step down a header (`Implied`) or a dotted key (`Dotted`).
    fn enter(
        &mut self,
        parent: TableId,
        key: Key<'t>,
        origin: Origin,
    ) -> Result<TableId, Option<SyntaxError>> {
        if !key.is_written() {
            return Err(None);
        }
        let Some(entry) = self.tree[parent].get(&key.name) else {
            let table = self.tree.add(origin);
            let value = Value { kind: Kind::Table(table), span: key.span };
            self.tree[parent].push(key, value);
            return Ok(table);
        };
        let table = match &entry.value.kind {
            Kind::Table(table) => Some(*table),
            Kind::Tables(tables) => tables.last().copied(),
            Kind::Broken => return Err(None),
            _ => None,
        };
        let may_add = |table: &TableId| match self.tree[*table].origin {
            Origin::Inline => false,
            Origin::Dotted => true,
            Origin::Implied | Origin::Header => origin == Origin::Implied,
        };
        table.filter(may_add).ok_or_else(|| Some(key.collides(entry.key.span)))
    }

    /// Keeps a statement, and leaves its list of keys empty.
    fn insert(&mut self, statement: &mut Statement<'t>) {
        let last = statement.keys.pop();
        let mut table = statement.table;
        for key in statement.keys.drain(..) {
            match self.enter(table, key, Origin::Dotted) {
                Ok(inner) => table = inner,
                Err(error) => return self.errors.extend(error),
            }
        }
        let Some(key) = last.filter(Key::is_written) else { return };
        let missing = Value { kind: Kind::Broken, span: key.span.after() };
        let value = statement.value.take().unwrap_or(missing);
        let collision = self.tree[table].push(key, value);
        self.errors.extend(collision.filter(|_| !self.repeated));
    }
}

impl<'t> Statement<'t> {
    fn of(table: TableId) -> Statement<'t> {
        Statement { table, keys: Vec::new(), value: None }
    }

    /// Leaves the beginning of the next one.
    fn take(&mut self) -> Statement<'t> {
        mem::replace(self, Statement::of(self.table))
    }
}
