//! Documents in the CMG format, made by a rule, so that every run has the same.

/// A realistic document of 1.8 to 3.9 KB, clean but for a slip in every tenth.
pub fn document(at: usize) -> String {
    let gateways = 1 + at % 3;
    let mut text = String::from(HEAD);
    for gateway in 0..gateways {
        text.push_str(&self::gateway(at, gateway));
    }
    text.push_str(TAIL);
    if at.is_multiple_of(10) {
        text = text.replace("vm-instances = 2", "vm-instances = 20");
    }
    text
}

/// One document of about so many bytes, with as many gateways as it takes.
pub fn large(bytes: usize) -> String {
    let mut text = String::from(HEAD);
    let mut at = 0;
    while text.len() < bytes {
        text.push_str(&gateway(at, at));
        at += 1;
    }
    text + TAIL
}

/// One document with so many gateways.
pub fn gateways(count: usize) -> String {
    let gateways: String = (0..count).map(|at| gateway(at, at)).collect();
    format!("{HEAD}{gateways}{TAIL}")
}

const HEAD: &str = r#"format = 1

[site]
code = "P01"
version = "2603"
optional-features = ["cloud-management-gateway", "scale-set-gateway"]
client-communication = "enhanced-http"
use-pki-client-certificate = true

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

"#;

const TAIL: &str = r#"[[management-point]]
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
use = ["software-updates", "endpoint-protection", "inventory", "cmpivot", "run-scripts"]
"#;

fn gateway(document: usize, at: usize) -> String {
    gateway_with(document, at, "granitefalls.contoso.com")
}

/// One document with so many gateways, each with a PFX file of its own.
pub fn with_certificates(count: usize) -> String {
    let gateways: String = (0..count).map(|at| gateway_with(0, at, &at.to_string())).collect();
    format!("{HEAD}{gateways}{TAIL}")
}

fn gateway_with(document: usize, at: usize, file: &str) -> String {
    let name = format!("granite{document}x{at}");
    format!(
        r#"[gateway.g{at}]
service-name = "{name}.contoso.com"
description = "Clients of region {at}"
region = "eastus"
resource-group = "rg-cmg-{at}"
vm-size = "Standard_A2_v2"
vm-instances = 2
expected-clients = 9000

[gateway.g{at}.certificate]
file = "certs/{file}.pfx"
password = {{ env = "CMG_PFX_PASSWORD" }}
issued-by = "enterprise-pki"

[[gateway.g{at}.trusted-certificate]]
file = "certs/contoso-root.cer"
store = "root"

[gateway.g{at}.alerts]
traffic-out-gb = 10000

[gateway.g{at}.dns]
cname = "{name}.eastus.cloudapp.azure.com"

[[connection-point]]
server = "cp{at}.corp.contoso.com"
site = "P01"
gateway = "g{at}"

"#
    )
}
