//! The language server as a library: it turns a stream of protocol messages into calls of the core.
//!
//! One message takes this way:
//! ```text
//! stdin -> sieve -> front   applies document changes in wire order, never awaits
//!            |-> documents -> publish     (clients that want diagnostics pushed)
//!            `-> backend -> requests      (each works on a snapshot)
//!                      both -> analysis -> core, off the protocol's thread
//!                      both -> convert  -> protocol types
//! ```
//! `workspace` keeps what documents are judged with, `surroundings` hears that it has changed.

mod abilities;
mod analysis;
mod backend;
mod capabilities;
mod convert;
mod documents;
mod front;
mod parent;
mod publish;
mod requests;
mod session;
mod sieve;
mod stdio;
mod surroundings;
mod survey;
mod timings;
mod wishes;
mod worker;
mod workspace;

use std::sync::Arc;

use cmg_host::{Clock, Judge, Verdict};
use cmg_rules::finding::RuleInfo;
use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::{LspService, Server};

use crate::{backend::Backend, front::Front, session::Session, sieve::Sieve};

pub use crate::stdio::stdio;

/// Requests in progress beyond this number wait, and so would the cancelling of any of them.
const REQUESTS_AT_ONCE: usize = 256;

/// What the program around the server has to offer.
#[derive(Clone, Copy, Debug)]
pub struct Tools {
    pub version: &'static str,
    pub clock: Clock,
    /// Finds what is wrong with a text, for as long as that is wanted.
    pub judge: fn(&Judge, String, &dyn Fn() -> bool) -> Option<Verdict>,
    /// What it takes to get from what is deployed to a text; else a sentence that says why there
    /// is no plan. The first text is the path of the document, for people.
    pub plan: fn(&Judge, &str, String, PlanFormat) -> Result<String, String>,
    /// The documentation of a rule, as Markdown.
    pub explain: fn(&'static RuleInfo) -> String,
}

/// How a plan is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFormat {
    Markdown,
    /// A script that carries it out.
    PowerShell,
}

/// How a session ended, in the protocol's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum ExitStatus {
    /// The client had sent `shutdown`.
    Orderly,
    /// The client left, or died, without a word.
    Abandoned,
}

impl ExitStatus {
    pub fn code(self) -> i32 {
        match self {
            ExitStatus::Orderly => 0,
            ExitStatus::Abandoned => 1,
        }
    }
}

/// Serves one client until it says `exit`, closes its end, or dies.
///
/// Tokio cannot interrupt a read from the real stdin: after this, end with `process::exit`.
pub async fn serve(
    stdin: impl AsyncRead + Unpin,
    stdout: impl AsyncWrite + Unpin,
    tools: Tools,
) -> ExitStatus {
    let (service, socket) =
        LspService::new(|client| Backend { session: Arc::new(Session::new(client, tools)) });
    let session = Arc::clone(&service.inner().session);
    let front = Front::new(service, Arc::clone(&session));
    let server = Server::new(Sieve::new(stdin), stdout, socket);
    tokio::select! {
        () = server.concurrency_level(REQUESTS_AT_ONCE).serve(front) => {}
        () = session.over() => {}
    }
    session.exit_status()
}
