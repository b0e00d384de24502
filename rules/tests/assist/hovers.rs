//! What is said of what stands at the cursor.

use std::sync::Arc;

use cmg_rules::{
    assist::hover,
    certificate::read,
    inputs::{Baseline, Inputs, Opened, Snapshot},
    levels::Levels,
};

use crate::support::{TODAY, hovered, marked, said, with};

/// A text, and what its hover has (`+`) and has not (`-`).
const CASES: &[(&str, &[&str])] = &[
    ("for│mat = 1", &["+**`format`**", "+Integer", "+required"]),
    ("[site]\nver│sion = \"2603\"", &["+current-branch release"]),
    ("[site]\nuse-pki-client│-certificate = true", &["+**Use PKI client certificate"]),
    (
        "[gateway.a]\nenforce-tls-1-2│ = true",
        &[
            "+**Enforce TLS 1.2** · `enforce-tls-1-2`",
            "+Cmdlet parameter `-EnforceProtocol`",
            "+Boolean, default `true`",
            "+Since version 1906",
            "+in place, or in a conversion",
            "+modify-cloud-management-gateway#",
        ],
    ),
    ("[gateway.a]\nvm-in│stances = 2", &["+WMI property `NumberOfInstances`", "+default `1`"]),
    ("[gateway.a]\nreg│ion = \"x\"", &["+a redeployment", "+#redeploy-the-service"]),
    ("[gateway.a]\nservice-na│me = \"x\"", &["+under a new name"]),
    ("[gateway.a.alerts]\ntraffic-out│-gb = 1", &["+#alerts-tab", "+TrafficOutInGB"]),
    ("[gateway.a]\nstat│us = \"ready\"", &["+Deployed documents only"]),
    ("[gateway.a]\nreg│", &[]),
    ("[gateway.a]\nregion│", &["+programmatic name"]),
    ("[gateway.a]\ndns.cna│me = \"x\"", &["+CNAME record"]),
    ("[gateway.a]\nd│ns.cname = \"x\"", &["+name in public DNS"]),
    ("[gateway.a]\nunknown│ = 1", &[]),
    ("[gateway.a]\nServiceC│Name = \"x\"", &["+**`service-name`**", "+`ServiceCName`"]),
    ("[gateway.a]\n\"VM In│stance\" = 2", &["+`vm-instances`"]),
    ("[gateway.a]\nVMInstancesCount = │2", &["+`vm-instances`"]),
    ("[site]\nServiceC│Name = \"x\"", &[]),
    // Values of vocabularies.
    (
        "[features]\nuse = [\"remote-│tools\"]",
        &["+**Remote tools**", "+use Remote Help of Intune", "+supported-configurations#"],
    ),
    ("[features]\nuse = [\"bitlocker-manage│ment\"]", &["+from version 2010 on"]),
    (
        "[site]\nversion = \"25│03\"",
        &[
            "+**Version 2503**",
            "+Available since 2025-03-31",
            "+Supported until 2026-09-30, ended 53 days ago",
            "+from version 2309",
        ],
    ),
    ("[site]\nversion = \"25│09\"", &["+until 2027-05-12, 171 days left"]),
    ("[site]\nversion = \"29│09\"", &["+current-branch release"]),
    (
        "[gateway.a]\nregion = \"west│us3\"",
        &["+**West US 3**", "+`AzurePublicCloud`", "+lack the VM size `Standard_A2_v2`"],
    ),
    ("[gateway.a]\nregion = \"North│ Europe\"", &["+**North Europe** · `northeurope`"]),
    ("[gateway.a]\nregion = \"usgov│texas\"", &["+US Government", "+`USGovernmentTexas`"]),
    (
        "[site]\nversion = \"2103\"\n[gateway.a]\nvm-size = \"Standard_│A2_v2\"",
        &["+**Standard (A2_v2)**", "+2000 simultaneous clients", "+on version 2103"],
    ),
    (
        "[gateway.a]\nvm-size = \"Standard_│B2s\"",
        &["+**Lab (B2s)**", "+10 simultaneous", "+never for production"],
    ),
    ("[gateway.a]\ndeployment-model = \"│classic\"", &["+**Cloud service (classic)**"]),
    ("[clients]\noperating-systems = [\"Windows 11│ 24H2\"]", &["+from 2409 on", "+Entra ID"]),
    ("[azure]\nresource-providers = [\"microsoft.│storage\"]", &["+every gateway needs it"]),
    (
        "[site]\nhotfixes = [\"KB3083│3053\"]",
        &["+new CMG installations fail on 2409", "+hotfix/2409/30833053"],
    ),
    ("[site]\nhotfixes = [\"KB│1\"]", &["+Hotfixes that are installed"]),
    ("[azure.server-app]\nsecret-expires = 2027-│11-16", &["+In 359 days"]),
    ("[azure.server-app]\nsecret-expires = 2026-11-21│", &["+1 day ago"]),
    ("[gateway.a]\nserve-content = fal│se", &["+EnableCloudDPFunction"]),
    // Names in Azure.
    (
        "[gateway.a]\nservice-name = \"gfa.con│toso.com\"\nregion = \"eastus\"",
        &[
            "+Deployment name `gfa.eastus.cloudapp.azure.com`",
            "+CNAME of `gfa.contoso.com` to `gfa.eastus.cloudapp.azure.com`",
            "+Key vault `gfa`",
            "+Storage account `gfa`",
        ],
    ),
    (
        "[gateway.a]\nservice-name = \"g-fa.con│toso.com\"\nserve-content = true\nregion = \"eastus\"",
        &["+because of the hyphen"],
    ),
    (
        "[gateway.a]\nservice-name = \"gfa.eastus.cloud│app.azure.com\"\nregion = \"eastus\"",
        &["+Key vault `gfa`", "-CNAME"],
    ),
    (
        "[gateway.a]\nservice-name = \"1.con│toso.com\"\nregion = \"eastus\"",
        &["+cannot be the name"],
    ),
    (
        "[gateway.a]\nservice-name = \"gfa.contoso.com\"\nregion = \"eastus\"\n[[connection-point]]\ngateway = \"│a\"",
        &["+**Gateway `a`**", "+Service name `gfa.contoso.com`", "+Region `eastus`"],
    ),
    ("[[boundary-group]]\ngateways = [\"no│ne\"]", &["+Handles of the gateways"]),
    // Headers.
    ("[si│te]", &["+top-level site", "+Keys: `code`"]),
    ("[[connection-│point]]", &["+`dynamic-ports`"]),
    ("[gate│way.a]", &["+short handle"]),
    (
        "[gateway.e│ast]\nservice-name = \"gfa.contoso.com\"",
        &["+**Gateway `east`**", "+Key vault `gfa`"],
    ),
    ("[gateway.east.al│erts]\n", &["+Thresholds", "+`storage-gb`"]),
    ("[task-sequence.vari│ables]", &["+Variables that it sets"]),
    ("[unkn│own]", &[]),
    // Nothing to say.
    ("[site]\ncode = │\"P01\"", &["+Three letters or digits"]),
    ("[site]\ncode =│ \"P01\"", &[]),
    ("│", &[]),
    ("# a│b", &[]),
];

#[test]
fn hovers_say_what_is_known() {
    let mut wrong = Vec::new();
    for (text, expected) in CASES {
        let said = said(text);
        if expected.is_empty() && !said.is_empty() {
            wrong.push(format!("{text:?} says\n{said}"));
        }
        for part in *expected {
            if said.contains(&part[1..]) != part.starts_with('+') {
                wrong.push(format!("{text:?} {part}\n{said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_span_is_that_of_the_word() {
    for (text, expected) in [
        ("[site]\nver│sion = \"2603\"", "version"),
        ("[site]\nversion = \"26│03\"", "\"2603\""),
        ("[gateway.ea│st.dns]", "east"),
        ("# cmglint: allow(nam│ing, cost)", "naming"),
    ] {
        let span = hovered(text).unwrap().span;
        assert_eq!(span.of(&marked(text).0), expected);
    }
}

#[test]
fn secrets_are_never_shown() {
    for text in [
        "[gateway.a.certificate]\npassword = \"hunter│2\"",
        "[gateway.a.certificate]\npassw│ord = \"hunter2\"",
        "[gateway.a.certificate]\npassword = { env = \"hunter│2\" }",
        "[gateway.a.certificate]\npassword = { value = \"hunter│2\" }",
        "[gateway.a]\nregion = \"east│us\" # password: hunter2",
        "[gateway.a]\nServiceCertPassword = \"hunter│2\"",
        "[gateway.a]\nservice-na│me = \"hunter2.contoso.com\" # secret = hunter2",
        "[gateway.a]\nservice-name = \"hunter2│.contoso.com\" # secret = hunter2",
    ] {
        assert!(!said(text).contains("hunter2"), "{}", said(text));
    }
}

#[test]
fn documents_cannot_write_markdown() {
    let text = "[gateway.a]\nservice-name = '`x` <img src=a> **b** │[c](d)'\n";
    let said = said(text);
    assert!(said.starts_with("**`` `x` <img src=a> **b** [c](d) ``**"), "{said}");
    let said = crate::support::said("[gateway.a]\nservice-name = \"a\\n\\n# b│\"\n");
    assert!(!said.contains("\n# b"), "{said}");
}

const BEFORE: &str = "[azure]\nsubscription-id = \"e517b8cb-a969-4d1e-b2ea-ae1e6c052020\"\n\
    [gateway.east]\nservice-name = \"gfa.contoso.com\"\nregion = \"westus\"\nvm-instances = 2\n\
    [gateway.east.alerts]\ntraffic-out-gb = 10\n";

fn against(text: &str) -> String {
    let (text, offset) = marked(text);
    let hover = with(&text, Some(BEFORE), |inputs| hover(inputs, offset));
    hover.map(|it| it.markdown).unwrap_or_default()
}

#[test]
fn the_deployed_value_is_shown_where_it_differs() {
    let document = "[gateway.east]\nservice-name = \"gfa.contoso.com\"\nregion = \"eastus\"\nvm-instances = 4\n";
    let at = |what: &str| against(&document.replace(what, &format!("│{what}")));
    assert!(at("region").contains("Deployed: `westus`. Change: **redeploy, same name**"));
    assert!(at("\"eastus\"").contains("Deployed: `westus`"), "{}", at("\"eastus\""));
    assert!(at("vm-instances").contains("Deployed: `2`. Change: **in place**"));
    assert!(at("4").contains("Deployed: `2`"));
    assert!(!at("service-name").contains("Deployed"));
    assert!(at("east]").contains("`vm-instances` is deployed as: `2`"), "{}", at("east]"));
    let renamed =
        against("[gateway.west]\nservice-name = \"GFA.contoso.com\"\nreg│ion = \"eastus\"");
    assert!(renamed.contains("Deployed: `westus`"), "paired by its service name: {renamed}");
    let alerts = "[gateway.east]\nservice-name = \"gfa.contoso.com\"\nregion = \"westus\"\n\
        [gateway.east.alerts]\ntraffic-│out-gb = 20\n";
    assert!(against(alerts).contains("Deployed: `10`"), "{}", against(alerts));
    let common = "[azure]\nsubscription-│id = \"05a349fa-298a-4427-8771-9efcdb73431e\"\n\
        [gateway.east]\nservice-name = \"gfa.contoso.com\"\nregion = \"westus\"\n";
    assert!(against(common).contains("Deployed: `e517b8cb-"), "{}", against(common));
}

/// The hover with what opening each file came to.
fn over_files(text: &str, open: impl Fn(&str) -> Opened) -> String {
    let (text, offset) = marked(text);
    let levels = Levels::default();
    let mut now = Snapshot::read(&text);
    let mut files = std::mem::take(&mut now.files);
    for named in now.config.as_ref().unwrap().certificate_files() {
        files.insert(&named, open(named.path.as_str()));
    }
    now.files = files;
    let inputs = Inputs { before: Baseline::None, today: Some(TODAY), ..Inputs::of(now, &levels) };
    hover(&inputs, offset).map(|it| it.markdown).unwrap_or_default()
}

fn made(name: &str, password: Option<&str>) -> Opened {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/certificates/made/");
    let bytes = std::fs::read(format!("{path}{name}")).unwrap();
    match read(&bytes, password) {
        Ok(file) => Opened::Read { file: Arc::new(file), text: None },
        Err(why) => Opened::Unreadable(why.to_string()),
    }
}

const WITH_FILE: &str =
    "[gateway.a.certificate]\nfile = \"good│.pfx\"\npassword = { env = \"A\" }\n";

#[test]
fn certificates_are_looked_through() {
    let said = over_files(WITH_FILE, |name| made(name, Some("contoso-example")));
    for part in [
        "PFX",
        "Expires in",
        "Subject: `",
        "Issuer: `",
        "DNS names: `",
        "Key: `RSA`, 2048 bits",
        "Private key: present",
        "server authentication",
        "Thumbprint: `",
        "Path of the PKCS#12 file",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let text = "[site]\ncertificate-trust-list = [\"ro│ot.cer\"]\n";
    let said = over_files(text, |_| made("issuing.cer", None));
    assert!(
        said.contains("Certification authority: yes") && said.contains("Private key: none"),
        "{said}"
    );
}

#[test]
fn a_thumbprint_is_looked_up_in_the_files() {
    let Opened::Read { file, .. } = made("issuing.cer", None) else { panic!("it is readable") };
    let print = &file.certificates[0].sha1;
    let text = format!(
        "[[gateway.a.trusted-certificate]]\nfile = \"x.cer\"\n[[gateway.a.trusted-certificate]]\nthumbprint = \"│{}\"\n",
        print.to_uppercase()
    );
    let said = over_files(&text, |_| made("issuing.cer", None));
    assert!(said.contains("In the file `x.cer`") && said.contains(print.as_str()), "{said}");
    let said = over_files("[[gateway.a.trusted-certificate]]\nthumbprint = \"│00\"\n", |_| {
        made("issuing.cer", None)
    });
    assert!(said.contains("40 hexadecimal digits"), "{said}");
}

#[test]
fn why_a_file_is_not_shown() {
    let said = over_files(WITH_FILE, |name| made(name, None));
    assert!(said.contains("Cannot be read: ") && said.contains("password"), "{said}");
    let said = over_files(WITH_FILE, |_| Opened::Unknown("`A` <b> is not set".to_owned()));
    assert!(said.contains("Has not been read: \\`A\\` \\<b\\> is not set"), "{said}");
    let without = "[gateway.a.certificate]\nfile = \"good│.pfx\"\n";
    let said = over_files(without, |name| made(name, None));
    assert!(said.contains("does not state where its password is"), "{said}");
    assert!(crate::support::said(WITH_FILE).contains("Path of the PKCS#12 file"), "nobody looked");
}
