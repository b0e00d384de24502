//! Above each gateway: what becomes of it.

use std::sync::Arc;

use cmg_host::Judge;
use cmg_rules::{
    change::Class,
    inputs::Snapshot,
    plan::{Item, Plan, Sign},
};
use serde_json::json;
use tower_lsp::ls_types::{CodeLens, Command};

use super::commands;
use crate::{
    analysis::off_the_thread,
    documents::{Document, Kind},
    session::Session,
};

/// Those of one document; `None` where it has changed in the meantime.
pub async fn lenses(session: &Arc<Session>, document: Document) -> Option<Vec<CodeLens>> {
    if document.kind != Kind::Configuration {
        return Some(Vec::new());
    }
    let own = Arc::clone(session);
    off_the_thread(&session.checks, move |interest| {
        let wanted = || interest.strong_count() > 0 && document.is_current();
        let judge = Judge { plans: true, ..own.workspace.judge(&document.path) };
        let text = document.text.to_string();
        let verdict = judge.text(text, &wanted)?;
        let Some(Ok(planned)) = verdict.plan else { return Some(Vec::new()) };
        // Where everything is new, a lens says nothing.
        if planned.baseline.is_none() {
            return Some(Vec::new());
        }
        Some(above_gateways(&document, &verdict.text, &planned.plan))
    })
    .await
}

fn above_gateways(document: &Document, text: &str, plan: &Plan) -> Vec<CodeLens> {
    let snapshot = Snapshot::read(text);
    let Some(config) = &snapshot.config else { return Vec::new() };
    let gateways = config.gateways().iter();
    let lens = |subject: &str, place| {
        let item = plan.changes.iter().find(|item| item.subject == subject)?;
        let title = format!("{}: show plan", summary(item, plan));
        let command = Command {
            title,
            command: commands::SHOW_PLAN.to_owned(),
            arguments: Some(vec![json!(document.uri)]),
        };
        Some(CodeLens { range: document.range(place), command: Some(command), data: None })
    };
    gateways.filter_map(|it| lens(&format!("gateway.{}", it.handle), it.handle_span)).collect()
}

/// `2 in place, 1 redeploy`.
fn summary(item: &Item, plan: &Plan) -> String {
    if !plan.is_possible() && item.class == Some(Class::NotPossible) {
        return "not possible".to_owned();
    }
    if item.sign == Sign::Add {
        return "new gateway".to_owned();
    }
    let words = ["in place", "during conversion", "redeploy", "not documented", "not possible"];
    let counts = words.iter().filter_map(|word| {
        let count = item.settings.iter().filter(|it| brief(it.class) == *word).count();
        (count > 0).then(|| format!("{count} {word}"))
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { item.way.to_owned() } else { counts.join(", ") }
}

fn brief(class: Class) -> &'static str {
    match class {
        Class::RedeploySameName | Class::RedeployNewName => "redeploy",
        class => class.text(),
    }
}
