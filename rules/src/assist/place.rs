//! What a place in a document is, for those who type there.

use super::scan::{Kind, Token};
use crate::span::Span;

/// What may be written where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place<'t> {
    /// Where nothing is to be said: behind a value, inside a long string.
    #[default]
    Nowhere,
    /// The name of a key, at the beginning of a line or between braces.
    Key {
        follows: Follows,
        /// Between braces: the other keys there. Nothing on a line of its own.
        between: Option<Vec<&'t str>>,
    },
    /// The value of a key.
    Value {
        key: Step<'t>,
        /// In an array: its other strings and words, without quotes.
        among: Option<Vec<&'t str>>,
    },
    /// Between the brackets that open a table.
    Header {
        /// `[[…]]`
        array: bool,
        /// From the first bracket to the last, or to the end of what there is.
        whole: Span,
    },
    /// The comment from its `#` on.
    Comment(Span),
}

/// What stands behind the name of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// Nothing yet.
    Nothing,
    /// `=`, or what is most likely its value.
    Value,
}

/// One name of a dotted path. Escapes in quotes are left as they are: no name
/// of the format has any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step<'t> {
    pub name: &'t str,
    pub span: Span,
}

/// The word or string at the cursor, which a completion replaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held<'t> {
    /// With its quotes; empty where the cursor touches nothing.
    pub span: Span,
    /// Without its quotes.
    pub text: &'t str,
    pub quote: Option<char>,
}

impl<'t> Held<'t> {
    pub(super) fn empty(offset: usize) -> Held<'t> {
        Held { span: Span::new(offset, offset), text: "", quote: None }
    }

    pub(super) fn bare(text: &'t str, span: Span) -> Held<'t> {
        Held { span, text: span.of(text), quote: None }
    }

    /// A string, whose last quote may be missing.
    pub(super) fn quoted(text: &'t str, span: Span, quote: char, closed: bool) -> Held<'t> {
        let end = if closed { span.end.saturating_sub(1) } else { span.end };
        let inner = Span::new(span.start + quote.len_utf8(), end).of(text);
        Held { span, text: inner, quote: Some(quote) }
    }
}

impl<'t> Step<'t> {
    pub(super) fn of(text: &'t str, token: Token) -> Step<'t> {
        let held = match token.kind {
            Kind::Text { quote, closed } => Held::quoted(text, token.span, quote, closed),
            _ => Held::bare(text, token.span),
        };
        Step { name: held.text, span: token.span }
    }
}
