//! A document at a glance, as JSON for tree views and status bars.

use cmg_rules::{
    assist::{self, Child, Counts, GatewayView},
    plan::plan,
};
use serde_json::{Value, json};

use crate::{
    analysis::{self, Checked},
    documents::Document,
    session::Session,
};

/// Of a document as it was asked for, even if it has moved on since.
pub fn overview(session: &Session, document: &Document) -> Value {
    let checked = analysis::check(session, document, &|| true);
    let Some(Checked::Configuration(verdict)) = checked.as_deref() else { return Value::Null };
    let judge = session.workspace.judge(&document.path);
    let seen = judge.look(&verdict.text, |inputs| {
        assist::overview(inputs, &verdict.report, &plan(inputs, &verdict.report))
    });
    let gateways: Vec<Value> = seen.gateways.iter().map(|it| gateway(document, it)).collect();
    let rest: Vec<Value> = seen.rest.iter().map(|it| child(document, it)).collect();
    json!({
        "baseline": verdict.baseline,
        "counts": counts(seen.counts),
        "gateways": gateways,
        "rest": rest,
    })
}

fn gateway(document: &Document, it: &GatewayView) -> Value {
    let children: Vec<Value> = it.children.iter().map(|it| child(document, it)).collect();
    json!({
        "name": it.name,
        "detail": it.detail,
        "range": document.range(it.span),
        "selectionRange": document.range(it.title),
        "counts": counts(it.counts),
        "certificateDaysLeft": it.certificate_days_left,
        "change": it.fate.map(|it| it.word()),
        "summary": it.summary,
        "children": children,
    })
}

fn child(document: &Document, it: &Child) -> Value {
    json!({
        "kind": it.kind,
        "name": it.name,
        "detail": it.detail,
        "range": document.range(it.span),
        "selectionRange": document.range(it.title),
        "counts": counts(it.counts),
    })
}

fn counts(it: Counts) -> Value {
    json!({ "error": it.error, "warning": it.warning, "info": it.info })
}
