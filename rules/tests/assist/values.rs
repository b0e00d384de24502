//! Values that are proposed.

use cmg_rules::assist::CompletionKind;

use crate::support::{Case, check, labels, proposed, shown, taken};

const CASES: &[Case] = &[
    ("format = │", "+1"),
    ("kind = │", "+desired, +deployed"),
    ("kind = \"de│", "+desired, +deployed"),
    ("kind = dep│", "+deployed, -desired"),
    ("kind = 'dep│'", "+deployed"),
    (
        "baseline = \"│\"",
        "+git:HEAD, +git:origin/main, +contoso.deployed.cmg.toml, +west/cmg.toml, -notes.txt, -certs/cmg.pfx",
    ),
    ("[site]\nversion = │", "+2603, +1610"),
    ("[site]\nversion = \"26│\ncode = \"P01\"", "+2603, -2509"),
    ("[site]\ntarget-version = \"│\"", "+2603"),
    ("[site]\ntype = \"│\"", "+standalone-primary, +central-administration-site"),
    ("[site]\nuse-pki-client-certificate = │", "+true, +false"),
    ("[site]\nuse-pki-client-certificate = t│", "+true, -false"),
    ("[site]\nhotfixes = │", "+KB30833053"),
    ("[site]\nhotfixes = [\"│\"]", "+KB30833053, +KB35958849"),
    ("[site]\nhotfixes = [\"KB30833053\", \"│\"]", "-KB30833053, +KB35958849"),
    ("[site]\nhotfixes = [\n  \"KB30833053\",\n  │\n]", "-KB30833053, +KB35958849"),
    ("[site]\nhotfixes = [\n  \"KB30833053\",\n  \"│\n\n[azure]\n", "-KB30833053, +KB35958849"),
    ("[site]\noptional-features = [\"│\"]", "+scale-set-gateway"),
    (
        "[site]\ncertificate-trust-list = [\"│\"]",
        "+certs/root.cer, +certs/inter.pem, -certs/cmg.pfx",
    ),
    ("[azure]\nenvironment = \"│\"", "+AzureUSGovernmentCloud"),
    ("[azure]\nresource-providers = [│]", "+Microsoft.KeyVault"),
    ("[azure]\nresource-providers = [\"Microsoft.│\"]", "+Microsoft.KeyVault"),
    ("[azure]\noperator-roles = [\"│\"]", "+global-administrator"),
    (
        "[azure]\ntenant-id = \"t\"\n[azure.server-app]\napp-id-uri = \"│\"",
        "+api://t/ConfigMgrService",
    ),
    ("[azure.server-app]\nredirect-uris = [\"│\"]", "+http://localhost"),
    ("[azure.server-app]\nsecret-expires = │", "+2026-11-22"),
    ("[azure.server-app]\nsecret-expires = 20│", "+2026-11-22"),
    ("[gateway.a]\nregion = │", "+eastus, +usgovvirginia"),
    ("[gateway.a]\nregion = \"ea│", "+eastus, +eastus2, -westus"),
    ("[gateway.a]\nregion = ea│", "+eastus"),
    ("[gateway.a]\nvm-size = \"│\"", "+Standard_A2_v2, +Standard_B2s"),
    ("[gateway.a]\nvm-instances = │", "+1"),
    ("[gateway.a]\nserve-content = │", "+true, +false"),
    ("[gateway.a]\ndeployment-model = \"│\"", "+scale-set, +classic"),
    (
        "[gateway.a]\nservice-name = \"gfa.contoso.com\"\nregion = \"eastus\"\ndeployment-name = │",
        "+gfa.eastus.cloudapp.azure.com",
    ),
    (
        "[gateway.a]\nservice-name = \"gfa.contoso.com\"\nregion = \"eastus\"\n[gateway.a.dns]\ncname = │",
        "+gfa.eastus.cloudapp.azure.com",
    ),
    (
        "[gateway.a]\nservice-name = \"gfa.contoso.com\"\nregion = \"eastus\"\ndns = { cname = \"│\" }",
        "+gfa.eastus.cloudapp.azure.com",
    ),
    (
        "[gateway.a.certificate]\nfile = \"│\"",
        "+certs/cmg.pfx, +certs/old.P12, -certs/root.cer, -notes.txt",
    ),
    ("[gateway.a.certificate]\nfile = \"certs/c│", "+certs/cmg.pfx, -certs/old.P12"),
    (
        "[gateway.a.certificate]\npassword = │",
        "+{ env = \"CMG_PFX_PASSWORD\" }, +{ file = \"/run/secrets/cmg-pfx\" }",
    ),
    ("[gateway.a.certificate]\npassword = { env = \"│\" }", "+CMG_PFX_PASSWORD"),
    ("[gateway.a.certificate]\nissued-by = \"│\"", "+enterprise-pki"),
    ("[[gateway.a.trusted-certificate]]\nfile = \"│\"", "+certs/root.cer, -certs/cmg.pfx"),
    ("[gateway.a]\ntrusted-certificate = [{ file = \"│", "+certs/root.cer"),
    ("[[gateway.a.trusted-certificate]]\nstore = │", "+root, +intermediate"),
    ("[gateway.a.alerts]\ntraffic-warning-percent = │", "+50"),
    ("[gateway.a]\n[gateway.b]\n[[connection-point]]\ngateway = \"│\"", "+a, +b"),
    ("[[connection-point]]\nclient-certificate = \"│\"", "+certs/root.cer"),
    (
        "[site]\ncode = \"CAS\"\n[[primary-site]]\ncode = \"P01\"\n[[connection-point]]\nsite = │",
        "+P01, +CAS",
    ),
    ("[site]\ncode = \"CAS\"\n[gateway.a]\nsite = │", "+CAS"),
    ("[gateway.a]\n[gateway.b]\n[[boundary-group]]\ngateways = [\"a\", \"│\"]", "-a, +b"),
    ("[gateway.a]\n[[task-sequence]]\nmedia = { gateway = │", "+a"),
    ("[[management-point]]\nprotocol = \"│\"", "+https, +http"),
    ("[[site-system-role]]\nrole = \"d│\"", "+distribution point, -application catalog"),
    ("[clients]\nauthentication = [\"pki\", \"│\"]", "+entra-id, +token, -pki"),
    ("[clients]\noperating-systems = [\"Windows│\"]", "+Windows 11, +Windows Server 2025"),
    ("[features]\nuse = [\"│\"]", "+software-updates, +remote-tools"),
    ("[[task-sequence]]\nscenario = \"│\"", "+in-place-upgrade"),
    (
        "[gateway.a]\nservice-name = \"gfa.contoso.com\"\n[[task-sequence]]\nvariables = { CCMHOSTNAME = \"│\" }",
        "+gfa.contoso.com",
    ),
    ("[site]\ndescription = │", "nothing"),
    ("[unknown]\nx = │", "nothing"),
    ("[gateway.a]\ndescription = │", "nothing"),
    ("[site]\nversion = \"2603\" │", "nothing"),
];

#[test]
fn values_that_are_known() {
    check(CASES, shown);
}

#[test]
fn a_value_takes_the_place_of_what_is_typed_with_its_quotes() {
    for (text, label, expected) in [
        ("[gateway.a]\nregion = \"ea│\n", "eastus", "[gateway.a]\nregion = \"eastus\"\n"),
        ("[gateway.a]\nregion = \"ea│\" # x\n", "eastus", "[gateway.a]\nregion = \"eastus\" # x\n"),
        ("[gateway.a]\nregion = ea│\n", "eastus", "[gateway.a]\nregion = \"eastus\"\n"),
        ("[gateway.a]\nregion = 'ea│'\n", "eastus", "[gateway.a]\nregion = \"eastus\"\n"),
        ("[gateway.a]\nregion =│\n", "eastus", "[gateway.a]\nregion =\"eastus\"\n"),
        ("[gateway.a]\nregion = \"ea│ # x\n", "eastus", "[gateway.a]\nregion = \"eastus\" # x\n"),
        ("[site]\nhotfixes = │\n", "KB30833053", "[site]\nhotfixes = [\"KB30833053\"]\n"),
        ("[site]\nhotfixes = \"K│\"\n", "KB30833053", "[site]\nhotfixes = [\"KB30833053\"]\n"),
        (
            "[site]\nhotfixes = [\"a\", K│]\n",
            "KB30833053",
            "[site]\nhotfixes = [\"a\", \"KB30833053\"]\n",
        ),
        (
            "[site]\nhotfixes = [\"K│, \"b\"]\n",
            "KB30833053",
            "[site]\nhotfixes = [\"KB30833053\", \"b\"]\n",
        ),
        (
            "[site]\nuse-pki-client-certificate = \"t│\"\n",
            "true",
            "[site]\nuse-pki-client-certificate = true\n",
        ),
    ] {
        assert_eq!(taken(text, label), expected, "{text}");
    }
}

#[test]
fn releases_are_the_newest_first_with_the_end_of_their_support() {
    let all = proposed("[site]\nversion = │");
    assert_eq!(labels(&all)[..3], ["2603", "2509", "2503"]);
    let details: Vec<_> = all.iter().map(|it| (it.detail.as_str(), it.deprecated)).collect();
    assert_eq!(
        details[1..3],
        [("support until 2027-05-12", false), ("support ended 2026-09-30", true)]
    );
}

#[test]
fn regions_of_the_cloud_in_force_come_first() {
    let all =
        proposed("[azure]\nenvironment = \"AzureUSGovernmentCloud\"\n[gateway.a]\nregion = │");
    assert_eq!(
        (all[0].label.as_str(), all[0].detail.as_str()),
        ("usgovvirginia", "US Gov Virginia")
    );
    let own = "[gateway.a]\nenvironment = \"AzureUSGovernmentCloud\"\nregion = │";
    assert_eq!(proposed(own)[0].label, "usgovvirginia");
    assert_eq!(proposed("[gateway.a]\nregion = │")[0].label, "eastus");
}

#[test]
fn values_say_what_they_mean() {
    let detail = |text: &str, label: &str| {
        let it = proposed(text).into_iter().find(|it| it.label == label).unwrap();
        (it.detail, it.deprecated)
    };
    let (remote, is_struck) = detail("[features]\nuse = [│", "remote-tools");
    assert!(remote.contains("not supported: use Remote Help") && is_struck, "{remote}");
    let (bitlocker, is_struck) =
        detail("[site]\nversion = \"2006\"\n[features]\nuse = [│", "bitlocker-management");
    assert!(bitlocker.contains("from 2010 on") && is_struck, "{bitlocker}");
    let (size, _) = detail("[gateway.a]\nvm-size = │", "Standard_A4_v2");
    assert_eq!(size, "Large (A4_v2), 10000 clients for each VM");
    let (size, _) =
        detail("[site]\nversion = \"2103\"\n[gateway.a]\nvm-size = │", "Standard_A2_v2");
    assert_eq!(size, "Standard (A2_v2), 2000 clients for each VM");
    let (system, _) = detail("[clients]\noperating-systems = [│", "Windows Server 2025");
    assert_eq!(system, "supported from 2409 on");
    let (provider, _) = detail("[azure]\nresource-providers = [│", "Microsoft.ClassicCompute");
    assert_eq!(provider, "a classic gateway needs it");
    let (model, is_struck) = detail("[gateway.a]\ndeployment-model = │", "classic");
    assert_eq!((model.as_str(), is_struck), ("Cloud service (classic)", true));
    let (handle, _) = detail(
        "[gateway.a]\nservice-name = \"gfa.contoso.com\"\nregion = \"eastus\"\n[[connection-point]]\ngateway = │",
        "a",
    );
    assert_eq!(handle, "gfa.contoso.com, eastus");
    let (fix, _) = detail("[site]\nhotfixes = [│", "KB30833053");
    assert_eq!(fix, "new CMG installations fail on 2409");
}

#[test]
fn files_and_handles_are_told_apart() {
    let kind = |text: &str| proposed(text)[0].kind;
    assert_eq!(kind("[gateway.a.certificate]\nfile = │"), CompletionKind::File);
    assert_eq!(kind("[gateway.a]\n[[connection-point]]\ngateway = │"), CompletionKind::Handle);
    assert_eq!(kind("[features]\nuse = [│"), CompletionKind::Word);
    assert_eq!(kind("[clients]\noperating-systems = [│"), CompletionKind::Value);
}
