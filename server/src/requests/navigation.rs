//! Where a name leads, and where else it stands.

use std::{path::Path, sync::Arc};

use cmg_host::shown_path;
use cmg_rules::{
    assist::{self, Destination, MentionRole, Target},
    document::Document as Parsed,
    finding::File,
    inputs::Inputs,
};
use tower_lsp::{
    jsonrpc::{Error, Result},
    ls_types::{
        DocumentHighlight, DocumentHighlightKind, DocumentLink, Location, Position,
        PrepareRenameResponse, Range, Uri, WorkspaceEdit,
    },
};

use crate::{
    analysis::{self, off_the_thread},
    convert::{file_uri, text_edits, workspace_edits},
    documents::{Document, Kind},
    session::Session,
};

pub async fn definition(
    session: &Arc<Session>,
    document: Document,
    at: Position,
) -> Option<Vec<Location>> {
    let own = Arc::clone(session);
    analysis::look(session, document, move |document, inputs| {
        let judge = own.workspace.judge(&document.path);
        let all = assist::definitions(inputs, document.offset(at)).into_iter();
        let place = all.filter_map(|it| match it.to {
            Destination::Handle { file: File::Document, span } => {
                Some(Location::new(document.uri.clone(), document.range(span)))
            }
            Destination::Handle { span, .. } => {
                let (path, text) = judge.baseline_file(&inputs.now)?;
                Some(Location::new(file_uri(&path)?, document.range_in(&text, span)))
            }
            Destination::File(path) => {
                let path = judge.path(&path);
                path.is_file().then(|| Some(Location::new(file_uri(&path)?, Range::default())))?
            }
        });
        place.collect()
    })
    .await
}

/// Every place of the handle under the cursor, in each document that shares it.
pub async fn references(
    session: &Arc<Session>,
    document: Document,
    at: Position,
    with_declaration: bool,
) -> Option<Vec<Location>> {
    let own = Arc::clone(session);
    off_the_thread(&session.checks, move |_| {
        let text = document.text.to_string();
        let parsed = Parsed::parse(&text);
        let Some(mention) = assist::handle_at(&parsed, document.offset(at)) else {
            return Some(Vec::new());
        };
        let handle = mention.handle.to_string();
        let mut places = Vec::new();
        for other in sharing(&own, &document) {
            let text = other.text.to_string();
            let parsed = Parsed::parse(&text);
            let same = assist::mentions(&parsed).into_iter().filter(|it| {
                it.handle == handle && (with_declaration || it.role == MentionRole::Reference)
            });
            places.extend(same.map(|it| Location::new(other.uri.clone(), other.range(it.span))));
        }
        Some(places)
    })
    .await
}

pub fn highlights(document: &Document, at: Position) -> Vec<DocumentHighlight> {
    let text = document.text.to_string();
    let parsed = Parsed::parse(&text);
    let all = assist::highlights(&parsed, document.offset(at)).into_iter();
    let highlight = all.map(|it| DocumentHighlight {
        range: document.range(it.span),
        kind: Some(match it.role {
            MentionRole::Reference => DocumentHighlightKind::READ,
            MentionRole::Header | MentionRole::Table => DocumentHighlightKind::WRITE,
        }),
    });
    highlight.collect()
}

pub fn prepare_rename(document: &Document, at: Position) -> Option<PrepareRenameResponse> {
    let text = document.text.to_string();
    let (span, placeholder) = assist::prepare_rename(&Parsed::parse(&text), document.offset(at))?;
    Some(PrepareRenameResponse::RangeWithPlaceholder { range: document.range(span), placeholder })
}

/// The edits of all documents that share the handle; none of them where one refuses.
pub async fn rename(
    session: &Arc<Session>,
    document: Document,
    at: Position,
    new: String,
) -> Result<Option<WorkspaceEdit>> {
    let own = Arc::clone(session);
    let versioned = session.abilities().versioned_edits;
    let renamed = off_the_thread(&session.checks, move |_| {
        let text = document.text.to_string();
        let parsed = Parsed::parse(&text);
        let Some(mention) = assist::handle_at(&parsed, document.offset(at)) else {
            return Some(Ok(None));
        };
        let mut edits = Vec::new();
        for other in sharing(&own, &document) {
            let text = other.text.to_string();
            match assist::rename(&Parsed::parse(&text), &mention.handle, &new) {
                Ok(all) if all.is_empty() => {}
                Ok(all) => {
                    let all = text_edits(&other, &all);
                    edits.push((other, all));
                }
                Err(reason) if other.uri == document.uri => return Some(Err(reason)),
                Err(reason) => {
                    let path = shown_path(&other.path);
                    return Some(Err(format!("{path} has the gateway as well: {reason}")));
                }
            }
        }
        Some(Ok(Some(workspace_edits(edits, versioned))))
    });
    match renamed.await {
        None => Err(Error::content_modified()),
        Some(Err(reason)) => Err(Error::invalid_params(reason)),
        Some(Ok(edit)) => Ok(edit),
    }
}

/// The document, its baseline, and the documents of the workspace that have one of the two as
/// their baseline: in all of them a handle is the same gateway.
fn sharing(session: &Session, document: &Document) -> Vec<Document> {
    let baseline = |it: &Document| {
        let judge = session.workspace.judge(&it.path);
        judge.look(&it.text.to_string(), |inputs| judge.baseline_file(&inputs.now))
    };
    let same = |one: &Path, other: &Path| one == other;
    let own = baseline(document).map(|(path, _)| path);
    let mut all = vec![document.clone()];
    let paths = session.workspace.documents().into_iter().map(|it| it.absolute);
    for path in own.iter().cloned().chain(paths) {
        if all.iter().any(|it| same(&it.path, &path)) {
            continue;
        }
        let Some(other) = session.document_at(&path) else { continue };
        let theirs = || baseline(&other).map(|(path, _)| path);
        let is_baseline = own.as_deref().is_some_and(|it| same(it, &path));
        let is_related = is_baseline
            || theirs().is_some_and(|it| {
                same(&it, &document.path) || own.as_deref().is_some_and(|own| same(own, &it))
            });
        if is_related {
            all.push(other);
        }
    }
    all
}

/// Files and pages that the document names.
pub async fn links(session: &Arc<Session>, document: Document) -> Option<Vec<DocumentLink>> {
    if document.kind != Kind::Configuration {
        return Some(Vec::new());
    }
    let own = Arc::clone(session);
    analysis::look(session, document, move |document, inputs: &Inputs<'_>| {
        let judge = own.workspace.judge(&document.path);
        let all = assist::links(&inputs.now).into_iter();
        let link = all.filter_map(|it| {
            let target: Uri = match &it.target {
                Target::Path(path) => file_uri(&judge.path(path))?,
                Target::Url(url) => url.parse().ok()?,
            };
            let range = document.range(it.span);
            Some(DocumentLink { range, target: Some(target), tooltip: None, data: None })
        });
        link.collect()
    })
    .await
}
