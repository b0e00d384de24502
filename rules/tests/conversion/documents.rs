//! What is deployed, and ways to change it.

use cmg_rules::{
    facts::Date,
    finding::{Finding, Severity},
    inputs::{Baseline, Inputs, Snapshot},
    levels::{Level, Levels},
    report::Report,
    run::run,
};

const TODAY: Date = jiff::civil::date(2026, 11, 22);

/// Two gateways, the first of which changes.
const DEPLOYED: &str = r#"
format = 1
kind = "deployed"

[site]
version = "VERSION"

[azure]
environment = "AzurePublicCloud"
subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
operator-roles = ["subscription-owner", "global-administrator"]

[azure.server-app]
client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"

[azure.client-app]
client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"

[gateway.one]
service-name = "granitefalls.contoso.com"
deployment-model = "MODEL"
description = "The first"
region = "eastus"
resource-group = "rg-cmg"
vm-size = "Standard_A2_v2"
vm-instances = 2
verify-client-certificate-revocation = true
enforce-tls-1-2 = true
serve-content = true
status = "ready"
created = 2026-11-01

[[gateway.one.trusted-certificate]]
thumbprint = "a09e6fc4749eedcbb42fc6a5027fbf4c68d06add"
store = "root"

[gateway.one.alerts]
traffic-out-gb = 10000

[gateway.two]
service-name = "cedarcreek.contoso.com"
deployment-model = "MODEL"
environment = "AzurePublicCloud"
subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
server-app = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
region = "westus"
resource-group = "rg-cmg"
status = "ready"
created = 2026-11-01
"#;

/// What is deployed, and what shall be, before anything changes.
pub fn site(version: &str, model: &str) -> (String, String) {
    let deployed = DEPLOYED.replace("VERSION", version).replace("MODEL", model);
    let is_stated = |line: &&str| !line.starts_with("status") && !line.starts_with("created");
    let desired: Vec<&str> = deployed.lines().filter(is_stated).collect();
    let desired = desired.join("\n").replace("\"deployed\"", "\"desired\"");
    (deployed, desired)
}

pub fn lint(deployed: &str, desired: &str) -> Report {
    let mut levels = Levels::default();
    levels.set(Level::Off, |_, family| !["conversion", "lifecycle"].contains(&family));
    let before = Baseline::Known(Box::new(Snapshot::read(deployed)));
    let now = Snapshot::read(desired);
    assert!(now.document.errors.is_empty(), "{desired}");
    run(&Inputs { before, today: Some(TODAY), ..Inputs::of(now, &levels) })
}

pub fn found(deployed: &str, desired: &str) -> Vec<String> {
    let show = |it: &Finding| match it.severity() {
        Severity::Error => it.rule.name.to_owned(),
        severity => format!("{} ({})", it.rule.name, severity.word()),
    };
    let mut found: Vec<String> = lint(deployed, desired).findings.iter().map(show).collect();
    found.sort();
    found
}

/// The first such text becomes another one.
pub fn edited(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old}");
    text.replacen(old, new, 1)
}

/// The same in the table of the first gateway.
pub fn edited_in_one(text: &str, old: &str, new: &str) -> String {
    let (above, gateway) = text.split_once("[gateway.one]").unwrap();
    format!("{above}[gateway.one]{}", edited(gateway, old, new))
}

pub const SUBSCRIPTION: (&str, &str) =
    ("e517b8cb-a969-4d1e-b2ea-ae1e6c052020", "0c1f4a4e-3f6e-4a7b-9d5b-6b9f3f1d2a77");
pub const SERVER_APP: (&str, &str) =
    ("7078946d-fc1c-43b7-8dee-dd6e6b00d783", "b35dd1d4-8a52-4d6e-8a0e-8a4b35d2c5c1");
pub const ENVIRONMENT: (&str, &str) =
    ("environment = \"AzurePublicCloud\"", "environment = \"AzureUSGovernmentCloud\"");
pub const REGION: (&str, &str) = ("region = \"eastus\"", "region = \"westeurope\"");
pub const RESOURCE_GROUP: (&str, &str) = ("\"rg-cmg\"", "\"rg-other\"");
pub const SERVICE_NAME: (&str, &str) = ("granitefalls.contoso.com", "stonebridge.contoso.com");
pub const VM_SIZE: (&str, &str) = ("Standard_A2_v2", "Standard_A4_v2");

/// What a conversion does not change, and the rule of each.
pub const FROZEN: [((&str, &str), &str); 5] = [
    (ENVIRONMENT, "azure-environment-changed"),
    (SUBSCRIPTION, "subscription-changed"),
    (SERVER_APP, "entra-app-changed"),
    (REGION, "region-changed"),
    (RESOURCE_GROUP, "resource-group-changed"),
];

/// What the properties of a gateway change.
pub const IN_PLACE: [(&str, &str); 8] = [
    ("description = \"The first\"", "description = \"Another text\""),
    ("vm-instances = 2", "vm-instances = 4"),
    ("a09e6fc4749eedcbb42fc6a5027fbf4c68d06add", "d4461bcf235d1805e32e8181ebfc0edbe5563bbd"),
    ("verify-client-certificate-revocation = true", "verify-client-certificate-revocation = false"),
    ("enforce-tls-1-2 = true", "enforce-tls-1-2 = false"),
    ("serve-content = true", "serve-content = false"),
    ("traffic-out-gb = 10000", "traffic-out-gb = 5000\nstop-when-critical = true"),
    ("vm-instances = 2", "vm-instances = 2\npurpose = \"lab\"\nexpected-clients = 5"),
];

pub const NOTHING: [&str; 0] = [];

pub fn converted(desired: &str) -> String {
    edited(desired, "deployment-model = \"classic\"", "deployment-model = \"scale-set\"")
}
