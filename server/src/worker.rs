//! Threads of our own for the core. The pool of the runtime would do as well, but hands each check
//! to another thread, and the allocator keeps what every one of them has needed.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// One thread, which does one thing after the other.
pub struct Worker(Sender<Job>);

impl Worker {
    /// It ends with the worker.
    pub fn start(name: &str) -> Worker {
        let (jobs, queue) = channel();
        // Without a thread every job fails, and with it the request that needs it.
        let _ = thread::Builder::new().name(name.to_owned()).spawn(move || work(&queue));
        Worker(jobs)
    }

    /// What the work comes to, or its panic; `None` if there is no thread to do it.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<thread::Result<T>> {
        let (tell, answer) = oneshot::channel();
        let job = move || {
            // Nobody may be waiting any more.
            let _ = tell.send(catch_unwind(AssertUnwindSafe(work)));
        };
        self.0.send(Box::new(job)).ok()?;
        answer.await.ok()
    }
}

fn work(queue: &Receiver<Job>) {
    while let Ok(job) = queue.recv() {
        job();
    }
}
