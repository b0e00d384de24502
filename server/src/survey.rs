//! The documents of the workspace as they are on the disk, for those that are not open.

use std::{
    panic::AssertUnwindSafe,
    path::PathBuf,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use cmg_host::read_file;
use futures_util::FutureExt;
use tokio::{sync::oneshot, time::sleep};
use tower_lsp::ls_types::{Diagnostic, NumberOrString, Uri};

use crate::{
    analysis::{self, off_the_thread},
    convert,
    documents::Document,
    session::{Session, lock},
};

/// From here on people want to know that something is going on.
const LONG: Duration = Duration::from_secs(1);

/// What one walk has found.
pub struct Surveyed {
    /// When: see [`Session::era`].
    era: u64,
    pub found: Arc<Vec<Elsewhere>>,
    is_published: bool,
}

/// A document on the disk. It may be open as well, now or later, and then its text there counts.
#[derive(Debug)]
pub struct Elsewhere {
    pub path: PathBuf,
    pub uri: Uri,
    pub diagnostics: Vec<Diagnostic>,
}

impl Surveyed {
    /// For the publisher, once.
    pub fn unpublished(&mut self) -> Option<Arc<Vec<Elsewhere>>> {
        let is_published = std::mem::replace(&mut self.is_published, true);
        (!is_published).then(|| Arc::clone(&self.found))
    }
}

/// Every document below the open folders; `None` as soon as one of them has changed.
///
/// Where the client tells of changed files, nothing is read again until it does.
pub async fn survey(session: &Arc<Session>) -> Option<Arc<Vec<Elsewhere>>> {
    let era = session.era.load(Relaxed);
    if session.abilities().watches {
        let surveyed = lock(&session.surveyed);
        if let Some(known) = surveyed.as_ref().filter(|it| it.era == era) {
            return Some(Arc::clone(&known.found));
        }
    }
    let own = Arc::clone(session);
    let walk = off_the_thread(&session.surveys, move |interest| {
        let wanted = || interest.strong_count() > 0 && own.era.load(Relaxed) == era;
        look(&own, &wanted)
    });
    let found = Arc::new(with_progress(session, walk).await?);
    *lock(&session.surveyed) =
        Some(Surveyed { era, found: Arc::clone(&found), is_published: false });
    Some(found)
}

/// The same for the publisher. If the core panics, what is shown stays.
pub async fn survey_for_publisher(session: Arc<Session>) {
    let walk = AssertUnwindSafe(survey(&session)).catch_unwind().await;
    if let Ok(Some(_)) = walk {
        session.changed.notify_one();
    }
}

fn look(session: &Session, wanted: &dyn Fn() -> bool) -> Option<Vec<Elsewhere>> {
    let (abilities, mut found) = (session.abilities(), Vec::new());
    for target in session.workspace.documents() {
        if !wanted() {
            return None;
        }
        let path = target.absolute;
        let Some(uri) = convert::file_uri(&path) else { continue };
        let limit = session.workspace.judge(&path).limit;
        // What cannot be read has no diagnostics; the command line says why.
        let Ok(bytes) = read_file(&path, limit) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let document = Document::new(uri.clone(), &text, abilities.encoding);
        let checked = analysis::check(session, &document, wanted)?;
        let diagnostics = convert::diagnostics(&document, &checked, abilities);
        found.push(Elsewhere { path, uri, diagnostics });
    }
    Some(found)
}

/// Says that it takes long only once it does, and that it is over also where nobody waits for it
/// any more.
async fn with_progress<T>(session: &Arc<Session>, work: impl Future<Output = T>) -> T {
    let (_until_here, over) = oneshot::channel();
    if session.abilities().progress {
        tokio::spawn(show_progress(Arc::clone(session), over));
    }
    work.await
}

async fn show_progress(session: Arc<Session>, mut over: oneshot::Receiver<()>) {
    tokio::select! {
        _ = &mut over => return,
        () = sleep(LONG) => {}
    }
    let token = NumberOrString::String(format!("cmglint/{}", session.era.load(Relaxed)));
    if session.client.create_work_done_progress(token.clone()).await.is_ok() {
        let progress = session.client.progress(token, "Checking the workspace").begin().await;
        let _ = over.await;
        progress.finish().await;
    }
}
