//! Above each gateway: what becomes of it.

use std::sync::Arc;

use cmg_rules::{
    assist::{self, Lens},
    plan::plan,
    run::run_while,
};
use serde_json::json;
use tower_lsp::ls_types::{CodeLens, Command};

use super::commands;
use crate::{
    analysis,
    documents::{Document, Kind},
    session::Session,
};

/// Those of one document; `None` where it has changed in the meantime.
pub async fn lenses(session: &Arc<Session>, document: Document) -> Option<Vec<CodeLens>> {
    if document.kind != Kind::Configuration {
        return Some(Vec::new());
    }
    let lenses = analysis::look(session, document, |document, inputs| {
        let report = run_while(inputs, &|| document.is_current())?;
        let lenses = assist::lenses(inputs, &plan(inputs, &report));
        Some(lenses.into_iter().map(|it| lens(document, it)).collect())
    });
    lenses.await.flatten()
}

fn lens(document: &Document, it: Lens) -> CodeLens {
    let command = Command {
        title: it.title,
        command: commands::SHOW_PLAN.to_owned(),
        arguments: Some(vec![json!(document.uri)]),
    };
    CodeLens { range: document.range(it.span), command: Some(command), data: None }
}
