//! What can be done about findings.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod client;

use client::{
    Client, able,
    edits::{at, at_line, edited, titled, titles},
};
use serde_json::{Value, json};

const EUROPE: &str = "format = 1

[gateway.europe]
service-name = \"granitefalls.contoso.com\"
region = \"North Europe\"
resource-group-region = \"NorthEurope\"
wrong = 1 # why not
";

#[tokio::test]
async fn a_quick_fix_is_preferred_where_it_is_safe_and_for_one_version() {
    let edits = json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } });
    let mut client = Client::start(edits).await;
    client.open(EUROPE).await;
    client.insert(2, 10, " # 😀").await;
    let actions = at_line(&mut client, 4, json!({})).await;
    let fix = titled(&actions, "Write");
    assert_eq!(fix["kind"], "quickfix");
    assert_eq!(fix["isPreferred"], true);
    assert_eq!(fix["diagnostics"][0]["code"], "region-spelling");
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 2);
    let after = edited(EUROPE, &fix["edit"]);
    assert!(after.contains("region = \"northeurope\"\nresource-group-region = \"NorthEurope\""));
}

#[tokio::test]
async fn all_of_a_rule_are_fixed_at_once() {
    let mut client = Client::pushed_to().await;
    client.open(EUROPE).await;
    let actions = at_line(&mut client, 4, json!({})).await;
    let all = titled(&actions, "Fix all `region-spelling` problems");
    let after = edited(EUROPE, &all["edit"]);
    assert!(after.contains("region = \"northeurope\"\nresource-group-region = \"northeurope\""));
    assert!(after.contains("wrong = 1 # why not"), "{after}");
}

#[tokio::test]
async fn edits_are_made_once_somebody_chooses_the_action() {
    let mut client = Client::start(able()).await;
    client.open(EUROPE).await;
    client.lull().await;
    let actions = at_line(&mut client, 4, json!({})).await;
    let fix = titled(&actions, "Write").clone();
    assert!(fix["edit"].is_null() && fix["data"].is_object(), "{fix}");
    let resolved = client.ask("codeAction/resolve", fix.clone()).await["result"].clone();
    assert!(edited(EUROPE, &resolved["edit"]).contains("region = \"northeurope\""));
    client.insert(2, 0, "# ").await;
    let late = client.ask("codeAction/resolve", fix).await;
    assert_eq!(late["error"]["code"], -32801, "{late}");
}

#[tokio::test]
async fn everything_safe_is_fixed_for_those_who_ask_for_that() {
    let mut client = Client::pushed_to().await;
    client.open(EUROPE).await;
    for only in ["source.fixAll.cmglint", "source.fixAll", "source"] {
        let actions = at_line(&mut client, 0, json!({ "only": [only] })).await;
        assert_eq!(titles(&actions), ["Fix all problems with safe fixes"], "{only}");
        let after = edited(EUROPE, &actions[0]["edit"]);
        assert_eq!(after.matches("\"northeurope\"").count(), 2, "{after}");
    }
    assert!(
        at_line(&mut client, 4, json!({ "only": ["source.organizeImports"] })).await.is_empty()
    );
    // Whoever moves the cursor asks about that place.
    let actions = at_line(&mut client, 0, json!({ "triggerKind": 2 })).await;
    assert!(!titles(&actions).contains(&"Fix all problems with safe fixes"));
}

#[tokio::test]
async fn a_finding_is_accepted_and_the_cursor_waits_for_the_reason() {
    let mut client = Client::start(able()).await;
    client.open(EUROPE).await;
    client.lull().await;
    let actions = at_line(&mut client, 4, json!({})).await;
    let accept = titled(&actions, "Accept `region-spelling` with a comment").clone();
    let after = edited(EUROPE, &accept["edit"]);
    let line = "region = \"North Europe\" # cmglint: allow(region-spelling) ";
    assert!(after.contains(&format!("{line}\n")), "{after}");
    client.replace(2, &after).await;
    let command = accept["command"].clone();
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    client.ask("workspace/executeCommand", params).await;
    let shown = client.hears("window/showDocument").await;
    let place = json!({ "line": 4, "character": line.len() });
    assert_eq!(shown["params"]["selection"], json!({ "start": place, "end": place }));
    let actions = at_line(&mut client, 4, json!({})).await;
    assert!(!titles(&actions).iter().any(|it| it.starts_with("Accept `region-spelling`")));
    // The line of another one is taken.
    let actions = at_line(&mut client, 6, json!({})).await;
    let accept = titled(&actions, "Accept `unknown-key`");
    assert!(edited(&after, &accept["edit"]).contains("\n# cmglint: allow(unknown-key) \nwrong"));
}

#[tokio::test]
async fn some_findings_cannot_be_accepted() {
    let mut client = Client::pushed_to().await;
    client.write("cmglint.toml", "no-allow = [\"region-spelling\"]\n");
    client.open(EUROPE).await;
    let actions = at_line(&mut client, 4, json!({})).await;
    assert!(!titles(&actions).iter().any(|it| it.starts_with("Accept `region-spelling`")));
    client.replace(2, "wrong = \n[gateway.x.certificate]\npassword = \"hunter2\"\n").await;
    for line in [0, 2] {
        let actions = at_line(&mut client, line, json!({})).await;
        let accepting = ["Accept `syntax`", "Accept `secret-in-document`"];
        assert!(!titles(&actions).iter().any(|it| accepting.iter().any(|no| it.starts_with(no))));
    }
}

#[tokio::test]
async fn the_page_is_opened_outside() {
    let mut client = Client::start(able()).await;
    client.open(EUROPE).await;
    client.lull().await;
    let actions = at_line(&mut client, 4, json!({})).await;
    let page = titled(&actions, "Open Microsoft's page on `region-spelling`").clone();
    assert_eq!(client.ask("codeAction/resolve", page.clone()).await["result"], page);
    let command = page["command"].clone();
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    client.ask("workspace/executeCommand", params).await;
    let shown = client.hears("window/showDocument").await;
    assert_eq!(shown["params"]["external"], true);
    let uri = shown["params"]["uri"].as_str().expect("an address").to_owned();
    assert!(uri.starts_with("https://learn.microsoft.com/"), "{uri}");
    let other = json!({ "command": "cmglint.openPage", "arguments": ["https://example.com"] });
    assert_eq!(client.ask("workspace/executeCommand", other).await["error"]["code"], -32602);
}

#[tokio::test]
async fn actions_name_the_diagnostic_as_the_client_knows_it() {
    let mut client = Client::start(able()).await;
    client.open(EUROPE).await;
    let published = client.published().await;
    let all = published["diagnostics"].as_array().expect("diagnostics");
    let mut known = all.iter().find(|it| it["code"] == "region-spelling").expect("one").clone();
    known["message"] = json!("as the client shows it");
    client.lull().await;
    let actions = at_line(&mut client, 4, json!({ "diagnostics": [known] })).await;
    let fix = titled(&actions, "Write");
    assert_eq!(fix["diagnostics"][0]["message"], "as the client shows it");
}

#[tokio::test]
async fn line_breaks_of_windows_stay() {
    let text = EUROPE.replace('\n', "\r\n");
    let mut client = Client::pushed_to().await;
    client.open(&text).await;
    let actions = at_line(&mut client, 6, json!({})).await;
    let after = edited(&text, &titled(&actions, "Accept `unknown-key`")["edit"]);
    assert!(after.contains("\r\n# cmglint: allow(unknown-key) \r\nwrong"), "{after:?}");
    let actions = at_line(&mut client, 4, json!({ "only": ["source.fixAll"] })).await;
    let after = edited(&text, &actions[0]["edit"]);
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    assert_eq!(after.matches("\"northeurope\"").count(), 2);
}

#[tokio::test]
async fn two_findings_of_a_rule_at_one_place_are_told_apart() {
    let mut client = Client::pushed_to().await;
    let text = "[gateway.eastus] # the first\nservice-name = \"granitefalls.contoso.com\"\nregion = \"eastus\"\n";
    client.open(text).await;
    let published = client.published().await;
    let all = published["diagnostics"].as_array().expect("diagnostics");
    let missing: Vec<&Value> = all.iter().filter(|it| it["code"] == "missing-key").collect();
    assert_eq!(missing.len(), 2, "{all:?}");
    let (format, other) = (missing[0], missing[1]);
    assert_eq!(format["message"], "`format` is missing");
    let context = json!({ "diagnostics": [other] });
    let actions = at(&mut client, (0, 0), (0, 0), context).await;
    assert_eq!(&titled(&actions, "Write `format = 1`")["diagnostics"][0], format);
    // One comment accepts both.
    let accepting =
        titles(&actions).into_iter().filter(|it| it.starts_with("Accept `missing-key`"));
    assert_eq!(accepting.count(), 1);
    let accept = titled(&actions, "Accept `missing-key` with a comment for the whole document");
    assert_eq!(accept["diagnostics"], json!([format, other]));
    let after = edited(text, &accept["edit"]);
    client.replace(2, &after).await;
    let left = client.published().await;
    let codes: Vec<&Value> =
        left["diagnostics"].as_array().expect("diagnostics").iter().map(|it| &it["code"]).collect();
    assert!(!codes.contains(&&json!("missing-key")), "{codes:?}");
    assert!(!codes.contains(&&json!("unused-allow")), "{codes:?}");
}

#[tokio::test]
async fn a_menu_is_no_longer_than_anybody_reads() {
    let mut client = Client::pushed_to().await;
    let wrong: String = (0..300).map(|at| format!("wrong-{at} = 1\n")).collect();
    client.open(&wrong).await;
    let actions = at(&mut client, (0, 0), (300, 0), json!({})).await;
    assert!(titles(&actions).iter().any(|it| it.starts_with("Accept `unknown-key`")));
    assert!(actions.len() < 100, "{}", actions.len());
}
