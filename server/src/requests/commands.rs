//! Commands that clients, and the actions and lenses of this server, may send.

use std::sync::Arc;

use cmg_host::{is_document, read_file, shown_path};
use cmg_rules::{catalog, finding::Severity, report::Report};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::{
    jsonrpc::{Error, ErrorCode, Result},
    ls_types::{ExecuteCommandParams, MessageType, Position, Range, ShowDocumentParams, Uri},
};

use super::overview;
use crate::{
    PlanFormat,
    abilities::Abilities,
    analysis::{Checked, off_the_thread},
    documents::{Document, Kind},
    session::Session,
};

/// Address of a document: its plan as Markdown.
pub const PLAN: &str = "cmglint.plan";
/// The same as a PowerShell script.
pub const PLAN_SCRIPT: &str = "cmglint.planScript";
/// The same as the first, shown; for clients that do not do so themselves.
pub const SHOW_PLAN: &str = "cmglint.showPlan";
/// Address of a document: its gateways and what was found in them, for tree views.
pub const OVERVIEW: &str = "cmglint.overview";
/// What a report of a bug needs.
pub const STATUS: &str = "cmglint.status";
/// Name of a rule: opens the page of Microsoft that it rests on.
pub const OPEN_PAGE: &str = "cmglint.openPage";
/// Name of a rule: its documentation as Markdown.
pub const EXPLAIN: &str = "cmglint.explain";
/// Address and position: where somebody goes on to write.
pub const PLACE_CURSOR: &str = "cmglint.placeCursor";

/// The protocol's word for a request that is right and cannot be met.
const REQUEST_FAILED: i64 = -32803;

/// Those that the server carries out for this client. One that the client has as well must not be
/// among them: clients refuse to register it twice.
pub fn names(abilities: Abilities) -> Vec<String> {
    let own = [PLAN, PLAN_SCRIPT, OVERVIEW, STATUS, OPEN_PAGE, EXPLAIN, PLACE_CURSOR];
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
        PLAN => Ok(Some(json!(plan(session, arguments.document()?).await?))),
        PLAN_SCRIPT => {
            let (_, script) =
                planned(session, arguments.document()?, PlanFormat::PowerShell).await?;
            Ok(Some(json!(script.map_err(no_plan)?)))
        }
        OVERVIEW => {
            let overview = with_document(session, arguments.document()?, overview::overview);
            Ok(Some(overview.await?))
        }
        SHOW_PLAN => {
            let plan = plan(session, arguments.document()?).await?;
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

    fn document(&mut self) -> Result<Uri> {
        self.next("the address of a document")
    }
}

fn rule(arguments: &mut Arguments) -> Result<&'static cmg_rules::finding::RuleInfo> {
    let name: String = arguments.next("the name of a rule")?;
    let found = catalog::rules().map(|rule| &rule.info).find(|info| info.name == name);
    found.ok_or_else(|| Error::invalid_params(format!("there is no rule called {name}")))
}

/// As Markdown; why there is none is a page as well.
async fn plan(session: &Arc<Session>, uri: Uri) -> Result<String> {
    let (path, plan) = planned(session, uri, PlanFormat::Markdown).await?;
    Ok(plan.unwrap_or_else(|reason| format!("### Plan of `{path}`\n\n{reason}\n")))
}

/// The path of the document for people, and its plan or why there is none.
async fn planned(
    session: &Arc<Session>,
    uri: Uri,
    format: PlanFormat,
) -> Result<(String, std::result::Result<String, String>)> {
    let plan = move |session: &Session, document: &Document| {
        let judge = session.workspace.judge(&document.path);
        let path = shown_path(&document.path);
        let plan = (session.tools.plan)(&judge, &path, document.text.to_string(), format);
        (path, plan)
    };
    with_document(session, uri, plan).await
}

/// A script that does nothing would be mistaken for one that had nothing to do.
fn no_plan(reason: String) -> Error {
    let mut error = Error::new(ErrorCode::ServerError(REQUEST_FAILED));
    error.message = reason.into();
    error
}

/// Looks at the text in the editor, where there is one.
async fn with_document<T: Send + 'static>(
    session: &Arc<Session>,
    uri: Uri,
    look: impl FnOnce(&Session, &Document) -> T + Send + 'static,
) -> Result<T> {
    let (open, own) = (session.snapshot(&uri), Arc::clone(session));
    let looked = off_the_thread(&session.checks, move |_| {
        let document = open.or_else(|| on_disk(&own, uri))?;
        (document.kind == Kind::Configuration).then(|| look(&own, &document))
    });
    looked.await.ok_or_else(|| Error::invalid_params("this is no document of a gateway"))
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
