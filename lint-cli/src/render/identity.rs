//! What a finding is called whatever moves around it, for those who compare runs.

use std::collections::HashMap;

use cmg_rules::{
    document::{Document as Parsed, KeyPaths},
    finding::{Finding, Severity},
    report::Allowed,
};
use sha2::{Digest, Sha256};

use super::{Document, Shown};

/// A finding with its name.
#[derive(Debug)]
pub struct Identified<'d> {
    pub finding: &'d Finding,
    /// The comment that accepts it.
    pub allowed: Option<&'d Allowed>,
    /// Of the rule, the document, the path of the key, and the number among those that
    /// are equal in all this: never of a line, nor of a value.
    pub fingerprint: String,
}

impl Document {
    /// Findings that are shown. What is not shown changes no name.
    pub fn identified(&self, shown: Shown) -> Vec<Identified<'_>> {
        let parsed = Parsed::parse(&self.verdict.text);
        let paths = KeyPaths::of(&parsed);
        let mut seen: HashMap<(&str, String), usize> = HashMap::new();
        let everything = Shown { min_severity: Severity::Info, allowed: true, ..shown };
        let named = self.shown(everything).into_iter().map(|(finding, allowed)| {
            let rule = finding.rule.name;
            let key = paths.at(finding.note.span);
            let number = seen.entry((rule, key.clone())).or_default();
            *number += 1;
            let fingerprint = hash(&[rule, &self.path, &key, &number.to_string()]);
            Identified { finding, allowed, fingerprint }
        });
        let mut named: Vec<Identified<'_>> = named.collect();
        named.retain(|it| {
            it.finding.severity() >= shown.min_severity && (shown.allowed || it.allowed.is_none())
        });
        named
    }
}

fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    // Half of it is more than enough to tell findings apart.
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
