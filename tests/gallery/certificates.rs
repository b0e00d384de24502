//! Rules about certificates show themselves on files of `tests/certificates/made`.

use std::{fs, path::Path};

use crate::support::root;

/// What stands in `[gateway.eastus.certificate]` of each rule's document, beside
/// the password.
const SERVER: &[(&str, &str)] = &[
    ("certificate-unreadable", "file = 'certs/truncated.pfx'"),
    ("certificate-name-mismatch", "file = 'certs/name-other.pfx'"),
    ("certificate-name-case", "file = 'certs/name-case.pfx'"),
    ("renewal-name-changed", "file = 'certs/name-case.pfx'"),
    ("renewal-organization-changed", "file = 'certs/organization-changed.pfx'"),
    ("renewal-subject-changed", "file = 'certs/unit-changed.pfx'"),
    ("renewal-issuer-changed", "file = 'certs/issuer-changed.pfx'\nissued-by = 'enterprise-pki'"),
    ("wildcard-not-leftmost", "file = 'certs/wildcard-inside.pfx'"),
    (
        "public-certificate-in-azure-domain",
        "file = 'certs/cloudapp.pfx'\nissued-by = 'public-provider'",
    ),
    ("certificate-key-size", "file = 'certs/rsa-3072.pfx'"),
    ("certificate-key-not-rsa", "file = 'certs/ec-p256.pfx'"),
    ("certificate-weak-signature", "file = 'certs/sha1.pfx'"),
    ("certificate-not-for-server-authentication", "file = 'certs/client-auth-only.pfx'"),
    ("certificate-key-usage", "file = 'certs/no-digital-signature.pfx'"),
    ("certificate-not-pfx", "file = 'certs/good.pem'"),
    ("certificate-without-private-key", "file = 'certs/no-key.pfx'"),
    ("certificate-expired", "file = 'certs/expired.pfx'"),
    ("certificate-not-yet-valid", "file = 'certs/not-yet-valid.pfx'"),
    ("certificate-expiring", "file = 'certs/expiring.pfx'"),
    ("certificate-names-miss-service-name", "file = 'certs/names-without-service-name.pfx'"),
    ("certificate-self-signed", "file = 'certs/self-signed.pfx'"),
    ("certificate-chain-incomplete", "file = 'certs/same-name-other-key.pfx'"),
    (
        "server-certificate-crl-internal",
        "file = 'certs/crl-internal.pfx'\nissued-by = 'enterprise-pki'",
    ),
];

/// Trusted certificates of the gateway: files with their stores.
const TRUSTED: &[(&str, &[(&str, &str)])] = &[
    ("trusted-chain-incomplete", &[("issuing.cer", "intermediate")]),
    ("trusted-certificate-in-wrong-store", &[("root-again.pem", "intermediate")]),
    ("trusted-certificate-not-ca", &[("root.cer", "root"), ("not-ca.cer", "intermediate")]),
    ("trusted-certificate-expired", &[("root.cer", "root"), ("root-expired.cer", "root")]),
    ("trusted-certificate-duplicate", &[("root.cer", "root"), ("root-again.pem", "root")]),
    ("trusted-certificate-with-private-key", &[("root-with-key.pem", "root")]),
];

/// Client certificate of the connection point.
const CLIENT: &[(&str, &str)] = &[
    ("connection-point-certificate", "client-server-auth.cer"),
    ("crl-not-reachable-from-internet", "client-crl-internal.cer"),
];

/// Replacements of the gateway: its service name, its region, its file.
const REPLACED: &[(&str, [&str; 3])] = &[
    ("name-reuse-with-other-certificate", ["granitefalls.contoso.com", "westus", "renewed.pfx"]),
    ("new-name-with-old-certificate", ["stonebridge.contoso.com", "eastus", "good.pfx"]),
];

/// What is deployed, with the certificate of `good.pfx`.
const DEPLOYED: &str = "format = 1
kind = \"deployed\"

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"

[gateway.eastus.certificate]
thumbprint = \"2370334e173acb818798b6e09caa60859c47a340\"
subject = \"CN=granitefalls.contoso.com,OU=Information Technology,O=Contoso,L=Redmond,ST=Washington,C=US\"
issuer = \"CN=Contoso Issuing CA,O=Contoso,C=US\"
";

/// The document of a rule that looks at files, laid into a folder with all of
/// them; nothing where a rule looks at none.
pub fn document(rule: &str, folder: &Path) -> Option<String> {
    let of = |it: &&(&str, &str)| it.0 == rule;
    let gateway = "[gateway.eastus]\nservice-name = \"granitefalls.contoso.com\"\n";
    let text = if rule == "wildcard-does-not-cover" {
        let gateway = gateway.replace("granitefalls.contoso.com", "granitefalls.corp.contoso.com");
        server(&gateway, "file = 'certs/wildcard.pfx'")
    } else if let Some((_, certificate)) = SERVER.iter().find(of) {
        server(gateway, certificate)
    } else if let Some((_, trusted)) = TRUSTED.iter().find(|it| it.0 == rule) {
        let entry = |(file, store): &(&str, &str)| {
            format!(
                "\n[[gateway.eastus.trusted-certificate]]\nfile = \"certs/{file}\"\n\
                 store = \"{store}\"\n"
            )
        };
        format!("{gateway}{}", trusted.iter().map(entry).collect::<String>())
    } else if let Some((_, [name, region, file])) = REPLACED.iter().find(|it| it.0 == rule) {
        let gateway = format!(
            "[gateway.eastus]\nservice-name = \"{name}\"\nregion = \"{region}\"\n\
             action = \"redeploy\"\n"
        );
        server(&gateway, &format!("file = 'certs/{file}'"))
    } else {
        let (_, client) = CLIENT.iter().find(of)?;
        format!(
            "{gateway}\n[[connection-point]]\nserver = \"cp01\"\ngateway = \"eastus\"\n\
             client-certificate = \"certs/{client}\"\n\n[clients]\nauthentication = [\"pki\"]\n"
        )
    };
    lay(folder);
    let compares = rule.starts_with("renewal-") || REPLACED.iter().any(|it| it.0 == rule);
    Some(match compares {
        true => format!("baseline = \"deployed.cmg.toml\"\n{text}"),
        false => text,
    })
}

fn server(gateway: &str, certificate: &str) -> String {
    let password = "password = { file = \"password.txt\" }";
    let certificate = certificate.replace('\'', "\"");
    format!("{gateway}\n[gateway.eastus.certificate]\n{certificate}\n{password}\n")
}

fn lay(folder: &Path) {
    fs::create_dir_all(folder.join("certs")).unwrap();
    fs::write(folder.join("password.txt"), "contoso-example\n").unwrap();
    fs::write(folder.join("deployed.cmg.toml"), DEPLOYED).unwrap();
    for entry in fs::read_dir(root().join("tests/certificates/made")).unwrap() {
        let from = entry.unwrap().path();
        fs::copy(&from, folder.join("certs").join(from.file_name().unwrap())).unwrap();
    }
}
