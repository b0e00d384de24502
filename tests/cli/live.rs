//! Documents beside what is live: exports as baselines, and what changed behind
//! the document's back.

use std::process::Command;

use super::{Folder, Ran, support::root};

/// As the exports in `tests/imports` have it, but for what the tests change.
const DOCUMENT: &str = r#"format = 1

[site]
code = "P01"

[azure]
subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"

[gateway.east]
service-name = "granitefalls.contoso.com"
region = "eastus"
resource-group = "rg-cmg-eastus"
vm-instances = 4

[gateway.east.alerts]
traffic-out-gb = 10000

[gateway.west]
service-name = "stonebridge.contoso.com"
deployment-model = "classic"
region = "northeurope"
resource-group = "rg-cmg-westeurope"
vm-instances = 3
"#;

const DRIFT: &str = "warning[drift] `vm-instances` is `3`, live it is `2`: changed outside this \
    document";

fn folder() -> Folder {
    let folder = Folder::with(DOCUMENT);
    for name in ["live.json", "live-7.json", "live.csv", "live-semicolon.csv", "live.txt"] {
        folder.write(name, std::fs::read(root().join("tests/imports").join(name)).unwrap());
    }
    folder
}

fn check(folder: &Folder, args: &[&str]) -> Ran {
    let common = ["check", "--format", "concise", "--today", "2026-11-22"];
    folder.run(&[&common[..], args].concat())
}

fn drift(folder: &Folder) -> Ran {
    check(folder, &["--baseline", "live.json", "--select", "drift"])
}

fn git(folder: &Folder, args: &[&str]) {
    let who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@contoso.com"];
    let status = Command::new("git").current_dir(folder.path()).args(who).args(args).status();
    assert!(status.unwrap().success(), "{args:?}");
}

/// A repository with the document and the export in one commit, where both agree.
fn repository() -> Folder {
    let folder = folder();
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    folder.write("cmg.toml", DOCUMENT.replace("= 3", "= 2"));
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "cmg.toml", "live.json"]);
    git(&folder, &["commit", "-q", "-m", "as it is"]);
    drift(&folder).code(0).says("All checks passed");
    folder
}

/// The same export, of a day on which `stonebridge` had this many instances.
fn live(instances: u8) -> String {
    let text = std::fs::read_to_string(root().join("tests/imports/live.json")).unwrap();
    let (before, behind) = text.rsplit_once("\"NumberOfInstances\": 2").unwrap();
    format!("{before}\"NumberOfInstances\": {instances}{behind}")
}

#[test]
fn an_export_says_what_the_imported_document_says() {
    let folder = folder();
    let args = ["import", "live.json", "--like", "cmg.toml", "--output-file", "was.toml"];
    folder.run(&[&args[..], &["--today", "2026-11-22"]].concat()).code(0);
    let full = |baseline: &str| {
        folder.run(&["check", "--baseline", baseline, "--today", "2026-11-22"]).code(1).out.clone()
    };
    let expected = full("was.toml");
    for part in ["region-changed", "drift", "was.toml:", "deployed in `westeurope`"] {
        assert!(expected.contains(part), "{expected}");
    }
    for name in ["live.json", "live-7.json", "live.csv", "live-semicolon.csv", "live.txt"] {
        let found = full(name).replace(&format!("{name} (as imported)"), "was.toml");
        assert_eq!(found, expected, "{name}");
    }
    folder.write("cmg.toml", format!("baseline = \"live.csv\"\n{DOCUMENT}"));
    check(&folder, &["--select", "drift"]).says(DRIFT);
    folder.write("cmg.toml", DOCUMENT);
    folder.write("cmglint.toml", "baseline = \"live.txt\"\n");
    check(&folder, &["--select", "drift"]).says(DRIFT);
}

#[test]
fn a_baseline_that_is_no_export_is_unreadable() {
    let folder = folder();
    for (text, reason) in [
        ("", "it is empty: the cmdlet has returned nothing"),
        ("{\"ServiceCName\":", "line 1: it is cut off: the JSON has no end"),
        ("Dear administrator", "it is no export: neither JSON"),
    ] {
        folder.write("broken.json", text);
        let ran = check(&folder, &["--baseline", "broken.json"]);
        ran.code(2).says(&format!("cannot read the baseline `broken.json`: {reason}"));
        folder.write("cmg.toml", format!("baseline = \"broken.json\"\n{DOCUMENT}"));
        check(&folder, &[]).code(1).says(&format!(
            "cmg.toml:1:12: error[baseline-unreadable] cannot read the baseline `broken.json`: {reason}"
        ));
        folder.write("cmg.toml", DOCUMENT);
        folder.write("cmglint.toml", "baseline = \"broken.json\"\n");
        check(&folder, &[]).code(1).says("cmg.toml:1:1: error[baseline-unreadable]").says(reason);
        folder.write("cmglint.toml", "");
    }
}

#[test]
fn drift_is_what_only_the_live_state_has() {
    let folder = folder();
    let ran = drift(&folder);
    ran.code(0).says(DRIFT);
    assert_eq!(ran.lines().len(), 2, "{}", ran.out);
    // What somebody wrote down as deployed is no live state.
    folder.write(
        "was.cmg.toml",
        "format = 1\nkind = \"deployed\"\n[gateway.west]\n\
         service-name = \"stonebridge.contoso.com\"\nvm-instances = 2\n",
    );
    let ran = check(&folder, &["--baseline", "was.cmg.toml", "cmg.toml", "--select", "drift"]);
    ran.code(0).says("All checks passed");
    folder.write("cmg.toml", DOCUMENT.replace("= 3", "= 3 # cmglint: allow(drift) CHG-1042"));
    drift(&folder).says("All checks passed");
    folder.write("cmg.toml", DOCUMENT);
    folder.run(&["check", "--baseline", "live.json", "--select", "drift", "--unsafe-fixes"]);
    assert_eq!(folder.read("cmg.toml"), DOCUMENT.replace("= 3", "= 2"));
}

#[test]
fn what_the_author_has_changed_is_no_drift() {
    // In the work tree, with the export as it was committed.
    let folder = repository();
    folder.write("cmg.toml", DOCUMENT);
    drift(&folder).says("All checks passed");
    // In a commit behind that of the export.
    git(&folder, &["commit", "-q", "-a", "-m", "one more"]);
    drift(&folder).says("All checks passed");
    // The same in a file that has another name by now.
    git(&folder, &["mv", "cmg.toml", "north.cmg.toml"]);
    drift(&folder).says("All checks passed");
    // An export that is newer than any commit, and a change that is newer as well.
    let folder = repository();
    folder.write("live.json", live(5));
    folder.write("cmg.toml", DOCUMENT);
    drift(&folder).says("All checks passed");
    // A gateway that is written down only now.
    let folder = repository();
    let (east, west) = DOCUMENT.split_once("[gateway.west]").unwrap();
    folder.write("cmg.toml", east);
    git(&folder, &["commit", "-q", "-a", "-m", "east alone"]);
    folder.write("live.json", live(2));
    git(&folder, &["commit", "-q", "-a", "--allow-empty", "-m", "another export"]);
    folder.write("live.json", live(5));
    folder.write("cmg.toml", format!("{east}[gateway.west]{west}"));
    drift(&folder).says("All checks passed");
}

#[test]
fn what_only_the_export_has_changed_is_drift() {
    let changed = "`vm-instances` is `2`, live it is `5`";
    // The export is newer than any commit.
    let folder = repository();
    folder.write("live.json", live(5));
    drift(&folder).says(changed);
    // It is committed, behind the document.
    git(&folder, &["commit", "-q", "-a", "-m", "another export"]);
    drift(&folder).says(changed);
    // It is in no commit.
    let folder = repository();
    git(&folder, &["rm", "-q", "--cached", "live.json"]);
    git(&folder, &["commit", "-q", "-m", "without it"]);
    folder.write("live.json", live(5));
    drift(&folder).says(changed);
    // Without git the document counts as it is.
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    drift(&folder).says(changed);
}

const EVERY_SETTING: &str = "format = 1
[site]
code = \"P02\"
[gateway.east]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"
description = \"Clients of the west\"
[gateway.east.alerts]
traffic-out-gb = 500
traffic-warning-percent = 10
traffic-critical-percent = 80
stop-when-critical = true
storage-gb = 100
storage-warning-percent = 10
storage-critical-percent = 80
";

#[test]
fn every_documented_setting_drifts_and_is_taken_over() {
    let folder = folder();
    folder.write("cmg.toml", EVERY_SETTING);
    let ran = drift(&folder);
    let keys: Vec<&str> = ran
        .lines()
        .iter()
        .filter_map(|line| line.split_once("warning[drift] `")?.1.split('`').next())
        .collect();
    let expected = [
        "site",
        "vm-instances",
        "description",
        "traffic-out-gb",
        "traffic-warning-percent",
        "traffic-critical-percent",
        "stop-when-critical",
        "storage-gb",
        "storage-warning-percent",
        "storage-critical-percent",
    ];
    assert_eq!(keys, expected, "{}", ran.out);
    ran.says("cmg.toml:4:1: warning[drift] `vm-instances` is `1`, live it is `4`");
    ran.says("cmg.toml:3:8: warning[drift] `site` is `P02`, live it is `P01`");
    folder.run(&["check", "--baseline", "live.json", "--select", "drift", "--unsafe-fixes"]);
    drift(&folder).code(0).says("All checks passed");
    let fixed = folder.read("cmg.toml");
    for line in ["code = \"P02\"", "site = \"P01\"", "vm-instances = 4", "storage-gb = 2000"] {
        assert!(fixed.lines().any(|it| it == line), "no {line} in\n{fixed}");
    }
}

#[test]
fn the_spaces_of_a_wrapped_text_do_not_count() {
    let folder = folder();
    let text = EVERY_SETTING.split_once("[gateway.east.alerts]").unwrap().0;
    let text = text.replace("P02", "P01");
    folder.write("cmg.toml", &text);
    let live = "ServiceCName : granitefalls.contoso.com\nDescription  : Clients of\n\
        \u{20}              the we\n               st\n";
    folder.write("live.json", live);
    drift(&folder).code(0).says("All checks passed");
    folder.write("live.json", live.replace("we\n", "ea\n"));
    drift(&folder)
        .says("`description` is `Clients of the west`, live it is `Clients of the ea st`");
}
