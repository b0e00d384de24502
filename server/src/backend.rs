//! Which requests there are: each is handed to its module, with a snapshot of the moment at which
//! it was asked, and changes nothing.
//!
//! `didOpen`, `didChange` and `didClose` are not here: see `front`.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use cmg_rules::catalog;
use serde_json::{Value, json};
use tower_lsp::{
    LanguageServer,
    jsonrpc::{Error, ErrorCode, Result},
    ls_types::{
        CodeAction, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams, CompletionItem,
        CompletionList, CompletionParams, CompletionResponse, DidChangeConfigurationParams,
        DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidSaveTextDocumentParams,
        DocumentDiagnosticParams, DocumentDiagnosticReportResult, DocumentHighlight,
        DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentSymbolParams,
        DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams,
        GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams,
        InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location, MessageType,
        PrepareRenameResponse, ReferenceParams, RenameParams, SelectionRange, SelectionRangeParams,
        SemanticTokensParams, SemanticTokensResult, ServerInfo, TextDocumentPositionParams, Uri,
        WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult, WorkspaceEdit,
        WorkspaceSymbolParams, WorkspaceSymbolResponse,
    },
};

use crate::{
    analysis::off_the_thread,
    capabilities::capabilities,
    documents::Document,
    parent, publish,
    requests::{actions, commands, help, hints, lenses, navigation, pull, structure},
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

    /// What needs the text alone.
    async fn quick<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let done = off_the_thread(&self.session.checks, move |_| Some(work())).await;
        done.map(Some).ok_or_else(Error::content_modified)
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
        self.aside(surroundings::follow_baselines(self.session.clone()));
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

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let document = self.snapshot(&at.text_document.uri)?;
        let hover = help::hover(&self.session, document, at.position).await;
        hover.ok_or_else(Error::content_modified)
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let document = self.snapshot(&at.text_document.uri)?;
        let items = help::completion(&self.session, document, at.position).await;
        // What is offered depends on what has been typed.
        let list = items.map(|items| CompletionList { is_incomplete: false, items });
        list.map(|it| Some(it.into())).ok_or_else(Error::content_modified)
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        Ok(help::resolve(&self.session, item).await)
    }

    async fn goto_definition(
        &self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let document = self.snapshot(&at.text_document.uri)?;
        let places = navigation::definition(&self.session, document, at.position).await;
        places.map(|it| Some(it.into())).ok_or_else(Error::content_modified)
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let document = self.snapshot(&at.text_document.uri)?;
        let declared = params.context.include_declaration;
        let places = navigation::references(&self.session, document, at.position, declared).await;
        places.map(Some).ok_or_else(Error::content_modified)
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        let document = self.snapshot(&at.text_document.uri)?;
        self.quick(move || navigation::highlights(&document, at.position)).await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let document = self.snapshot(&params.text_document.uri)?;
        let place = self.quick(move || navigation::prepare_rename(&document, params.position));
        Ok(place.await?.flatten())
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let at = params.text_document_position;
        let document = self.snapshot(&at.text_document.uri)?;
        navigation::rename(&self.session, document, at.position, params.new_name).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let document = self.snapshot(&params.text_document.uri)?;
        let links = navigation::links(&self.session, document).await;
        links.map(Some).ok_or_else(Error::content_modified)
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let document = self.snapshot(&params.text_document.uri)?;
        let symbols = self.quick(move || structure::symbols(&document)).await?;
        Ok(symbols.map(Into::into))
    }

    async fn symbol(
        &self,
        params: WorkspaceSymbolParams,
    ) -> Result<Option<WorkspaceSymbolResponse>> {
        let session = self.session.clone();
        let found = self.quick(move || {
            let mut paths: BTreeSet<PathBuf> =
                session.workspace.documents().into_iter().map(|it| it.absolute).collect();
            let open = session.documents().snapshots().into_iter();
            paths.extend(open.map(|it| it.path.to_path_buf()));
            let documents = paths.iter().filter_map(|it| session.document_at(it));
            documents.flat_map(|it| structure::found(&it, &params.query)).collect::<Vec<_>>()
        });
        Ok(found.await?.map(WorkspaceSymbolResponse::Nested))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let document = self.snapshot(&params.text_document.uri)?;
        self.quick(move || structure::folds(&document)).await
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let document = self.snapshot(&params.text_document.uri)?;
        self.quick(move || structure::selections(&document, &params.positions)).await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        if !self.session.workspace.wishes().semantic_tokens {
            return Ok(None);
        }
        let document = self.snapshot(&params.text_document.uri)?;
        let words = self.quick(move || structure::words(&document)).await?;
        Ok(words.map(Into::into))
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let document = self.snapshot(&params.text_document.uri)?;
        let hints = hints::hints(&self.session, document, params.range).await;
        hints.map(Some).ok_or_else(Error::content_modified)
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
