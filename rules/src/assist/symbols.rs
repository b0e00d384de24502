//! The tables of a document as a tree, under the names that people know them by.

use super::{
    hidden::Hidden,
    outline::{Block, outline},
};
use crate::{document::Document, span::Span};

/// A table, with those that stand below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// A handle, a server, the name of a task sequence; else that of the table.
    pub name: String,
    /// What else tells it from others: a service name, the kind of a role.
    pub detail: Option<String>,
    pub kind: SymbolKind,
    /// The whole table with those below it that follow.
    pub span: Span,
    /// Its header, within the span.
    pub title: Span,
    /// Each within the span, in the order of the text.
    pub children: Vec<Symbol>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    Gateway,
    ConnectionPoint,
    /// Any other role of a site system.
    Role,
    TaskSequence,
    BoundaryGroup,
    Site,
    Table,
}

/// The tables of a document, in the order of the text.
pub fn symbols(document: &Document<'_>) -> Vec<Symbol> {
    let hidden = Hidden::of(document);
    let mut roots = Vec::new();
    // Those that are not over yet, the innermost last.
    let mut open: Vec<Symbol> = Vec::new();
    for block in outline(document.text) {
        while open.len() > block.depth {
            close(&mut open, &mut roots);
        }
        open.push(symbol(&block, &hidden));
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn close(open: &mut Vec<Symbol>, roots: &mut Vec<Symbol>) {
    if let Some(symbol) = open.pop() {
        open.last_mut().map_or(roots, |outer| &mut outer.children).push(symbol);
    }
}

/// What a workspace is searched for: gateways, connection points and task
/// sequences whose names or details have the letters in that order.
pub fn workspace_symbols(document: &Document<'_>, query: &str) -> Vec<Symbol> {
    let is_wanted = |it: &Block<'_>| {
        let kind = kind(it).kind;
        matches!(kind, SymbolKind::Gateway | SymbolKind::ConnectionPoint | SymbolKind::TaskSequence)
    };
    let hidden = Hidden::of(document);
    let blocks = outline(document.text).into_iter().filter(is_wanted);
    let symbols = blocks.map(|it| symbol(&it, &hidden));
    let matches = |it: &Symbol| {
        has_letters(&it.name, query)
            || it.detail.as_deref().is_some_and(|it| has_letters(it, query))
    };
    symbols.filter(matches).collect()
}

/// Whether the letters stand there in that order, without case.
fn has_letters(text: &str, query: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|it| it == wanted))
}

/// What a table is, and which of its keys name it.
struct Known {
    kind: SymbolKind,
    /// The key whose text is its name; the last step of its path where none is.
    name: Option<&'static str>,
    /// Keys whose text tells more, the first one that is there.
    details: &'static [&'static str],
}

fn kind(block: &Block<'_>) -> Known {
    let plain = |kind, name, details| Known { kind, name, details };
    let mut path = [""; 3];
    for (slot, step) in path.iter_mut().zip(&block.names) {
        *slot = &step.text;
    }
    match (block.names.len(), path) {
        (2, ["gateway", ..]) => plain(SymbolKind::Gateway, None, &["service-name"]),
        (3, ["gateway", _, "certificate" | "trusted-certificate"]) => {
            plain(SymbolKind::Table, None, &["file", "thumbprint"])
        }
        (1, ["connection-point", ..]) => plain(SymbolKind::ConnectionPoint, Some("server"), &[]),
        (1, ["management-point" | "software-update-point", ..]) => {
            plain(SymbolKind::Role, Some("server"), &[])
        }
        (1, ["site-system-role", ..]) => plain(SymbolKind::Role, Some("server"), &["role"]),
        (1, ["boundary-group", ..]) => plain(SymbolKind::BoundaryGroup, Some("name"), &[]),
        (1, ["task-sequence", ..]) => plain(SymbolKind::TaskSequence, Some("name"), &[]),
        (1, ["primary-site", ..]) => plain(SymbolKind::Site, Some("code"), &[]),
        (1, ["site", ..]) => plain(SymbolKind::Site, None, &["code"]),
        (2, ["azure", "server-app" | "client-app", ..]) => {
            plain(SymbolKind::Table, None, &["name", "client-id"])
        }
        _ => plain(SymbolKind::Table, None, &[]),
    }
}

pub(super) fn symbol(block: &Block<'_>, hidden: &Hidden) -> Symbol {
    let known = kind(block);
    let shown = |key: &str| {
        let said = block.says(key)?;
        hidden.shown(&said.text, said.span)
    };
    let table = block.names.last().and_then(|step| hidden.shown(&step.text, step.span));
    let table = table.unwrap_or_else(|| "table".to_owned());
    let own = known.name.and_then(shown);
    let details = known.details.iter().find_map(|key| shown(key));
    let (name, detail) = match own {
        // The kind of the table tells what the server is.
        Some(own) => (own, details.or(Some(table))),
        None => (table, details),
    };
    Symbol {
        name,
        detail,
        kind: known.kind,
        span: block.whole,
        title: block.title,
        children: Vec::new(),
    }
}
