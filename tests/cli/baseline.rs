//! What documents are compared with: files, revisions, and in which order.

use std::process::Command;

use super::{Folder, Ran, support::root};

const DOCUMENT: &str = "format = 1

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"eastus\"

[gateway.eastus.certificate]
file = \"../certs/good.pfx\"
password = { file = \"../password\" }
";

const RULES: &str = "renewal-organization-changed,baseline-unreadable";

/// A repository whose document is renewed for another organization, not yet
/// committed.
pub(super) fn renewed() -> Folder {
    let folder = Folder::new();
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    folder.write("site/cmg.toml", DOCUMENT);
    folder.write("password", "contoso-example");
    for name in ["good.pfx", "organization-changed.pfx"] {
        let from = root().join("tests/certificates/made").join(name);
        folder.write(&format!("certs/{name}"), std::fs::read(from).unwrap());
    }
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "deployed"]);
    folder.write("site/cmg.toml", DOCUMENT.replace("good", "organization-changed"));
    folder
}

pub(super) fn git(folder: &Folder, args: &[&str]) {
    let who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@contoso.com"];
    let status = Command::new("git").current_dir(folder.path()).args(who).args(args).status();
    assert!(status.unwrap().success(), "{args:?}");
}

fn check(folder: &Folder, args: &[&str]) -> Ran {
    let common = ["check", "--format", "concise", "--today", "2026-11-22", "--select", RULES];
    folder.run(&[&common[..], args].concat())
}

const CHANGED: &str = "error[renewal-organization-changed] the organization is `Northwind \
    Traders`, that of the deployed certificate is `Contoso`";

#[test]
fn before_the_first_commit_everything_is_new() {
    let folder = renewed();
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    git(&folder, &["init", "-q"]);
    let ran = check(&folder, &["--baseline", "git:HEAD"]);
    assert!(!ran.code(0).out.contains("skipped"), "{}", ran.out);
    folder.run(&["plan", "--baseline", "git:HEAD"]).code(0).says("1 to add");
    check(&folder, &["--baseline", "git:HEAD~1"]).code(2).says("there is no such revision");
}

#[test]
fn a_revision_has_the_document_and_its_certificates() {
    let folder = renewed();
    check(&folder, &[]).code(0).says("1 rule was skipped: no baseline (1).");
    check(&folder, &["--baseline", "git:HEAD"]).code(1).says(CHANGED);
    let full = folder.run(&["check", "--baseline", "git:HEAD", "--select", RULES]);
    full.says("git:HEAD:site/cmg.toml:8:8");
    git(&folder, &["commit", "-q", "-a", "-m", "renewed"]);
    check(&folder, &["--baseline", "git:HEAD"]).code(0).says("All checks passed");
    check(&folder, &["--baseline", "git:HEAD~1"]).code(1).says(CHANGED);
}

#[test]
fn a_renamed_document_is_followed_and_a_new_one_has_new_gateways() {
    let folder = renewed();
    git(&folder, &["mv", "site/cmg.toml", "site/north.cmg.toml"]);
    check(&folder, &["--baseline", "git:HEAD"]).code(1).says(CHANGED);
    folder.write("other/cmg.toml", DOCUMENT.replace("good", "organization-changed"));
    let ran = check(&folder, &["--baseline", "git:HEAD", "other"]);
    ran.code(0).says("All checks passed");
}

#[test]
fn the_option_wins_over_the_document_over_settings() {
    let folder = renewed();
    folder.write("cmglint.toml", "baseline = \"git:HEAD\"\n");
    check(&folder, &[]).code(1).says(CHANGED);
    let named = format!("baseline = \"none\"\n{DOCUMENT}").replace("good", "organization-changed");
    folder.write("site/cmg.toml", &named);
    check(&folder, &[]).code(0).says("no baseline");
    check(&folder, &["--baseline", "git:HEAD"]).code(1).says(CHANGED);
    check(&folder, &["--baseline", "none"]).code(0).says("no baseline");
    // Paths of settings are relative to their file, those of options to the working directory.
    let deployed = "format = 1\nkind = \"deployed\"\n[gateway.eastus]\n\
        service-name = \"granitefalls.contoso.com\"\n[gateway.eastus.certificate]\n\
        organization = \"Contoso\"\n";
    folder.write("was/x.deployed.cmg.toml", deployed);
    folder.write("site/cmg.toml", named.replace("baseline = \"none\"\n", ""));
    folder.write("cmglint.toml", "baseline = \"was/x.deployed.cmg.toml\"\n");
    check(&folder, &["site"]).code(1).says(CHANGED);
    folder.write("cmglint.toml", "");
    check(&folder, &["site", "--baseline", "was/x.deployed.cmg.toml"]).code(1).says(CHANGED);
}

#[test]
fn a_baseline_that_cannot_be_read_is_said_where_it_is_named() {
    let folder = renewed();
    for (name, reason) in [
        ("git:nothing", "there is no such revision"),
        ("git:", "no revision is named behind `git:`"),
        ("git:--all", "there is no such revision"),
        ("missing.cmg.toml", "there is no such file"),
    ] {
        let ran = check(&folder, &["--baseline", name]);
        ran.code(2).says(&format!("cannot read the baseline `{name}`: {reason}"));
        ran.says("All checks passed in 1 document.");
        folder.write("cmglint.toml", format!("baseline = \"{name}\"\n"));
        check(&folder, &[]).code(1).says(&format!(
            "site/cmg.toml:1:1: error[baseline-unreadable] cannot read the baseline that the \
             settings name: {reason}"
        ));
        folder.write("cmglint.toml", "");
        folder.write("site/cmg.toml", format!("baseline = \"{name}\"\n{DOCUMENT}"));
        check(&folder, &[]).code(1).says(&format!(
            "site/cmg.toml:1:12: error[baseline-unreadable] cannot read the baseline `{name}`: {reason}"
        ));
        folder.write("site/cmg.toml", DOCUMENT);
    }
    let folder = Folder::with(DOCUMENT);
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    let ran = check(&folder, &["--baseline", "git:HEAD"]);
    ran.code(2).says("the document is in no git repository");
}

#[test]
fn certificates_that_are_in_no_revision_skip_their_rules() {
    let folder = renewed();
    git(&folder, &["rm", "-q", "--cached", "certs/good.pfx"]);
    git(&folder, &["commit", "-q", "-m", "secrets do not belong here"]);
    let ran = check(&folder, &["--baseline", "git:HEAD"]);
    ran.code(0).says("the file is not in git:HEAD (in the baseline)");
}

#[test]
fn a_hook_of_another_repository_does_not_change_what_is_meant() {
    let (folder, other) = (renewed(), renewed());
    other.write("site/cmg.toml", "format = 1\n");
    git(&other, &["commit", "-q", "-a", "-m", "another"]);
    let args = ["check", "--format", "concise", "--baseline", "git:HEAD", "--select", RULES];
    let mut command = folder.command(&args);
    command.env("GIT_DIR", other.path().join(".git")).env("GIT_WORK_TREE", other.path());
    Ran::of(command.output().unwrap()).code(1).says(CHANGED);
}

#[test]
fn shallow_clones_and_submodules_are_repositories() {
    let folder = renewed();
    git(&folder, &["commit", "-q", "-a", "-m", "renewed"]);
    let url = format!("file://{}", folder.path().display());
    let outer = Folder::new();
    std::fs::remove_dir_all(outer.path().join(".git")).unwrap();
    git(&outer, &["init", "-q"]);
    git(&outer, &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let ran = check(&outer, &["--baseline", "git:HEAD~1", "shallow"]);
    ran.code(2).says("there is no such revision, and the clone is a shallow one");
    check(&outer, &["--baseline", "git:HEAD", "shallow"]).code(0);
    let allow = ["-c", "protocol.file.allow=always"];
    git(&outer, &[&allow[..], &["submodule", "--quiet", "add", &url, "inner"]].concat());
    check(&outer, &["--baseline", "git:HEAD~1", "inner"]).code(1).says(CHANGED);
}

#[test]
fn what_is_new_at_a_revision_is_said_to_be() {
    let folder = renewed();
    folder.write("other/cmg.toml", DOCUMENT);
    let plan = ["plan", "other", "--baseline", "git:HEAD", "--today", "2026-11-22"];
    let ran = folder.run(&plan);
    ran.says("compared with git:HEAD, where it does not exist yet").says("+ gateway.eastus");
}

#[cfg(unix)]
#[test]
fn a_revision_is_looked_up_once_a_run() {
    use std::os::unix::fs::PermissionsExt;
    let folder = renewed();
    for at in 0..40 {
        folder.write(&format!("{at}/cmg.toml"), DOCUMENT);
    }
    // Between cmglint and git stands one who writes down what is asked.
    let tool = folder.path().join("bin/git");
    let path = std::env::var("PATH").unwrap();
    folder.write("bin/git", format!("#!/bin/sh\nPATH='{path}'\ntee -a questions | git \"$@\"\n"));
    std::fs::set_permissions(&tool, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = folder.command(&["check", "--baseline", "git:HEAD", "--select", RULES]);
    let path = format!("{}:{path}", tool.parent().unwrap().display());
    Ran::of(command.env("PATH", path).output().unwrap()).code(1).says("in 41 documents");
    let questions = folder.read("questions");
    assert_eq!(questions.matches("HEAD^{commit}").count(), 1, "{questions}");
    assert_eq!(questions.matches("/cmg.toml").count(), 41, "{questions}");
}
