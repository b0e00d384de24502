//! What helps those who write, as clients see it.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod client;

use client::{Client, able};
use serde_json::{Value, json};

const TEXT: &str = "format = 1
baseline = \"live.cmg.toml\"

[gateway.north]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"
vm-instances = 4

[[connection-point]]
server = \"cp01.corp.contoso.com\"
gateway = \"north\"
";

const LIVE: &str = "format = 1
kind = \"deployed\"

[gateway.north]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"
vm-instances = 2
";

async fn opened() -> Client {
    let mut client = Client::start(able()).await;
    client.write("live.cmg.toml", LIVE);
    client.write("cmg.toml", TEXT);
    client.open(TEXT).await;
    client
}

/// A request about a place.
async fn at(client: &mut Client, method: &str, line: u32, character: u32, more: Value) -> Value {
    let mut params = json!({
        "textDocument": { "uri": client.document() },
        "position": { "line": line, "character": character },
    });
    for (key, value) in more.as_object().expect("an object") {
        params[key] = value.clone();
    }
    let answer = client.ask(method, params).await;
    assert_eq!(answer["error"], Value::Null, "{method}: {answer}");
    answer["result"].clone()
}

async fn of_document(client: &mut Client, method: &str, more: Value) -> Value {
    at(client, method, 0, 0, more).await
}

#[tokio::test]
async fn a_key_tells_what_it_is_and_what_is_deployed() {
    let mut client = opened().await;
    let hover = at(&mut client, "textDocument/hover", 6, 3, json!({})).await;
    assert_eq!(hover["contents"]["kind"], "markdown");
    let text = hover["contents"]["value"].as_str().expect("a text");
    assert!(text.contains("VMInstanceCount") && text.contains("NumberOfInstances"), "{text}");
    assert_eq!(hover["range"]["start"], json!({ "line": 6, "character": 0 }));
    let value = at(&mut client, "textDocument/hover", 6, 15, json!({})).await;
    assert!(value["contents"]["value"].as_str().expect("a text").contains('2'), "{value}");
    assert_eq!(at(&mut client, "textDocument/hover", 2, 0, json!({})).await, Value::Null);
}

#[tokio::test]
async fn a_half_typed_value_is_completed() {
    let mut client = opened().await;
    client.replace(2, &TEXT.replace("\"eastus\"", "\"westeu")).await;
    let list = at(&mut client, "textDocument/completion", 5, 16, json!({})).await;
    let items = list["items"].as_array().expect("items");
    let europe = items.iter().find(|it| it["label"] == "westeurope");
    let europe = europe.unwrap_or_else(|| panic!("{list}"));
    assert_eq!(europe["textEdit"]["newText"], "\"westeurope\"");
    assert_eq!(europe["textEdit"]["range"]["start"], json!({ "line": 5, "character": 9 }));
    client.replace(3, &TEXT.replace("vm-instances = 4", "vm-s")).await;
    let list = at(&mut client, "textDocument/completion", 6, 4, json!({})).await;
    let labels: Vec<&str> = list["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|it| it["label"].as_str())
        .collect();
    assert!(labels.contains(&"vm-size") && !labels.contains(&"region"), "{labels:?}");
}

/// A client that asks for documentation later.
fn patient() -> Value {
    let mut able = able();
    able["textDocument"]["completion"] =
        json!({ "completionItem": { "resolveSupport": { "properties": ["documentation"] } } });
    able
}

async fn proposed(client: &mut Client, line: u32, character: u32) -> Vec<Value> {
    client.open(TEXT).await;
    let list = at(client, "textDocument/completion", line, character, json!({})).await;
    list["items"].as_array().expect("items").clone()
}

#[tokio::test]
async fn documentation_comes_when_it_is_looked_at() {
    let mut client = Client::start(able()).await;
    let eager = proposed(&mut client, 7, 0).await;
    assert_eq!(client.capabilities["completionProvider"]["resolveProvider"], true);
    let mut client = Client::start(patient()).await;
    let lazy = proposed(&mut client, 7, 0).await;
    let size = |items: &[Value]| json!(items).to_string().len();
    assert!(size(&lazy) * 4 < size(&eager) * 3, "{} of {}", size(&lazy), size(&eager));
    let mut late = 0;
    for (item, whole) in lazy.iter().zip(&eager) {
        let resolved = client.ask("completionItem/resolve", item.clone()).await;
        assert_eq!(resolved["result"]["documentation"], whole["documentation"]);
        assert_eq!(resolved["result"]["textEdit"], whole["textEdit"]);
        let is_late = item["documentation"] != whole["documentation"];
        assert_eq!(is_late, item["data"].is_object());
        late += usize::from(is_late);
    }
    assert!(late > 20, "{late}");
}

#[tokio::test]
async fn who_resolves_late_gets_an_answer_all_the_same() {
    let mut client = Client::start(patient()).await;
    let items = proposed(&mut client, 7, 0).await;
    let size_key = items.iter().find(|it| it["label"] == "vm-size").expect("one").clone();
    assert!(size_key["documentation"].is_null() && size_key["data"].is_object());
    client.replace(2, &TEXT.replace("\n\n[[conn", "\nvm-si\n\n[[conn")).await;
    let moved = client.ask("completionItem/resolve", size_key.clone()).await;
    assert!(moved["result"]["documentation"]["value"].is_string(), "{moved}");
    client.replace(3, "").await;
    let lost = client.ask("completionItem/resolve", size_key.clone()).await;
    assert_eq!(lost["result"], size_key);
    client.close("cmg.toml").await;
    let closed = client.ask("completionItem/resolve", size_key.clone()).await;
    assert_eq!(closed["result"], size_key);
    let mut foreign = json!({ "label": "x", "data": { "of": "another" } });
    assert_eq!(client.ask("completionItem/resolve", foreign.clone()).await["result"], foreign);
    foreign["data"] = Value::Null;
    let plain = client.ask("completionItem/resolve", foreign).await;
    assert_eq!(plain["result"]["label"], "x");
}

#[tokio::test]
async fn settings_are_completed_as_well() {
    let mut client = Client::start(able()).await;
    client.open_as("cmglint.toml", "[rules]\nregion-ch = \"off\"\n").await;
    let uri = client.uri("cmglint.toml");
    let params = json!({
        "textDocument": { "uri": uri }, "position": { "line": 1, "character": 9 },
    });
    let answer = client.ask("textDocument/completion", params).await;
    let items = answer["result"]["items"].as_array().expect("items");
    assert!(items.iter().any(|it| it["label"] == "region-changed"), "{answer}");
}

#[tokio::test]
async fn a_handle_leads_to_its_gateways() {
    let mut client = opened().await;
    let places = at(&mut client, "textDocument/definition", 10, 13, json!({})).await;
    let places = places.as_array().expect("places");
    assert_eq!(places[0]["uri"], client.document());
    assert_eq!(places[0]["range"]["start"], json!({ "line": 3, "character": 9 }));
    assert_eq!(places[1]["uri"], client.uri("live.cmg.toml"));
    let declared = json!({ "context": { "includeDeclaration": true } });
    let all = at(&mut client, "textDocument/references", 3, 10, declared).await;
    assert_eq!(all.as_array().map(Vec::len), Some(3), "{all}");
    let marked = at(&mut client, "textDocument/documentHighlight", 3, 10, json!({})).await;
    assert_eq!(marked.as_array().map(Vec::len), Some(2), "{marked}");
}

#[tokio::test]
async fn a_handle_is_renamed_in_the_baseline_too() {
    let mut client = opened().await;
    let place = at(&mut client, "textDocument/prepareRename", 10, 13, json!({})).await;
    assert_eq!(place["placeholder"], "north");
    let named = json!({ "newName": "south" });
    let edit = at(&mut client, "textDocument/rename", 10, 13, named).await;
    let changes = edit["documentChanges"].as_array().expect("changes");
    let uris: Vec<&Value> = changes.iter().map(|it| &it["textDocument"]["uri"]).collect();
    assert_eq!(uris, [&json!(client.document()), &json!(client.uri("live.cmg.toml"))]);
    assert_eq!(changes[0]["edits"].as_array().map(Vec::len), Some(2));
    let params = json!({
        "textDocument": { "uri": client.document() },
        "position": { "line": 10, "character": 13 },
        "newName": "not a handle",
    });
    assert!(client.ask("textDocument/rename", params.clone()).await["error"].is_object());
    // Who refuses is named.
    let live = format!("{LIVE}\n[gateway.south]\nregion = \"eastus\"\n");
    client.open_as("live.cmg.toml", &live).await;
    let mut taken = params;
    taken["newName"] = json!("south");
    let refused = client.ask("textDocument/rename", taken).await["error"]["message"].to_string();
    assert!(refused.contains("live.cmg.toml"), "{refused}");
}

#[tokio::test]
async fn a_document_has_a_structure() {
    let mut client = opened().await;
    let symbols = of_document(&mut client, "textDocument/documentSymbol", json!({})).await;
    let names: Vec<&str> =
        symbols.as_array().expect("symbols").iter().filter_map(|it| it["name"].as_str()).collect();
    assert!(names.contains(&"north") && names.contains(&"cp01.corp.contoso.com"), "{names:?}");
    let folds = of_document(&mut client, "textDocument/foldingRange", json!({})).await;
    assert!(folds.as_array().expect("folds").len() >= 2, "{folds}");
    let places = json!({ "positions": [{ "line": 5, "character": 11 }] });
    let grown = of_document(&mut client, "textDocument/selectionRange", places).await;
    assert!(grown[0]["parent"]["parent"].is_object(), "{grown}");
    let links = of_document(&mut client, "textDocument/documentLink", json!({})).await;
    assert_eq!(links[0]["target"], client.uri("live.cmg.toml"));
    let found = client.ask("workspace/symbol", json!({ "query": "nor" })).await;
    let found = found["result"].as_array().expect("symbols").clone();
    assert_eq!(found.len(), 2, "{found:?}");
}

#[tokio::test]
async fn hints_say_what_follows_and_what_is_deployed() {
    let mut client = opened().await;
    let range = json!({ "range": {
        "start": { "line": 0, "character": 0 }, "end": { "line": 11, "character": 0 },
    } });
    let hints = of_document(&mut client, "textDocument/inlayHint", range).await;
    let texts: Vec<&str> =
        hints.as_array().expect("hints").iter().filter_map(|it| it["label"].as_str()).collect();
    assert!(texts.iter().any(|it| it.contains("cloudapp.azure.com")), "{texts:?}");
    assert!(texts.iter().any(|it| it.contains("deployed") && it.contains('2')), "{texts:?}");
}
