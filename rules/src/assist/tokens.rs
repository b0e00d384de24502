//! What each word is, for editors that colour by it.

use super::{
    navigate,
    scan::{Kind, Token},
    scope::{Scope, known},
    unquote::{Name, said},
    walk::{Part, walk},
};
use crate::{
    document::Document,
    model::{Key, folded},
    span::Span,
};

/// A word, on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemanticToken {
    /// With its quotes.
    pub span: Span,
    pub kind: TokenKind,
    /// Whether a gateway is declared here, and not merely named.
    pub is_declaration: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name in a header.
    Table,
    /// A name before a value.
    Key,
    String,
    Number,
    Boolean,
    Date,
    Comment,
    /// The handle of a gateway, wherever it stands.
    Handle,
    /// A word of a closed vocabulary.
    EnumMember,
}

/// Paths of the format are no longer.
const DEEPEST: usize = 8;

/// In the order of the text; no two overlap, and none goes over a line.
pub fn semantic_tokens(document: &Document<'_>) -> Vec<SemanticToken> {
    let text = document.text;
    let mut tokens = Vec::new();
    // The last name of the header that is being read, should it be a handle.
    let mut declared = None;
    walk(text, |path, part| match part {
        Part::Name { span, in_header } => {
            let kind = match path {
                [table, _] if table.text == "gateway" => TokenKind::Handle,
                _ if in_header => TokenKind::Table,
                _ => TokenKind::Key,
            };
            declared = (kind == TokenKind::Handle && in_header).then_some(tokens.len());
            push(text, span, kind, &mut tokens);
        }
        Part::Header { .. } => {
            let token = declared.take().and_then(|at: usize| tokens.get_mut(at));
            token.into_iter().for_each(|it: &mut SemanticToken| it.is_declaration = true);
        }
        Part::Scalar { span, kind } => {
            if let Some(kind) = scalar(text, path, span, kind) {
                push(text, span, kind, &mut tokens);
            }
        }
        Part::Comment(span) => push(text, span, TokenKind::Comment, &mut tokens),
        Part::Open { .. } | Part::Closed { .. } | Part::Pair { .. } => {}
    });
    tokens
}

/// Cuts what stands on several lines.
fn push(text: &str, span: Span, kind: TokenKind, tokens: &mut Vec<SemanticToken>) {
    let mut start = span.start;
    for line in span.of(text).split('\n') {
        let letters = line.strip_suffix('\r').unwrap_or(line);
        let span = Span::new(start, start + letters.len());
        if !span.is_empty() {
            tokens.push(SemanticToken { span, kind, is_declaration: false });
        }
        start += line.len() + 1;
    }
}

fn scalar(text: &str, path: &[Name<'_>], span: Span, kind: Kind) -> Option<TokenKind> {
    if kind == Kind::Word {
        return bare(span.of(text));
    }
    if navigate::refers(path) {
        return Some(TokenKind::Handle);
    }
    let key = key(path).filter(|key| !key.words.is_empty());
    let is_word = |key: &Key| {
        let written = folded(&said(text, Token { kind, span }));
        let spelled = key.spellings.iter().map(|(spelling, _)| *spelling);
        key.words.iter().copied().chain(spelled).any(|it| folded(it) == written)
    };
    Some(if key.is_some_and(is_word) { TokenKind::EnumMember } else { TokenKind::String })
}

fn key(path: &[Name<'_>]) -> Option<&'static Key> {
    let (name, table) = path.split_last().filter(|_| path.len() <= DEEPEST)?;
    match known(table.iter().map(|step| step.text.as_ref())).scope {
        Scope::Keys(keys) => keys.iter().find(|key| key.name == name.text),
        _ => None,
    }
}

/// What a word without quotes is; nothing where it is no value.
fn bare(word: &str) -> Option<TokenKind> {
    let unsigned = word.trim_start_matches(['+', '-']);
    let has = |at: usize, sign: u8| word.as_bytes().get(at) == Some(&sign);
    match unsigned {
        "true" | "false" if unsigned == word => Some(TokenKind::Boolean),
        "inf" | "nan" => Some(TokenKind::Number),
        it if !it.starts_with(|it: char| it.is_ascii_digit()) => None,
        _ if has(4, b'-') || has(2, b':') => Some(TokenKind::Date),
        _ => Some(TokenKind::Number),
    }
}
