//! One statement as far as it is typed, and where in it the cursor stands.

use super::{
    place::{Follows, Held, Place, Step},
    scan::{self, Kind, Token, is_typed, run, tokens},
};
use crate::span::Span;

/// What was found between a line and the cursor.
#[derive(Debug, Default)]
pub(super) struct Found<'t> {
    /// The last header above the statement of the cursor, where one was passed.
    pub header: Option<Header<'t>>,
    /// Tables between the header and the cursor, of dotted keys and of braces;
    /// in a header, the names before the cursor.
    pub inner: Vec<Step<'t>>,
    pub place: Place<'t>,
    pub held: Held<'t>,
}

/// `[a.b]`, as far as it is typed.
#[derive(Clone, Debug)]
pub(super) struct Header<'t> {
    pub start: usize,
    pub path: Vec<Step<'t>>,
}

/// Reads on from the beginning of a line that begins a statement.
pub(super) fn find(text: &str, from: usize, offset: usize) -> Found<'_> {
    let mut scan = Scan::new(text, from, offset);
    for token in tokens(text, from) {
        scan.notice(token);
        if scan.is_complete(token) {
            break;
        }
        scan.pass(token);
    }
    scan.finish()
}

/// The header that begins there.
pub(super) fn header(text: &str, start: usize) -> Vec<Step<'_>> {
    let mut scan = Scan::new(text, start, usize::MAX);
    tokens(text, start).take_while(|it| it.kind != Kind::Newline).for_each(|it| scan.pass(it));
    scan.levels.pop().map(|level| level.path).unwrap_or_default()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Line,
    Header { double: bool },
    Array,
    Braces,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Name,
    Value,
    /// A separator or an end.
    End,
}

/// A line, or something in brackets.
#[derive(Debug)]
struct Level<'t> {
    within: Within,
    next: Next,
    span: Span,
    /// Of the key that is being read.
    path: Vec<Step<'t>>,
    /// Whether a dot stands behind the last step.
    dotted: bool,
    /// The keys of braces and the elements of an array, but for the one at the cursor.
    others: Vec<&'t str>,
}

struct Scan<'t> {
    text: &'t str,
    offset: usize,
    /// The innermost last; the first one is the line, and always there.
    levels: Vec<Level<'t>>,
    found: Option<Found<'t>>,
    /// The token at the cursor, as far as it goes.
    held: Option<Span>,
    /// How many levels there were when it was found.
    depth: usize,
    /// What stands behind the cursor, once it is known.
    follows: Option<Kind>,
    header: Option<Header<'t>>,
    /// Whether the line of the cursor is over.
    is_below: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, from: usize, offset: usize) -> Scan<'t> {
        Scan {
            text,
            offset,
            levels: vec![Level::of(Within::Line, from)],
            found: None,
            held: None,
            depth: 0,
            follows: None,
            header: None,
            is_below: false,
        }
    }

    /// Whether the token is no longer of interest.
    fn is_complete(&self, token: Token) -> bool {
        let is_end = token.kind == Kind::Newline && self.ends_statement(token.span.end);
        self.found.is_some() && (self.levels.len() < self.depth || is_end)
    }

    /// Whether the cursor is here, or what stands behind it.
    fn notice(&mut self, token: Token) {
        if self.found.is_some() {
            return self.look_behind(token);
        }
        if token.reaches(self.offset) {
            let holds = token.holds(self.offset);
            self.find(token, holds);
            if !holds && token.kind != Kind::Blank {
                self.follows = Some(token.kind);
            }
        }
    }

    fn find(&mut self, token: Token, holds: bool) {
        let held = match token.kind {
            _ if !holds => Held::empty(self.offset),
            Kind::Text { quote, closed } => self.string(token.span, quote, closed),
            _ => Held::bare(self.text, token.span),
        };
        let mut inner = Vec::new();
        for level in &self.levels {
            inner.extend(level.path.iter().cloned());
        }
        let place = match (self.levels.last(), token.kind) {
            (_, Kind::Comment) if holds => Place::Comment(token.span),
            (_, Kind::LongText) if holds => Place::Nowhere,
            (Some(level), _) => level.place(&mut inner),
            (None, _) => Place::Nowhere,
        };
        self.depth = self.levels.len();
        self.held = holds.then_some(token.span);
        self.found = Some(Found { header: None, inner, place, held });
    }

    /// A string that is not closed ends where somebody stopped typing.
    fn string(&self, span: Span, quote: char, closed: bool) -> Held<'t> {
        if closed {
            return Held::quoted(self.text, span, quote, true);
        }
        let rest = Span::new(self.offset, span.end).of(self.text);
        let end = self.offset.max(span.start + quote.len_utf8()) + run(rest, is_typed);
        Held::quoted(self.text, Span::new(span.start, end.min(span.end)), quote, false)
    }

    fn look_behind(&mut self, token: Token) {
        self.is_below |= token.kind == Kind::Newline;
        if self.follows.is_none() && token.kind != Kind::Blank {
            self.follows = Some(token.kind);
        }
        // Where a quote is missing on the line, the string at the cursor is the
        // one that lacks it: what seems to be inside of it is the rest of the line.
        let is_odd = matches!(token.kind, Kind::Text { closed: false, .. }) && !self.is_below;
        let held = self.found.as_ref().map(|found| found.held);
        if let (true, Some(held)) = (is_odd, held)
            && let Some(quote) = held.quote
        {
            let open = self.string(held.span, quote, false);
            self.found.iter_mut().for_each(|found| found.held = open);
        }
    }

    /// Goes one token further.
    fn pass(&mut self, token: Token) {
        let text = self.text;
        let is_held = self.held.is_some_and(|it| it == token.span);
        if token.kind == Kind::Newline {
            if self.ends_statement(token.span.end) {
                self.begin_statement(token.span.end);
            }
            return;
        }
        if matches!(token.kind, Kind::Blank | Kind::Comment) {
            return;
        }
        let Some(level) = self.levels.last_mut() else { return };
        level.span.end = token.span.end;
        match (token.kind, level.within, level.next) {
            (Kind::Open('['), Within::Line, Next::Name) if level.path.is_empty() => {
                level.within = Within::Header { double: false };
                level.span = token.span;
            }
            (Kind::Open('['), Within::Header { .. }, Next::Name)
                if level.path.is_empty() && level.span.start + 1 == token.span.start =>
            {
                level.within = Within::Header { double: true };
            }
            // `gateway.eastus]`, a header without its first bracket.
            (Kind::Close, Within::Line, Next::Name) => {
                level.within = Within::Header { double: false };
                level.next = Next::End;
            }
            (Kind::Close, Within::Header { .. }, _) => level.next = Next::End,
            (Kind::Word | Kind::Text { .. }, _, Next::Name) => {
                if level.takes_name() {
                    level.step(Held::of(text, token));
                } else {
                    level.next = Next::End;
                }
            }
            (Kind::Dot, _, Next::Name) => level.dotted = true,
            (Kind::Equals, Within::Line | Within::Braces, Next::Name) => level.next = Next::Value,
            (Kind::Open(bracket), _, Next::Value) => {
                let within = if bracket == '[' { Within::Array } else { Within::Braces };
                level.next = Next::End;
                self.levels.push(Level::of(within, token.span.start));
            }
            (Kind::Word | Kind::Text { .. } | Kind::LongText, within, Next::Value) => {
                if within == Within::Array && !is_held {
                    level.others.push(Held::of(text, token).text);
                }
                level.next = Next::End;
            }
            (Kind::Comma, Within::Array, _) => level.next = Next::Value,
            (Kind::Comma, Within::Braces, _) => level.end_pair(),
            (Kind::Close, Within::Array | Within::Braces, _) => self.close(),
            _ => {}
        }
    }

    fn close(&mut self) {
        if let Some(mut level) = self.levels.pop() {
            level.end_pair();
            self.keep(&level);
        }
    }

    /// What the level of the cursor came to, when it ends.
    fn keep(&mut self, level: &Level<'t>) {
        if self.levels.len() + 1 != self.depth {
            return;
        }
        let Some(found) = &mut self.found else { return };
        let at = found.held.span;
        match &mut found.place {
            Place::Key { between, .. } if level.within == Within::Braces => {
                let own = level.others.iter().position(|it| is_part(it, at.of(self.text)));
                let mut others = level.others.clone();
                if let (Some(own), false) = (own, at.is_empty()) {
                    others.remove(own);
                }
                *between = Some(others);
            }
            Place::Value { among: Some(among), .. } => among.clone_from(&level.others),
            Place::Header { array, whole } => {
                *array = level.within == Within::Header { double: true };
                *whole = level.span;
            }
            _ => {}
        }
    }

    /// Whether a line break is the end of the statement: brackets are open
    /// beyond it, unless what follows can only be a statement of its own.
    fn ends_statement(&self, behind: usize) -> bool {
        match self.levels.last().map(|level| level.within) {
            Some(within @ (Within::Array | Within::Braces)) => {
                let next = Span::new(behind, self.text.len()).of(self.text);
                is_statement(scan::line(next), within == Within::Array)
            }
            _ => true,
        }
    }

    fn begin_statement(&mut self, at: usize) {
        let level = self.levels.drain(..).next();
        if let Some(level) = level.filter(|it| matches!(it.within, Within::Header { .. })) {
            self.header = Some(Header { start: level.span.start, path: level.path });
        }
        self.levels.push(Level::of(Within::Line, at));
    }

    fn finish(mut self) -> Found<'t> {
        if self.found.is_none() {
            let end = Span::new(self.offset, self.offset);
            self.find(Token { kind: Kind::Newline, span: end }, false);
        }
        while self.levels.len() > self.depth.max(1) {
            self.levels.pop();
        }
        if self.levels.len() == self.depth {
            self.close();
        }
        let mut found = self.found.unwrap_or_default();
        found.header = self.header;
        if let Place::Key { follows, .. } = &mut found.place {
            *follows = match self.follows {
                None | Some(Kind::Newline | Kind::Comment | Kind::Close | Kind::Comma) => {
                    Follows::Nothing
                }
                _ => Follows::Value,
            };
            // Before a bracket that begins a header, nobody types a key.
            if found.held.span.is_empty() && matches!(self.follows, Some(Kind::Open(_))) {
                found.place = Place::Nowhere;
            }
        }
        found
    }
}

impl<'t> Level<'t> {
    fn of(within: Within, start: usize) -> Level<'t> {
        let next = if within == Within::Array { Next::Value } else { Next::Name };
        let span = Span::new(start, start);
        Level { within, next, span, path: Vec::new(), dotted: false, others: Vec::new() }
    }

    fn takes_name(&self) -> bool {
        self.path.is_empty() || self.dotted
    }

    fn step(&mut self, held: Held<'t>) {
        self.dotted = false;
        self.path.push(Step { name: held.text.into(), span: held.span });
    }

    /// Behind a comma in braces another key begins.
    fn end_pair(&mut self) {
        if self.within == Within::Braces {
            let first = self.path.first();
            self.others.extend(first.and_then(|step| match step.name {
                std::borrow::Cow::Borrowed(name) => Some(name),
                std::borrow::Cow::Owned(_) => None,
            }));
            self.path.clear();
            self.dotted = false;
            self.next = Next::Name;
        }
    }

    /// What may be written here; takes the key of a value off the path.
    fn place(&self, path: &mut Vec<Step<'t>>) -> Place<'t> {
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

impl<'t> Held<'t> {
    fn of(text: &'t str, token: Token) -> Held<'t> {
        match token.kind {
            Kind::Text { quote, closed } => Held::quoted(text, token.span, quote, closed),
            _ => Held::bare(text, token.span),
        }
    }
}

/// Whether one text lies within the other, not merely looks the same.
fn is_part(part: &str, whole: &str) -> bool {
    let (part, whole) = (part.as_bytes().as_ptr_range(), whole.as_bytes().as_ptr_range());
    whole.start <= part.start && part.end <= whole.end
}

/// Whether a line can only begin a statement, though a bracket is open.
fn is_statement(line: &str, in_array: bool) -> bool {
    let line = line.trim_start();
    let is_bare = |it: char| it.is_ascii_alphanumeric() || "_-.".contains(it);
    let inner = line.trim_start_matches('[');
    if inner.len() == line.len() {
        let rest = line.trim_start_matches(is_bare);
        return in_array && rest.len() < line.len() && rest.trim_start().starts_with('=');
    }
    let rest = inner.trim_start_matches(|it| is_bare(it) || "\"' ".contains(it));
    let is_table = inner.starts_with(|it: char| it.is_ascii_alphabetic())
        && !matches!(inner.split(']').next(), Some("true" | "false" | "inf" | "nan"));
    let behind = rest.trim_start_matches(']').trim_start();
    is_table && rest.starts_with(']') && (behind.is_empty() || behind.starts_with('#'))
}
