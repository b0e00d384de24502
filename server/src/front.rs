//! Stands before the framework because its handlers run concurrently: what must happen in wire
//! order happens here, in the loop that reads messages, and nothing here awaits.

use std::{
    future::ready,
    panic::AssertUnwindSafe,
    path::Path,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use futures_util::{FutureExt, future::BoxFuture};
use serde::de::DeserializeOwned;
use tower_lsp::{
    ExitedError, LspService,
    jsonrpc::{Error, Id, Request, Response},
    ls_types::MessageType,
};
use tower_service::Service;

use crate::{backend::Backend, documents::Documents, session::Session, sieve, surroundings};

type Answer = Result<Option<Response>, ExitedError>;

/// What a notification does to the documents: the path of that which is another from now on.
type Change<P> = fn(&mut Documents, P) -> Option<Arc<Path>>;

/// Takes every message first.
pub struct Front {
    service: LspService<Backend>,
    session: Arc<Session>,
}

impl Front {
    pub fn new(service: LspService<Backend>, session: Arc<Session>) -> Front {
        Front { service, session }
    }

    fn pass(&mut self, request: Request) -> BoxFuture<'static, Answer> {
        let id = request.id().cloned();
        begun(contained(self.service.call(request), id))
    }

    fn apply<P: DeserializeOwned>(&self, notice: Request, change: Change<P>) {
        let (method, _, params) = notice.into_parts();
        match serde_json::from_value(params.unwrap_or_default()) {
            Ok(params) => {
                let edited = change(&mut self.session.documents(), params);
                if edited.is_some_and(|path| self.session.workspace.is_edited(&path)) {
                    self.session.touch();
                    self.session.baseline_edited.notify_one();
                }
            }
            // Without the reason, which may quote the document.
            Err(_) => {
                let session = Arc::clone(&self.session);
                let text = format!("{method} is not as the protocol says, so it was ignored");
                tokio::spawn(async move {
                    session.client.log_message(MessageType::ERROR, text).await;
                });
            }
        }
        self.session.changed.notify_one();
    }
}

impl Service<Request> for Front {
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = BoxFuture<'static, Answer>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.service.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        surroundings::hear(&self.session);
        match request.method() {
            "textDocument/didOpen" | "textDocument/didChange" | "textDocument/didClose"
                if !self.session.has_met_client() => {}
            "textDocument/didOpen" => {
                self.apply(request, Documents::open);
                // Whoever opens a document may have changed what is around it.
                tokio::spawn(surroundings::refresh(Arc::clone(&self.session)));
            }
            "textDocument/didChange" => self.apply(request, Documents::change),
            "textDocument/didClose" => {
                self.apply(request, Documents::close);
                tokio::spawn(surroundings::closed(Arc::clone(&self.session)));
            }
            sieve::BROKEN => {
                let broken = Response::from_error(Id::Null, Error::parse_error());
                return ready(Ok(Some(broken))).boxed();
            }
            // The framework leaves a request unanswered that it would ignore as a notification.
            method if method.starts_with("$/") && request.id().is_some() => {
                let id = request.id().cloned().unwrap_or_default();
                return ready(Ok(Some(Response::from_error(id, Error::method_not_found()))))
                    .boxed();
            }
            "shutdown" => {
                self.session.note_shutdown();
                return self.pass(without_params(request));
            }
            "exit" => {
                self.session.end();
                return self.pass(request);
            }
            _ => return self.pass(request),
        }
        ready(Ok(None)).boxed()
    }
}

/// The framework refuses params where the protocol has none, but lsp-mode sends `{}`.
fn without_params(request: Request) -> Request {
    let (method, id, _) = request.into_parts();
    let bare = Request::build(method);
    match id {
        Some(id) => bare.id(id).finish(),
        None => bare.finish(),
    }
}

/// All handlers share one task: a panic in one would leave every later request unanswered.
fn contained(answer: BoxFuture<'static, Answer>, id: Option<Id>) -> BoxFuture<'static, Answer> {
    let failed = |_| Ok(id.map(|id| Response::from_error(id, Error::internal_error())));
    AssertUnwindSafe(answer).catch_unwind().map(|answer| answer.unwrap_or_else(failed)).boxed()
}

/// Runs a handler up to its first wait: its snapshot is then of the moment at which it was asked,
/// even if an edit stands in the same buffer, and its positions mean what the client meant.
fn begun(mut answer: BoxFuture<'static, Answer>) -> BoxFuture<'static, Answer> {
    match answer.poll_unpin(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => ready(answer).boxed(),
        Poll::Pending => answer,
    }
}
