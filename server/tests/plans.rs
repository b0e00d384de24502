//! Lenses above gateways, and commands.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod client;

use client::{Client, able};
use serde_json::{Value, json};

const DEPLOYED: &str = "format = 1
kind = \"deployed\"

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"
resource-group = \"rg\"
vm-instances = 2
";

const DESIRED: &str = "format = 1
baseline = \"live.deployed.cmg.toml\"

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"westus\"
resource-group = \"rg\"
vm-instances = 4

[gateway.new]
service-name = \"cedarcreek.contoso.com\"
region = \"eastus\"
";

async fn lenses(client: &mut Client) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": client.document() } });
    let answer = client.ask("textDocument/codeLens", params).await;
    answer["result"].as_array().expect("lenses").clone()
}

async fn run(client: &mut Client, command: &str, arguments: Value) -> Value {
    let params = json!({ "command": command, "arguments": arguments });
    client.ask("workspace/executeCommand", params).await
}

#[tokio::test]
async fn above_each_gateway_stands_what_becomes_of_it() {
    let mut client = Client::pushed_to().await;
    client.write("live.deployed.cmg.toml", DEPLOYED);
    client.open(DESIRED).await;
    client.lull().await;
    let lenses = lenses(&mut client).await;
    let told: Vec<&str> = lenses.iter().filter_map(|it| it["command"]["title"].as_str()).collect();
    assert_eq!(told, ["1 in place, 1 redeploy: show plan", "new: show plan"]);
    assert_eq!(lenses[0]["range"]["start"]["line"], 3);
    assert_eq!(lenses[0]["command"]["command"], "cmglint.showPlan");
    assert_eq!(lenses[0]["command"]["arguments"], json!([client.document()]));
}

#[tokio::test]
async fn without_a_baseline_there_is_nothing_to_tell() {
    let mut client = Client::pushed_to().await;
    client.open(&DESIRED.replace("baseline", "# baseline")).await;
    client.lull().await;
    assert!(lenses(&mut client).await.is_empty());
    client.replace(2, DEPLOYED).await;
    assert!(lenses(&mut client).await.is_empty());
}

#[tokio::test]
async fn a_plan_is_that_of_the_text_in_the_editor() {
    let mut client = Client::start(able()).await;
    client.write("live.deployed.cmg.toml", DEPLOYED);
    client.write("cmg.toml", DEPLOYED);
    client.open(DESIRED).await;
    let uri = client.document();
    let plan = run(&mut client, "cmglint.plan", json!([uri])).await["result"].clone();
    let plan = plan.as_str().expect("a plan");
    assert!(
        plan.starts_with("Markdown plan of ") && plan.contains("live.deployed.cmg.toml"),
        "{plan}"
    );
    client.close("cmg.toml").await;
    let plan = run(&mut client, "cmglint.plan", json!([uri])).await["result"].clone();
    assert!(plan.as_str().expect("a plan").contains("Deployed"), "{plan}");
    client.write("secret.txt", "x");
    for no in
        [json!([]), json!([7]), json!([client.uri("secret.txt")]), json!(["http://a/cmg.toml"])]
    {
        assert_eq!(run(&mut client, "cmglint.plan", no).await["error"]["code"], -32602);
    }
}

#[tokio::test]
async fn commands_that_the_client_has_are_not_offered_twice() {
    let offered =
        |client: &Client| client.capabilities["executeCommandProvider"]["commands"].to_string();
    let simple = Client::pushed_to().await;
    assert!(offered(&simple).contains("cmglint.showPlan"));
    let options = json!({ "initializationOptions": { "clientCommands": ["cmglint.showPlan"] } });
    let able = Client::start_with(able(), options).await;
    assert!(!offered(&able).contains("cmglint.showPlan"));
}

#[tokio::test]
async fn rules_are_explained() {
    let mut client = Client::pushed_to().await;
    let answer = run(&mut client, "cmglint.explain", json!(["region-spelling"])).await;
    assert_eq!(answer["result"], "# region-spelling");
    assert_eq!(
        run(&mut client, "cmglint.explain", json!(["no-such"])).await["error"]["code"],
        -32602
    );
    assert_eq!(run(&mut client, "no.such", json!([])).await["error"]["code"], -32602);
}
