//! Keys that are proposed.

use cmg_rules::assist::CompletionKind;

use crate::support::{Case, check, proposed, shown, snippet, taken};

const CASES: &[Case] = &[
    ("│", "+format, +kind, +baseline, +[site], +[[connection-point]], +format …"),
    ("form│", "+format, -kind, +format …"),
    ("format = 1\n│", "-format, +kind, -format …, +gateway …"),
    ("[site]\n│", "+code, +version, +type, -status, -format"),
    ("[site]\nver│", "+version, -code"),
    ("[site]\nver│\ncode = \"P01\"\n", "+version"),
    ("[site]\r\ncode = \"P01\"\r\nv│\r\n", "+version, -code"),
    ("[site]\ncode = \"P01\"\n│\nversion = \"2603\"\n", "-code, -version, +type"),
    ("[site]\ncode│ = \"P01\"\n", "+code"),
    ("[site]\nco│ = \"P01\"\n", "+code"),
    ("[site]\ncode \"P01\"\nv│", "+version"),
    ("\u{feff}[site]\nv│", "+version"),
    ("# é\n[site]\nv│", "+version"),
    ("[gateway.eastus]\n│", "+service-name, +region, -status, -created, +action"),
    ("[gateway.eastus]\nreg│\n[gateway.eastus.dns]\n", "+region"),
    (
        "kind = \"deployed\"\n[gateway.eastus]\n│",
        "+service-name, +status, +created, -action, -expected-clients",
    ),
    ("kind = \"deployed\"\n│", "-baseline, -kind, +format"),
    (
        "kind = \"deployed\"\n[gateway.a.certificate]\n│",
        "+thumbprint, +common-name, +not-after, +file",
    ),
    ("[gateway.a.certificate]\n│", "-thumbprint, -common-name, +file, +password, +issued-by"),
    ("[gateway.a]\n│", "-certificate, -dns, +[gateway.a.certificate], +[gateway.a.dns]"),
    ("[gateway.a]\ndns.│", "+cname, -region, -[site]"),
    ("[gateway.a]\ndns = { │ }", "+cname, -region, -[site]"),
    ("[gateway.a]\ndns = { cname = \"x\", │ }", "-cname"),
    ("gateway.a = { │", "+service-name, +dns, +certificate, -[site]"),
    ("[gateway.a.certificate]\npassword = { │ }", "+env, +file"),
    ("[gateway.a.certificate]\npassword = { env = \"A\", │ }", "nothing"),
    ("[gateway.a.certificate]\npassword = { e│", "+env"),
    ("[gateway.a.certificate.password]\n│", "+env, +file"),
    ("[[gateway.a.trusted-certificate]]\n│", "+file, +thumbprint, +store"),
    ("[gateway.a]\ntrusted-certificate = [{ file = \"a\" }, { │ }]", "+file, +store"),
    ("[gateway]\n│", "-region, +[site]"),
    ("[[connection-point]]\n│", "+server, +site, +gateway"),
    ("[[connection-point]]\nserver = \"a\"\n[[connection-point]]\n│", "+server"),
    (
        "[[connection-point]]\nserver = \"a\"\n│\n[[connection-point]]\nsite = \"A\"\n",
        "-server, +site",
    ),
    ("[[task-sequence]]\nname = \"a\"\n[task-sequence.variables]\n│", "+CCMHOSTNAME"),
    ("[[task-sequence]]\nvariables.│", "+SMSTSDownloadProgram"),
    ("[unknown]\n│", "-code, +[site]"),
    ("[site]\nhotfixes = [\n  \"a\",\n\n[azure]\nten│", "+tenant-id"),
    ("[site]\nversion = \"2603\nty│", "+type"),
    ("gateway.eastus]\nreg│", "+region"),
    ("[gateway.eastus\nreg│", "+region"),
    ("[site]\ncode = \"P01\" │", "nothing"),
    ("a = '''\n│\n'''", "nothing"),
];

#[test]
fn keys_of_the_table_that_are_not_there() {
    check(CASES, shown);
}

#[test]
fn keys_come_with_a_value_to_fill_in() {
    for (text, label, expected) in [
        ("[site]\n│", "type", "type = \"${1|standalone-primary,central-administration-site|}\""),
        ("[site]\n│", "version", "version = \"${1|2603,2509|}\""),
        ("[site]\n│", "hotfixes", "hotfixes = [\"${1}\"]"),
        (
            "[site]\n│",
            "optional-features",
            "optional-features = [\"${1|cloud-management-gateway,scale-set-gateway|}\"]",
        ),
        ("[gateway.a]\n│", "vm-instances", "vm-instances = ${1:2}"),
        ("[gateway.a]\n│", "serve-content", "serve-content = ${1|true,false|}"),
        ("[gateway.a]\n│", "region", "region = \"${1}\""),
        (
            "[gateway.a.certificate]\n│",
            "password",
            "password = { env = \"${1:CMG_PFX_PASSWORD}\" \\}",
        ),
        ("[azure.server-app]\n│", "secret-expires", "secret-expires = ${1:2026-11-22}"),
        ("[gateway.a.alerts]\n│", "traffic-warning-percent", "traffic-warning-percent = ${1:50}"),
        ("[features]\n│", "use", "use = [\"${1}\"]"),
        ("gateway.a = { │ }", "dns", "dns = { ${1} \\}"),
        ("[gateway.a]\n[gateway.b]\n[[connection-point]]\n│", "gateway", "gateway = \"${1|a,b|}\""),
        ("[site]\ncode = \"P01\"\n[[connection-point]]\n│", "site", "site = \"${1:P01}\""),
        (
            "[gateway.a]\nservice-name = \"gfa.contoso.com\"\nregion = \"eastus\"\n[gateway.a.dns]\n│",
            "cname",
            "cname = \"${1:gfa.eastus.cloudapp.azure.com}\"",
        ),
        (
            "[[task-sequence]]\nvariables.│",
            "SMSTSAllowTokenAuthURLForACP",
            "SMSTSAllowTokenAuthURLForACP = \"true\"",
        ),
    ] {
        assert_eq!(snippet(text, label), expected, "{text}");
    }
}

#[test]
fn a_key_that_has_its_value_is_only_renamed() {
    assert_eq!(taken("[site]\nco│ = \"P01\"\n", "code"), "[site]\ncode = \"P01\"\n");
    assert_eq!(taken("[site]\nco│de = \"P01\"\n", "code"), "[site]\ncode = \"P01\"\n");
    assert_eq!(taken("[site]\n\"co│\" = \"P01\"\n", "code"), "[site]\ncode = \"P01\"\n");
    assert_eq!(
        taken("[site]\nco│\n# x\n", "code"),
        "[site]\ncode = \"\"\n# x\n",
        "and gets one otherwise"
    );
}

#[test]
fn keys_say_what_they_are() {
    let all = proposed("[gateway.a]\n│");
    let it = all.iter().find(|it| it.label == "enforce-tls-1-2").unwrap();
    assert_eq!((it.kind, it.detail.as_str()), (CompletionKind::Key, "Enforce TLS 1.2"));
    for part in ["EnforceProtocol", "`true`", "1906", "in place", "Modify a CMG", "https://"] {
        assert!(it.documentation.contains(part), "{part}: {}", it.documentation);
    }
    let order: Vec<&String> = all.iter().map(|it| &it.sort).collect();
    assert!(order.is_sorted(), "{order:?}");
    let continues = |label: &str| all.iter().find(|it| it.label == label).unwrap().continues;
    assert!(continues("region") && !continues("vm-size") && !continues("vm-instances"));
    let all = proposed("[gateway.a]\n│ = 1");
    assert!(all.iter().all(|it| !it.continues));
}

#[test]
fn keys_that_a_document_must_have_come_first() {
    let first = |text: &str| {
        let all = proposed(text);
        let names = all.iter().take(2).map(|it| (it.label.clone(), it.detail == "required"));
        names.collect::<Vec<_>>()
    };
    let expected = [("service-name".to_owned(), true), ("region".to_owned(), true)];
    assert_eq!(first("[gateway.a]\n│"), expected);
    let expected = [("service-name".to_owned(), true), ("deployment-name".to_owned(), false)];
    assert_eq!(first("kind = \"deployed\"\n[gateway.a]\n│"), expected);
}

#[test]
fn nothing_of_a_document_breaks_out_of_a_string() {
    let text = "[azure]\ntenant-id = '\"\\‹|›'\n[azure.server-app]\n│";
    assert_eq!(snippet(text, "app-id-uri"), "app-id-uri = \"${1}\"");
    let text = "[azure]\ntenant-id = 'a‹|›$}'\n[azure.server-app]\n│";
    assert_eq!(snippet(text, "app-id-uri"), "app-id-uri = \"${1:api://a\\$\\}/ConfigMgrService}\"");
}
