//! Which requests there are: each is handed to its module, with a snapshot of the moment at which
//! it was asked, and changes nothing.
//!
//! `didOpen`, `didChange` and `didClose` are not here: see `front`.

use std::sync::Arc;

use cmg_rules::catalog;
use serde_json::{Value, json};
use tower_lsp::{
    LanguageServer,
    jsonrpc::{Error, ErrorCode, Result},
    ls_types::{
        CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams,
        DidChangeConfigurationParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
        DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReportResult,
        ExecuteCommandParams, InitializeParams, InitializeResult, InitializedParams, MessageType,
        ServerInfo, Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
    },
};

use crate::{
    capabilities::capabilities,
    documents::Document,
    parent, publish,
    requests::{actions, commands, lenses, pull},
    session::Session,
    surroundings,
};

pub struct Backend {
    pub session: Arc<Session>,
}

impl Backend {
    fn snapshot(&self, uri: &Uri) -> Result<Document> {
        let missing = || Error::invalid_params(format!("{} is not open", uri.as_str()));
        self.session.snapshot(uri).ok_or_else(missing)
    }

    /// What takes longer than a message may take.
    fn aside(&self, work: impl Future<Output = ()> + Send + 'static) {
        tokio::spawn(work);
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = self.session.meet(&params);
        self.session.workspace.change_roots(&[], surroundings::roots(&params));
        if !abilities.pull {
            self.aside(publish::publish(self.session.clone()));
        }
        if let Some(process) = params.process_id {
            let session = self.session.clone();
            self.aside(async move {
                parent::gone(process).await;
                session.end();
            });
        }
        Ok(InitializeResult {
            capabilities: capabilities(abilities),
            server_info: Some(ServerInfo {
                name: "cmglint".to_owned(),
                version: Some(self.session.tools.version.to_owned()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        let session = self.session.clone();
        self.aside(async move {
            let (version, rules) = (session.tools.version, catalog::rules().count());
            let text = format!("cmglint {version}, {rules} rules");
            session.client.log_message(MessageType::INFO, text).await;
            surroundings::register(session.clone()).await;
            if session.abilities().configuration {
                surroundings::configure(session, Value::Null).await;
            }
        });
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.aside(surroundings::refresh(self.session.clone()));
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.aside(surroundings::files_changed(self.session.clone()));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.aside(surroundings::configure(self.session.clone(), params.settings));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let (gone, new) = (&params.event.removed, &params.event.added);
        self.session.workspace.change_roots(&surroundings::paths(gone), surroundings::paths(new));
        self.aside(surroundings::files_changed(self.session.clone()));
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let document = self.snapshot(&params.text_document.uri)?;
        let report = pull::document(&self.session, document, params.previous_result_id).await;
        report.ok_or_else(ask_again)
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        pull::workspace(&self.session, params.previous_result_ids).await.ok_or_else(ask_again)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let document = self.snapshot(&params.text_document.uri)?;
        let actions = actions::actions(&self.session, document, params).await;
        actions.map(Some).ok_or_else(Error::content_modified)
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        actions::resolve(&self.session, action).await.ok_or_else(Error::content_modified)
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let document = self.snapshot(&params.text_document.uri)?;
        let lenses = lenses::lenses(&self.session, document).await;
        lenses.map(Some).ok_or_else(Error::content_modified)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        commands::execute(&self.session, params).await
    }
}

/// `ServerCancelled`: the document changed under a pull, and empty diagnostics would flicker.
fn ask_again() -> Error {
    Error {
        code: ErrorCode::ServerError(-32802),
        message: "the document has changed".into(),
        data: Some(json!({ "retriggerRequest": true })),
    }
}
