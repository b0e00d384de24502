//! Every rule as people see it: the full output of each rule's first example,
//! in one file, to be read in one go.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/mod.rs"]
mod support;
#[path = "gallery/certificates.rs"]
mod certificates;

use std::process::Command;

use cmg_rules::{
    catalog,
    rule::{Check, Rule},
};
use support::up_to_date;

#[test]
fn every_rule_shows_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut gallery = String::new();
    for rule in catalog::rules() {
        let name = rule.info.name;
        if let Some(document) = certificates::document(name, folder.path()) {
            std::fs::create_dir_all(folder.path().join(".git")).unwrap();
            std::fs::write(folder.path().join("cmg.toml"), document).unwrap();
            let shown = run(folder.path(), name, "2026-11-22");
            assert!(shown.contains(&format!("[{name}]")), "{name} does not fire:\n{shown}");
            gallery.push_str(&shown);
            gallery.push('\n');
            continue;
        }
        let section = rule.info.docs.split("\n ## ").find(|it| it.contains("```toml\n"));
        let section = section.unwrap_or_else(|| panic!("{name} has no example"));
        let shown = show(folder.path(), rule, section);
        assert!(shown.contains(&format!("[{name}]")), "{name} does not fire:\n{shown}");
        gallery.push_str(&shown);
        gallery.push('\n');
    }
    up_to_date("tests/gallery.txt", &gallery);
}

fn show(folder: &std::path::Path, rule: &Rule, section: &str) -> String {
    // The expectation on the guilty line is for another test.
    let mut text = String::new();
    for line in block(section, "toml").unwrap().lines() {
        let line = ["error", "warning", "info"].iter().fold(line, |line, severity| {
            line.split_once(&format!("# {severity}: \"")).map_or(line, |(before, _)| before)
        });
        text.push_str(line.trim_end());
        text.push('\n');
    }
    if let Some(version) = block(section, "version") {
        text.push_str(&format!("\n[site]\nversion = \"{}\"\n", version.trim()));
    }
    if let Some(before) = block(section, "toml before") {
        std::fs::write(folder.join("deployed.cmg.toml"), before).unwrap();
        text = format!("baseline = \"deployed.cmg.toml\"\n{text}");
    }
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    std::fs::write(folder.join("cmg.toml"), text).unwrap();
    // A comment that accepts nothing is one of a rule that ran.
    let select = match rule.check {
        Check::Allows => &format!("{},wrong-type", rule.info.name),
        _ => rule.info.name,
    };
    let today = block(section, "today").unwrap_or_else(|| "2026-11-22".to_owned());
    run(folder, select, today.trim())
}

fn run(folder: &std::path::Path, select: &str, today: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cmglint"))
        .current_dir(folder)
        .args(["check", "cmg.toml", "--quiet", "--today", today])
        .args(["--select", select])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn block(section: &str, kind: &str) -> Option<String> {
    let (_, rest) = section.split_once(&format!("\n ```{kind}\n"))?;
    let (body, _) = rest.split_once("\n ```")?;
    let lines = body.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
