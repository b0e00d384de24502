//! How a document is built: symbols, folds, growing selections, words.

use cmg_rules::{
    assist::{self, FoldKind, Symbol, SymbolKind as Kind, TokenKind},
    document::Document as Parsed,
};
use tower_lsp::ls_types::{
    DocumentSymbol, FoldingRange, FoldingRangeKind, Location, OneOf, Position, SelectionRange,
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensLegend,
    SymbolKind, WorkspaceSymbol,
};

use crate::documents::{Document, Kind as DocumentKind};

pub fn symbols(document: &Document) -> Vec<DocumentSymbol> {
    let text = document.text.to_string();
    let all = assist::symbols(&Parsed::parse(&text));
    all.into_iter().map(|it| symbol(document, it)).collect()
}

#[expect(deprecated, reason = "the field has no other value")]
fn symbol(document: &Document, it: Symbol) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> =
        it.children.into_iter().map(|it| symbol(document, it)).collect();
    DocumentSymbol {
        name: it.name,
        detail: it.detail,
        kind: kind(it.kind),
        tags: None,
        deprecated: None,
        range: document.range(it.span),
        selection_range: document.range(it.title),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Those of one document that a query asks for.
pub fn found(document: &Document, query: &str) -> Vec<WorkspaceSymbol> {
    if document.kind != DocumentKind::Configuration {
        return Vec::new();
    }
    let text = document.text.to_string();
    let all = assist::workspace_symbols(&Parsed::parse(&text), query).into_iter();
    let symbol = all.map(|it| WorkspaceSymbol {
        name: it.name,
        kind: kind(it.kind),
        tags: None,
        container_name: it.detail,
        location: OneOf::Left(Location::new(document.uri.clone(), document.range(it.title))),
        data: None,
    });
    symbol.collect()
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Gateway => SymbolKind::CLASS,
        Kind::ConnectionPoint | Kind::Role => SymbolKind::INTERFACE,
        Kind::TaskSequence => SymbolKind::EVENT,
        Kind::BoundaryGroup => SymbolKind::ENUM,
        Kind::Site => SymbolKind::MODULE,
        Kind::Table => SymbolKind::STRUCT,
    }
}

pub fn folds(document: &Document) -> Vec<FoldingRange> {
    let text = document.text.to_string();
    let all = assist::folds(&Parsed::parse(&text)).into_iter();
    let fold = all.filter_map(|it| {
        let range = document.range(it.span);
        let (start_line, end_line) = (range.start.line, range.end.line);
        (start_line < end_line).then(|| FoldingRange {
            start_line,
            end_line,
            kind: (it.kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        })
    });
    fold.collect()
}

pub fn selections(document: &Document, at: &[Position]) -> Vec<SelectionRange> {
    let text = document.text.to_string();
    let offsets: Vec<usize> = at.iter().map(|it| document.offset(*it)).collect();
    let all = assist::selections(&Parsed::parse(&text), &offsets).into_iter().zip(at);
    let nested = all.map(|(spans, at)| {
        let widest_first = spans.into_iter().rev();
        let nested = widest_first.fold(None, |parent, span| {
            let parent = parent.map(Box::new);
            Some(SelectionRange { range: document.range(span), parent })
        });
        let empty = tower_lsp::ls_types::Range::new(*at, *at);
        nested.unwrap_or(SelectionRange { range: empty, parent: None })
    });
    nested.collect()
}

/// What the numbers of words mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.iter().map(|(_, it)| it.clone()).collect(),
        token_modifiers: vec![SemanticTokenModifier::DECLARATION],
    }
}

const TYPES: [(TokenKind, SemanticTokenType); 9] = [
    (TokenKind::Table, SemanticTokenType::STRUCT),
    (TokenKind::Key, SemanticTokenType::PROPERTY),
    (TokenKind::String, SemanticTokenType::STRING),
    (TokenKind::Number, SemanticTokenType::NUMBER),
    (TokenKind::Boolean, SemanticTokenType::KEYWORD),
    (TokenKind::Date, SemanticTokenType::NUMBER),
    (TokenKind::Comment, SemanticTokenType::COMMENT),
    (TokenKind::Handle, SemanticTokenType::VARIABLE),
    (TokenKind::EnumMember, SemanticTokenType::ENUM_MEMBER),
];

/// Each word as the distance from the one before it.
pub fn words(document: &Document) -> SemanticTokens {
    let text = document.text.to_string();
    let mut last = Position::default();
    let mut data = Vec::new();
    for it in assist::semantic_tokens(&Parsed::parse(&text)) {
        let range = document.range(it.span);
        let start = range.start;
        let delta_line = start.line.saturating_sub(last.line);
        let before = if delta_line == 0 { last.character } else { 0 };
        let place = TYPES.iter().position(|(kind, _)| *kind == it.kind);
        data.push(SemanticToken {
            delta_line,
            delta_start: start.character.saturating_sub(before),
            length: range.end.character.saturating_sub(start.character),
            token_type: place.and_then(|at| u32::try_from(at).ok()).unwrap_or_default(),
            token_modifiers_bitset: u32::from(it.is_declaration),
        });
        last = start;
    }
    SemanticTokens { result_id: None, data }
}
