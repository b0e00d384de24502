//! What may be written at the cursor, and what stands there.

use std::sync::Arc;

use cmg_rules::{
    assist::{self, Completion, CompletionKind, Insert},
    inputs::Inputs,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionTextEdit, Documentation,
    Hover, HoverContents, InsertTextFormat, MarkupContent, MarkupKind, Position, TextEdit, Uri,
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
    let (own, abilities) = (Arc::clone(session), session.abilities());
    let see = move |document: &Document, inputs: &Inputs<'_>| {
        let offset = document.offset(at);
        let data = json!(Later { uri: document.uri.clone(), offset });
        let cost = data.to_string().len();
        let one = |it: Completion| {
            // What is shorter than the way to it comes at once.
            let is_late = abilities.resolves_documentation && it.documentation.len() > cost;
            let mut item = item(document, it, abilities.snippets);
            if is_late {
                item.documentation = None;
                item.data = Some(data.clone());
            }
            item
        };
        proposals(&own, document, inputs, offset).into_iter().map(one).collect()
    };
    analysis::look(session, document, see).await
}

/// Where a proposal came from, with the client in between.
#[derive(Debug, Serialize, Deserialize)]
struct Later {
    uri: Uri,
    offset: usize,
}

/// The proposal with its documentation. Where the document has moved on, that of the same
/// proposal in its text as it is now, and none where there is no such proposal any more: nobody
/// wants to see an error in place of a list.
pub async fn resolve(session: &Arc<Session>, mut item: CompletionItem) -> CompletionItem {
    let later = item.data.clone().and_then(|it| serde_json::from_value::<Later>(it).ok());
    let Some(Later { uri, offset }) = later else { return item };
    let Some(document) = session.snapshot(&uri) else { return item };
    let (own, label, detail) = (Arc::clone(session), item.label.clone(), item.detail.clone());
    let see = move |document: &Document, inputs: &Inputs<'_>| {
        let all = proposals(&own, document, inputs, offset);
        let is_it = |it: &&Completion| {
            it.label == label && it.detail == detail.as_deref().unwrap_or_default()
        };
        all.iter().find(is_it).map(|it| it.documentation.clone())
    };
    if let Some(Some(text)) = analysis::look(session, document, see).await {
        item.documentation =
            (!text.is_empty()).then(|| Documentation::MarkupContent(markdown(text)));
    }
    item
}

fn proposals(
    session: &Session,
    document: &Document,
    inputs: &Inputs<'_>,
    offset: usize,
) -> Vec<Completion> {
    match document.kind {
        Kind::Configuration => {
            let files = session.workspace.files_beside(&document.path);
            assist::complete(inputs, offset, &files)
        }
        Kind::Settings => assist::complete_settings(inputs.now.document.text, offset),
        Kind::Other => Vec::new(),
    }
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
