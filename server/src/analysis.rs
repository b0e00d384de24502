//! The only caller of the core: off the protocol's thread, and only while someone wants the answer.

use std::{
    panic::resume_unwind,
    sync::{Arc, Weak},
    time::Instant,
};

use cmg_host::{Judge, Verdict, settings_error};
use cmg_rules::{inputs::Inputs, settings::SettingsError};

use crate::{
    documents::{Document, Kind},
    session::Session,
    worker::Worker,
};

/// What looking at one revision of a document came to.
#[derive(Debug)]
pub enum Checked {
    Configuration(Box<Verdict>),
    /// More bytes than are judged.
    TooLarge {
        limit: u64,
    },
    Settings {
        error: Option<SettingsError>,
    },
    Other,
}

/// Checks a snapshot and makes the answer from what it came to; `None` if that became pointless
/// because the document has changed or the asking future was dropped (`$/cancelRequest`).
///
/// A panic of the core goes on in the caller, where it is contained.
pub async fn ask<T: Send + 'static>(
    session: &Arc<Session>,
    document: Document,
    answer: impl FnOnce(&Document, &Checked) -> T + Send + 'static,
) -> Option<T> {
    let own = Arc::clone(session);
    off_the_thread(&session.checks, move |interest| {
        let wanted = || interest.strong_count() > 0 && document.is_current();
        let checked = check(&own, &document, &wanted)?;
        let answer = answer(&document, &checked);
        wanted().then_some(answer)
    })
    .await
}

/// The same of everything that the core would look at, for what helps those who write.
pub async fn look<T: Send + 'static>(
    session: &Arc<Session>,
    document: Document,
    see: impl FnOnce(&Document, &Inputs<'_>) -> T + Send + 'static,
) -> Option<T> {
    let own = Arc::clone(session);
    off_the_thread(&session.checks, move |interest| {
        let judge = own.workspace.judge(&document.path);
        let text = document.text.to_string();
        // What is not judged is not helped with either.
        let text = if is_too_large(&judge, &text) { String::new() } else { text };
        let seen = judge.look(&text, |inputs| see(&document, inputs));
        (interest.strong_count() > 0 && document.is_current()).then_some(seen)
    })
    .await
}

/// Work that may take a while. It is told whether anybody still waits for it.
pub async fn off_the_thread<T: Send + 'static>(
    worker: &Worker,
    work: impl FnOnce(Weak<()>) -> Option<T> + Send + 'static,
) -> Option<T> {
    let caller = Arc::new(());
    let interest = Arc::downgrade(&caller);
    let done = worker.run(move || work(interest)).await;
    drop(caller);
    done?.unwrap_or_else(|panic| resume_unwind(panic))
}

/// Each revision is judged once, whoever asks first.
pub fn check(
    session: &Session,
    document: &Document,
    wanted: &dyn Fn() -> bool,
) -> Option<Arc<Checked>> {
    if let Some(checked) = document.checked.get() {
        return Some(Arc::clone(checked));
    }
    let begin = Instant::now();
    let checked = match document.kind {
        Kind::Configuration => {
            let judge = session.workspace.judge(&document.path);
            let text = document.text.to_string();
            match is_too_large(&judge, &text) {
                true => Checked::TooLarge { limit: judge.limit },
                false => {
                    Checked::Configuration(Box::new((session.tools.judge)(&judge, text, wanted)?))
                }
            }
        }
        Kind::Settings => Checked::Settings { error: settings_error(&document.text.to_string()) },
        Kind::Other => Checked::Other,
    };
    session.timings.record(begin.elapsed());
    Some(Arc::clone(document.checked.get_or_init(|| Arc::new(checked))))
}

fn is_too_large(judge: &Judge, text: &str) -> bool {
    u64::try_from(text.len()).is_ok_and(|size| size > judge.limit)
}
