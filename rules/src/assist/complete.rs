//! What may be written at the cursor.

mod blocks;
mod comment;
mod computed;
mod headers;
mod keys;
mod paths;
mod values;

pub(super) use comment::names;

use super::{
    cursor::Cursor,
    describe::Situation,
    markdown::Page,
    place::{Follows, Place},
    snippet::Insert,
};
use crate::{
    inputs::Inputs,
    model::{Config, Gateway, Named},
    span::Span,
};

/// One proposal.
#[derive(Clone, Debug)]
pub struct Completion {
    /// As a list shows it.
    pub label: String,
    pub kind: CompletionKind,
    /// A few words beside it, plain; perhaps none.
    pub detail: String,
    /// Markdown; perhaps none.
    pub documentation: String,
    pub insert: Insert,
    /// What it replaces: within one line, with the cursor in it or at its end.
    pub replace: Span,
    /// Lists are in the order of these.
    pub sort: String,
    /// What is compared with the replaced text up to the cursor.
    pub filter: String,
    /// What is over, or does not work.
    pub deprecated: bool,
    /// Whether more is to be completed at the place where the cursor is then.
    pub continues: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    Key,
    /// The header of a table.
    Table,
    /// Several lines.
    Block,
    /// A word of a closed vocabulary, a switch, a number.
    Word,
    /// One of the values that are known, among others.
    Value,
    /// Computed from the rest of the document.
    Computed,
    /// A gateway.
    Handle,
    File,
    Rule,
    Family,
}

/// What may be written at an offset. `files` are the paths that the shell knows,
/// relative to the document, with `/`.
pub fn complete(inputs: &Inputs<'_>, offset: usize, files: &[String]) -> Vec<Completion> {
    let cursor = Cursor::at(&inputs.now.document, offset);
    let ask = Ask::of(inputs, &cursor, files);
    let mut list = List::default();
    match &cursor.place {
        Place::Nowhere => {}
        Place::Comment(span) => comment::complete(&ask, *span, &mut list),
        Place::Header { whole, .. } => {
            let opening = headers::opening(cursor.document().text, *whole);
            headers::complete(&ask, *whole, opening, &mut list);
            blocks::complete(&ask, *whole, opening, &mut list);
        }
        Place::Key { follows, between } => {
            let is_line = between.is_none() && cursor.is_first_step();
            let is_free = is_line && *follows == Follows::Nothing;
            if is_free {
                blocks::document(&ask, cursor.held.span, &mut list);
            }
            keys::complete(&ask, &mut list);
            if is_free {
                headers::complete(&ask, cursor.held.span, "", &mut list);
                blocks::complete(&ask, cursor.held.span, "", &mut list);
            }
        }
        Place::Value { .. } => values::complete(&ask, &mut list),
    }
    list.items
}

/// Everything that proposals are made from.
struct Ask<'a, 't> {
    inputs: &'a Inputs<'t>,
    cursor: &'a Cursor<'a, 't>,
    files: &'a [String],
    config: Option<&'a Config>,
    /// That of the tables at the cursor.
    gateway: Option<&'a Named<Gateway>>,
    situation: Situation,
}

impl<'a, 't> Ask<'a, 't> {
    fn of(inputs: &'a Inputs<'t>, cursor: &'a Cursor<'a, 't>, files: &'a [String]) -> Self {
        let config = inputs.now.config.as_ref();
        let gateway = config.and_then(|config| config.gateway(cursor.handle()?));
        let situation = Situation::of(inputs, gateway);
        Ask { inputs, cursor, files, config, gateway, situation }
    }

    fn is_desired(&self) -> bool {
        self.config.is_none_or(Config::is_desired)
    }
}

/// Proposals in the order in which they are made.
#[derive(Debug, Default)]
pub(super) struct List {
    pub items: Vec<Completion>,
}

impl List {
    pub fn push(&mut self, mut it: Completion) {
        it.sort = format!("{:05}", self.items.len());
        self.items.push(it);
    }
}

impl Completion {
    pub(super) fn new(
        kind: CompletionKind,
        label: impl Into<String>,
        insert: Insert,
        replace: Span,
    ) -> Completion {
        let label = label.into();
        Completion {
            filter: label.clone(),
            label,
            kind,
            detail: String::new(),
            documentation: String::new(),
            insert,
            replace,
            sort: String::new(),
            deprecated: false,
            continues: false,
        }
    }

    pub(super) fn detail(self, detail: impl Into<String>) -> Completion {
        Completion { detail: detail.into(), ..self }
    }

    pub(super) fn page(self, page: Page) -> Completion {
        Completion { documentation: page.finish(), ..self }
    }

    pub(super) fn filter(self, filter: impl Into<String>) -> Completion {
        Completion { filter: filter.into(), ..self }
    }

    pub(super) fn deprecated(self, deprecated: bool) -> Completion {
        Completion { deprecated, ..self }
    }

    /// More is to be completed behind it.
    pub(super) fn continues(self) -> Completion {
        Completion { continues: true, ..self }
    }
}
