//! The formats of findings that other programs read: each says what the JSON
//! report says, whatever a document holds.

#[path = "reports/markup.rs"]
mod markup;
#[path = "reports/sarif.rs"]
mod sarif;

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use serde_json::Value;

use super::{DOCUMENT, Folder};

const TODAY: [&str; 2] = ["--today", "2026-11-22"];
const FORMATS: [&str; 7] = ["sarif", "github", "gitlab", "junit", "azure", "markdown", "html"];

/// Letters that end or begin something somewhere.
const HOSTILE: &[&str] = &[
    "]]></failure></testsuite><failure>",
    "<script>alert(1)</script>",
    "a\n::error::b\r::error::c",
    "##vso[task.setvariable variable=x]y;z]",
    "%0A%25%AZP25%3B,line=7,title=x;linenumber=9;]:y",
    "a|b`c``d\\|",
    "\u{202e}gnp.\u{0}\u{1}\u{b}\u{1b}[2J\u{fffe}\u{feff}",
    "@someone #1 ![x](http://evil.example/x.png) [y](1) www.evil.example",
    "😀😀 Köln 東京",
    "{0} {{1}} $(x) &amp; &lt; &#65; --> <!--",
    "</details>\n\n# x\n\n- y\n1. z\n    code",
];

/// One run in all formats, with what the JSON report says of it.
pub struct Reports {
    folder: Folder,
    json: Value,
}

impl Reports {
    fn of(folder: Folder) -> Reports {
        let targets: Vec<String> =
            FORMATS.iter().map(|format| format!("{format}=report.{format}")).collect();
        let mut args = vec!["check", "--format", "json", "--show-allowed"];
        args.extend(TODAY);
        for target in &targets {
            args.extend(["--output-file", target]);
        }
        let ran = folder.run(&args);
        assert!((0..2).contains(&ran.code), "{}", ran.err);
        Reports { json: serde_json::from_str(&ran.out).unwrap(), folder }
    }

    fn text(&self, format: &str) -> String {
        self.folder.read(&format!("report.{format}"))
    }

    /// Those of the JSON report.
    fn findings(&self) -> &Vec<Value> {
        self.json["findings"].as_array().unwrap()
    }

    /// The same without those that comments accept.
    fn open(&self) -> impl Iterator<Item = &Value> {
        self.findings().iter().filter(|it| it["allowed"].is_null())
    }

    fn check(&self) {
        self.github();
        self.azure();
        self.gitlab();
        sarif::check(self);
        markup::junit(self);
        markup::markdown(self);
        markup::html(self);
    }

    fn github(&self) {
        let text = self.text("github");
        let expected: Vec<&Value> = self.open().collect();
        assert_eq!(text.lines().count(), expected.len(), "{text}");
        for (line, it) in text.lines().zip(expected) {
            let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
            let (level, properties) = head.split_once(' ').unwrap();
            let decoded = |text: &str| {
                let text = text.replace("%3A", ":").replace("%2C", ",");
                text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
            };
            let property = |name: &str| {
                let mut all = properties.split(',').map(|it| it.split_once('=').unwrap());
                decoded(all.find(|it| it.0 == name).unwrap_or_default().1)
            };
            let [path, message] = ["path", "message"].map(|key| it[key].as_str().unwrap());
            let [line, column] = ["line", "column"].map(|key| it["start"][key].to_string());
            let text = data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
            let url = it["source"]["url"].as_str().unwrap();
            assert_eq!(text, format!("{path}:{line}:{column}: {message}\nsee {url}"));
            let kind = match it["severity"].as_str().unwrap() {
                "info" => "notice",
                other => other,
            };
            assert_eq!(level, kind);
            assert_eq!(property("file"), path);
            assert_eq!(property("title"), it["rule"].as_str().unwrap());
            assert_eq!(property("line"), line);
            assert_eq!(property("endLine"), it["end"]["line"].to_string());
            let has_columns = it["end"]["line"] == it["start"]["line"];
            assert_eq!(property("col"), if has_columns { column } else { String::new() });
        }
    }

    fn azure(&self) {
        let text = self.text("azure");
        let expected: Vec<&Value> = self.open().collect();
        assert_eq!(text.lines().count(), expected.len(), "{text}");
        for (line, it) in text.lines().zip(expected) {
            // As the agent reads it: up to the first bracket, then the rest.
            let (head, data) = line.strip_prefix("##vso[").unwrap().split_once(']').unwrap();
            let (command, properties) = head.split_once(' ').unwrap();
            assert_eq!(command, "task.logissue");
            let plain = |text: &str| text.replace("%0A", "\n").replace("%AZP25", "%");
            let property = |name: &str| {
                let mut all =
                    properties.split_terminator(';').map(|it| it.split_once('=').unwrap());
                let value = all.find(|it| it.0 == name).unwrap().1;
                plain(&value.replace("%3B", ";").replace("%5D", "]"))
            };
            let text = plain(data);
            assert!(text.starts_with(it["message"].as_str().unwrap()), "{text}");
            assert_eq!(property("sourcepath"), it["path"].as_str().unwrap());
            assert_eq!(property("linenumber"), it["start"]["line"].to_string());
            assert_eq!(property("columnnumber"), it["start"]["column"].to_string());
            assert_eq!(property("code"), it["rule"].as_str().unwrap());
            let kind = if it["severity"] == "error" { "error" } else { "warning" };
            assert_eq!(property("type"), kind);
        }
    }

    fn gitlab(&self) {
        let report: Value = serde_json::from_str(&self.text("gitlab")).unwrap();
        let issues = report.as_array().unwrap();
        assert_eq!(issues.len(), self.open().count());
        let mut names = std::collections::HashSet::new();
        for (issue, it) in issues.iter().zip(self.open()) {
            assert_eq!(issue["description"], it["message"]);
            assert_eq!(issue["check_name"], it["rule"]);
            assert_eq!(issue["location"]["path"], it["path"]);
            assert_eq!(issue["location"]["lines"]["begin"], it["start"]["line"]);
            assert!(["info", "minor", "major"].contains(&issue["severity"].as_str().unwrap()));
            assert!(names.insert(issue["fingerprint"].as_str().unwrap()), "twice: {issue}");
        }
    }
}

/// A document that shows the value in messages, keys, reasons and file names.
fn folder_with(value: &str) -> Folder {
    let folder = Folder::with(&document(value));
    folder.write("clean.cmg.toml", "format = 1\n[site]\nversion = \"2603\"\n");
    let name: String = value.chars().filter(|it| !matches!(it, '/' | '\0')).take(40).collect();
    folder.write(&format!("{name}.cmg.toml"), DOCUMENT);
    folder
}

fn document(value: &str) -> String {
    let text = toml::Value::String(value.to_owned()).to_string();
    let reason: String = value.chars().filter(|it| !it.is_control()).collect();
    let mut keys = toml::Table::new();
    keys.insert(value.to_owned(), toml::Value::Integer(1));
    format!(
        "format = 1\n{keys}# {reason}\n[gateway.eastus]\nservice-name = {text}\nregion = {text}\n\
         vm-size = {text} # cmglint: allow(unknown-value) {reason}\nunknown = 1\n{keys}\
         [nonsense {reason}\n"
    )
}

#[test]
fn every_format_says_what_json_says() {
    for value in HOSTILE {
        let reports = Reports::of(folder_with(value));
        let allowed = reports.findings().len() - reports.open().count();
        assert!(reports.open().count() > 8 && allowed == 1, "{value}: {:#}", reports.json);
        reports.check();
    }
}

#[test]
fn any_letters_are_told_by_every_format() {
    // The same documents each time: a test that fails by chance tells nobody anything.
    let config = Config {
        cases: 24,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    };
    let letter = prop_oneof![
        any::<char>(),
        prop::sample::select("<>&'\"`|[](){}\\%;:,#*_~!@-+=. \n\r\t\0".chars().collect::<Vec<_>>()),
    ];
    proptest!(config, |(letters in prop::collection::vec(letter, 0..30))| {
        let value: String = letters.into_iter().collect();
        let folder = Folder::with(&document(&value));
        Reports::of(folder).check();
    });
}

#[test]
fn a_clean_document_is_a_report_as_well() {
    let folder = Folder::with("format = 1\n");
    let run = |format: &str| {
        folder.run(&["check", "--format", format, "--select", "syntax"]).code(0).out.clone()
    };
    assert_eq!(run("github"), "");
    assert_eq!(run("azure"), "");
    assert_eq!(run("gitlab"), "[]\n");
    assert!(run("junit").contains("<testcase classname=\"cmg.toml\" name=\"cmglint\"/>"));
    assert!(run("markdown").contains("All checks passed in 1 document."));
    assert!(run("html").contains("All checks passed in 1 document."));
    let log: Value = serde_json::from_str(&run("sarif")).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn what_the_tool_could_not_do_is_in_reports() {
    let folder = Folder::with(DOCUMENT);
    let run = |format: &str| {
        folder.run(&["check", "--format", format, "cmg.toml", "absent.toml"]).code(2).out.clone()
    };
    let log: Value = serde_json::from_str(&run("sarif")).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let first = &invocation["toolExecutionNotifications"][0];
    assert_eq!(first["level"], "error");
    assert!(first["message"]["text"].as_str().unwrap().contains("absent.toml"));
    for format in ["junit", "markdown", "html"] {
        let text = run(format);
        assert!(text.contains("absent"), "{text}");
    }
    let ran = folder.run(&["check", "--format", "markdown", "absent.toml"]);
    ran.code(2).says("No document was judged.");
    let junit = run("junit");
    let junit = roxmltree::Document::parse(&junit).unwrap();
    assert_eq!(junit.root_element().attribute("errors"), Some("1"));
}

#[test]
fn nothing_of_a_secret_is_in_a_report() {
    let folder = Folder::with(
        "format = 1\n[gateway.a.certificate]\nfile = \"a.pfx\"\npassword = \"hunter2\" # hunter2\n\
         [gateway.b.certificate]\npassword = { value = \"hunter2\" }\n",
    );
    let reports = Reports::of(folder);
    assert!(reports.findings().iter().any(|it| it["rule"] == "secret-in-document"));
    reports.check();
    for format in FORMATS {
        assert!(!reports.text(format).contains("hunter2"), "{format}");
    }
}
