//! Commands that clients, and the actions and lenses of this server, may send.

use std::sync::Arc;

use cmg_host::{is_document, read_file, shown_path};
use cmg_rules::{catalog, finding::Severity, report::Report};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::{
    jsonrpc::{Error, Result},
    ls_types::{ExecuteCommandParams, MessageType, Position, Range, ShowDocumentParams, Uri},
};

use crate::{
    abilities::Abilities,
    analysis::{Checked, off_the_thread},
    documents::{Document, Kind},
    session::Session,
};

/// Address of a document: its plan as Markdown.
pub const PLAN: &str = "cmglint.plan";
/// The same, shown; for clients that do not do so themselves.
pub const SHOW_PLAN: &str = "cmglint.showPlan";
/// What a report of a bug needs.
pub const STATUS: &str = "cmglint.status";
/// Name of a rule: opens the page of Microsoft that it rests on.
pub const OPEN_PAGE: &str = "cmglint.openPage";
/// Name of a rule: its documentation as Markdown.
pub const EXPLAIN: &str = "cmglint.explain";
/// Address and position: where somebody goes on to write.
pub const PLACE_CURSOR: &str = "cmglint.placeCursor";

/// Those that the server carries out for this client. One that the client has as well must not be
/// among them: clients refuse to register it twice.
pub fn names(abilities: Abilities) -> Vec<String> {
    let own = [PLAN, STATUS, OPEN_PAGE, EXPLAIN, PLACE_CURSOR];
    let shown = (!abilities.shows_plans).then_some(SHOW_PLAN);
    own.into_iter().chain(shown).map(str::to_owned).collect()
}

/// Carries one out.
pub async fn execute(
    session: &Arc<Session>,
    params: ExecuteCommandParams,
) -> Result<Option<Value>> {
    let mut arguments = Arguments(params.arguments.into_iter());
    match params.command.as_str() {
        PLAN => Ok(Some(json!(plan(session, arguments.next("the address of a document")?).await?))),
        SHOW_PLAN => {
            let plan = plan(session, arguments.next("the address of a document")?).await?;
            let first = plan.lines().map(str::trim).find(|line| line.starts_with("**"));
            session.client.log_message(MessageType::INFO, &plan).await;
            if let Some(line) = first {
                session.client.show_message(MessageType::INFO, line.replace("**", "")).await;
            }
            Ok(Some(json!(plan)))
        }
        STATUS => Ok(Some(status(session))),
        OPEN_PAGE => {
            let url = rule(&mut arguments)?.source.url();
            open(session, &url).await;
            Ok(None)
        }
        EXPLAIN => Ok(Some(json!((session.tools.explain)(rule(&mut arguments)?)))),
        PLACE_CURSOR => {
            let (uri, position) = (arguments.next("an address")?, arguments.next("a position")?);
            place_cursor(session, uri, position).await;
            Ok(None)
        }
        other => Err(Error::invalid_params(format!("there is no command {other}"))),
    }
}

/// What stands behind the name of a command.
struct Arguments(std::vec::IntoIter<Value>);

impl Arguments {
    fn next<T: DeserializeOwned>(&mut self, what: &str) -> Result<T> {
        let value = self.0.next().and_then(|value| serde_json::from_value(value).ok());
        value.ok_or_else(|| Error::invalid_params(format!("expected {what}")))
    }
}

fn rule(arguments: &mut Arguments) -> Result<&'static cmg_rules::finding::RuleInfo> {
    let name: String = arguments.next("the name of a rule")?;
    let found = catalog::rules().map(|rule| &rule.info).find(|info| info.name == name);
    found.ok_or_else(|| Error::invalid_params(format!("there is no rule called {name}")))
}

/// Of the text in the editor, where there is one.
async fn plan(session: &Arc<Session>, uri: Uri) -> Result<String> {
    let (open, own) = (session.snapshot(&uri), Arc::clone(session));
    let plan = off_the_thread(&session.checks, move |_| {
        let document = open.or_else(|| on_disk(&own, uri))?;
        if document.kind != Kind::Configuration {
            return None;
        }
        let judge = own.workspace.judge(&document.path);
        let path = shown_path(&document.path);
        Some((own.tools.plan)(&judge, &path, document.text.to_string()))
    });
    plan.await.ok_or_else(|| Error::invalid_params("this is no document of a gateway"))
}

fn on_disk(session: &Session, uri: Uri) -> Option<Document> {
    let path = uri.to_file_path()?.into_owned();
    // Whoever may send commands shall not read any file that there is.
    let is_ours = uri.scheme().as_str() == "file" && is_document(&path);
    let limit = session.workspace.judge(&path).limit;
    let bytes = is_ours.then(|| read_file(&path, limit).ok()).flatten()?;
    let text = String::from_utf8_lossy(&bytes);
    Some(Document::new(uri, &text, session.abilities().encoding))
}

/// Pages are those of the catalog: no client opens what a document says.
async fn open(session: &Session, url: &str) {
    let uri: Option<Uri> = url.parse().ok();
    if let Some(uri) = uri.filter(|_| session.abilities().show_document) {
        let (external, take_focus, selection) = (Some(true), Some(true), None);
        let shown = ShowDocumentParams { uri, external, take_focus, selection };
        if session.client.show_document(shown).await.unwrap_or(false) {
            return;
        }
    }
    session.client.show_message(MessageType::INFO, url).await;
}

async fn place_cursor(session: &Session, uri: Uri, position: Position) {
    let selection = Some(Range::new(position, position));
    let (external, take_focus) = (Some(false), Some(true));
    let shown = ShowDocumentParams { uri, external, take_focus, selection };
    // Without it the comment stands there all the same.
    let _ = session.client.show_document(shown).await;
}

/// Nothing of a document but its name, and no password.
fn status(session: &Session) -> Value {
    let abilities = session.abilities();
    let open = session.documents().snapshots();
    json!({
        "version": session.tools.version,
        "rules": catalog::rules().count(),
        "today": session.workspace.today().to_string(),
        "diagnostics": if abilities.pull { "pull" } else { "push" },
        "positionEncoding": abilities.encoding.kind(),
        "clientWatchesFiles": abilities.watches,
        "folders": session.workspace.roots().iter().map(|it| shown_path(it)).collect::<Vec<_>>(),
        "settings": session.workspace.settings().iter().map(|it| shown_path(it)).collect::<Vec<_>>(),
        "wishes": *session.workspace.wishes(),
        "documents": open.iter().map(about).collect::<Vec<_>>(),
        "timings": session.timings.status(),
    })
}

fn about(document: &Document) -> Value {
    let checked = document.checked.get().map(|checked| &**checked);
    let verdict = match checked {
        Some(Checked::Configuration(verdict)) => Some(verdict),
        _ => None,
    };
    json!({
        "uri": document.uri,
        "version": document.version,
        "bytes": document.text.len_bytes(),
        "kind": format!("{:?}", document.kind).to_lowercase(),
        "findings": verdict.map(|verdict| counts(&verdict.report)),
        "baseline": verdict.map(|verdict| &verdict.baseline),
    })
}

fn counts(report: &Report) -> Value {
    let of = |severity| report.findings.iter().filter(|it| it.severity() == severity).count();
    json!({
        "error": of(Severity::Error),
        "warning": of(Severity::Warning),
        "info": of(Severity::Info),
        "allowed": report.allowed.len(),
        "skipped": report.skipped.len(),
    })
}
