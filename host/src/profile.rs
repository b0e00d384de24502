//! How long each rule takes.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

use cmg_rules::catalog;

/// Times of all rules over all documents, from any number of threads.
#[derive(Debug)]
pub struct Profile {
    /// In the order of the catalog.
    rules: Vec<Clocked>,
}

#[derive(Debug, Default)]
struct Clocked {
    nanoseconds: AtomicU64,
    runs: AtomicU64,
}

/// What a rule has cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent {
    pub rule: &'static str,
    /// How often it was asked: once a document, and again after each fix.
    pub runs: u64,
    pub time: Duration,
}

impl Default for Profile {
    fn default() -> Profile {
        Profile { rules: catalog::rules().map(|_| Clocked::default()).collect() }
    }
}

impl Profile {
    /// Does the work of a rule, told by its place in the catalog, and notes the time.
    pub fn time(&self, rule: usize, work: &mut dyn FnMut()) {
        let start = Instant::now();
        work();
        let spent = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        if let Some(clocked) = self.rules.get(rule) {
            clocked.nanoseconds.fetch_add(spent, Relaxed);
            clocked.runs.fetch_add(1, Relaxed);
        }
    }

    /// The rules that were asked, the one that took longest first.
    pub fn spent(&self) -> Vec<Spent> {
        let spent = catalog::rules().zip(&self.rules).map(|(rule, clocked)| Spent {
            rule: rule.info.name,
            runs: clocked.runs.load(Relaxed),
            time: Duration::from_nanos(clocked.nanoseconds.load(Relaxed)),
        });
        let mut spent: Vec<Spent> = spent.filter(|it| it.runs > 0).collect();
        spent.sort_by(|a, b| b.time.cmp(&a.time).then(a.rule.cmp(b.rule)));
        spent
    }
}
