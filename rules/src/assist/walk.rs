//! A whole text as the names and values that it writes, each with its path.
//!
//! The tree keeps one place of a table, however many lines name it. Who renames
//! or lists wants all of them, also beside lines that are half typed, so the text
//! is read once more here, in one pass, as words.

use super::{
    level::{Next, Within},
    scan::{self, Kind, Token, begins_statement, tokens},
    unquote::Name,
};
use crate::span::Span;

/// What is passed, in the order of the text; brackets and pairs when they end.
/// With it comes a path: the names of the table, then those of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The last name of the path, with its quotes.
    Name { span: Span, in_header: bool },
    /// `[a.b]` or `[[a.b]]`, as far as it is typed, once its line is over.
    Header { span: Span, array: bool },
    /// A string, number, date or bare word, whose key is the path.
    Scalar { span: Span, kind: Kind },
    /// A bracket or brace opens, whose key is the path.
    Open { braces: bool },
    /// The same when it closes, or when the statement ends without that.
    Closed { span: Span, braces: bool },
    /// `key = value`, as far as it is typed.
    Pair { span: Span, between_braces: bool },
    /// From its `#` to the end of its line; the path means nothing.
    Comment(Span),
}

/// Goes over the text once. A path may be as long as the text: whoever looks at
/// all of it each time is slow.
pub(super) fn walk<'t>(text: &'t str, visit: impl FnMut(&[Name<'t>], Part)) {
    let mut walk = Walk {
        text,
        visit,
        path: Vec::new(),
        own: 0,
        levels: vec![Bracket::of(Within::Line, 0, 0)],
        scalar: None,
        end: 0,
    };
    tokens(text, 0).for_each(|token| walk.pass(token));
    walk.end_scalar();
    walk.end_statement();
}

/// A line, or something in brackets.
#[derive(Debug)]
struct Bracket {
    within: Within,
    next: Next,
    /// Where the bracket stands; of a line it means nothing.
    start: usize,
    /// How long the path is without the key that is being read.
    base: usize,
    /// Whether a dot stands behind the last name.
    dotted: bool,
}

struct Walk<'t, V> {
    text: &'t str,
    visit: V,
    path: Vec<Name<'t>>,
    /// How many steps of the path are the header's.
    own: usize,
    /// The innermost last; the first one is the line, and always there.
    levels: Vec<Bracket>,
    /// A bare value, which may go on behind a dot.
    scalar: Option<Span>,
    /// Where the last word or sign ends.
    end: usize,
}

impl<'t, V: FnMut(&[Name<'t>], Part)> Walk<'t, V> {
    fn pass(&mut self, token: Token) {
        if token.kind == Kind::Blank || self.extends_scalar(token) {
            return;
        }
        self.end_scalar();
        match token.kind {
            Kind::Comment => (self.visit)(&[], Part::Comment(token.span)),
            Kind::Newline if self.ends_statement(token.span.end) => self.end_statement(),
            Kind::Newline => {}
            _ => self.sign(token),
        }
    }

    fn sign(&mut self, token: Token) {
        let belongs = match self.levels.last().map(|level| level.within) {
            Some(Within::Header { double }) => self.header_sign(token, double),
            Some(Within::Line) if self.makes_header(token) => true,
            _ => {
                self.statement_sign(token);
                true
            }
        };
        if belongs {
            self.end = token.span.end;
        }
    }

    /// Whether the line turns out to be a header.
    fn makes_header(&mut self, token: Token) -> bool {
        let Some(level) = self.levels.last_mut().filter(|it| it.next == Next::Name) else {
            return false;
        };
        match token.kind {
            Kind::Open('[') if self.path.len() == level.base => {
                *level = Bracket::of(Within::Header { double: false }, token.span.start, 0);
                self.path.clear();
                true
            }
            // `gateway.eastus]`, without its first bracket.
            Kind::Close => {
                self.path.drain(..self.own.min(self.path.len()));
                let start = self.path.first().map_or(token.span.start, |it| it.span.start);
                *level = Bracket::of(Within::Header { double: false }, start, 0);
                level.next = Next::End;
                true
            }
            _ => false,
        }
    }

    /// Whether the sign belongs to the header; nothing does behind its last bracket.
    fn header_sign(&mut self, token: Token, double: bool) -> bool {
        let Some(level) = self.levels.last_mut() else { return false };
        let is_open = level.next == Next::Name;
        match token.kind {
            Kind::Close if is_open => level.next = Next::End,
            Kind::Close => return double && self.end == token.span.start,
            _ if !is_open => return false,
            Kind::Open('[') if self.path.is_empty() && level.start + 1 == token.span.start => {
                level.within = Within::Header { double: true };
            }
            Kind::Word | Kind::Text { .. } if self.path.is_empty() || level.dotted => {
                self.name(token);
            }
            Kind::Dot => level.dotted = true,
            _ => level.next = Next::End,
        }
        true
    }

    fn statement_sign(&mut self, token: Token) {
        let at = self.path.len();
        let Some(level) = self.levels.last_mut() else { return };
        let is_array = level.within == Within::Array;
        let takes_value = is_array || level.next == Next::Value;
        match token.kind {
            Kind::Close if level.within != Within::Line => {
                self.end_pair();
                self.end = token.span.end;
                self.close();
            }
            Kind::Comma if is_array => {}
            Kind::Comma if level.within == Within::Braces => self.end_pair(),
            Kind::Open(bracket) if takes_value => {
                level.next = Next::End;
                self.open(bracket == '{', token.span.start);
            }
            Kind::Text { .. } | Kind::LongText if takes_value => {
                level.next = Next::End;
                let part = Part::Scalar { span: token.span, kind: token.kind };
                (self.visit)(&self.path, part);
            }
            Kind::Word | Kind::Dot if takes_value => {
                level.next = Next::End;
                self.scalar = Some(token.span);
            }
            _ if level.next != Next::Name => {}
            Kind::Word | Kind::Text { .. } if at == level.base || level.dotted => self.name(token),
            Kind::Dot => level.dotted = true,
            Kind::Equals if at > level.base => level.next = Next::Value,
            _ => level.next = Next::End,
        }
    }

    fn name(&mut self, token: Token) {
        let Some(level) = self.levels.last_mut() else { return };
        let in_header = matches!(level.within, Within::Header { .. });
        level.dotted = false;
        self.path.push(Name::of(self.text, token));
        (self.visit)(&self.path, Part::Name { span: token.span, in_header });
    }

    /// Whether the token is more of a number or date: `1.5`, `2027-11-16 10:00:00`.
    fn extends_scalar(&mut self, token: Token) -> bool {
        let Some(scalar) = &mut self.scalar else { return false };
        if !matches!(token.kind, Kind::Word | Kind::Dot) {
            return false;
        }
        let is_next = scalar.end == token.span.start;
        let is_time = || {
            let (day, time) = (scalar.of(self.text), token.span.of(self.text));
            let is_apart = scalar.end + 1 == token.span.start;
            is_apart && is_day(day) && time.starts_with(|it: char| it.is_ascii_digit())
        };
        let extends = is_next || is_time();
        if extends {
            scalar.end = token.span.end;
            self.end = token.span.end;
        }
        extends
    }

    fn end_scalar(&mut self) {
        if let Some(span) = self.scalar.take() {
            (self.visit)(&self.path, Part::Scalar { span, kind: Kind::Word });
        }
    }

    fn open(&mut self, braces: bool, start: usize) {
        let within = if braces { Within::Braces } else { Within::Array };
        (self.visit)(&self.path, Part::Open { braces });
        self.levels.push(Bracket::of(within, start, self.path.len()));
    }

    /// Ends the innermost brackets.
    fn close(&mut self) {
        let Some(level) = self.levels.pop() else { return };
        let braces = level.within == Within::Braces;
        let span = Span::new(level.start, self.end);
        (self.visit)(&self.path, Part::Closed { span, braces });
    }

    /// Behind a key and its value, where there is one.
    fn end_pair(&mut self) {
        let Some(level) = self.levels.last_mut() else { return };
        let between_braces = level.within == Within::Braces;
        if self.path.len() > level.base && (between_braces || level.within == Within::Line) {
            let start = self.path.get(level.base).map_or(level.start, |first| first.span.start);
            let span = Span::new(start, self.end);
            (self.visit)(&self.path, Part::Pair { span, between_braces });
        }
        self.path.truncate(level.base);
        level.dotted = false;
        level.next = Next::Name;
    }

    /// Whether a line break is the end of the statement: brackets are open
    /// beyond it, unless what follows can only be a statement of its own.
    fn ends_statement(&self, behind: usize) -> bool {
        match self.levels.last().map(|level| level.within) {
            Some(within @ (Within::Array | Within::Braces)) => {
                let next = self.text.get(behind..).unwrap_or_default();
                begins_statement(scan::line(next), within == Within::Array)
            }
            _ => true,
        }
    }

    fn end_statement(&mut self) {
        while self.levels.len() > 1 {
            self.end_pair();
            self.close();
        }
        if let Some(Bracket { within: Within::Header { double }, start, .. }) = self.levels.last() {
            let span = Span::new(*start, self.end);
            (self.visit)(&self.path, Part::Header { span, array: *double });
            self.own = self.path.len();
        } else {
            self.end_pair();
        }
        self.levels.clear();
        self.levels.push(Bracket::of(Within::Line, self.end, self.own));
    }
}

impl Bracket {
    fn of(within: Within, start: usize, base: usize) -> Bracket {
        let next = if within == Within::Array { Next::Value } else { Next::Name };
        Bracket { within, next, start, base, dotted: false }
    }
}

fn is_day(text: &str) -> bool {
    let is_right = |(at, it): (usize, u8)| match at {
        4 | 7 => it == b'-',
        _ => it.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(is_right)
}
