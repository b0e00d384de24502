//! `cmglint init`: what it writes, and what it leaves alone.

use std::process::Command;

use super::{Folder, formats::as_json};
use crate::support::root;

fn git(folder: &Folder, args: &[&str]) {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@contoso.com"];
    let mut git = Command::new("git");
    let run = git.current_dir(folder.path()).args(identity).args(args).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn the_first_check_lists_what_only_the_user_knows() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let ran = folder.run(&["init"]);
    ran.code(0).says("Created cmg.toml.\nCreated cmglint.toml.\n");
    let ran = folder.run(&["check", "--format", "concise", "--quiet"]);
    let rules = [
        "[authentication-missing]",
        "[certificate-missing]",
        "[connection-point-missing]",
        "[management-point-missing]",
        "[missing-key] `region`",
        "[missing-key] `subscription-id`",
        "[resource-group-missing]",
        "[service-name-not-fqdn]",
        "[single-vm-instance]",
        "[site-version-missing]",
        "[traffic-alert-missing]",
    ];
    for rule in rules {
        ran.says(rule);
    }
    assert_eq!(ran.code(1).lines().len(), rules.len(), "{}", ran.out);
}

#[test]
fn what_is_written_follows_the_schemas_and_the_format() {
    let folder = Folder(tempfile::tempdir().unwrap());
    folder.run(&["init"]).code(0);
    for (file, name) in [("cmg.toml", "cmg"), ("cmglint.toml", "cmglint")] {
        let text = folder.read(file);
        let path = format!("schemas/{name}.schema.json");
        let address = format!("https://raw.githubusercontent.com/cmglint/cmglint/main/{path}");
        assert_eq!(text.lines().next(), Some(format!("#:schema {address}").as_str()));
        let schema = std::fs::read_to_string(root().join(path)).unwrap();
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        // With every key that the comments offer as well.
        let offered = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || rest.contains(" = ") => rest,
            _ => line,
        });
        let offered = offered.collect::<Vec<_>>().join("\n");
        let document = as_json(toml::Value::Table(text.parse().unwrap()));
        assert!(validator.is_valid(&document), "{file}");
        folder.write(&format!("offered/{file}"), &offered);
        let table = offered.parse::<toml::Table>().unwrap();
        assert!(table.len() > document.as_object().unwrap().len(), "{file} offers more");
    }
    // Placeholders are wrong values, but known keys in known tables.
    let args = ["check", "offered", "--select", "syntax,unknown-key,wrong-type", "--quiet"];
    folder.run(&args).code(0);
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::with("format = 1\n");
    folder.write("sites/cmglint.toml", "fail-on = \"never\"\n");
    folder.run(&["init"]).code(0).says("cmg.toml is there already").says("Created cmglint.toml");
    assert_eq!(folder.read("cmg.toml"), "format = 1\n");
    let ran = folder.run(&["init"]);
    ran.code(0).says("cmg.toml is there already").says("cmglint.toml is there already");
    // Settings above are in force, and stay so.
    folder.run(&["init", "sites/east"]).code(0).says("Created sites/east/cmg.toml");
    assert!(!folder.path().join("sites/east/cmglint.toml").exists());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_followed() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("elsewhere.toml", folder.path().join("cmg.toml")).unwrap();
    folder.run(&["init"]).code(0).says("cmg.toml is there already");
    assert!(!folder.path().join("elsewhere.toml").exists());
}

#[test]
fn the_last_commit_is_the_baseline_in_a_repository() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let is_set = || folder.read("cmglint.toml").contains("\nbaseline = \"git:HEAD\"\n");
    folder.run(&["init"]).code(0);
    assert!(!is_set(), "outside of a repository");
    std::fs::remove_file(folder.path().join("cmglint.toml")).unwrap();
    git(&folder, &["init", "--quiet"]);
    folder.run(&["init"]).code(0);
    assert!(is_set());
    // Also before its first commit, where everything is new.
    let ran = folder.run(&["check", "--format", "concise"]);
    assert!(!ran.code(1).out.contains("baseline"), "{}", ran.out);
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let folder = Folder::with("format = 1\n");
    let ran = folder.run(&["init", "cmg.toml"]);
    ran.code(2).says("cannot write cmg.toml");
    folder.write("cmglint.toml", "fail-on = \"fatal\"\n");
    folder.run(&["init"]).code(2).says("`fatal` is none of");
}
