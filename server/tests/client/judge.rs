//! The command line's answer to the same question, in the words of the protocol.

use std::path::Path;

use cmg_host::{Folder, Selection, SettingsFinder, Stores};
use cmg_rules::finding::{Finding, Severity};
use serde_json::{Value, json};

use super::TODAY;

/// What the command line finds in a text at an absolute path.
pub fn findings(path: &Path, text: &str) -> Vec<Finding> {
    let folder = path.parent().expect("a folder");
    let found = SettingsFinder::new(None, &[]).and_then(|mut finder| finder.find(folder));
    let selection = Selection::default();
    let folder = Folder::new(folder, found.expect("settings"), &selection);
    let judge = folder.judge(path, &selection, TODAY, &Stores::default());
    judge.bytes(text.as_bytes().to_vec()).report.findings
}

/// Rule, severity, message and place, as a server shall say it in UTF-16.
pub fn expected(path: &Path, text: &str) -> Vec<Value> {
    let finding = |it: &Finding| {
        json!({
            "code": it.rule.name,
            "severity": match it.severity() {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Info => 3,
            },
            "message": it.note.message,
            "range": {
                "start": position(text, it.note.span.start),
                "end": position(text, it.note.span.end),
            },
        })
    };
    findings(path, text).iter().map(finding).collect()
}

/// The same of what the server has said.
pub fn said(diagnostics: &Value) -> Vec<Value> {
    let of = |it: &Value| {
        let keys = ["code", "severity", "message", "range"];
        keys.iter().map(|key| ((*key).to_owned(), it[*key].clone())).collect()
    };
    diagnostics.as_array().expect("diagnostics").iter().map(of).collect()
}

/// Found by walking.
fn position(text: &str, offset: usize) -> Value {
    let (mut line, mut start) = (0, 0);
    let bytes = text.as_bytes();
    for at in 0..offset {
        let ends = bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if ends {
            (line, start) = (line + 1, at + 1);
        }
    }
    json!({ "line": line, "character": text[start..offset].encode_utf16().count() })
}
