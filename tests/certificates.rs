//! What `inspect` says of certificate files, against what openssl and Python say
//! of the same ones: `certificates/facts.py` writes down what that is.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "support/mod.rs"]
mod support;

use std::{collections::BTreeMap, process::Command};

use serde_json::{Map, Value};
use support::root;

/// Which words of an error say a kind of reason in the facts; any of them is right.
const REASONS: &[(&str, &[&str])] = &[
    ("empty", &["empty"]),
    ("private key", &["private key"]),
    ("public key", &["public key"]),
    ("request", &["request"]),
    ("crl", &["revocation list"]),
    ("enveloped", &["envelop", "encrypted"]),
    ("truncated", &["cut off"]),
    ("password", &["password"]),
    ("rounds", &["rounds of key derivation"]),
    ("encryption", &["encrypted in a way", "signed with"]),
    ("no certificate", &["no certificate"]),
    // What is damaged may be damaged so that it is nothing known.
    ("malformed", &["damaged", "cut off", "no certificate", "not a certificate"]),
    ("unknown", &["no certificate", "not a certificate", "damaged"]),
];

#[test]
fn every_file_is_read_as_others_read_it() {
    let folder = root().join("tests/certificates");
    let facts = std::fs::read_to_string(folder.join("facts.json")).unwrap();
    let facts: Value = serde_json::from_str(&facts).unwrap();
    let mut by_password: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    for (path, expected) in facts["files"].as_object().unwrap() {
        by_password.entry(expected["password"].as_str()).or_default().push(path);
    }
    let mut wrong = Vec::new();
    for (password, paths) in by_password {
        let shown = inspect(&folder, password, &paths);
        assert_eq!(shown.len(), paths.len());
        for (path, shown) in paths.iter().zip(&shown) {
            assert_eq!(shown["path"], **path);
            let expected = &facts["files"][path];
            for difference in differences(expected, &facts["certificates"], shown) {
                wrong.push(format!("{path}: {difference}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The objects of `inspect --format json`, one for each path.
fn inspect(folder: &std::path::Path, password: Option<&str>, paths: &[&str]) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cmglint"));
    command.current_dir(folder).args(["inspect", "--format", "json", "--today", "2026-11-22"]);
    if let Some(password) = password {
        command.args(["--password-env", "PASSWORD"]).env("PASSWORD", password);
    }
    let ran = command.args(paths).output().unwrap();
    let error = String::from_utf8_lossy(&ran.stderr);
    let shown: Value = serde_json::from_slice(&ran.stdout).expect(&error);
    shown.as_array().unwrap().clone()
}

fn differences(expected: &Value, certificates: &Value, shown: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let refusal = shown["error"].as_str();
    if let Some(reason) = expected["error"].as_str() {
        let (_, words) = REASONS.iter().find(|(name, _)| *name == reason).unwrap();
        match refusal {
            Some(text) if words.iter().any(|word| text.contains(word)) => {}
            // Python may be the stricter one; then it has no facts to compare.
            None if expected.get("doubts").is_some() => {}
            _ => found.push(format!("should be refused ({reason}), but: {refusal:?}")),
        }
        return found;
    }
    if let Some(text) = refusal {
        if expected.get("doubts").is_none() {
            found.push(format!("refused: {text}"));
        }
        return found;
    }
    for part in ["container", "private_key"] {
        if expected[part] != shown[part] {
            found.push(format!("{part}: {} is not {}", shown[part], expected[part]));
        }
    }
    let shown = shown["certificates"].as_array().unwrap();
    let expected = expected["certificates"].as_array().unwrap();
    let order: Vec<&Value> = shown.iter().map(|it| &it["sha256"]).collect();
    if order != expected.iter().collect::<Vec<_>>() {
        found.push(format!("certificates: {order:?} are not {expected:?}"));
        return found;
    }
    for (place, shown) in shown.iter().enumerate() {
        let sha256 = shown["sha256"].as_str().unwrap();
        let facts = certificates[sha256].as_object().unwrap();
        compare(&format!("certificate {place}"), facts, shown, &mut found);
    }
    found
}

/// Each fact, where it is known; those of names one by one.
fn compare(place: &str, facts: &Map<String, Value>, shown: &Value, found: &mut Vec<String>) {
    for (name, fact) in facts {
        match fact {
            Value::Object(parts) => {
                compare(&format!("{place}, {name}"), parts, &shown[name], found);
            }
            _ if shown[name] == *fact => {}
            _ => found.push(format!("{place}, {name}: {} is not {fact}", shown[name])),
        }
    }
}
