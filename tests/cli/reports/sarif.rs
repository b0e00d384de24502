//! SARIF beyond its schema, which `tests/reports` asks: places, fixes, names.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Reports, TODAY};
use crate::{DOCUMENT, Folder};

pub fn check(reports: &Reports) {
    let text = reports.text("sarif");
    let hostile = |it: char| it.is_control() && it != '\n' || it == '\u{202e}';
    assert!(!text.contains(hostile), "{text:?}");
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), reports.findings().len());
    for (result, it) in results.iter().zip(reports.findings()) {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], it["rule"]);
        assert_eq!(rule["helpUri"], it["source"]["url"]);
        assert_eq!(result["ruleId"], it["rule"]);
        let message = result["message"]["text"].as_str().unwrap();
        assert_eq!(without_escapes(message), it["message"].as_str().unwrap());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place["region"],
            json!({
                "startLine": it["start"]["line"], "startColumn": it["start"]["column"],
                "endLine": it["end"]["line"], "endColumn": it["end"]["column"],
            })
        );
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        let decoded = percent_encoding::percent_decode_str(uri).decode_utf8().unwrap();
        assert_eq!(decoded, it["path"].as_str().unwrap());
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let suppressions = result["suppressions"].as_array().unwrap();
        assert_eq!(suppressions.is_empty(), it["allowed"].is_null());
        for suppression in suppressions {
            assert_eq!(suppression["kind"], "inSource");
            let reason = suppression["justification"].as_str().unwrap_or_default();
            assert_eq!(reason, it["allowed"]["reason"].as_str().unwrap());
        }
    }
}

/// As a viewer reads text in which links could be.
fn without_escapes(text: &str) -> String {
    match text.contains("\\]\\(") || text.contains("\\](") {
        true => text.replace("\\[", "[").replace("\\]", "]").replace("\\\\", "\\"),
        false => text.to_owned(),
    }
}

fn log(folder: &Folder, args: &[&str]) -> Value {
    let ran = folder.run(&[&["check", "--format", "sarif"], &TODAY[..], args].concat());
    serde_json::from_str(&ran.out).unwrap()
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

#[test]
fn a_fix_says_what_to_delete_and_what_to_write() {
    let folder = Folder::with(&DOCUMENT.replace("\"gf.", "\"😀.").replace('\n', "\r\n"));
    let log = log(&folder, &["--select", "region-spelling,site-version-missing"]);
    let of = |rule: &str| results(&log).iter().find(|it| it["ruleId"] == rule).unwrap();
    let change = &of("region-spelling")["fixes"][0]["artifactChanges"][0];
    assert_eq!(
        change["replacements"],
        json!([{
            "deletedRegion": { "startLine": 5, "startColumn": 10, "endLine": 5, "endColumn": 19 },
            "insertedContent": { "text": "\"eastus\"" },
        }])
    );
    assert_eq!(change["artifactLocation"]["uri"], "cmg.toml");
    let text = of("site-version-missing")["fixes"][0]["artifactChanges"][0]["replacements"][0]
        ["insertedContent"]["text"]
        .as_str()
        .unwrap();
    assert!(text.contains("\r\n") && !text.replace("\r\n", "").contains('\n'), "{text:?}");
}

#[test]
fn columns_count_characters_of_four_bytes_as_one() {
    let folder = Folder::with("format = 1\nsite = { \"😀😀\" = 1, x = 1 }\n");
    let log = log(&folder, &["--select", "unknown-key"]);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let region = |at: usize| &results(&log)[at]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region(0)["startColumn"], 10);
    assert_eq!(region(1)["startColumn"], 20);
}

#[test]
fn a_finding_keeps_its_name_when_others_move() {
    let gateway = |handle: &str| {
        format!(
            "[gateway.{handle}]\nservice-name = \"gf.contoso.com\"\nregion = \"East US\"\nx = 1\n"
        )
    };
    let names = |text: &str| -> BTreeSet<String> {
        let folder = Folder::with(text);
        let log = log(&folder, &["--select", "region-spelling,unknown-key,name-prefix-length"]);
        let name = |it: &Value| it["partialFingerprints"]["cmglintKeyPath/v1"].to_string();
        let names: BTreeSet<String> = results(&log).iter().map(name).collect();
        assert_eq!(names.len(), results(&log).len(), "no name twice");
        names
    };
    let before = names(&format!("format = 1\n{}{}", gateway("east"), gateway("west")));
    assert_eq!(before.len(), 6);
    let moved = format!(
        "# a comment\n\nformat = 1\n[site]\ncode = \"P01\"\n\n{}# more\n{}",
        gateway("west").replace("East US", "North Europe"),
        gateway("east").replace("x = 1", "\n\nx = 2 # changed")
    );
    assert_eq!(names(&moved), before);
    let accepted = moved.replace("[gateway.east]", "# cmglint: allow(unknown-key)\n[gateway.east]");
    assert_eq!(names(&accepted), before);
    let renamed = names(&moved.replace("gateway.east", "gateway.south"));
    assert_eq!(renamed.intersection(&before).count(), 3);
}

#[test]
fn what_is_hidden_changes_no_name() {
    let folder = Folder::with(DOCUMENT);
    let names = |args: &[&str]| -> Vec<String> {
        let log = log(&folder, args);
        results(&log).iter().map(|it| it["partialFingerprints"].to_string()).collect()
    };
    let (all, errors) = (names(&[]), names(&["--min-severity", "error"]));
    assert!(!errors.is_empty() && errors.len() < all.len());
    assert!(errors.iter().all(|it| all.contains(it)));
}

#[test]
fn equal_runs_give_equal_bytes() {
    let folder = Folder::with(DOCUMENT);
    assert_eq!(log(&folder, &[]).to_string(), log(&folder, &[]).to_string());
}
