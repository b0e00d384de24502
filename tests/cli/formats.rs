//! `--format`, `--output-file`, colours.

use serde_json::Value;

use super::{DOCUMENT, Folder, Ran, support::root};

fn schema(name: &str) -> Value {
    let text = std::fs::read_to_string(root().join("schemas").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn json_is_what_its_schema_says() {
    let folder = Folder::with(&format!(
        "{DOCUMENT}password = \"x\"\ndescription = \"é\" # cmglint: allow(syntax)\n[nonsense\n"
    ));
    let ran = folder.run(&["check", "--format", "json", "--show-allowed", "--today", "2026-11-22"]);
    let report: Value = serde_json::from_str(&ran.code(1).out).unwrap();
    let validator = jsonschema::validator_for(&schema("report.schema.json")).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).map(|it| it.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(report["version"], 1);
    assert_eq!(report["today"], "2026-11-22");
    assert_eq!(report["documents"], 1);
    let findings = report["findings"].as_array().unwrap();
    let length = findings.iter().find(|it| it["rule"] == "name-prefix-length").unwrap();
    assert_eq!(length["path"], "cmg.toml");
    assert_eq!(length["start"]["line"], 4);
    assert_eq!(length["start"]["column"], 17);
    assert_eq!(length["start"]["offset"], DOCUMENT.find("gf.").unwrap());
    assert!(length["source"]["url"].as_str().unwrap().ends_with("#specifications"));
    let errors = findings.iter().filter(|it| it["severity"] == "error").count();
    assert_eq!(report["summary"]["error"], errors);
    assert!(!report["skipped"].as_array().unwrap().is_empty());
}

#[test]
fn json_lines_are_one_finding_each() {
    let folder = Folder::with(DOCUMENT);
    let args = ["check", "--format", "json-lines", "--select", super::RULES];
    let ran = folder.run(&args);
    let rules: Vec<String> = ran
        .lines()
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["rule"].to_string())
        .collect();
    assert_eq!(rules, ["\"name-prefix-length\"", "\"region-spelling\"", "\"unknown-value\""]);
}

#[test]
fn columns_count_characters() {
    let folder = Folder::with("format = 1\nsite = { code = \"CÄS\", x = 1 }\n");
    folder.concise(&[]).says("cmg.toml:2:24: error[unknown-key]");
    let ran = folder.run(&["check", "--select", "unknown-key"]);
    ran.says("                       ^\n").says("cmg.toml:2:24");
}

#[test]
fn a_byte_order_mark_is_nothing_that_anyone_sees() {
    let folder = Folder::with("\u{feff}format = 2\n");
    for format in ["full", "concise"] {
        folder.run(&["check", "--format", format]).code(1).says("cmg.toml:1:10");
    }
    folder.run(&["check"]).says("1 │ format = 2\n  │          ^\n");
}

#[test]
fn reports_go_to_files_as_well() {
    let folder = Folder::with(DOCUMENT);
    let ran = folder.concise(&["--output-file", "json=a.json", "--output-file", "full=b.txt"]);
    ran.code(1).says("cmg.toml:4:17");
    serde_json::from_str::<Value>(&folder.read("a.json")).unwrap();
    assert!(folder.read("b.txt").contains("┌─ cmg.toml:4:17"));
    let ran = folder.concise(&["--output-file", "c.txt", "--quiet"]);
    assert_eq!(ran.code(1).out, "");
    assert!(folder.read("c.txt").contains("cmg.toml:4:17"));
    let ran = folder.concise(&["--output-file", "no/such/folder/c.txt"]);
    ran.code(2).says("cannot write no/such/folder/c.txt: there is no such file");
    let ran = folder.concise(&["--output-file", "jsn=a.json"]);
    ran.code(2).says("`jsn`, which is no format");
    folder.concise(&["--output-file", "./a=b"]).code(1);
    assert!(folder.read("a=b").contains("cmg.toml:4:17"));
}

#[test]
fn colours_follow_option_and_environment() {
    let folder = Folder::with(DOCUMENT);
    let colored = |args: &[&str], environment: &[(&str, &str)]| {
        let mut command = folder.command(&[&["check"], args].concat());
        command.envs(environment.iter().copied());
        Ran::of(command.output().unwrap()).out.contains("\u{1b}[")
    };
    assert!(!colored(&[], &[]));
    assert!(colored(&["--color", "always"], &[]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn hostile_text_never_reaches_the_terminal() {
    let text = "format = 1\n[gateway.a]\nservice-name = \"gf.contoso.com\" # \u{1b}[2J\u{202e}\u{7}\nregion = '\u{1b}]0;x'\ndescription = 1\n\"\u{202e}y\" = 1\n";
    let folder = Folder::with(text);
    for format in ["full", "concise", "json"] {
        let ran = folder.run(&["check", "--format", format, "--color", "never"]);
        let bad = |it: char| it.is_control() && it != '\n' || it == '\u{202e}';
        assert!(!ran.out.contains(bad), "{format}: {:?}", ran.out);
    }
}

#[test]
fn schemas_are_printed_and_examples_follow_them() {
    let folder = Folder::new();
    for of in ["document", "settings", "report"] {
        let ran = folder.run(&["schema", of]);
        serde_json::from_str::<Value>(&ran.code(0).out).unwrap();
    }
    let validator = jsonschema::validator_for(&schema("cmg.schema.json")).unwrap();
    for name in ["cmg.toml", "contoso.deployed.cmg.toml"] {
        let text = std::fs::read_to_string(root().join("examples/contoso").join(name)).unwrap();
        let document = as_json(toml::Value::Table(text.parse().unwrap()));
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|it| format!("{it} at {}", it.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
    let wrong = serde_json::json!({ "format": 1, "sites": {} });
    assert!(!validator.is_valid(&wrong));
}

/// Dates are strings in JSON.
pub fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(it) => Value::String(it.to_string()),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, as_json(value))).collect()
        }
        other => serde_json::to_value(other).unwrap(),
    }
}
