//! One statement as far as it is typed, and where in it the cursor stands.

use super::{
    level::{Level, Next, Within},
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
                    level.step(Step::of(text, token));
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
                if within == Within::Array {
                    level.others.push(Step::of(text, token));
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
        let others = level.others.iter().filter(|it| Some(it.span) != self.held);
        let others: Vec<&str> = others.map(|it| it.name).collect();
        match &mut found.place {
            Place::Key { between, .. } if level.within == Within::Braces => {
                *between = Some(others);
            }
            Place::Value { among: Some(among), .. } => *among = others,
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
                scan::begins_statement(scan::line(next), within == Within::Array)
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
