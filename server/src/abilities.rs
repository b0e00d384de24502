//! What the client said it can do, as far as it matters here.

use serde_json::Value;
use tower_lsp::ls_types::{
    ClientCapabilities, InitializeParams, TextDocumentClientCapabilities,
    WorkspaceClientCapabilities,
};

use crate::convert::Encoding;

/// Nothing is sent that the client did not ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Abilities {
    pub encoding: Encoding,
    /// It asks for diagnostics, so they are never pushed.
    pub pull: bool,
    /// It refuses an edit that was made for another version of the document.
    pub versioned_edits: bool,
    /// Diagnostics may point to further places.
    pub related: bool,
    pub code_description: bool,
    pub tags: bool,
    /// It hands the data of a diagnostic back.
    pub data: bool,
    /// It asks for the edit of an action once somebody chooses it.
    pub resolves_edits: bool,
    /// It watches files for a server that asks for it.
    pub watches: bool,
    /// It can be asked for its settings.
    pub configuration: bool,
    /// It tells of changed settings where somebody asks for that.
    pub watches_configuration: bool,
    pub show_document: bool,
    pub refreshes_diagnostics: bool,
    pub refreshes_lenses: bool,
    pub refreshes_hints: bool,
    pub refreshes_tokens: bool,
    pub progress: bool,
    /// It knows places in what a completion writes.
    pub snippets: bool,
    /// It asks for what a completion means once somebody looks at it.
    pub resolves_documentation: bool,
    /// It shows plans itself.
    pub shows_plans: bool,
}

impl Abilities {
    pub fn of(client: &InitializeParams) -> Abilities {
        let ClientCapabilities { general, text_document, workspace, window, .. } =
            client.capabilities.clone();
        let document = text_document.unwrap_or_default();
        let workspace = workspace.unwrap_or_default();
        let window = window.unwrap_or_default();
        let offered = general.and_then(|it| it.position_encodings).unwrap_or_default();
        let abilities = Abilities {
            encoding: Encoding::negotiate(&offered),
            pull: document.diagnostic.is_some(),
            show_document: window.show_document.is_some_and(|it| it.support),
            progress: window.work_done_progress == Some(true),
            shows_plans: commands(client).any(|it| it == "cmglint.showPlan"),
            ..Abilities::default()
        };
        abilities.with_document(&document).with_workspace(&workspace)
    }

    fn with_document(self, document: &TextDocumentClientCapabilities) -> Abilities {
        let published = document.publish_diagnostics.clone().unwrap_or_default();
        let pulled = document.diagnostic.as_ref().and_then(|it| it.related_information);
        let action = document.code_action.as_ref();
        let resolved = action.and_then(|it| it.resolve_support.as_ref());
        let keeps_data = action.and_then(|it| it.data_support) == Some(true);
        let item = document.completion.as_ref().and_then(|it| it.completion_item.as_ref());
        let asked = item.and_then(|it| it.resolve_support.as_ref());
        Abilities {
            resolves_documentation: asked
                .is_some_and(|it| it.properties.iter().any(|it| it == "documentation")),
            snippets: item.and_then(|it| it.snippet_support) == Some(true),
            related: [published.related_information, pulled].contains(&Some(true)),
            code_description: published.code_description_support == Some(true),
            tags: published.tag_support.is_some(),
            data: published.data_support == Some(true),
            resolves_edits: keeps_data
                && resolved.is_some_and(|it| it.properties.iter().any(|it| it == "edit")),
            ..self
        }
    }

    fn with_workspace(self, workspace: &WorkspaceClientCapabilities) -> Abilities {
        let edit = workspace.workspace_edit.as_ref();
        let files = workspace.did_change_watched_files.as_ref();
        let settings = workspace.did_change_configuration.as_ref();
        let diagnostics = workspace.diagnostics.as_ref();
        let lenses = workspace.code_lens.as_ref();
        let hints = workspace.inlay_hint.as_ref();
        let tokens = workspace.semantic_tokens.as_ref();
        Abilities {
            versioned_edits: edit.and_then(|it| it.document_changes) == Some(true),
            watches: files.and_then(|it| it.dynamic_registration) == Some(true),
            configuration: workspace.configuration == Some(true),
            watches_configuration: settings.and_then(|it| it.dynamic_registration) == Some(true),
            refreshes_diagnostics: diagnostics.and_then(|it| it.refresh_support) == Some(true),
            refreshes_lenses: lenses.and_then(|it| it.refresh_support) == Some(true),
            refreshes_hints: hints.and_then(|it| it.refresh_support) == Some(true),
            refreshes_tokens: tokens.and_then(|it| it.refresh_support) == Some(true),
            ..self
        }
    }
}

/// Commands that the extension around the client brings along.
fn commands(client: &InitializeParams) -> impl Iterator<Item = &str> {
    let options = client.initialization_options.as_ref();
    let commands = options.and_then(|it| it.get("clientCommands")).and_then(Value::as_array);
    commands.into_iter().flatten().filter_map(Value::as_str)
}
