//! What changes beside the open texts: settings, certificates, baselines, folders.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod client;

use std::{path::Path, process::Command};

use client::{Client, able, able_to_pull, pull, rules};
use serde_json::{Value, json};

const DOCUMENT: &str = "format = 1

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"East US\"

[gateway.eastus.certificate]
file = \"certs/it.pfx\"
password = { file = \"password\" }
";

fn certificate(name: &str) -> Vec<u8> {
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/certificates/made");
    std::fs::read(made.join(name)).expect("a certificate")
}

fn with_certificate(client: &Client, name: &str) {
    client.write("password", "contoso-example");
    client.write("certs/it.pfx", certificate(name));
}

fn git(folder: &Path, args: &[&str]) {
    let who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@contoso.com"];
    let status = Command::new("git").current_dir(folder).args(who).args(args).status();
    assert!(status.expect("git").success(), "{args:?}");
}

#[tokio::test]
async fn a_certificate_that_is_replaced_on_the_disk_is_read_again() {
    let mut client = Client::start(pull()).await;
    with_certificate(&client, "good.pfx");
    client.open(DOCUMENT).await;
    client.until_rule("certificate-expired", false).await;
    client.write("certs/it.pfx", certificate("expired.pfx"));
    // A keystroke reads no disk.
    client.insert(2, 10, " ").await;
    assert!(!client.items().await.iter().any(|it| it["code"] == "certificate-expired"));
    client.file_changed("certs/it.pfx").await;
    client.until_rule("certificate-expired", true).await;
    client.write("certs/it.pfx", certificate("good.pfx"));
    client.save("cmg.toml").await;
    client.until_rule("certificate-expired", false).await;
    std::fs::remove_file(client.path("certs/it.pfx")).expect("a file");
    client.save("cmg.toml").await;
    client.until_rule("certificate-unreadable", true).await;
}

#[tokio::test]
async fn a_password_is_never_sent() {
    let mut client = Client::start(able_to_pull()).await;
    with_certificate(&client, "good.pfx");
    client.open(DOCUMENT).await;
    let params = json!({ "command": "cmglint.status" });
    let status = client.ask("workspace/executeCommand", params).await;
    let items = client.items().await;
    for said in [&status, &json!(items), &json!(client.heard)] {
        assert!(!said.to_string().contains("contoso-example"), "{said}");
    }
    assert_eq!(status["result"]["version"], "1.2.3");
    assert_eq!(status["result"]["documents"][0]["kind"], "configuration");
}

#[tokio::test]
async fn a_baseline_that_changes_is_read_again_and_named() {
    let mut client = Client::start(able_to_pull()).await;
    let deployed = DOCUMENT.replace("format = 1", "format = 1\nkind = \"deployed\"");
    let deployed = deployed.replace("[gateway.eastus.certificate]", "[gateway.eastus.gone]");
    let deployed = deployed.lines().take(6).fold(String::new(), |all, line| all + line + "\n");
    client.write("live.deployed.cmg.toml", &deployed);
    let text = DOCUMENT.replace("format = 1", "format = 1\nbaseline = \"live.deployed.cmg.toml\"");
    client.open(&text).await;
    client.until_rule("region-changed", false).await;
    client.write("live.deployed.cmg.toml", deployed.replace("East US", "West US"));
    client.file_changed("live.deployed.cmg.toml").await;
    let items = client.until_rule("region-changed", true).await;
    let found = items.iter().find(|it| it["code"] == "region-changed").expect("it");
    let related = found["relatedInformation"].as_array().expect("a related place");
    let uri = client.uri("live.deployed.cmg.toml");
    assert!(related.iter().any(|it| it["location"]["uri"] == uri), "{found}");
    for shown in ["workspace/diagnostic", "workspace/inlayHint", "workspace/codeLens"] {
        client.hears(&format!("{shown}/refresh")).await;
    }
}

#[tokio::test]
async fn a_baseline_is_what_the_editor_has_of_it() {
    let mut client = Client::start(able_to_pull()).await;
    let deployed = "format = 1\nkind = \"deployed\"\n[gateway.eastus]\nregion = \"eastus\"\n";
    client.write("live/deployed.cmg.toml", deployed);
    let desired = "format = 1\nbaseline = \"live/deployed.cmg.toml\"\n";
    client.open(&format!("{desired}[gateway.eastus]\nregion = \"westus\"\n")).await;
    client.until_rule("region-changed", true).await;
    client.open_as("live/deployed.cmg.toml", &format!("# deployed\n\n{deployed}")).await;
    client.hears("workspace/diagnostic/refresh").await;
    let definition = json!({
        "textDocument": { "uri": client.document() },
        "position": { "line": 2, "character": 10 },
    });
    let places = client.ask("textDocument/definition", definition).await["result"].clone();
    assert_eq!(places[1]["uri"], client.uri("live/deployed.cmg.toml"));
    assert_eq!(places[1]["range"]["start"], json!({ "line": 4, "character": 9 }));
    let change = json!({
        "textDocument": { "uri": client.uri("live/deployed.cmg.toml"), "version": 2 },
        "contentChanges": [{ "text": deployed.replace("eastus\"", "westus\"") }],
    });
    client.tell("textDocument/didChange", change).await;
    client.until_rule("region-changed", false).await;
    client.close("live/deployed.cmg.toml").await;
    client.until_rule("region-changed", true).await;
}

#[tokio::test]
async fn a_revision_is_looked_up_again_once_it_moves() {
    let mut client = Client::start(able_to_pull()).await;
    std::fs::remove_dir(client.path(".git")).expect("a folder");
    client.write("cmg.toml", DOCUMENT);
    git(client.folder.path(), &["init", "-q"]);
    git(client.folder.path(), &["add", "-A"]);
    git(client.folder.path(), &["commit", "-q", "-m", "deployed"]);
    client.write("cmglint.toml", "baseline = \"git:HEAD\"\n");
    let text = DOCUMENT.replace("East US", "West US");
    client.open(&text).await;
    let items = client.until_rule("region-changed", true).await;
    let found = items.iter().find(|it| it["code"] == "region-changed").expect("it");
    // What stands at a revision has no file that a client could open.
    let message = found["message"].as_str().expect("a message");
    assert!(message.contains("git:HEAD:cmg.toml:5: "), "{message}");
    client.write("cmg.toml", &text);
    git(client.folder.path(), &["commit", "-q", "-a", "-m", "moved"]);
    client.file_changed(".git/HEAD").await;
    client.until_rule("region-changed", false).await;
}

#[tokio::test]
async fn settings_are_reloaded_and_the_last_good_ones_stay() {
    let mut client = Client::start(able_to_pull()).await;
    client.open(DOCUMENT).await;
    client.until_rule("region-spelling", true).await;
    client.write("cmglint.toml", "[rules]\nregion-spelling = \"off\"\n");
    client.file_changed("cmglint.toml").await;
    client.until_rule("region-spelling", false).await;
    client.write("cmglint.toml", "[rules]\nregion-speling = \"error\"\n");
    client.file_changed("cmglint.toml").await;
    let said = client.hears("window/showMessage").await["params"]["message"].to_string();
    assert!(said.contains("cmglint.toml") && said.contains("region-speling"), "{said}");
    client.file_changed("cmglint.toml").await;
    client.lull().await;
    assert!(!client.items().await.iter().any(|it| it["code"] == "region-spelling"));
    let again = client.heard.iter().filter(|it| it["method"] == "window/showMessage").count();
    assert_eq!(again, 0, "a mistake is told once");
    client.write("cmglint.toml", "[rules]\nregion-spelling = \"error\"\n");
    client.save("cmglint.toml").await;
    let items = client.until_rule("region-spelling", true).await;
    let found = items.iter().find(|it| it["code"] == "region-spelling").expect("it");
    assert_eq!(found["severity"], 1);
}

#[tokio::test]
async fn settings_that_are_open_are_judged() {
    let mut client = Client::pushed_to().await;
    let text = "[rules]\nnamig = \"off\"\n";
    client.open_as("cmglint.toml", text).await;
    let published = client.published().await;
    assert_eq!(rules(&published["diagnostics"]), ["settings"]);
    let found = &published["diagnostics"][0];
    assert!(found["message"].as_str().expect("one").contains("did you mean `naming`?"), "{found}");
    assert_eq!(found["range"]["start"], json!({ "line": 1, "character": 0 }));
    client.open_as("site/cmglint.toml", "exclude = [\"a{\"]\n").await;
    assert_eq!(rules(&client.published().await["diagnostics"]), ["settings"]);
}

#[tokio::test]
async fn a_document_that_is_too_large_says_so() {
    let mut client = Client::start(able_to_pull()).await;
    client.write("cmglint.toml", "max-file-size = \"1 KiB\"\n");
    client.open("format = 1\n").await;
    assert!(!rules(&json!(client.items().await)).contains(&"size".to_owned()));
    client.replace(2, &format!("format = 1\n# {}\n", "x".repeat(1024))).await;
    let items = client.items().await;
    assert_eq!(rules(&json!(items)), ["size"]);
    let message = items[0]["message"].as_str().expect("a message");
    assert!(message.contains("1 KiB") && message.contains("`max-file-size`"), "{message}");
}

#[tokio::test]
async fn the_editor_has_settings_as_well() {
    let mut client = Client::start(able_to_pull()).await;
    client.open(DOCUMENT).await;
    client.until_rule("region-spelling", true).await;
    client.settings = json!({ "ignore": ["region-*"], "inlayHints": { "expiry": false } });
    client.tell("workspace/didChangeConfiguration", json!({ "settings": null })).await;
    client.until_rule("region-spelling", false).await;
    client.hears("workspace/semanticTokens/refresh").await;
    client.settings = json!({ "ignore": ["region-speling"] });
    client.tell("workspace/didChangeConfiguration", json!({ "settings": null })).await;
    let said = client.hears("window/showMessage").await["params"]["message"].to_string();
    assert!(said.contains("region-speling"), "{said}");
    assert!(!client.items().await.iter().any(|it| it["code"] == "region-spelling"));

    let mut older = Client::pulling().await;
    older.open(DOCUMENT).await;
    let settings = json!({ "settings": { "cmglint": { "select": ["naming"] } } });
    older.tell("workspace/didChangeConfiguration", settings).await;
    older.until_rule("region-spelling", false).await;
}

#[tokio::test]
async fn clients_that_watch_are_asked_to() {
    let mut client = Client::start(able()).await;
    let asked = client.hears("client/registerCapability").await;
    let asked = asked["params"]["registrations"].as_array().expect("registrations").clone();
    let methods: Vec<&Value> = asked.iter().map(|it| &it["method"]).collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"]);
    let watched = asked[0]["registerOptions"].to_string();
    for glob in ["**/*.toml", "p7b", ".git/"] {
        assert!(watched.contains(glob), "{watched}");
    }
    let mut simple = Client::pushed_to().await;
    simple.lull().await;
    assert!(!simple.heard.iter().any(|it| it["method"] == "client/registerCapability"));
}

#[tokio::test]
async fn documents_that_are_not_open_are_published_once_a_shared_file_changes() {
    let mut client = Client::start(able()).await;
    with_certificate(&client, "good.pfx");
    client.write("cmg.toml", DOCUMENT);
    client.write(
        "other/cmg.toml",
        DOCUMENT.replace("certs/", "../certs/").replace("\"password\"", "\"../password\""),
    );
    client.write("fine/cmg.toml", "");
    client.open(DOCUMENT).await;
    assert_eq!(client.published().await["uri"], client.document());
    assert!(!client.was_pushed_to().await);
    client.write("certs/it.pfx", certificate("expired.pfx"));
    client.file_changed("certs/it.pfx").await;
    let other = client.uri("other/cmg.toml");
    let published = client.published_for(&other).await;
    assert!(rules(&published["diagnostics"]).contains(&"certificate-expired".to_owned()));
    assert!(published["version"].is_null());
    std::fs::remove_file(client.path("other/cmg.toml")).expect("a file");
    client.file_changed("other/cmg.toml").await;
    assert_eq!(client.published_for(&other).await["diagnostics"], json!([]));
}

#[tokio::test]
async fn a_workspace_is_pulled_as_a_whole() {
    let mut client = Client::start(able_to_pull()).await;
    assert_eq!(client.capabilities["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.write("cmg.toml", "");
    client.write("other/cmg.toml", DOCUMENT);
    client.write("left-out/cmg.toml", DOCUMENT);
    client.write("cmglint.toml", "exclude = [\"left-out/**\"]\n");
    client.open(DOCUMENT).await;
    client.lull().await;
    let answer = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let items = answer["result"]["items"].as_array().expect("items").clone();
    let uris: Vec<&Value> = items.iter().map(|it| &it["uri"]).collect();
    assert_eq!(uris, [&json!(client.document()), &json!(client.uri("other/cmg.toml"))]);
    assert_eq!(items[0]["version"], 1);
    assert!(rules(&items[0]["items"]).contains(&"region-spelling".to_owned()), "the editor's text");
    let known = |it: &Value| json!({ "uri": it["uri"], "value": it["resultId"] });
    let mut known: Vec<Value> = items.iter().map(known).collect();
    known.push(json!({ "uri": client.uri("gone/cmg.toml"), "value": "x" }));
    let params = json!({ "previousResultIds": known });
    let again = client.ask("workspace/diagnostic", params).await["result"]["items"].clone();
    assert_eq!(again[0]["kind"], "unchanged");
    assert_eq!(again[1]["kind"], "unchanged");
    assert_eq!((&again[2]["kind"], &again[2]["items"]), (&json!("full"), &json!([])));
}

#[tokio::test]
async fn each_document_is_pulled_once_whether_it_is_opened_or_closed() {
    let mut client = Client::start(able_to_pull()).await;
    client.write("cmg.toml", DOCUMENT);
    client.write("other/cmg.toml", "");
    client.lull().await;
    let document = client.document();
    for is_open in [false, true, false, true] {
        match is_open {
            true => client.open("").await,
            false => client.close("cmg.toml").await,
        }
        let params = json!({ "previousResultIds": [{ "uri": document, "value": "x" }] });
        let answer = client.ask("workspace/diagnostic", params).await;
        let items = answer["result"]["items"].as_array().expect("items");
        let of_it: Vec<&Value> = items.iter().filter(|it| it["uri"] == document).collect();
        assert_eq!(of_it.len(), 1, "{is_open} {items:?}");
        let is_text_of_disk = rules(&of_it[0]["items"]).contains(&"region-spelling".to_owned());
        assert_eq!(is_text_of_disk, !is_open, "{items:?}");
    }
}

#[tokio::test]
async fn what_is_closed_is_shown_as_it_is_on_the_disk_where_others_are() {
    let mut client = Client::pushed_to().await;
    client.write("cmg.toml", DOCUMENT);
    client.file_changed("cmg.toml").await;
    let of_disk = client.published().await["diagnostics"].clone();
    assert!(rules(&of_disk).contains(&"region-spelling".to_owned()));
    client.open("").await;
    assert_ne!(client.published().await["diagnostics"], of_disk);
    client.close("cmg.toml").await;
    assert_eq!(client.published().await["diagnostics"], json!([]));
    assert_eq!(client.published().await["diagnostics"], of_disk);
}

#[tokio::test]
async fn folders_come_and_go() {
    let mut client = Client::start(able_to_pull()).await;
    let second = tempfile::tempdir().expect("a folder");
    std::fs::write(second.path().join("a.cmg.toml"), DOCUMENT).expect("a file");
    let folder = json!({ "uri": client::uri(second.path()), "name": "second" });
    let mut all = async |event: Value| {
        let params = json!({ "event": event });
        client.tell("workspace/didChangeWorkspaceFolders", params).await;
        let answer = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
        answer["result"]["items"].as_array().expect("items").len()
    };
    assert_eq!(all(json!({ "added": [folder], "removed": [] })).await, 1);
    assert_eq!(all(json!({ "added": [], "removed": [folder] })).await, 0);
}

#[tokio::test]
async fn what_nobody_watches_is_seen_after_a_silence() {
    for capabilities in [pull(), able_to_pull()] {
        let mut client = Client::start(capabilities).await;
        with_certificate(&client, "good.pfx");
        client.open(DOCUMENT).await;
        client.until_rule("certificate-expired", false).await;
        client.write("certs/it.pfx", certificate("expired.pfx"));
        assert!(!client.items().await.iter().any(|it| it["code"] == "certificate-expired"));
        tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
        client.until_rule("certificate-expired", true).await;
    }
}

#[tokio::test]
async fn a_long_walk_shows_that_it_goes_on_and_that_it_is_over() {
    let mut client = Client::start(able_to_pull()).await;
    client.write("other.cmg.toml", "# core-is-slow");
    let walk = client.begin("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let token = client.hears("window/workDoneProgress/create").await["params"]["token"].clone();
    let begun = client.hears("$/progress").await["params"].clone();
    assert_eq!((&begun["token"], &begun["value"]["kind"]), (&token, &json!("begin")));
    // Also where nobody waits for it any more.
    client.tell("$/cancelRequest", json!({ "id": walk })).await;
    let ended = client.hears("$/progress").await["params"].clone();
    assert_eq!((&ended["token"], &ended["value"]["kind"]), (&token, &json!("end")));
}
