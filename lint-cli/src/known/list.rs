//! How a list of known findings is written: one a line, in their order, so that
//! a change of one is a change of one line.

use std::{collections::BTreeMap, num::NonZero};

use cmg_rules::quote::toml_string;
use serde::Deserialize;

/// By documents: relative to the folder of the list, with `/`.
pub type List = BTreeMap<String, Findings>;

/// How many findings of one rule there are at one key of a document.
pub type Findings = BTreeMap<Entry, usize>;

/// What tells a finding from others when lines, comments and tables move.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub rule: String,
    /// Empty for what is said of the document as a whole.
    pub key: String,
}

/// Of this shape.
const VERSION: u32 = 1;

const HEADER: &str = "\
# Findings that are known, so that cmglint speaks of new ones only.
# `cmglint check --known FILE` accepts them, `cmglint check --update-known FILE` writes them.
";

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    known: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    document: String,
    rule: String,
    #[serde(default)]
    key: String,
    #[serde(default = "one")]
    count: NonZero<u32>,
}

fn one() -> NonZero<u32> {
    NonZero::<u32>::MIN
}

/// What a text lists, or in words why it is no list.
pub fn parse(bytes: &[u8]) -> Result<List, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is no UTF-8".to_owned())?;
    let wrong = |error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        format!("line {line} is no entry of such a list: {message}")
    };
    let Version { version } = toml::from_str(text).map_err(wrong)?;
    if version != VERSION {
        return Err(format!("it has version {version}, and this cmglint reads version {VERSION}"));
    }
    let file: File = toml::from_str(text).map_err(wrong)?;
    let mut list = List::new();
    for Item { document, rule, key, count } in file.known {
        let number = list.entry(document).or_default().entry(Entry { rule, key }).or_default();
        *number = number.saturating_add(usize::try_from(count.get()).unwrap_or(usize::MAX));
    }
    Ok(list)
}

pub fn write(list: &List) -> String {
    let mut text = format!("{HEADER}version = {VERSION}\n");
    let entries = list.iter().flat_map(|(document, findings)| {
        findings.iter().map(move |(entry, count)| (document, entry, count))
    });
    text.push_str("known = [\n");
    for (document, Entry { rule, key }, count) in entries {
        let (document, rule) = (toml_string(document), toml_string(rule));
        text.push_str(&format!("  {{ document = {document}, rule = {rule}"));
        if !key.is_empty() {
            text.push_str(&format!(", key = {}", toml_string(key)));
        }
        if *count > 1 {
            text.push_str(&format!(", count = {count}"));
        }
        text.push_str(" },\n");
    }
    text.push_str("]\n");
    text
}

#[test]
fn what_is_written_is_read() {
    let findings = |key: &str, count| {
        let entry = Entry { rule: "region-spelling".to_owned(), key: key.to_owned() };
        Findings::from([(entry, count)])
    };
    let hostile = "a\"'\\\n\u{1b}[31m\u{202e}é\u{e0001}1";
    let list = List::from([
        ("cmg.toml".to_owned(), findings("", 3)),
        ("site/cmg.toml".to_owned(), findings("gateway.\"a b\".region", 1)),
        (hostile.to_owned(), findings(hostile, 2)),
    ]);
    assert_eq!(parse(write(&list).as_bytes()), Ok(list));
    assert_eq!(parse(write(&List::new()).as_bytes()), Ok(List::new()));
}

#[test]
fn what_is_no_list_is_said_to_be_none() {
    for (text, reason) in [
        ("known = 1", "version"),
        ("version = 2\nmore = 1", "it has version 2"),
        ("version = 1\nknown = [\n  { document = \"a\" },\n]", "line 3"),
        ("version = 1\n[[known]]\ndocument = \"a\"\nrule = \"b\"\ncount = 0", "line 5"),
        ("version = 1\nformat = 1", "line 2"),
        ("<<<<<<< HEAD", "line 1"),
    ] {
        let error = parse(text.as_bytes()).unwrap_err();
        assert!(error.contains(reason), "{text}: {error}");
    }
    assert!(parse(b"\xff").is_err());
}
