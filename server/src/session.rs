//! What the parts of one session share, so that each of them can stay small.

use std::{
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use cmg_host::read_file;
use tokio::{sync::Notify, time::sleep};
use tower_lsp::{
    Client,
    ls_types::{InitializeParams, Uri},
};

use crate::{
    ExitStatus, Tools,
    abilities::Abilities,
    convert::file_uri,
    documents::{Document, Documents, OpenTexts},
    survey::Surveyed,
    timings::Timings,
    worker::Worker,
    workspace::Workspace,
};

/// Time for the last answers to leave once the session is over.
const FAREWELL: Duration = Duration::from_millis(100);

pub struct Session {
    pub client: Client,
    pub tools: Tools,
    pub workspace: Workspace,
    pub timings: Timings,
    /// For open documents.
    pub checks: Worker,
    /// For all others, which must not keep those waiting.
    pub surveys: Worker,
    documents: Arc<Mutex<Documents>>,
    abilities: OnceLock<Abilities>,
    /// How often something has changed beside the open texts.
    pub era: AtomicU64,
    /// What was found in documents that are not open.
    pub surveyed: Mutex<Option<Surveyed>>,
    /// Told after every change; keeps one permit, so no change is missed.
    pub changed: Notify,
    /// Told once a text has changed by which others are judged; keeps one permit.
    pub baseline_edited: Notify,
    /// When the client last said anything.
    pub heard: Mutex<Option<Instant>>,
    over: Notify,
    shutdown: AtomicBool,
}

impl Session {
    pub fn new(client: Client, tools: Tools) -> Session {
        let documents: Arc<Mutex<Documents>> = Arc::default();
        Session {
            client,
            tools,
            workspace: Workspace::new(tools.clock, Arc::new(OpenTexts(Arc::clone(&documents)))),
            timings: Timings::default(),
            checks: Worker::start("checks"),
            surveys: Worker::start("surveys"),
            documents,
            abilities: OnceLock::new(),
            era: AtomicU64::new(0),
            surveyed: Mutex::default(),
            changed: Notify::new(),
            baseline_edited: Notify::new(),
            heard: Mutex::default(),
            over: Notify::new(),
            shutdown: AtomicBool::new(false),
        }
    }

    /// The documents, locked: never hold them across an `.await`.
    pub fn documents(&self) -> MutexGuard<'_, Documents> {
        lock(&self.documents)
    }

    pub fn snapshot(&self, uri: &Uri) -> Option<Document> {
        self.documents().snapshot(uri)
    }

    /// A document by its absolute path: what is open, else what stands on the disk.
    pub fn document_at(&self, path: &Path) -> Option<Document> {
        let open = self.documents().at(path);
        open.or_else(|| {
            let bytes = read_file(path, self.workspace.judge(path).limit).ok()?;
            let text = String::from_utf8(bytes).ok()?;
            Some(Document::new(file_uri(path)?, &text, self.abilities().encoding))
        })
    }

    pub fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    /// What is said before that is dropped, as the protocol asks: nobody has agreed yet on how to
    /// count characters.
    pub fn has_met_client(&self) -> bool {
        self.abilities.get().is_some()
    }

    pub fn meet(&self, client: &InitializeParams) -> Abilities {
        let abilities = *self.abilities.get_or_init(|| Abilities::of(client));
        self.documents().encoding = abilities.encoding;
        abilities
    }

    /// Something that documents are judged by has changed: every answer so far is out of date.
    pub fn touch(&self) {
        self.era.fetch_add(1, Relaxed);
        self.documents().touch();
        self.changed.notify_one();
    }

    pub fn note_shutdown(&self) {
        self.shutdown.store(true, Relaxed);
    }

    pub fn end(&self) {
        self.over.notify_one();
    }

    /// Waits for the end, and then a little: slow requests must not hold the process.
    pub async fn over(&self) {
        self.over.notified().await;
        sleep(FAREWELL).await;
    }

    pub fn exit_status(&self) -> ExitStatus {
        match self.shutdown.load(Relaxed) {
            true => ExitStatus::Orderly,
            false => ExitStatus::Abandoned,
        }
    }
}

/// What a panic leaves behind is whole: nothing here is changed in more than one step.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
