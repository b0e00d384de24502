//! What follows from a document, between its words.

use std::sync::Arc;

use cmg_rules::{
    assist::{self, Hint, HintKind, HintKinds},
    span::Span,
};
use tower_lsp::ls_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintTooltip, Range};

use super::help::markdown;
use crate::{
    analysis,
    convert::text_edits,
    documents::{Document, Kind},
    session::Session,
};

pub async fn hints(
    session: &Arc<Session>,
    document: Document,
    range: Range,
) -> Option<Vec<InlayHint>> {
    if document.kind != Kind::Configuration {
        return Some(Vec::new());
    }
    let wishes = session.workspace.wishes().inlay_hints;
    let kinds = HintKinds {
        deployment_names: wishes.deployment_name,
        expiry: wishes.expiry,
        defaults: wishes.defaults,
        deployed: wishes.deployed,
    };
    analysis::look(session, document, move |document, inputs| {
        let span = Span::new(document.offset(range.start), document.offset(range.end));
        let all = assist::hints(inputs, span, kinds).into_iter();
        all.map(|it| hint(document, it)).collect()
    })
    .await
}

fn hint(document: &Document, it: Hint) -> InlayHint {
    let is_value = matches!(it.kind, HintKind::DeploymentName | HintKind::Default);
    InlayHint {
        position: document.range(Span::new(it.at, it.at)).start,
        label: InlayHintLabel::String(it.text),
        kind: is_value.then_some(InlayHintKind::TYPE),
        text_edits: it.edit.map(|edit| text_edits(document, &[edit])),
        tooltip: Some(InlayHintTooltip::MarkupContent(markdown(it.tooltip))),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    }
}
