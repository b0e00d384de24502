//! Every place that names a gateway by its handle.

use std::borrow::Cow;

use crate::{
    assist::{
        scan::{Kind, Token},
        unquote::{Name, letters, unescaped},
        walk::{Part, walk},
    },
    document::Document,
    span::Span,
};

/// One place that names a gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<'t> {
    pub handle: Cow<'t, str>,
    /// The letters of the handle, without quotes.
    pub span: Span,
    pub role: MentionRole,
}

/// What a place says of the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionRole {
    /// Its own header: `[gateway.eastus]`.
    Header,
    /// More of its table: `[gateway.eastus.alerts]`, `gateway.eastus.region = …`
    Table,
    /// Another table refers to it: `gateway = "eastus"`.
    Reference,
}

impl Mention<'_> {
    /// Whether a cursor there is in the handle, or at an end of it.
    pub(super) fn touches(&self, offset: usize) -> bool {
        self.span.start <= offset && offset <= self.span.end
    }
}

/// In the order of the text.
pub fn mentions<'t>(document: &Document<'t>) -> Vec<Mention<'t>> {
    let mut mentions: Vec<Mention<'t>> = Vec::new();
    let text = document.text;
    walk(text, |path, part| match part {
        Part::Name { span, .. } => {
            if let [table, handle] = path
                && table.text == "gateway"
            {
                let span = inside_quotes(text, span);
                mentions.push(Mention {
                    handle: handle.text.clone(),
                    span,
                    role: MentionRole::Table,
                });
            }
        }
        Part::Header { span, .. } => {
            // `[gateway.eastus.` is about to be another one.
            let is_whole = !span.of(text).ends_with('.');
            if let ([table, _], Some(last)) = (path, mentions.last_mut())
                && table.text == "gateway"
                && is_whole
            {
                last.role = MentionRole::Header;
            }
        }
        Part::Scalar { span, kind } => mentions.extend(reference(text, path, span, kind)),
        _ => {}
    });
    mentions
}

/// The mention that the cursor touches.
pub fn handle_at<'t>(document: &Document<'t>, offset: usize) -> Option<Mention<'t>> {
    mentions(document).into_iter().find(|it| it.touches(offset))
}

/// Every mention of the gateway that the cursor names: what an editor lights up.
pub fn highlights<'t>(document: &Document<'t>, offset: usize) -> Vec<Mention<'t>> {
    let mut all = mentions(document);
    let Some(handle) = all.iter().find(|it| it.touches(offset)).map(|it| it.handle.clone()) else {
        return Vec::new();
    };
    all.retain(|it| it.handle == handle);
    all
}

/// What is written there, where it is text and the key refers to gateways.
fn reference<'t>(text: &'t str, path: &[Name<'t>], span: Span, kind: Kind) -> Option<Mention<'t>> {
    if !refers(path) {
        return None;
    }
    let quote = match kind {
        Kind::Text { quote, closed: true } => quote,
        Kind::LongText => span.of(text).chars().next()?,
        _ => return None,
    };
    let span = letters(text, Token { kind, span });
    Some(Mention { handle: unescaped(span.of(text), quote), span, role: MentionRole::Reference })
}

/// Whether the value of a key is the handle of a gateway, or a list of them.
pub(in crate::assist) fn refers(path: &[Name<'_>]) -> bool {
    let is = |it: &Name<'_>, name: &str| it.text == name;
    match path {
        [table, key] => {
            is(table, "connection-point") && is(key, "gateway")
                || is(table, "boundary-group") && is(key, "gateways")
        }
        [table, media, key] => {
            is(table, "task-sequence") && is(media, "media") && is(key, "gateway")
        }
        _ => false,
    }
}

fn inside_quotes(text: &str, span: Span) -> Span {
    match span.of(text).chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let closed = span.of(text).len() > 1 && span.of(text).ends_with(quote);
            letters(text, Token { kind: Kind::Text { quote, closed }, span })
        }
        _ => span,
    }
}
