//! Diagnostics for clients that ask for them.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, PreviousResultId,
    UnchangedDocumentDiagnosticReport, Uri, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::{
    analysis,
    convert::{self, result_id},
    documents::{Document, Kind},
    session::Session,
    survey,
};

/// Those of one document; `None` where it has changed in the meantime.
pub async fn document(
    session: &Arc<Session>,
    document: Document,
    previous: Option<String>,
) -> Option<DocumentDiagnosticReportResult> {
    let abilities = session.abilities();
    let report = analysis::ask(session, document, move |document, checked| {
        let items = convert::diagnostics(document, checked, abilities);
        convert::report(items, previous.as_deref())
    });
    report.await.map(Into::into)
}

/// Those of all documents below the open folders, and of all that are open.
pub async fn workspace(
    session: &Arc<Session>,
    previous: Vec<PreviousResultId>,
) -> Option<WorkspaceDiagnosticReportResult> {
    let mut previous: HashMap<Uri, String> =
        previous.into_iter().map(|it| (it.uri, it.value)).collect();
    let mut items = Vec::new();
    let open = session.documents().snapshots();
    let files = open.iter().filter(|document| document.is_file());
    let paths: HashSet<Arc<Path>> = files.map(|it| Arc::clone(&it.path)).collect();
    for document in open.into_iter().filter(|document| document.kind != Kind::Other) {
        let (uri, version) = (document.uri.clone(), Some(i64::from(document.version)));
        let abilities = session.abilities();
        let diagnostics = analysis::ask(session, document, move |document, checked| {
            convert::diagnostics(document, checked, abilities)
        });
        let diagnostics = diagnostics.await?;
        let before = previous.remove(&uri);
        items.push(item(uri, version, diagnostics, before));
    }
    let elsewhere = survey::survey(session).await?;
    for it in elsewhere.iter().filter(|it| !paths.contains(&*it.path)) {
        let before = previous.remove(&it.uri);
        items.push(item(it.uri.clone(), None, it.diagnostics.clone(), before));
    }
    // What is not there any more has nothing wrong with it.
    items.extend(previous.into_keys().map(|uri| item(uri, None, Vec::new(), None)));
    Some(WorkspaceDiagnosticReport { items }.into())
}

fn item(
    uri: Uri,
    version: Option<i64>,
    items: Vec<Diagnostic>,
    previous: Option<String>,
) -> WorkspaceDocumentDiagnosticReport {
    let result_id = result_id(&items);
    if previous.as_ref() == Some(&result_id) {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id };
        return WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report,
        }
        .into();
    }
    let result_id = Some(result_id);
    let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id, items };
    WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
}
