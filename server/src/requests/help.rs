//! What may be written at the cursor, and what stands there.

use std::sync::Arc;

use cmg_rules::{
    assist::{self, Completion, CompletionKind, Insert},
    inputs::Inputs,
};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionTextEdit, Documentation,
    Hover, HoverContents, InsertTextFormat, MarkupContent, MarkupKind, Position, TextEdit,
};

use crate::{
    analysis,
    documents::{Document, Kind},
    session::Session,
};

/// What a client is told to do after a proposal is taken that continues.
const ASK_AGAIN: &str = "editor.action.triggerSuggest";

pub async fn hover(
    session: &Arc<Session>,
    document: Document,
    at: Position,
) -> Option<Option<Hover>> {
    let see = move |document: &Document, inputs: &Inputs<'_>| {
        let offset = document.offset(at);
        let hover = match document.kind {
            Kind::Configuration => assist::hover(inputs, offset),
            Kind::Settings => assist::hover_settings(inputs.now.document.text, offset),
            Kind::Other => None,
        };
        hover.map(|it| Hover {
            contents: HoverContents::Markup(markdown(it.markdown)),
            range: Some(document.range(it.span)),
        })
    };
    analysis::look(session, document, see).await
}

pub async fn completion(
    session: &Arc<Session>,
    document: Document,
    at: Position,
) -> Option<Vec<CompletionItem>> {
    let (workspace, abilities) = (Arc::clone(session), session.abilities());
    let see = move |document: &Document, inputs: &Inputs<'_>| {
        let offset = document.offset(at);
        let all = match document.kind {
            Kind::Configuration => {
                let files = workspace.workspace.files_beside(&document.path);
                assist::complete(inputs, offset, &files)
            }
            Kind::Settings => assist::complete_settings(inputs.now.document.text, offset),
            Kind::Other => Vec::new(),
        };
        all.into_iter().map(|it| item(document, it, abilities.snippets)).collect()
    };
    analysis::look(session, document, see).await
}

fn item(document: &Document, it: Completion, snippets: bool) -> CompletionItem {
    let (text, format) = match &it.insert {
        Insert::Snippet(snippet) if snippets => (snippet.text(), InsertTextFormat::SNIPPET),
        insert => (insert.plain(), InsertTextFormat::PLAIN_TEXT),
    };
    let text = match document.has_crlf() {
        true => text.replace('\n', "\r\n"),
        false => text,
    };
    let edit = TextEdit::new(document.range(it.replace), text);
    CompletionItem {
        label: it.label,
        kind: Some(kind(it.kind)),
        detail: (!it.detail.is_empty()).then_some(it.detail),
        documentation: (!it.documentation.is_empty())
            .then(|| Documentation::MarkupContent(markdown(it.documentation))),
        tags: it.deprecated.then(|| vec![CompletionItemTag::DEPRECATED]),
        sort_text: Some(it.sort),
        filter_text: Some(it.filter),
        insert_text_format: Some(format),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        command: it.continues.then(|| tower_lsp::ls_types::Command {
            title: "Complete the value".to_owned(),
            command: ASK_AGAIN.to_owned(),
            arguments: None,
        }),
        ..CompletionItem::default()
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Key => CompletionItemKind::PROPERTY,
        CompletionKind::Table => CompletionItemKind::STRUCT,
        CompletionKind::Block => CompletionItemKind::SNIPPET,
        CompletionKind::Word => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Computed => CompletionItemKind::CONSTANT,
        CompletionKind::Handle => CompletionItemKind::REFERENCE,
        CompletionKind::File => CompletionItemKind::FILE,
        CompletionKind::Rule => CompletionItemKind::EVENT,
        CompletionKind::Family => CompletionItemKind::MODULE,
    }
}

pub fn markdown(value: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value }
}
