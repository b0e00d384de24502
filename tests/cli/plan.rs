//! `cmglint plan`: arguments, baselines, streams and exit status.

use serde_json::Value;

use super::{
    Folder, Ran,
    baseline::renewed,
    support::{powershell::assert_parses, root},
};

const DESIRED: &str = "format = 1
baseline = \"contoso.deployed.cmg.toml\"

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"
";

const DEPLOYED: &str = "format = 1
kind = \"deployed\"

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"
";

const NOTHING: &str =
    "No changes: cmg.toml is what is deployed (baseline contoso.deployed.cmg.toml).";

/// A document that is what is deployed.
fn folder() -> Folder {
    let folder = Folder::with(DESIRED);
    folder.write("contoso.deployed.cmg.toml", DEPLOYED);
    folder
}

fn plan(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["plan", "--today", "2026-11-22"], args].concat())
}

#[test]
fn what_is_deployed_needs_no_change() {
    let folder = folder();
    let ran = plan(&folder, &[]);
    assert_eq!(ran.code(0).lines().first(), Some(&NOTHING));
    assert!(!ran.out.contains("deployed.cmg.toml has"), "{}", ran.out);
    plan(&folder, &["cmg.toml", "--baseline", "contoso.deployed.cmg.toml"]).code(0).says(NOTHING);
}

#[test]
fn a_plan_needs_a_baseline_and_says_what_that_is() {
    let folder = Folder::with("format = 1\n");
    let json = plan(&folder, &["--format", "json"]).code(2).out.clone();
    let plans: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(plans["plans"], serde_json::json!([]));
    let ran = plan(&folder, &[]);
    ran.code(2)
        .says("there is nothing to compare cmg.toml with: no baseline is named")
        .says("--baseline FILE")
        .says("--baseline git:REV")
        .says("--baseline none");
    assert_eq!(ran.out, "");
    for name in ["a", "b"] {
        folder.write(&format!("{name}/cmg.toml"), "format = 1\n");
    }
    plan(&folder, &[]).code(2).says("compare a/cmg.toml (and 2 other documents) with");
    folder.write("cmglint.toml", "baseline = \"none\"\n");
    plan(&folder, &[]).code(0).says("No changes: a/cmg.toml has nothing to deploy.");
    plan(&folder, &["cmg.toml", "--baseline", "none"]).code(0);
}

#[test]
fn a_baseline_that_cannot_be_read_stops_its_document_and_no_other() {
    let folder = folder();
    folder.write("was.txt", "[[[\n");
    for (name, reason) in [
        ("missing.cmg.toml", "there is no such file"),
        ("git:", "no revision is named behind `git:`"),
        ("was.txt", "line 2: it is cut off"),
    ] {
        let said = format!("cannot read the baseline `{name}`: {reason}");
        let ran = plan(&folder, &["--baseline", name]);
        ran.code(2).says(&said);
        assert_eq!(ran.out, "");
        let text = format!("format = 1\nbaseline = \"{}\"\n", name.replace("was", "../was"));
        folder.write("other/cmg.toml", text.replace("missing", "../missing"));
        let ran = plan(&folder, &[]);
        ran.code(2).says(&said).says(NOTHING);
        std::fs::remove_dir_all(folder.path().join("other")).unwrap();
        folder.write("cmglint.toml", format!("baseline = \"{name}\"\n"));
        folder.write("cmg.toml", "format = 1\n");
        plan(&folder, &[]).code(2).says(&said);
        folder.write("cmglint.toml", "");
        folder.write("cmg.toml", DESIRED);
    }
}

#[test]
fn what_states_what_is_deployed_is_left_out_unless_it_is_named() {
    let folder = folder();
    let ran = plan(&folder, &["contoso.deployed.cmg.toml"]);
    ran.code(2)
        .says("contoso.deployed.cmg.toml states what is deployed; name the desired document");
    std::fs::remove_file(folder.path().join("cmg.toml")).unwrap();
    plan(&folder, &[]).code(2).says("there is no document to plan");
    plan(&folder, &["missing.toml"]).code(2).says("cannot read missing.toml");
}

#[test]
fn a_revision_is_a_baseline() {
    let folder = renewed();
    let baseline = |args: &[&str]| {
        let args = [&["--format", "json", "--baseline", "git:HEAD"], args].concat();
        let plans: Value = serde_json::from_str(&plan(&folder, &args).out).unwrap();
        plans["plans"][0]["baseline"].as_str().unwrap().to_owned()
    };
    assert_eq!(baseline(&["site"]), "git:HEAD:site/cmg.toml");
    // One that is not there yet is new as a whole.
    folder.write("new/cmg.toml", "format = 1\n");
    assert_eq!(baseline(&["new"]), "git:HEAD");
}

#[test]
fn standard_input_is_a_document() {
    let folder = folder();
    let args = ["plan", "-", "--today", "2026-11-22"];
    let ran = folder.run_with(&args, Some(DESIRED.as_bytes()));
    ran.code(0).says("No changes: <stdin> is what is deployed");
    let named = [&args[..], &["--stdin-filename", "a/cmg.toml"]].concat();
    let ran = folder.run_with(&named, Some(DESIRED.as_bytes()));
    ran.code(2).says("cannot read the baseline `a/contoso.deployed.cmg.toml`");
    folder.run_with(&args, Some(DEPLOYED.as_bytes())).code(2).says("<stdin> states what");
}

#[test]
fn a_document_with_syntax_errors_has_no_plan_to_carry_out() {
    let folder = folder();
    folder.write("cmg.toml", format!("{DESIRED}vm-instances = = 2\n"));
    let ran = plan(&folder, &[]);
    let first = "cmg.toml has 1 syntax error; `cmglint check` shows them.";
    assert_eq!(ran.code(1).lines().first(), Some(&first));
    let ran = plan(&folder, &["--format", "powershell"]);
    ran.code(1).says("throw 'This plan is not possible, so nothing was done.'");
    assert_parses(&ran.out);
}

#[test]
fn other_errors_are_counted_aside() {
    let folder = folder();
    folder.write("cmg.toml", DESIRED.replace("format = 1", "format = 1\nnonsense = 1"));
    let ran = plan(&folder, &["--format", "json"]);
    ran.code(0);
    assert!(ran.err.contains("cmg.toml has ") && ran.err.contains("`cmglint check` shows them"));
    let plans: Value = serde_json::from_str(&ran.out).unwrap();
    assert!(plans["plans"][0]["other_errors"].as_u64().unwrap() > 0);
}

#[test]
fn json_is_what_its_schema_says() {
    let folder = folder();
    let ran = plan(&folder, &["--format", "json"]);
    let plans: Value = serde_json::from_str(&ran.code(0).out).unwrap();
    let text = std::fs::read_to_string(root().join("schemas/plan.schema.json")).unwrap();
    let schema = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&plans).map(|it| it.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(plans["version"], 1);
    assert_eq!(plans["today"], "2026-11-22");
    assert_eq!(plans["plans"].as_array().unwrap().len(), 1);
    assert_eq!(plans["plans"][0]["path"], "cmg.toml");
    assert_eq!(plans["plans"][0]["baseline"], "contoso.deployed.cmg.toml");
    assert_eq!(plans["plans"][0]["possible"], true);
    assert_eq!(folder.run(&["schema", "plan"]).code(0).out, text);
}

#[test]
fn a_script_is_of_one_document() {
    let folder = folder();
    let ran = plan(&folder, &["--format", "powershell"]);
    assert_parses(&ran.code(0).out);
    folder.write("other/cmg.toml", "format = 1\nbaseline = \"none\"\n");
    let ran = plan(&folder, &["--format", "powershell"]);
    ran.code(2).says("--format powershell writes one script");
    assert_eq!(ran.out, "");
}

#[test]
fn the_plan_goes_to_a_file() {
    let folder = folder();
    let ran = plan(&folder, &["--format", "markdown", "--output-file", "plan.md"]);
    assert_eq!(ran.code(0).out, "");
    assert!(folder.read("plan.md").starts_with("### Plan of `cmg.toml`\n\nNo changes"));
    let ran = plan(&folder, &["--output-file", "nowhere/plan.txt"]);
    ran.code(2).says("cannot write nowhere/plan.txt");
    plan(&folder, &["--format", "powershell", "--output-file", "plan.ps1"]).code(0);
    assert!(folder.read("plan.ps1").starts_with("#Requires -Version 5.1\n"));
}

#[test]
fn colours_are_for_terminals() {
    let folder = folder();
    assert!(plan(&folder, &["--color", "always"]).code(0).out.contains("\u{1b}["));
    assert!(!plan(&folder, &[]).out.contains('\u{1b}'));
    let ran = plan(&folder, &["--color", "always", "--format", "powershell"]);
    assert!(!ran.out.contains('\u{1b}'));
}
