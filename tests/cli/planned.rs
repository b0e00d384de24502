//! What `cmglint plan` says of changes: certificates, what is forbidden, and
//! scripts that are scripts whatever a document says.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Folder, Ran,
    support::{
        powershell::{assert_parses, commands},
        root,
    },
};

const DEPLOYED: &str = "format = 1
kind = \"deployed\"

[site]
version = \"VERSION\"

[azure]
environment = \"AzurePublicCloud\"
tenant-id = \"05a349fa-298a-4427-8771-9efcdb73431e\"
subscription-id = \"e517b8cb-a969-4d1e-b2ea-ae1e6c052020\"

[azure.server-app]
client-id = \"7078946d-fc1c-43b7-8dee-dd6e6b00d783\"

[gateway.one]
service-name = \"granitefalls.contoso.com\"
deployment-model = \"MODEL\"
description = \"The first\"
region = \"eastus\"
resource-group = \"rg-cmg\"
vm-size = \"Standard_A2_v2\"
vm-instances = 2
verify-client-certificate-revocation = true
enforce-tls-1-2 = true
serve-content = true
status = \"ready\"

[[gateway.one.trusted-certificate]]
file = \"root.cer\"
store = \"root\"

[gateway.one.alerts]
traffic-out-gb = 10000

[gateway.two]
service-name = \"cedarcreek.contoso.com\"
deployment-model = \"MODEL\"
region = \"westus\"
resource-group = \"rg-cmg\"
status = \"ready\"

[[connection-point]]
server = \"cp01.corp.contoso.com\"
site = \"P01\"
gateway = \"one\"

[[connection-point]]
server = \"cp02.corp.contoso.com\"
site = \"P01\"
gateway = \"two\"

[[management-point]]
server = \"mp01.corp.contoso.com\"
site = \"P01\"
cmg-traffic = false
";

/// What is deployed, and a document that says the same.
fn site(version: &str, model: &str) -> (String, String) {
    let deployed = DEPLOYED.replace("VERSION", version).replace("MODEL", model);
    let desired = deployed.replace("kind = \"deployed\"", "baseline = \"is.deployed.cmg.toml\"");
    (deployed, desired.replace("status = \"ready\"\n", ""))
}

fn planned(deployed: &str, desired: &str, args: &[&str]) -> Ran {
    let folder = Folder::with(desired);
    folder.write("is.deployed.cmg.toml", deployed);
    folder.run(&[&["plan", "cmg.toml", "--today", "2026-11-22"], args].concat())
}

fn json(deployed: &str, desired: &str) -> Value {
    let ran = planned(deployed, desired, &["--format", "json"]);
    let plans: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(ran.code, i32::from(plans["plans"][0]["possible"] == false));
    plans["plans"][0].clone()
}

#[test]
fn a_plan_that_rules_forbid_says_so_first_and_fails() {
    let (deployed, desired) = site("2603", "scale-set");
    let back = desired.replacen("\"scale-set\"", "\"classic\"", 1);
    let ran = planned(&deployed, &back, &[]);
    ran.code(1).says("conversion-to-classic").says("cmg.toml:17:20");
    let first = ran.out.find("not possible").unwrap();
    assert!(first < ran.out.find("deployment-model").unwrap(), "{}", ran.out);
    assert!(!ran.out.contains("Steps"), "{}", ran.out);
    let script = planned(&deployed, &back, &["--format", "powershell"]);
    assert_parses(&script.code(1).out);
    assert!(!script.out.contains("-CMCloudManagementGateway"), "{}", script.out);
    script.says("throw");
}

#[test]
fn a_finding_that_a_comment_accepts_forbids_nothing() {
    let (deployed, desired) = site("2309", "classic");
    let converted = desired.replacen("\"classic\"", "\"scale-set\"", 1);
    let stopped = deployed.replacen("\"ready\"", "\"starting\"", 1);
    planned(&stopped, &converted, &[]).code(1).says("conversion-not-ready");
    let accepted = converted.replacen(
        "\"scale-set\"",
        "\"scale-set\" # cmglint: allow(conversion-not-ready)",
        1,
    );
    planned(&stopped, &accepted, &[]).code(0).says("Convert");
}

/// A repository whose certificate becomes another one.
fn renewed(to: &str) -> Folder {
    let folder = Folder::new();
    let made =
        |name: &str| std::fs::read(root().join("tests/certificates/made").join(name)).unwrap();
    folder.write("password", "contoso-example");
    let document = |name: &str| {
        format!(
            "format = 1\n\n[gateway.one]\nservice-name = \"granitefalls.contoso.com\"\n\
             region = \"eastus\"\n\n[gateway.one.certificate]\nfile = \"{name}\"\n\
             password = {{ file = \"password\" }}\n\n[gateway.two]\n\
             service-name = \"cedarcreek.contoso.com\"\nregion = \"westus\"\n"
        )
    };
    folder.write("is.cmg.toml", document("good.pfx"));
    folder.write("good.pfx", made("good.pfx"));
    folder.write(to, made(to));
    folder.write("cmg.toml", document(to));
    folder
}

#[test]
fn a_certificate_is_renewed_by_what_it_says() {
    for (to, class, step) in [
        ("renewed.pfx", "in-place", "Set-CMCloudManagementGateway"),
        ("rsa-4096.pfx", "in-place", "Set-CMCloudManagementGateway"),
        ("issuer-changed.pfx", "in-place", "Set-CMCloudManagementGateway"),
        ("organization-changed.pfx", "redeploy-same-name", "Remove-CMCloudManagementGateway"),
        ("name-case.pfx", "not-possible", ""),
        ("name-other.pfx", "not-possible", ""),
    ] {
        let folder = renewed(to);
        let ran =
            folder.run(&["plan", "cmg.toml", "--baseline", "is.cmg.toml", "--format", "json"]);
        let plans: Value = serde_json::from_str(&ran.out).unwrap();
        let plan = &plans["plans"][0];
        let setting = &plan["changes"][0]["settings"][0];
        assert_eq!(setting["key"], "certificate", "{to}: {plan:#}");
        assert_eq!(setting["class"], class, "{to}");
        assert_eq!(ran.code, i32::from(step.is_empty()), "{to}");
        let first = plan["steps"].as_array().unwrap().first();
        let name =
            first.map_or("", |it| it["action"]["cmdlet"]["name"].as_str().unwrap_or_default());
        let name = if name.is_empty() {
            first.map_or("", |it| it["action"]["name"].as_str().unwrap_or_default())
        } else {
            name
        };
        assert_eq!(name, step, "{to}: {plan:#}");
        assert!(!ran.out.contains("contoso-example"));
    }
}

#[test]
fn the_same_certificate_in_another_file_is_no_change() {
    let folder = renewed("renewed.pfx");
    let text = folder.read("cmg.toml").replace("renewed.pfx", "copies/good.pfx");
    folder.write("cmg.toml", text);
    folder.write("copies/good.pfx", std::fs::read(folder.path().join("good.pfx")).unwrap());
    let ran = folder.run(&["plan", "cmg.toml", "--baseline", "is.cmg.toml"]);
    ran.code(0).says("No changes");
}

/// Changes that bring every kind of step.
const EDITS: &[(&str, &str)] = &[
    ("\"The first\"", "\"Another\""),
    ("vm-instances = 2", "vm-instances = 6"),
    ("region = \"eastus\"", "region = \"westeurope\""),
    ("granitefalls.contoso.com", "stonebridge.contoso.com"),
    ("\"classic\"", "\"scale-set\""),
    ("Standard_A2_v2", "Standard_A4_v2"),
    ("serve-content = true", "serve-content = false"),
    ("traffic-out-gb = 10000", "storage-gb = 100"),
    ("root.cer", "other.cer"),
    ("cp01.corp", "cp09.corp"),
    ("cmg-traffic = false", "cmg-traffic = true"),
    ("[gateway.two]", "[gateway.three]"),
];

/// Text that is code in PowerShell, in Markdown or to a terminal.
const HOSTILE: &[&str] = &[
    "'; Remove-Item -Recurse C:\\\\; '",
    "$(Invoke-Expression evil)",
    "`n`$(x)` \\\" \\\\\\\" ",
    "\\n#>\\nInvoke-Expression evil\\n<#",
    "@'\\nInvoke-Expression evil\\n'@",
    "\u{2018}\u{2019}\u{201a}\u{201b}; Invoke-Expression evil; \u{2018}",
    "\u{201c}$(evil)\u{201d} \u{2013}x \u{85}Invoke-Expression evil",
    "\\u001b[31m \\u202e \\u0000 \\r\\n Invoke-Expression evil",
    "| <script>alert(1)</script> @team [x](http://evil) ``` \\n# heading",
];

/// What a script may call.
fn may_call(name: &str) -> bool {
    let own = ["Wait-Operator", "Wait-Gateway", "Assert-Gateway"];
    let common = [
        "Set-StrictMode",
        "Write-Host",
        "Read-Host",
        "Get-Date",
        "Start-Sleep",
        "Where-Object",
        "Resolve-Path",
        "Test-Path",
        "Push-Location",
        "Pop-Location",
        "Set-Location",
        "Get-Module",
        "Import-Module",
        "Split-Path",
        "Join-Path",
        "Get-PSDrive",
        "New-PSDrive",
    ];
    own.contains(&name) || common.contains(&name) || name.contains("-CM")
}

#[test]
fn scripts_are_scripts_whatever_a_document_says() {
    let mut called = BTreeSet::new();
    let mut scripts = 0;
    for (version, model) in [("2103", "classic"), ("2309", "classic"), ("2603", "scale-set")] {
        let (deployed, desired) = site(version, model);
        for (at, (old, new)) in EDITS.iter().enumerate() {
            let mut edited =
                desired.replacen(old, new, if old.contains("classic") { 2 } else { 1 });
            let hostile = HOSTILE[(at + scripts) % HOSTILE.len()];
            // Every text that reaches a cmdlet.
            let text = if at % 2 == 1 { "\"rg-cmg\"" } else { "\"The first\"" };
            edited = edited.replacen(text, &format!("\"{hostile}\""), 1);
            edited = edited.replacen("\"mp01.corp.contoso.com\"", &format!("\"{hostile}\""), 1);
            edited = edited.replacen("\"Another\"", &format!("\"{hostile}\""), 1);
            edited = edited.replacen("\"P01\"", "\"P02\"", 1);
            edited =
                edited.replacen("\"other.cer\"", &format!("'{}'", "a'b".replace('\'', "’")), 1);
            for args in
                [&["--format", "powershell"][..], &["--format", "powershell", "--baseline", "none"]]
            {
                let ran = planned(&deployed, &edited, args);
                assert!(ran.code <= 1, "{}", ran.err);
                assert_parses(&ran.out);
                assert!(ran.out.is_ascii());
                called.extend(commands(&ran.out));
                scripts += 1;
            }
        }
    }
    assert!(scripts > 60);
    let strange: Vec<_> = called.iter().filter(|it| !may_call(it)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    for name in ["New", "Set", "Remove"] {
        assert!(called.contains(&format!("{name}-CMCloudManagementGateway")), "{called:?}");
    }
}

#[test]
fn steps_are_the_same_in_every_format() {
    let (deployed, desired) = site("2603", "scale-set");
    let changed = desired.replacen("region = \"eastus\"", "region = \"westeurope\"", 1);
    let plan = json(&deployed, &changed);
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() >= 4);
    for format in ["text", "markdown", "powershell"] {
        let ran = planned(&deployed, &changed, &["--format", format]);
        let mut at = 0;
        for step in steps {
            let title = step["title"].as_str().unwrap();
            // Sentences are folded in text and escaped in Markdown.
            let start: String =
                title.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == ' ').collect();
            let found = ran.out[at..].find(start.trim());
            at += found.unwrap_or_else(|| panic!("{format} lacks {start:?}:\n{}", ran.out));
        }
    }
}
