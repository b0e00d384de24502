//! What changes beside the open texts: files on the disk, settings, folders of the workspace.

use std::{
    path::PathBuf,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::task::spawn_blocking;
use tower_lsp::ls_types::{
    ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern,
    InitializeParams, MessageType, Registration, WorkspaceFolder,
};

use crate::{
    session::{Session, lock},
    survey,
    wishes::{SECTION, Wishes},
};

/// What findings depend on. The names of certificates are written in documents, and so are those
/// of baselines, which may be exports.
const WATCHED: [&str; 5] = [
    "**/*.toml",
    "**/*.{pfx,p12,cer,crt,pem,der,p7b,PFX,P12,CER,CRT,PEM,DER,P7B}",
    "**/*.{json,csv,clixml}",
    "**/.git/{HEAD,packed-refs}",
    "**/.git/refs/**",
];

/// After so much silence the user may have been elsewhere, and have changed something there.
const SILENCE: Duration = Duration::from_secs(2);

/// Asks the client to tell what happens around the open texts.
pub async fn register(session: Arc<Session>) {
    let abilities = session.abilities();
    let mut wanted = Vec::new();
    if abilities.watches {
        let watcher = |glob: &str| FileSystemWatcher {
            glob_pattern: GlobPattern::String(glob.to_owned()),
            kind: None,
        };
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: WATCHED.iter().copied().map(watcher).collect(),
        };
        wanted.push(registration("workspace/didChangeWatchedFiles", json!(options)));
    }
    if abilities.watches_configuration {
        let section = json!({ "section": SECTION });
        wanted.push(registration("workspace/didChangeConfiguration", section));
    }
    if !wanted.is_empty()
        && let Err(error) = session.client.register_capability(wanted).await
    {
        let text = format!("the client does not tell of changed files: {}", error.message);
        session.client.log_message(MessageType::WARNING, text).await;
    }
}

fn registration(method: &str, options: Value) -> Registration {
    Registration {
        id: format!("{SECTION}/{method}"),
        method: method.to_owned(),
        register_options: Some(options),
    }
}

/// The folders that a client opens with, which older ones say in other words.
pub fn roots(client: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = &client.workspace_folders {
        return paths(folders);
    }
    #[expect(deprecated, reason = "older clients know nothing else")]
    let root = client.root_uri.as_ref().and_then(|uri| uri.to_file_path());
    root.map(|path| path.into_owned()).into_iter().collect()
}

pub fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    let files = folders.iter().filter(|it| it.uri.scheme().as_str() == "file");
    files.filter_map(|it| it.uri.to_file_path()).map(|path| path.into_owned()).collect()
}

/// Asks the client for its settings, or takes those that it sent without being asked.
pub async fn configure(session: Arc<Session>, sent: Value) {
    let section = if session.abilities().configuration {
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
        match session.client.configuration(vec![item]).await {
            Ok(mut sections) => sections.pop().unwrap_or_default(),
            Err(error) => {
                let text = format!("the client does not tell its settings: {}", error.message);
                session.client.log_message(MessageType::WARNING, text).await;
                return;
            }
        }
    } else {
        sent.get(SECTION).cloned().unwrap_or(sent)
    };
    let wished = Wishes::read(&section).and_then(|wishes| session.workspace.wish(wishes));
    match wished {
        Ok(true) => {
            tell(Arc::clone(&session)).await;
            // They depend on nothing else beside the text.
            if session.abilities().refreshes_tokens {
                let _ = session.client.semantic_tokens_refresh().await;
            }
        }
        Ok(false) => {}
        Err(reason) => {
            let text = format!("cmglint: the settings of the editor stay as they were: {reason}");
            session.client.show_message(MessageType::ERROR, text).await;
        }
    }
}

/// Looks whether anything is not as it was.
pub async fn refresh(session: Arc<Session>) {
    if is_changed(&session).await {
        tell(Arc::clone(&session)).await;
        push_elsewhere(session).await;
    }
}

/// The same where documents that are not open are concerned as well. What was found in them is
/// out of date from now on, and not from the end of the looking.
pub fn files_changed(session: Arc<Session>) -> impl Future<Output = ()> + Send {
    session.era.fetch_add(1, Relaxed);
    async move {
        match is_changed(&session).await {
            true => tell(Arc::clone(&session)).await,
            false => ask_to_pull(&session).await,
        }
        push_elsewhere(session).await;
    }
}

/// Where documents on the disk are shown, one that is closed becomes one of them again.
pub async fn closed(session: Arc<Session>) {
    let are_shown = lock(&session.surveyed).is_some();
    if are_shown && !session.abilities().pull {
        session.era.fetch_add(1, Relaxed);
        push_elsewhere(session).await;
    }
}

async fn is_changed(session: &Arc<Session>) -> bool {
    let own = Arc::clone(session);
    let changed = spawn_blocking(move || {
        // So that settings which are wrong from the beginning are among those that are told.
        let open = own.documents().snapshots();
        for document in open {
            own.workspace.judge(&document.path);
        }
        own.workspace.refresh()
    });
    let changed = changed.await.unwrap_or(false);
    complain(session).await;
    changed
}

/// The first word after a silence is as good as a look around: some clients watch no files, and
/// none watches those outside its folders, or a file with a password, whatever that is called.
pub fn hear(session: &Arc<Session>) {
    let now = Instant::now();
    let before = lock(&session.heard).replace(now);
    if before.is_some_and(|before| now.duration_since(before) > SILENCE) {
        tokio::spawn(refresh(Arc::clone(session)));
    }
}

/// Tells those who see another document of each edit of its baseline, one after the other however
/// fast somebody types.
pub async fn follow_baselines(session: Arc<Session>) {
    loop {
        session.baseline_edited.notified().await;
        ask_again(&session).await;
    }
}

/// Every answer is out of date; those who asked are told to ask again.
async fn tell(session: Arc<Session>) {
    session.touch();
    ask_again(&session).await;
}

async fn ask_again(session: &Session) {
    ask_to_pull(session).await;
    let abilities = session.abilities();
    // A client that cannot do what it says it can is not ours to mend.
    if abilities.refreshes_hints {
        let _ = session.client.inlay_hint_refresh().await;
    }
    if abilities.refreshes_lenses {
        let _ = session.client.code_lens_refresh().await;
    }
}

async fn ask_to_pull(session: &Session) {
    let abilities = session.abilities();
    if abilities.pull && abilities.refreshes_diagnostics {
        let _ = session.client.workspace_diagnostic_refresh().await;
    }
}

async fn push_elsewhere(session: Arc<Session>) {
    if !session.abilities().pull {
        survey::survey_for_publisher(session).await;
    }
}

/// Settings that cannot be understood are the only thing that is worth a window.
async fn complain(session: &Session) {
    for problem in session.workspace.problems() {
        let text = format!("cmglint: {problem}; the last good settings stay in force");
        session.client.show_message(MessageType::ERROR, text).await;
    }
}
