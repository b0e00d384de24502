//! A text as words, strings and signs. Unlike the tokens of the parser they are
//! those of somebody who types: a string without an end is over at the end of
//! its line, and nothing is an error.

use crate::span::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    Newline,
    /// Up to the end of its line.
    Comment,
    /// `[` or `{`
    Open(char),
    /// `]` or `}`
    Close,
    Equals,
    Comma,
    Dot,
    /// Anything bare: a key, a number, half a date.
    Word,
    Text {
        quote: char,
        closed: bool,
    },
    /// Between three quotes.
    LongText,
}

/// The tokens from an offset on, which must not lie inside a string.
pub(super) fn tokens(text: &str, from: usize) -> Tokens<'_> {
    Tokens { text, at: from }
}

pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '\n' => (Kind::Newline, 1),
            '\r' if rest.starts_with("\r\n") => (Kind::Newline, 2),
            it if is_blank(it) => (Kind::Blank, run(rest, is_blank)),
            '#' => (Kind::Comment, line(rest).len()),
            '[' | '{' => (Kind::Open(first), 1),
            ']' | '}' => (Kind::Close, 1),
            '=' => (Kind::Equals, 1),
            ',' => (Kind::Comma, 1),
            '.' => (Kind::Dot, 1),
            '"' | '\'' => string(rest, first),
            _ => (Kind::Word, run(rest, is_bare)),
        };
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        Some(Token { kind, span })
    }
}

impl Token {
    /// Whether someone with the cursor there is typing it, or points at it.
    pub fn holds(self, offset: usize) -> bool {
        let Span { start, end } = self.span;
        match self.kind {
            Kind::Word | Kind::Text { closed: false, .. } => start <= offset && offset <= end,
            Kind::Text { closed: true, .. } => start <= offset && offset < end,
            Kind::LongText => start < offset && offset < end,
            Kind::Comment => start < offset && offset <= end,
            _ => false,
        }
    }

    /// Whether the cursor is in it, or not behind it.
    pub fn reaches(self, offset: usize) -> bool {
        self.holds(offset) || offset < self.span.end
    }
}

/// The first line, without its end.
pub(super) fn line(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or_default();
    line.strip_suffix('\r').filter(|_| line.len() < text.len()).unwrap_or(line)
}

/// Letters of keys, paths and host names: how far somebody has typed.
pub(super) fn is_typed(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '/' | '\\' | ':' | '*')
}

/// Bytes at the beginning that are letters of the kind.
pub(super) fn run(text: &str, is_one: fn(char) -> bool) -> usize {
    text.find(|it| !is_one(it)).unwrap_or(text.len())
}

/// A byte order mark is nothing to read.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\u{feff}')
}

fn is_bare(letter: char) -> bool {
    let is_sign = matches!(letter, '#' | '[' | ']' | '{' | '}' | '=' | ',' | '.' | '"' | '\'');
    !is_sign && !is_blank(letter) && letter != '\n'
}

fn string(rest: &str, quote: char) -> (Kind, usize) {
    let long = if quote == '"' { "\"\"\"" } else { "'''" };
    let is_long = rest.starts_with(long);
    let mut letters = rest.char_indices().skip(if is_long { 3 } else { 1 });
    while let Some((at, letter)) = letters.next() {
        let behind = rest.get(at..).unwrap_or_default();
        match letter {
            // What is escaped ends nothing, but a line ends all the same.
            '\\' if quote == '"' && !behind.starts_with("\\\n") && !behind.starts_with("\\\r") => {
                letters.next();
            }
            _ if is_long && behind.starts_with(long) => {
                // Up to two more quotes belong to the text.
                let quotes = behind.chars().take(5).take_while(|it| *it == quote).count();
                return (Kind::LongText, at + quotes);
            }
            _ if is_long => {}
            '\n' => return (Kind::Text { quote, closed: false }, line(rest).len()),
            it if it == quote => return (Kind::Text { quote, closed: true }, at + 1),
            _ => {}
        }
    }
    match is_long {
        true => (Kind::LongText, rest.len()),
        false => (Kind::Text { quote, closed: false }, rest.len()),
    }
}

/// Whether a line can only begin a statement, though a bracket is open.
pub(super) fn begins_statement(line: &str, in_array: bool) -> bool {
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

#[cfg(test)]
fn kinds(text: &str) -> Vec<(Kind, &str)> {
    tokens(text, 0).map(|token| (token.kind, token.span.of(text))).collect()
}

#[test]
fn a_string_without_an_end_is_over_with_its_line() {
    let open = Kind::Text { quote: '"', closed: false };
    assert_eq!(
        kinds("a=\"b\\\"\r\n'c'"),
        [
            (Kind::Word, "a"),
            (Kind::Equals, "="),
            (open, "\"b\\\""),
            (Kind::Newline, "\r\n"),
            (Kind::Text { quote: '\'', closed: true }, "'c'"),
        ]
    );
    assert_eq!(kinds("\"a\\\nb").first(), Some(&(open, "\"a\\")));
}

#[test]
fn long_strings_go_over_lines() {
    assert_eq!(kinds("'''a\n'b''''").first(), Some(&(Kind::LongText, "'''a\n'b''''")));
    assert_eq!(kinds("\"\"\"a\n").first(), Some(&(Kind::LongText, "\"\"\"a\n")));
    assert_eq!(kinds("\"\"").first(), Some(&(Kind::Text { quote: '"', closed: true }, "\"\"")));
}

#[test]
fn a_statement_is_told_from_a_part_of_an_array() {
    for (line, in_array, expected) in [
        ("  code = 1", true, true),
        ("code = 1", false, false),
        ("\"a = b\",", true, false),
        ("[azure] # x", true, true),
        ("[[a.\"b\"]]", true, true),
        ("[true],", true, false),
        ("[\"a\"]", true, false),
        ("[az", true, false),
        ("= 1", true, false),
    ] {
        assert_eq!(begins_statement(line, in_array), expected, "{line}");
    }
}
