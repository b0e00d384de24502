//! What holds for the source as a whole.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};

use support::root;

/// Modules of the core, each of which may use only those before it.
const LAYERS: &[&str] = &[
    "span",
    "quote",
    "facts",
    "finding",
    "certificate",
    "document",
    "model",
    "levels",
    "inputs",
    "rule",
    "change",
    "catalog",
    "report",
    "allow",
    "run",
    "plan",
    "horizon",
    "edit",
    "adopt",
    "import",
    "settings",
    "assist",
];

#[test]
fn dependencies_in_the_core_run_one_way() {
    let core = root().join("rules/src");
    let mut wrong = Vec::new();
    for file in sources(&core) {
        let inside = file.strip_prefix(&core).unwrap();
        let own = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        let own = own.trim_end_matches(".rs");
        let Some(place) = LAYERS.iter().position(|layer| *layer == own) else { continue };
        let text = std::fs::read_to_string(&file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        let text = text.split("#[test]").next().unwrap();
        for used in used(text) {
            let Some(at) = LAYERS.iter().position(|layer| *layer == used) else { continue };
            if at > place {
                wrong.push(format!("{} uses {used}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// First names behind `crate::`, also those of `use crate::{a, b::c}`.
fn used(text: &str) -> Vec<String> {
    let mut used = Vec::new();
    for rest in text.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => used.push(name(rest)),
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (at, letter) in list.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        it if start && !it.is_whitespace() => {
                            used.push(name(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    used
}

fn name(text: &str) -> String {
    text.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect()
}

#[test]
fn the_core_does_no_input_and_no_output() {
    let forbidden = ["fs", "env", "time", "net", "thread", "process", "io"];
    let mut wrong = Vec::new();
    for file in sources(&root().join("rules/src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let is_test = file.ends_with("examples.rs") || file.ends_with("settings/schema.rs");
        for module in forbidden {
            if text.contains(&format!("std::{module}::")) && !is_test {
                wrong.push(format!("{} uses std::{module}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_short() {
    let tables = ["facts/regions.rs", "facts/pages.rs", "model/tables/gateway.rs"];
    let long: Vec<String> = ["rules", "host/src", "server", "lint-cli/src", "tests", "benches"]
        .iter()
        .flat_map(|folder| sources(&root().join(folder)))
        .filter(|file| !tables.iter().any(|table| file.ends_with(table)))
        .filter_map(|file| {
            let lines = std::fs::read_to_string(&file).unwrap().lines().count();
            (lines > 400).then(|| format!("{}: {lines} lines", file.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Files beside Cargo.toml that name the version, as they name it.
const VERSIONS: &[(&str, &str)] = &[
    ("CHANGELOG.md", "## {}"),
    ("README.md", "rev: v{}"),
    ("README.md", "cmglint/cmglint@v{}"),
    ("docs/ci.md", "cmglint/cmglint@v{}"),
    ("docs/ci.md", "ghcr.io/cmglint/cmglint:{}"),
    ("docs/ci/Jenkinsfile", "cmglint=={}"),
    ("docs/ci/azure-pipelines.yml", "cmglint=={}"),
    ("docs/ci/github.yml", "cmglint/cmglint@v{}"),
    ("docs/ci/gitlab.yml", "cmglint=={}"),
    ("docs/hooks.md", "rev: v{}"),
    ("docs/hooks.md", "cmglint=={}"),
    ("editors/vscode/CHANGELOG.md", "## {}"),
    ("editors/vscode/package-lock.json", "\"version\": \"{}\""),
    ("editors/vscode/package.json", "\"version\": \"{}\""),
    ("editors/zed/Cargo.toml", "version = \"{}\""),
    ("editors/zed/extension.toml", "version = \"{}\""),
];

#[test]
fn everything_is_of_one_version() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let workspace = manifest["workspace"].as_table().unwrap();
    let version = workspace["package"]["version"].as_str().unwrap();
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    for name in ["cmg-rules", "cmg-host", "cmg-server"] {
        assert_eq!(workspace["dependencies"][name]["version"].as_str(), Some(version), "{name}");
    }
    let mut wrong = Vec::new();
    for (name, spelling) in VERSIONS {
        let said = spelling.replace("{}", version);
        if !read(name).contains(&said) {
            wrong.push(format!("{name} lacks {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The others take it from Cargo.toml when they are made.
    let pyproject: toml::Table = read("pyproject.toml").parse().unwrap();
    assert_eq!(pyproject["project"]["dynamic"][0].as_str(), Some("version"));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
