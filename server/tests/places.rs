//! What can be done at places without a finding, and a document at a glance.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod client;

use client::{
    Client, able,
    edits::{at, at_line, edited, titled, titles, within},
};
use serde_json::{Value, json};

const LIVE: &str = "format = 1
kind = \"deployed\"

[gateway.nord]
service-name = \"granitefalls.contoso.com\"
description = \"Süden 😀\"
region = \"westeurope\"
vm-instances = 2
";

const TEXT: &str = "format = 1
baseline = \"live.cmg.toml\"

[gateway.nord] # 😀
service-name = \"granitefalls.contoso.com\"
description = \"😀 ü\" # 😀
region = \"northeurope\"
vm-instances = 2

[[connection-point]]
server = \"😀 cp01\"
";

async fn opened(capabilities: Value, text: &str) -> Client {
    let mut client = Client::start(capabilities).await;
    client.write("live.cmg.toml", LIVE);
    client.open(text).await;
    client.lull().await;
    client
}

#[tokio::test]
async fn what_is_deployed_is_kept() {
    for text in [TEXT.to_owned(), TEXT.replace('\n', "\r\n")] {
        let mut client = opened(json!({}), &text).await;
        let actions = at(&mut client, (5, 18), (5, 18), json!({})).await;
        let keep = titled(&actions, "Keep the deployed value `Süden 😀`");
        assert_eq!(keep["kind"], "refactor.rewrite");
        assert!(keep["isPreferred"].is_null() && keep["diagnostics"].is_null());
        assert_eq!(edited(&text, &keep["edit"]), text.replace("\"😀 ü\"", "\"Süden 😀\""));
        let behind = at(&mut client, (5, 23), (5, 23), json!({})).await;
        assert!(!titles(&behind).iter().any(|it| it.starts_with("Keep")), "{behind:?}");
        // `region-changed` speaks of this one.
        let actions = at(&mut client, (6, 3), (6, 3), json!({})).await;
        assert!(!titles(&actions).is_empty());
        let actions = at_line(&mut client, 6, json!({})).await;
        let keep = titled(&actions, "Keep the deployed value `westeurope`");
        assert_eq!(
            (&keep["kind"], &keep["diagnostics"][0]["code"]),
            (&json!("quickfix"), &json!("region-changed"))
        );
    }
}

#[tokio::test]
async fn only_what_is_asked_for_is_offered() {
    let mut client = opened(json!({}), TEXT).await;
    let of = |actions: Vec<Value>| titles(&actions).join(", ");
    for only in ["refactor.rewrite", "refactor", ""] {
        let found = of(at_line(&mut client, 5, json!({ "only": [only] })).await);
        assert!(found.contains("Keep the deployed"), "{only}: {found}");
    }
    let refactored = of(at_line(&mut client, 6, json!({ "only": ["refactor"] })).await);
    assert!(!refactored.contains("westeurope"), "that one is a quick fix: {refactored}");
    assert_eq!(of(at_line(&mut client, 5, json!({ "only": ["refactor.extract"] })).await), "");
    let fixes = of(at_line(&mut client, 6, json!({ "only": ["quickfix"] })).await);
    assert!(fixes.contains("westeurope"), "{fixes}");
    // Whoever passes by sees what answers a finding, and nothing else.
    let passing = of(at_line(&mut client, 5, json!({ "triggerKind": 2 })).await);
    assert!(!passing.contains("Keep") && !passing.contains("missing tables"), "{passing}");
    let passing = of(at_line(&mut client, 6, json!({ "triggerKind": 2 })).await);
    assert!(passing.contains("westeurope"), "{passing}");
    let kinds = &client.capabilities["codeActionProvider"]["codeActionKinds"];
    assert_eq!(kinds, &json!(["quickfix", "refactor.rewrite", "source.fixAll.cmglint"]));
}

#[tokio::test]
async fn an_edit_is_made_once_it_is_chosen() {
    let mut client = opened(able(), TEXT).await;
    for (line, title) in [
        (5, "Keep the deployed value"),
        (4, "Insert the CNAME target"),
        (3, "Insert the missing tables"),
        (9, "Insert the missing keys `site` and `gateway`"),
    ] {
        let actions = at_line(&mut client, line, json!({})).await;
        let action = titled(&actions, title).clone();
        assert!(action["edit"].is_null() && action["data"].is_object(), "{action}");
        let resolved = client.ask("codeAction/resolve", action).await["result"].clone();
        assert_ne!(edited(TEXT, &resolved["edit"]), TEXT, "{title}");
        assert_eq!(resolved["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    }
    let actions = at_line(&mut client, 5, json!({})).await;
    let keep = titled(&actions, "Keep").clone();
    client.insert(2, 0, "# ").await;
    assert_eq!(client.ask("codeAction/resolve", keep).await["error"]["code"], -32801);
}

#[tokio::test]
async fn line_breaks_of_windows_are_inserted() {
    let text = TEXT.replace('\n', "\r\n");
    let mut client = opened(json!({}), &text).await;
    let actions = at_line(&mut client, 4, json!({})).await;
    let after = edited(&text, &titled(&actions, "Insert the CNAME target")["edit"]);
    let table = "[gateway.nord.dns]\r\ncname = \"granitefalls.northeurope.cloudapp.azure.com\"\r\n";
    assert!(after.contains(&format!("vm-instances = 2\r\n\r\n{table}\r\n[[")), "{after}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    let actions = at_line(&mut client, 0, json!({})).await;
    let after = edited(&text, &titled(&actions, "Insert the missing tables")["edit"]);
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(after.starts_with("format = 1\r\nbaseline = \"live.cmg.toml\"\r\n\r\n[site]\r\n"));
}

async fn overview(client: &mut Client, uri: &str) -> Value {
    let params = json!({ "command": "cmglint.overview", "arguments": [uri] });
    client.ask("workspace/executeCommand", params).await
}

const SEEN: &str = "format = 1 # 😀
baseline = \"live.cmg.toml\"
[gateway.nord]
service-name = \"granitefalls.contoso.com\"
region = \"westeurope\"
vm-instances = 4
gateway.x = \"😀\"
[[connection-point]]
server = \"cp01\"
gateway = \"nord\"
[gateway.new]
service-name =
[[management-point]]
server = \"mp01\"
";

#[tokio::test]
async fn a_document_is_seen_at_a_glance() {
    let mut client = opened(json!({}), SEEN).await;
    let uri = client.document();
    let seen = overview(&mut client, &uri).await["result"].clone();
    assert!(seen["baseline"].as_str().expect("a name").ends_with("live.cmg.toml"), "{seen}");
    let nord = &seen["gateways"][0];
    assert_eq!(
        (&nord["name"], &nord["detail"]),
        (&json!("nord"), &json!("granitefalls.contoso.com"))
    );
    assert_eq!(nord["change"], "in-place");
    assert!(nord["summary"].as_str().expect("words").starts_with("1 in place"), "{nord}");
    assert_eq!(nord["certificateDaysLeft"], Value::Null);
    assert_eq!(within(SEEN, &nord["selectionRange"]), "[gateway.nord]");
    assert!(within(SEEN, &nord["range"]).ends_with("\"😀\""));
    assert!(nord["counts"]["error"].as_u64() > Some(0), "{nord}");
    let point = &nord["children"][0];
    assert_eq!((&point["kind"], &point["name"]), (&json!("connection-point"), &json!("cp01")));
    assert_eq!(within(SEEN, &point["selectionRange"]), "[[connection-point]]");
    assert_eq!(seen["gateways"][1]["name"], "new");
    assert!(seen["gateways"][1]["counts"]["error"].as_u64() > Some(0), "a broken line");
    assert_eq!(seen["rest"][0]["kind"], "management-point");
    let count = |it: &Value, kind: &str| it["counts"][kind].as_u64().expect("a number");
    let published = client.published_for(&uri).await["diagnostics"].clone();
    let errors = published.as_array().expect("all").iter().filter(|it| it["severity"] == 1);
    assert_eq!(count(&seen, "error"), errors.count() as u64);
}

#[tokio::test]
async fn documents_on_the_disk_are_seen_as_well() {
    let mut client = Client::pushed_to().await;
    client.write("live.cmg.toml", LIVE);
    client.write("west.cmg.toml", TEXT);
    client.write("secret.txt", "[gateway.x]");
    let uri = client.uri("west.cmg.toml");
    let seen = overview(&mut client, &uri).await["result"].clone();
    assert_eq!(seen["gateways"][0]["change"], "redeploy");
    // What is open counts, and not what stands on the disk.
    client.open_as("west.cmg.toml", "[gateway.other]\n").await;
    let seen = overview(&mut client, &uri).await["result"].clone();
    assert_eq!((&seen["gateways"][0]["name"], &seen["baseline"]), (&json!("other"), &Value::Null));
    assert_eq!(seen["gateways"][0]["change"], Value::Null);
    for no in [client.uri("secret.txt"), client.uri("gone.cmg.toml"), "x".to_owned()] {
        assert_eq!(overview(&mut client, &no).await["error"]["code"], -32602);
    }
}

#[tokio::test]
async fn a_plan_is_a_script_as_well() {
    let mut client = opened(json!({}), TEXT).await;
    let params = json!({ "command": "cmglint.planScript", "arguments": [client.document()] });
    let script = client.ask("workspace/executeCommand", params.clone()).await["result"].clone();
    assert!(script.as_str().expect("a script").starts_with("PowerShell plan of "), "{script}");
    client.replace(2, LIVE).await;
    let answer = client.ask("workspace/executeCommand", params).await;
    assert_eq!(answer["error"]["code"], -32803);
    assert_eq!(answer["error"]["message"], "Deployed");
    let offered = client.capabilities["executeCommandProvider"]["commands"].to_string();
    assert!(offered.contains("planScript") && offered.contains("overview"), "{offered}");
}
