//! How long checks take, for reports of bugs.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

/// Sums over the session, in microseconds.
#[derive(Debug, Default)]
pub struct Timings {
    checks: AtomicU64,
    total: AtomicU64,
    slowest: AtomicU64,
    last: AtomicU64,
}

impl Timings {
    pub fn record(&self, took: Duration) {
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.checks.fetch_add(1, Relaxed);
        self.total.fetch_add(took, Relaxed);
        self.slowest.fetch_max(took, Relaxed);
        self.last.store(took, Relaxed);
    }

    pub fn status(&self) -> serde_json::Value {
        let checks = self.checks.load(Relaxed);
        let mean = self.total.load(Relaxed).checked_div(checks);
        serde_json::json!({
            "checks": checks,
            "meanMicroseconds": mean,
            "slowestMicroseconds": self.slowest.load(Relaxed),
            "lastMicroseconds": self.last.load(Relaxed),
        })
    }
}
