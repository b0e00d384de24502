//! Whole documents with everything that is said of them: `cases/NAME.cmg.toml`
//! and `cases/NAME.txt`. A test writes what is missing, and fails.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/mod.rs"]
mod support;

use std::process::Command;

use support::{root, up_to_date};

const TODAY: &str = "2026-11-22";

#[test]
fn each_document_is_judged_as_written_down() {
    let mut wrong = Vec::new();
    let mut met = 0;
    let entries = std::fs::read_dir(root().join("tests/cases")).unwrap();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(name) = name.strip_suffix(".cmg.toml") else { continue };
        met += 1;
        let output = Command::new(env!("CARGO_BIN_EXE_cmglint"))
            .current_dir(root().join("tests/cases"))
            .args(["check", "--today", TODAY, "--format", "concise", "--show-allowed"])
            .args(["--show-skipped", &format!("{name}.cmg.toml")])
            .output()
            .unwrap();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let text = text.replace(&format!("{name}.cmg.toml:"), "");
        let file = format!("tests/cases/{name}.txt");
        wrong.extend(std::panic::catch_unwind(|| up_to_date(&file, &text)).err().map(|_| file));
    }
    assert!(wrong.is_empty(), "rewritten: {wrong:?}");
    assert!(met >= 15, "only {met} documents were found");
}

/// A clean document stays clean in every spelling that TOML has for it.
#[test]
fn the_example_is_clean_and_the_mistakes_are_not() {
    let check = |path: &str| {
        Command::new(env!("CARGO_BIN_EXE_cmglint"))
            .current_dir(root())
            .env_remove("CMG_PFX_PASSWORD")
            .args(["check", "--today", TODAY, "--format", "concise", "--fail-on", "info", path])
            .output()
            .unwrap()
    };
    let clean = check("examples/contoso");
    assert!(clean.status.success(), "{}", String::from_utf8_lossy(&clean.stdout));
    let mistakes = check("examples/mistakes");
    assert_eq!(mistakes.status.code(), Some(1));
    up_to_date("examples/mistakes/findings.txt", &String::from_utf8(mistakes.stdout).unwrap());
}
