//! The server and the command line say the same of the same text.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod client;

use std::path::{Path, PathBuf};

use client::{
    Client,
    judge::{expected, said},
    pull,
};
use serde_json::json;

/// A small generator (xorshift): the same edits in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).expect("a number")).expect("a number")
    }
}

const ODD: [&str; 16] = [
    "[", "]", "{", "\"", "'", "=", ".", "#", "\n", "\r\n", "\"\"\"", "é", "🙂", " ", "0", "[[x]]\n",
];

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().expect("a repository");
    let mut documents = Vec::new();
    for folder in ["tests/cases", "examples/contoso", "examples/mistakes"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.to_string_lossy().ends_with("cmg.toml") {
                documents.push(path);
            }
        }
    }
    documents.sort();
    assert!(documents.len() > 15);
    documents
}

async fn agrees(client: &mut Client, path: &Path, text: &str) {
    let params = json!({ "textDocument": { "uri": client::uri(path) } });
    loop {
        let answer = client.ask("textDocument/diagnostic", params.clone()).await;
        if answer["error"]["code"] == -32802 {
            continue;
        }
        assert_eq!(said(&answer["result"]["items"]), expected(path, text), "{path:?}\n{text}");
        return;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_every_document_and_on_random_edits_of_it() {
    let mut client = Client::start(pull()).await;
    let mut dice = Dice(7);
    for path in documents() {
        let mut text = std::fs::read_to_string(&path).expect("a document");
        let uri = client::uri(&path);
        client.open_uri(&uri, "toml", &text).await;
        agrees(&mut client, &path, &text).await;
        for version in 2..12 {
            // Lines alone: what columns are is another test's question.
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let line = dice.below(lines.len().max(1));
            let odd = ODD[dice.below(ODD.len())];
            let lost = dice.below(3);
            let at: usize = lines.iter().take(line).map(|it| it.len()).sum();
            let end: usize = lines.iter().take(line + lost).map(|it| it.len()).sum();
            let range = json!({
                "start": { "line": line, "character": 0 },
                "end": { "line": line + lost, "character": 0 },
            });
            let is_plain =
                !text.contains('\r') || text.matches('\r').count() == text.matches("\r\n").count();
            assert!(is_plain, "line breaks of a Macintosh are another test's question");
            text.replace_range(at..end, odd);
            let params = json!({
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "range": range, "text": odd }],
            });
            client.tell("textDocument/didChange", params).await;
            agrees(&mut client, &path, &text).await;
        }
    }
}

#[tokio::test]
async fn on_texts_that_are_none() {
    let mut client = Client::start(pull()).await;
    for (version, text) in
        ["\0", "a = 1\0\nb = 2\n", "\r\r\n", "\u{feff}format = 1\n"].iter().enumerate()
    {
        match version {
            0 => client.open(text).await,
            version => client.replace(version + 1, text).await,
        }
        let path = client.path("cmg.toml");
        agrees(&mut client, &path, text).await;
    }
}
