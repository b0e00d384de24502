//! Pushes diagnostics to clients that do not ask for them: one task, so that an older result can
//! never overtake a newer one.

use std::{
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
    path::Path,
    sync::Arc,
};

use futures_util::FutureExt;
use tower_lsp::ls_types::{Diagnostic, Uri};

use crate::{
    analysis, convert,
    documents::Document,
    session::{Session, lock},
};

/// What the client shows now.
struct Publisher {
    session: Arc<Session>,
    /// The revision of each open document.
    shown: HashMap<Uri, u64>,
    /// Documents that are not open.
    elsewhere: HashSet<Uri>,
}

/// Keeps what the client shows equal to what is open, for as long as the session lives.
///
/// There is no timer: one edit is checked at once. What arrives during the check makes its result
/// stale, so that it is dropped, and waits for the next turn together.
pub async fn publish(session: Arc<Session>) {
    let (shown, elsewhere) = Default::default();
    let mut publisher = Publisher { session, shown, elsewhere };
    loop {
        let open = publisher.session.documents().snapshots();
        publisher.clear_closed(&open).await;
        publisher.show_elsewhere(&open).await;
        for document in open {
            publisher.show(document).await;
        }
        publisher.session.changed.notified().await;
    }
}

impl Publisher {
    async fn clear_closed(&mut self, open: &[Document]) {
        let is_open = |uri: &Uri| open.iter().any(|document| document.uri == *uri);
        let closed: Vec<Uri> = self.shown.keys().filter(|uri| !is_open(uri)).cloned().collect();
        for uri in closed {
            self.shown.remove(&uri);
            self.session.client.publish_diagnostics(uri, Vec::new(), None).await;
        }
    }

    async fn show(&mut self, document: Document) {
        if self.shown.get(&document.uri) == Some(&document.revision) {
            return;
        }
        let diagnostics = diagnostics(&self.session, document.clone()).await;
        if let Some(diagnostics) = diagnostics.filter(|_| document.is_current()) {
            self.shown.insert(document.uri.clone(), document.revision);
            let version = Some(document.version);
            self.session.client.publish_diagnostics(document.uri, diagnostics, version).await;
        }
    }

    /// What a survey has found since the last turn.
    async fn show_elsewhere(&mut self, open: &[Document]) {
        let fresh = lock(&self.session.surveyed).as_mut().and_then(|it| it.unpublished());
        let Some(found) = fresh else { return };
        let files = open.iter().filter(|document| document.is_file());
        let paths: HashSet<&Path> = files.map(|document| &*document.path).collect();
        let mut before = std::mem::take(&mut self.elsewhere);
        for it in found.iter().filter(|it| !paths.contains(&*it.path)) {
            let was_shown = before.remove(&it.uri);
            if was_shown || !it.diagnostics.is_empty() {
                let (uri, diagnostics) = (it.uri.clone(), it.diagnostics.clone());
                self.session.client.publish_diagnostics(uri, diagnostics, None).await;
            }
            if !it.diagnostics.is_empty() {
                self.elsewhere.insert(it.uri.clone());
            }
        }
        before.retain(|uri| !open.iter().any(|document| document.uri == *uri));
        for uri in before {
            self.session.client.publish_diagnostics(uri, Vec::new(), None).await;
        }
    }
}

/// If the core panics, showing nothing is better than showing what was true once.
async fn diagnostics(session: &Arc<Session>, document: Document) -> Option<Vec<Diagnostic>> {
    let abilities = session.abilities();
    let check = analysis::ask(session, document, move |document, checked| {
        convert::diagnostics(document, checked, abilities)
    });
    AssertUnwindSafe(check).catch_unwind().await.unwrap_or(Some(Vec::new()))
}
