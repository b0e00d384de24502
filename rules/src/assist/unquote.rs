//! What names and strings say, read from their words alone.

use std::borrow::Cow;

use super::scan::{Kind, Token};
use crate::span::Span;

/// A name of a dotted path, with the letters that its escapes stand for: two
/// spellings of one handle are one handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name<'t> {
    pub text: Cow<'t, str>,
    /// With its quotes.
    pub span: Span,
}

impl<'t> Name<'t> {
    pub fn of(text: &'t str, token: Token) -> Name<'t> {
        Name { text: said(text, token), span: token.span }
    }
}

/// What a bare or quoted word says.
pub(super) fn said<'t>(text: &'t str, token: Token) -> Cow<'t, str> {
    match token.kind {
        Kind::Text { quote, .. } => unescaped(letters(text, token).of(text), quote),
        _ => token.span.of(text).into(),
    }
}

/// Where the letters of a name or string stand, without the quotes around them.
pub(super) fn letters(text: &str, token: Token) -> Span {
    let span = token.span;
    match token.kind {
        Kind::Text { closed, .. } => {
            let end = span.end.saturating_sub(usize::from(closed));
            Span::new(span.start + 1, end.max(span.start + 1))
        }
        Kind::LongText => {
            let written = span.of(text);
            let quotes = written.get(..3).unwrap_or_default();
            let inner = written.strip_prefix(quotes).unwrap_or_default();
            // A line break right behind the quotes does not belong to the text.
            let skipped = match inner {
                it if it.starts_with("\r\n") => 2,
                it if it.starts_with('\n') => 1,
                _ => 0,
            };
            let is_closed = inner.ends_with(quotes);
            let start = span.start + 3 + skipped;
            Span::new(start, span.end.saturating_sub(if is_closed { 3 } else { 0 }).max(start))
        }
        _ => span,
    }
}

/// Escapes that are none stay as they are.
pub(super) fn unescaped(letters: &str, quote: char) -> Cow<'_, str> {
    if quote != '"' || !letters.contains('\\') {
        return letters.into();
    }
    let mut said = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((before, escape)) = rest.split_once('\\') {
        said.push_str(before);
        rest = match read(escape) {
            Some((letter, rest)) => {
                said.push(letter);
                rest
            }
            None => {
                said.push('\\');
                escape
            }
        };
    }
    said.push_str(rest);
    said.into()
}

/// The letter for which the text behind a backslash stands, and what follows.
fn read(escape: &str) -> Option<(char, &str)> {
    let mut letters = escape.chars();
    let letter = match letters.next()? {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        it @ ('"' | '\\') => it,
        'x' => return by_number(letters.as_str(), 2),
        'u' => return by_number(letters.as_str(), 4),
        'U' => return by_number(letters.as_str(), 8),
        _ => return None,
    };
    Some((letter, letters.as_str()))
}

fn by_number(text: &str, digits: usize) -> Option<(char, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    let is_hex = number.bytes().all(|it| it.is_ascii_hexdigit());
    let number = u32::from_str_radix(number, 16).ok().filter(|_| is_hex)?;
    Some((char::from_u32(number)?, rest))
}

#[test]
fn escapes_are_read() {
    for (written, said) in [
        ("east", "east"),
        ("e\\u0061st", "east"),
        ("\\U0001F600\\x41\\\"\\\\", "\u{1f600}A\"\\"),
        ("\\q\\u12", "\\q\\u12"),
        ("\\", "\\"),
        ("é\\té", "é\té"),
    ] {
        assert_eq!(unescaped(written, '"'), said);
    }
    assert_eq!(unescaped("\\n", '\''), "\\n");
}
