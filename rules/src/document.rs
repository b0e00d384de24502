//! Text into a spanned tree. Never fails: broken text has errors *and* a tree,
//! so that everything else is still checked while someone is typing.

mod build;
mod conflicts;
mod decode;
mod key_paths;
mod layout;
mod segments;
mod tree;

use std::{borrow::Cow, cell::Cell};

use toml_parser::{Expected, ParseError, Source, parser::parse_document};

use crate::span::Span;
use build::Builder;
use conflicts::Conflict;
pub use decode::{Decoded, decode};
pub use key_paths::KeyPaths;
pub use layout::Room;
pub use toml_datetime::Datetime;
pub use tree::{Entry, Key, Kind, Section, Table, TableId, Tree, Value};

#[derive(Debug)]
pub struct Document<'t> {
    pub text: &'t str,
    pub tree: Tree<'t>,
    /// In order, each from its `#` to the end of its line.
    pub comments: Vec<Span>,
    /// In order, at most one a line.
    pub errors: Vec<SyntaxError>,
    /// Both sides of each merge conflict, of which only the first is in the tree.
    pub sides: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub span: Span,
    pub message: String,
    /// What it collides with or belongs to, and the word for that.
    pub other: Option<(Span, &'static str)>,
}

impl<'t> Document<'t> {
    /// What was decoded, with the problem that this may have had among its errors.
    pub fn of(decoded: &'t Decoded<'_>) -> Document<'t> {
        let mut document = Document::parse(&decoded.text);
        if let Some(problem) = &decoded.problem {
            document.errors.push(problem.clone());
            keep_first_of_each_line(document.text, &mut document.errors);
            document.tree.adrift = true;
        }
        document
    }

    pub fn parse(text: &'t str) -> Document<'t> {
        let conflicts = conflicts::find(text);
        let read: Cow<'_, str> = match conflicts.as_slice() {
            [] => text.into(),
            conflicts => conflicts::without(text, conflicts).into(),
        };
        let source = Source::new(text);
        // Nearly always enough, and much faster than a list that grows.
        let mut tokens = Vec::with_capacity(text.len() / 4 + 8);
        tokens.extend(Source::new(&read).lex());
        let mut errors = Vec::new();
        // The builder must know that a statement is broken before it keeps the value.
        let broken = Cell::new(false);
        let mut sink = |error: ParseError| {
            broken.set(true);
            errors.push(readable(text, &error));
        };
        let mut builder = Builder::new(source, &broken);
        for segment in segments::split(&read, &tokens) {
            parse_document(segment, &mut builder, &mut sink);
            builder.finish_statement(segment.last().map_or(0, |token| token.span().end()));
        }
        let (mut tree, comments, mut refused) = builder.finish();
        errors.append(&mut refused);
        if !conflicts.is_empty() {
            // What is wrong inside is wrong because of the conflict.
            errors.retain(|error| !within(&conflicts, error.span.start));
            errors.extend(conflicts.iter().map(Conflict::error));
            tree.adrift = true;
        }
        keep_first_of_each_line(text, &mut errors);
        let sides = conflicts.iter().flat_map(|conflict| conflict.sides(text)).collect();
        Document { text, tree, comments, errors, sides }
    }

    /// Whether a syntax error stands on the line of this offset.
    pub fn is_broken_line(&self, offset: usize) -> bool {
        let behind = self.errors.partition_point(|error| error.span.start < offset);
        let neighbours = self.errors.iter().skip(behind.saturating_sub(1)).take(2);
        neighbours.map(|error| error.span.start).any(|error| {
            let between = Span::new(error.min(offset), error.max(offset));
            !between.of(self.text).contains('\n')
        })
    }

    pub fn root(&self) -> &Table<'t> {
        &self.tree[TableId::ROOT]
    }
}

fn within(conflicts: &[Conflict], offset: usize) -> bool {
    let behind = conflicts.partition_point(|it| it.lines.start <= offset);
    let last = behind.checked_sub(1).and_then(|at| conflicts.get(at));
    last.is_some_and(|it| offset < it.lines.end)
}

/// One mistake often has several consequences for the parser; a person wants the first.
fn keep_first_of_each_line(text: &str, errors: &mut Vec<SyntaxError>) {
    errors.sort_by_key(|error| error.span);
    let mut next_line = 0;
    errors.retain(|error| {
        let at = error.span.start;
        let is_first = at >= next_line;
        if is_first {
            let rest = Span::new(at, text.len()).of(text);
            next_line = rest.find('\n').map_or(usize::MAX, |end| at + end + 1);
        }
        is_first
    });
}

const NOT_CLOSED: &str = "the string is not closed";

/// What a person would say of what the parser found.
fn readable(text: &str, error: &ParseError) -> SyntaxError {
    let place: Span = error.unexpected().or(error.context()).unwrap_or_default().into();
    let found = place.of(text);
    // The quote behind a backslash is none, though the parser takes it for one.
    let rest = text.get(place.start..).unwrap_or_default().trim_start_matches('"');
    let at_line_end = rest.is_empty() || rest.starts_with(['\n', '\r']);
    let message = match error.description() {
        "string values must be quoted" if found.trim().is_empty() => "the value is missing".into(),
        "string values must be quoted" => "a string needs quotes".into(),
        "unquoted keys cannot be empty" => "the key is missing".into(),
        "carriage return must be followed by newline" => {
            "a carriage return alone is no line break".into()
        }
        "missing escaped value" if at_line_end => NOT_CLOSED.into(),
        "missing escaped value" | "too few unicode value digits" => {
            "a backslash stands for itself in single quotes only".into()
        }
        "invalid unquoted key" if found == ":" => "expected `=` behind the key, not `:`".into(),
        "invalid basic string" | "invalid multi-line basic string" | "invalid literal string"
            if found.trim().is_empty() =>
        {
            NOT_CLOSED.into()
        }
        "invalid boolean" => "neither a string in quotes nor `true` or `false`".into(),
        "unexpected key or value" => "only a comment may follow here".into(),
        description => with_expected(description, error),
    };
    // Of what is not closed the beginning may be far away; else the place says it all.
    let is_open = message.starts_with("unclosed") || message == NOT_CLOSED;
    let context = error.context().map(Span::from);
    let begin = context.filter(|context| is_open && *context != place);
    SyntaxError { span: place, message, other: begin.map(|begin| (begin, "begins here")) }
}

fn with_expected(description: &str, error: &ParseError) -> String {
    let mut message = description.to_owned();
    for (at, expected) in error.expected().into_iter().flatten().enumerate() {
        message.push_str(if at == 0 { ", expected " } else { " or " });
        match expected {
            Expected::Literal("\n") => message.push_str("a line break"),
            Expected::Literal(it) => message.extend(["`", it, "`"]),
            Expected::Description(it) => message.push_str(it),
            _ => message.push_str("something else"),
        }
    }
    message
}
