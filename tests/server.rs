//! `cmglint server` as editors start it: the real program over real pipes.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "support/mod.rs"]
mod support;

use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use support::root;

struct Server {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Server {
    fn start(arguments: &[&str]) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cmglint"))
            .args(arguments)
            // 2026-11-22
            .env("SOURCE_DATE_EPOCH", "1795305600")
            .env_remove("CMG_PFX_PASSWORD")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        Server { child, stdin, stdout }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let stdin = self.stdin.as_mut().expect("an open pipe");
        write!(stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("a listening server");
        stdin.flush().expect("a listening server");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn begin(&mut self, params: Value) -> Value {
        let id = 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": "initialize", "params": params }));
        let answer = self.receive();
        assert_eq!(answer["id"], id);
        self.tell("initialized", json!({}));
        answer
    }

    fn receive(&mut self) -> Value {
        let mut header = String::new();
        while !header.ends_with("\r\n\r\n") {
            assert_ne!(self.stdout.read_line(&mut header).expect("a header"), 0, "it has ended");
        }
        let length = header.trim().rsplit(' ').next().expect("a length").parse().expect("a length");
        let mut body = vec![0; length];
        self.stdout.read_exact(&mut body).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }

    fn hears(&mut self, method: &str) -> Value {
        loop {
            let message = self.receive();
            if message["method"] == method {
                return message["params"].clone();
            }
        }
    }

    fn code(mut self) -> Option<i32> {
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        panic!("the server did not end");
    }
}

#[test]
fn a_session_from_hello_to_goodbye() {
    let mut server = Server::start(&["server", "--stdio"]);
    let hello = server.begin(json!({ "processId": std::process::id(), "capabilities": {} }));
    assert_eq!(hello["result"]["serverInfo"]["name"], "cmglint");
    let path = root().join("examples/mistakes/cmg.toml").canonicalize().expect("an example");
    let text = std::fs::read_to_string(&path).expect("an example");
    let uri = format!("file://{}", path.display());
    let item = json!({ "uri": uri, "languageId": "toml", "version": 7, "text": text });
    server.tell("textDocument/didOpen", json!({ "textDocument": item }));
    let published = server.hears("textDocument/publishDiagnostics");
    assert_eq!(published["version"], 7);
    // As the command line says it: `path:line:column: severity[rule] message`.
    let said = published["diagnostics"].as_array().expect("diagnostics").iter().map(|it| {
        let start = &it["range"]["start"];
        let number = |key: &str| start[key].as_u64().expect("a number") + 1;
        let severity = ["error", "warning", "info"]
            [usize::try_from(it["severity"].as_u64().expect("one")).expect("one") - 1];
        let (line, column) = (number("line"), number("character"));
        let (rule, message) = (it["code"].as_str().expect("a rule"), &it["message"]);
        let message = message.as_str().expect("a message");
        format!("examples/mistakes/cmg.toml:{line}:{column}: {severity}[{rule}] {message}")
    });
    let findings = root().join("examples/mistakes/findings.txt");
    let findings = std::fs::read_to_string(findings).expect("what is found");
    let expected = findings.lines().filter(|line| line.starts_with("examples/"));
    assert_eq!(said.collect::<Vec<_>>(), expected.collect::<Vec<_>>());

    let plan = json!({ "command": "cmglint.plan", "arguments": [uri] });
    server.send(
        &json!({ "jsonrpc": "2.0", "id": 2, "method": "workspace/executeCommand", "params": plan }),
    );
    let plan = server.receive();
    assert!(plan["result"].as_str().expect("a plan").starts_with("### Plan of "), "{plan}");
    let other = root().join("examples/contoso/cmg.toml").canonicalize().expect("an example");
    let uri = format!("file://{}", other.display());
    let script = json!({ "command": "cmglint.planScript", "arguments": [uri] });
    server.send(
        &json!({ "jsonrpc": "2.0", "id": 3, "method": "workspace/executeCommand", "params": script }),
    );
    let script = server.receive();
    let text = script["result"].as_str().expect("a script");
    assert!(text.starts_with("#Requires -Version 5.1\n") && text.is_ascii(), "{text}");
    server.send(&json!({ "jsonrpc": "2.0", "id": 4, "method": "shutdown" }));
    assert_eq!(server.receive()["result"], Value::Null);
    server.tell("exit", Value::Null);
    assert_eq!(server.code(), Some(0));
}

#[test]
fn who_leaves_without_a_word_is_told_so() {
    let mut server = Server::start(&["server"]);
    server.begin(json!({ "capabilities": {} }));
    server.stdin = None;
    assert_eq!(server.code(), Some(1));

    let mut server = Server::start(&["server"]);
    server.begin(json!({ "capabilities": {} }));
    server.tell("exit", Value::Null);
    // The pipe stays open, as that of some clients does.
    assert_eq!(server.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn the_server_ends_with_its_client() {
    let mut client = Command::new("sleep").arg("0.2").spawn().expect("a process");
    let mut server = Server::start(&["server", "--stdio"]);
    server.begin(json!({ "processId": client.id(), "capabilities": {} }));
    client.wait().expect("its end");
    assert_eq!(server.code(), Some(1));
}
