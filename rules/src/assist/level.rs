//! A line of a document, and what is in brackets in it, while it is read.

use super::place::{Follows, Place, Step};
use crate::span::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Line,
    Header { double: bool },
    Array,
    Braces,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Name,
    Value,
    /// A separator or an end.
    End,
}

/// A line, or something in brackets.
#[derive(Debug)]
pub(super) struct Level<'t> {
    pub within: Within,
    pub next: Next,
    pub span: Span,
    /// Of the key that is being read.
    pub path: Vec<Step<'t>>,
    /// Whether a dot stands behind the last step.
    pub dotted: bool,
    /// The keys of braces, and the elements of an array.
    pub others: Vec<Step<'t>>,
}

impl<'t> Level<'t> {
    pub fn of(within: Within, start: usize) -> Level<'t> {
        let next = if within == Within::Array { Next::Value } else { Next::Name };
        let span = Span::new(start, start);
        Level { within, next, span, path: Vec::new(), dotted: false, others: Vec::new() }
    }

    pub fn takes_name(&self) -> bool {
        self.path.is_empty() || self.dotted
    }

    pub fn step(&mut self, step: Step<'t>) {
        self.dotted = false;
        self.path.push(step);
    }

    /// Behind a comma in braces another key begins.
    pub fn end_pair(&mut self) {
        if self.within == Within::Braces {
            self.others.extend(self.path.first().copied());
            self.path.clear();
            self.dotted = false;
            self.next = Next::Name;
        }
    }

    /// What may be written here; takes the key of a value off the path.
    pub fn place(&self, path: &mut Vec<Step<'t>>) -> Place<'t> {
        let key = |path: &mut Vec<Step<'t>>, among| match path.pop() {
            Some(key) => Place::Value { key, among },
            None => Place::Nowhere,
        };
        match (self.within, self.next) {
            (Within::Line, Next::Name) if self.takes_name() => {
                Place::Key { follows: Follows::Nothing, between: None }
            }
            (Within::Braces, Next::Name) if self.takes_name() => {
                Place::Key { follows: Follows::Nothing, between: Some(Vec::new()) }
            }
            (Within::Header { .. }, Next::Name) if self.takes_name() => {
                Place::Header { array: false, whole: self.span }
            }
            (Within::Array, Next::Value) => key(path, Some(Vec::new())),
            (Within::Line | Within::Braces, Next::Value) => key(path, None),
            _ => Place::Nowhere,
        }
    }
}
