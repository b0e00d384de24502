//! The complete document of the format, and what one slip in it gives.

use cmg_rules::{
    inputs::{Baseline, Inputs, Snapshot},
    levels::Levels,
    run::run,
};

/// What is known of the families that are looked at.
const FAMILIES: &[&str] = &["naming", "roles", "cost", "dns"];

const ONLY: &str = "single-connection-point";

const DOCUMENT: &str = r#"
format = 1
baseline = "contoso.deployed.cmg.toml"

[site]
code = "CAS"
type = "central-administration-site"
version = "2603"
optional-features = ["cloud-management-gateway", "scale-set-gateway"]
client-communication = "enhanced-http"
use-pki-client-certificate = true

[[primary-site]]
code = "P01"
internet-clients = true

[azure]
tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
resource-providers = ["Microsoft.KeyVault", "Microsoft.Storage", "Microsoft.Network", "Microsoft.Compute"]
operator-roles = ["subscription-owner", "global-administrator"]
user-discovery = true

[azure.server-app]
name = "CmgServerApp"
client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
app-id-uri = "api://05a349fa-298a-4427-8771-9efcdb73431e/ConfigMgrService"
redirect-uris = ["http://localhost"]
secret-expires = 2027-11-16

[azure.client-app]
name = "CmgClientApp"
client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"

[gateway.eastus]
service-name = "granitefalls.contoso.com"
region = "eastus"
resource-group = "rg-cmg-eastus"
vm-size = "Standard_A2_v2"
vm-instances = 2
expected-clients = 9000

[gateway.eastus.certificate]
file = "certs/granitefalls.contoso.com.pfx"
password = { env = "CMG_PFX_PASSWORD" }
issued-by = "enterprise-pki"

[[gateway.eastus.trusted-certificate]]
file = "certs/contoso-root.cer"
store = "root"

[gateway.eastus.alerts]
traffic-out-gb = 10000

[gateway.eastus.dns]
cname = "granitefalls.eastus.cloudapp.azure.com"

[[connection-point]]
server = "cmgcp01.corp.contoso.com"
site = "P01"
gateway = "eastus"

[[management-point]]
server = "mp01.corp.contoso.com"
site = "P01"
cmg-traffic = true
protocol = "http"                      # enhanced HTTP

[[software-update-point]]
server = "sup01.corp.contoso.com"
site = "P01"
cmg-traffic = true

[clients]
authentication = ["entra-id", "pki"]
operating-systems = ["Windows 11", "Windows Server 2022"]
ip-versions = ["ipv4", "ipv6"]
crl-published = true
use-cmg = true
use-cloud-distribution-point = true

[features]
use = ["software-updates", "endpoint-protection", "inventory", "cmpivot", "run-scripts", "software-distribution-device"]

[[task-sequence]]
name = "Windows 11 24H2 upgrade"
scenario = "in-place-upgrade"
download = "when-needed"
allow-internet = true
content-on-cmg = true
"#;

/// What is replaced, by what, and the rule that finds something then.
const SLIPS: &[(&str, &str, Option<&str>)] = &[
    ("granitefalls.contoso.com\"\nregion", "gf.contoso.com\"\nregion", Some("name-prefix-length")),
    ("granitefalls.contoso.com\"\nregion", "it-co.com\"\nregion", Some("service-name-at-apex")),
    ("granitefalls.contoso.com\"\nregion", "a,com.de\"\nregion", Some("name-prefix-characters")),
    ("region = \"eastus\"", "region = \"westus\"", Some("cname-target-mismatch")),
    (
        "region = \"eastus\"",
        "region = \"westus\"\ndeployment-name = \"granitefalls.eastus.cloudapp.azure.com\"",
        Some("deployment-name-mismatch"),
    ),
    ("gateway = \"eastus\"", "gateway = \"esatus\"", Some("unknown-gateway-reference")),
    (
        "gateway = \"eastus\"",
        "gateway = \"Granitefalls.contoso.com\"",
        Some("unknown-gateway-reference"),
    ),
    ("gateway = \"eastus\"", "gateway = \"north\"", Some("unknown-gateway-reference")),
    ("gateway = \"eastus\"", "gateway = 1", None),
    ("gateway = \"eastus\"", "gateway =", None),
    ("gateway = \"eastus\"", "", None),
    ("site = \"P01\"\ngateway", "site = \"CAS\"\ngateway", Some("connection-point-not-on-primary")),
    ("site = \"P01\"\ngateway", "site = \"p01\"\ngateway", None),
    ("site = \"P01\"\ngateway", "site = 1\ngateway", None),
    (
        "[[connection-point]]\nserver",
        "[[boundary-group]]\nserver",
        Some("connection-point-missing"),
    ),
    ("[[connection-point]]\nserver", "[connection-point]\nserver", None),
    ("[gateway.eastus]", "[gateway.\"east us\"]", None),
    ("vm-instances = 2", "vm-instances = 6", Some("too-few-connection-points")),
    ("vm-instances = 2", "vm-instances = 60", None),
    ("vm-instances = 2", "purpose = \"lab\"", None),
    (
        "expected-clients = 9000",
        "expected-clients = 90000",
        Some("connection-point-port-exhaustion"),
    ),
    ("expected-clients = 9000", "expected-clients = -9223372036854775808", None),
    ("traffic-out-gb = 10000", "", Some("traffic-alert-missing")),
    ("traffic-out-gb = 10000", "traffic-out-gb = \"much\"", None),
    ("traffic-out-gb = 10000", "traffic-out-gb = 0", Some("alert-threshold-not-positive")),
    ("traffic-out-gb = 10000", "stop-when-critical = true", Some("stop-without-alert")),
    (
        "traffic-out-gb = 10000",
        "traffic-out-gb = 1\ntraffic-warning-percent = 101",
        Some("alert-percent-out-of-range"),
    ),
    (
        "traffic-out-gb = 10000",
        "traffic-out-gb = 1\ntraffic-warning-percent = 90",
        Some("alert-percent-order"),
    ),
    ("version = \"2603\"", "version = \"2509\"", Some("traffic-alert-blind")),
    (
        "cmg-traffic = true\nprotocol",
        "cmg-traffic = false\nprotocol",
        Some("management-point-missing"),
    ),
    ("cmg-traffic = true\nprotocol", "cmg-traffic = 1\nprotocol", None),
    ("cmg-traffic = true\n\n[clients]", "\n[clients]", Some("software-update-point-missing")),
    ("cmg-traffic = true\n\n[clients]", "cmg-traffic\n\n[clients]", None),
    ("internet-clients = true", "internet-clients = true\n[[primary-site]]\ncode = \"P02\"", None),
    (
        "internet-clients = true",
        "internet-clients = true\n[[primary-site]]\ncode = \"P02\"\ninternet-clients = true",
        Some("primary-without-connection-point"),
    ),
];

#[test]
fn a_complete_document_has_one_finding() {
    assert_eq!(found(DOCUMENT, Baseline::None), [ONLY]);
    for text in
        [DOCUMENT.to_owned(), DOCUMENT.replace("format = 1", "format = 1\nkind = \"deployed\"")]
    {
        let baseline = Baseline::Known(Box::new(Snapshot::read(&text)));
        assert_eq!(found(DOCUMENT, baseline), [ONLY]);
    }
}

#[test]
fn one_slip_is_one_finding() {
    let mut wrong = Vec::new();
    for (old, new, expected) in SLIPS {
        assert!(DOCUMENT.contains(old), "{old}");
        let mut found = found(&DOCUMENT.replacen(old, new, 1), Baseline::None);
        found.retain(|it| *it != ONLY);
        if !found.iter().eq(expected) {
            wrong.push(format!("{old} -> {new}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rules that find something, by name.
fn found(text: &str, before: Baseline<'_>) -> Vec<&'static str> {
    let levels = Levels::default();
    let report = run(&Inputs { before, ..Inputs::of(Snapshot::read(text), &levels) });
    let findings = report.findings.iter().map(|it| it.rule);
    let mut names: Vec<&str> = findings
        .filter(|it| FAMILIES.contains(&it.family) || it.name == "orphan-connection-point")
        .map(|it| it.name)
        .collect();
    names.sort();
    names
}
