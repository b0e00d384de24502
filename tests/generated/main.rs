//! Files that are written from the code: each test rewrites a stale file and fails.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "../support/mod.rs"]
mod support;

mod document_schema;
mod format_page;

use cmg_rules::catalog;
use support::{root, up_to_date};

#[test]
fn every_rule_has_its_page() {
    let folder = root().join("docs/rules");
    let mut wrong = Vec::new();
    for rule in catalog::rules() {
        let text = cmglint::catalog::page(&rule.info);
        let path = format!("docs/rules/{}.md", rule.info.name);
        wrong.extend(std::panic::catch_unwind(|| up_to_date(&path, &text)).err().map(|_| path));
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let known = name == "README" || catalog::rules().any(|rule| rule.info.name == name);
        assert!(known, "{} is the page of no rule", path.display());
    }
    assert!(wrong.is_empty(), "rewritten: {wrong:?}");
}

#[test]
fn the_index_of_rules_lists_them() {
    up_to_date("docs/rules/README.md", &cmglint::catalog::index());
}

#[test]
fn the_schema_of_documents_is_that_of_the_tables() {
    up_to_date("schemas/cmg.schema.json", &document_schema::text());
}

#[test]
fn the_page_of_the_format_lists_every_key() {
    let path = root().join("docs/format.md");
    let page = std::fs::read_to_string(path).unwrap();
    up_to_date("docs/format.md", &format_page::with_tables(&page));
}

/// What rules cite of our own format stands there.
#[test]
fn sections_of_the_format_exist() {
    let page = std::fs::read_to_string(root().join("docs/format.md")).unwrap();
    for rule in catalog::rules().filter(|rule| rule.info.source.page.url.ends_with("format.md")) {
        let section = rule.info.source.section;
        let exists = page.lines().any(|line| line.trim_start_matches('#').trim() == section);
        assert!(exists, "{} cites the section {section:?}", rule.info.name);
    }
}

/// The picture in the README is what the program prints.
#[test]
fn the_screenshot_is_real() {
    let rules = "unknown-key,region-spelling,cname-still-classic,secret-in-document";
    let args = ["check", "examples/mistakes", "--today", "2026-11-22", "--select", rules];
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_cmglint"))
        .current_dir(root())
        .args(args)
        .args(["--color", "always"])
        .output()
        .unwrap();
    let prompt = "\u{1b}[32m$\u{1b}[0m cmglint check examples/mistakes\n\n";
    let text = format!("{prompt}{}", String::from_utf8(output.stdout).unwrap());
    let picture = anstyle_svg::Term::new().min_width_px(900).render_svg(&text);
    up_to_date("docs/screenshot.svg", &picture);
}
