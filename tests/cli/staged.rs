//! `--changed` and `--staged`: which documents are judged, and as what.

use super::{Folder, Ran, baseline::git, support::root};

const DOCUMENT: &str = "format = 1

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"
region = \"East US\"
";

/// A repository with one document that is committed.
fn repository() -> Folder {
    let folder = empty();
    folder.write("site/cmg.toml", DOCUMENT);
    commit(&folder);
    folder
}

fn empty() -> Folder {
    let folder = Folder::new();
    std::fs::remove_dir_all(folder.path().join(".git")).unwrap();
    git(&folder, &["init", "-q", "-b", "main"]);
    folder
}

fn commit(folder: &Folder) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "one more"]);
}

const CHECK: &[&str] =
    &["check", "--format", "concise", "--select", "region-spelling,unknown-region,syntax"];

fn check(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[CHECK, args].concat())
}

/// What a hook says, once git has run it.
fn in_hook(folder: &Folder, args: &[&str], commit: &[&str]) -> String {
    let command = [&[env!("CARGO_BIN_EXE_cmglint")], CHECK, args].concat().join(" ");
    let said = folder.path().join("said");
    folder.write(
        ".git/hooks/pre-commit",
        format!("#!/bin/sh\n{command} > '{}' 2>&1\n", said.display()),
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let hook = folder.path().join(".git/hooks/pre-commit");
        std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    git(folder, &[&["commit", "-q", "-m", "hooked"], commit].concat());
    folder.read("said")
}

#[test]
fn what_is_staged_is_judged_and_not_what_is_on_the_disk() {
    let folder = repository();
    check(&folder, &["--staged"]).code(0).says("no document is staged");
    folder.write("site/cmg.toml", DOCUMENT.replace("East US", "West US"));
    check(&folder, &["--staged"]).says("no document is staged");
    git(&folder, &["add", "-A"]);
    folder.write("site/cmg.toml", "[[[");
    let ran = check(&folder, &["--staged"]);
    let expected = "site/cmg.toml:5:10: info[region-spelling] `West US` is spelled `westus`";
    assert_eq!(ran.code(0).lines()[0], expected);
    // Also what is there no more, from another folder, and by its name.
    std::fs::remove_file(folder.path().join("site/cmg.toml")).unwrap();
    assert_eq!(check(&folder, &["--staged"]).lines()[0], expected);
    assert_eq!(check(&folder, &["--staged", "site/cmg.toml"]).lines()[0], expected);
    check(&folder, &["--staged", "other"]).code(2).says("cannot read other: there is no such file");
}

#[test]
fn deletions_and_renames_are_no_mistakes() {
    let folder = repository();
    folder.write("two.cmg.toml", DOCUMENT.replace("East", "West"));
    commit(&folder);
    git(&folder, &["rm", "-q", "site/cmg.toml"]);
    git(&folder, &["mv", "two.cmg.toml", "north.cmg.toml"]);
    for args in [&["--staged"][..], &["--changed"]] {
        let ran = check(&folder, args);
        assert!(ran.code(0).lines()[0].starts_with("north.cmg.toml:5:10"), "{}", ran.out);
        ran.says("in 1 document ");
        let gone = [args, &["site/cmg.toml", "two.cmg.toml"]].concat();
        check(&folder, &gone).code(0).says("no document ");
        check(&folder, &[args, &["never.cmg.toml"]].concat()).code(2).says("no such file");
    }
}

#[test]
fn every_name_of_a_file_is_a_name() {
    let folder = empty();
    let names =
        ["a b/cmg.toml", "-x.cmg.toml", "ü \"q\".cmg.toml", "a'b.cmg.toml", ":1:x.cmg.toml"];
    for name in names {
        folder.write(name, DOCUMENT);
    }
    let mut number = names.len();
    if cfg!(unix) {
        folder.write("line\nbreak.cmg.toml", DOCUMENT);
        number += 1;
    }
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"nu\xff.cmg.toml");
        std::fs::write(folder.path().join(name), DOCUMENT).unwrap();
        number += 1;
    }
    git(&folder, &["add", "-A"]);
    let expected = format!("Found {number} infos in {number} documents");
    check(&folder, &["--staged"]).code(0).says(&expected);
    check(&folder, &["--changed"]).code(0).says(&expected);
    for name in names {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    check(&folder, &["--staged"]).code(0).says(&expected);
}

#[test]
fn changed_documents_are_those_of_the_branch_and_the_work_tree() {
    let folder = repository();
    git(&folder, &["checkout", "-q", "-b", "topic"]);
    folder.write("topic.cmg.toml", DOCUMENT);
    commit(&folder);
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("site/cmg.toml", DOCUMENT.replace("East", "West"));
    commit(&folder);
    git(&folder, &["checkout", "-q", "topic"]);
    folder.write("new.cmg.toml", DOCUMENT);
    folder.write("ignored.cmg.toml", DOCUMENT);
    folder.write(".gitignore", "ignored.cmg.toml\n");
    check(&folder, &["--changed"]).says("new.cmg.toml").says("in 1 document ");
    // What the other branch has done since is not this one's.
    let ran = check(&folder, &["--changed=main"]);
    ran.says("new.cmg.toml").says("topic.cmg.toml").says("in 2 documents ");
    check(&folder, &["--changed=main", "topic.cmg.toml"]).says("in 1 document ");
    check(&folder, &["--changed=HEAD", "topic.cmg.toml"]).says("no document has changed");
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let folder = empty();
    folder.write("cmg.toml", DOCUMENT);
    check(&folder, &["--staged"]).code(0).says("no document is staged");
    check(&folder, &["--changed"]).code(0).says("in 1 document ");
    git(&folder, &["add", "-A"]);
    check(&folder, &["--staged"]).code(0).says("in 1 document ");
    let plan = folder.run(&["plan", "--staged"]);
    plan.code(0).says("compared with git:HEAD, where it does not exist yet");
}

#[test]
fn why_git_cannot_tell_is_said() {
    let folder = repository();
    let outside = Folder::new();
    std::fs::remove_dir_all(outside.path().join(".git")).unwrap();
    outside.write("cmg.toml", DOCUMENT);
    for option in ["--staged", "--changed"] {
        let ran = check(&outside, &[option]);
        ran.code(2).says("the working directory is in no git repository");
        check(&outside, &[option, "cmg.toml"]).code(2).says("cmg.toml is in no git repository");
        check(&folder, &[option, "-"]).code(2).says("choose among files");
        let mut command = folder.command(&[CHECK, &[option]].concat());
        let ran = Ran::of(command.env("PATH", outside.path()).output().unwrap());
        ran.code(2).says("git is not installed");
    }
    for (revision, reason) in [
        ("nothing", "`nothing`: there is no such revision"),
        ("--output=x", "`--output=x`: there is no such revision"),
        ("", "no revision is named behind `--changed=`"),
    ] {
        check(&folder, &[&format!("--changed={revision}")]).code(2).says(reason);
    }
    git(&folder, &["checkout", "-q", "--orphan", "other"]);
    folder.write("other.cmg.toml", DOCUMENT);
    commit(&folder);
    check(&folder, &["--changed=main"]).code(2).says("`main` and HEAD have no commit in common");
    check(&folder, &["--staged", "--changed"]).code(2).says("cannot be used with");
    check(&folder, &["--changed", "main"]).code(2).says("as in `--changed=main`");
    folder.write(".git/HEAD", "");
    check(&folder, &["--staged"]).code(2).says("git cannot tell what has changed in ");
}

#[cfg(unix)]
#[test]
fn a_git_that_is_none_is_no_silence() {
    use std::os::unix::fs::PermissionsExt;
    let folder = repository();
    let bin = folder.path().join("bin");
    for (says, expected) in [
        ("echo nonsense", "its answer is none that git gives"),
        ("kill -9 $$", "git has failed (signal: 9"),
        ("exit 1", "git has failed and does not say why"),
        ("echo unknown option >&2; exit 129", "unknown option"),
    ] {
        folder.write("bin/git", format!("#!/bin/sh\n{says}\n"));
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(bin.join("git"), executable).unwrap();
        let mut command = folder.command(&[CHECK, &["--staged"]].concat());
        Ran::of(command.env("PATH", &bin).output().unwrap()).code(2).says(expected);
    }
}

#[test]
fn a_hook_judges_what_its_commit_takes() {
    let folder = repository();
    folder.write("other.cmg.toml", DOCUMENT);
    git(&folder, &["add", "-A"]);
    folder.write("site/cmg.toml", DOCUMENT.replace("East", "West"));
    // With a path or `-a`, git makes an index of its own for the commit.
    let said = in_hook(&folder, &["--staged"], &["site/cmg.toml"]);
    assert!(said.contains("`West US`") && said.contains("in 1 document "), "{said}");
    folder.write("site/cmg.toml", DOCUMENT.replace("East", "North Central"));
    let said = in_hook(&folder, &["--staged"], &["-a"]);
    assert!(said.contains("North Central") && said.contains("in 2 documents "), "{said}");
}

#[test]
fn a_hook_of_another_repository_does_not_change_what_is_staged() {
    let (folder, other) = (repository(), repository());
    other.write("site/cmg.toml", DOCUMENT.replace("East", "West"));
    let site = other.path().join("site");
    folder.write("x", "x");
    git(&folder, &["add", "x"]);
    let said = in_hook(&folder, &["--staged", site.to_str().unwrap()], &["-a"]);
    assert!(said.contains("no document is staged"), "{said}");
}

#[test]
fn submodules_are_repositories_of_their_own() {
    let (inner, outer) = (repository(), repository());
    let url = inner.path().to_str().unwrap();
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "inner"];
    git(&outer, &add);
    outer.write("inner/site/cmg.toml", DOCUMENT.replace("East", "West"));
    git(&outer, &["-C", "inner", "add", "-A"]);
    for option in ["--staged", "--changed"] {
        check(&outer, &[option]).code(0).says("no document ");
        check(&outer, &[option, "inner"]).code(0).says("inner/site/cmg.toml:5:10");
    }
}

#[test]
fn fixes_do_not_mix_with_what_is_not_staged() {
    let folder = repository();
    let text = DOCUMENT.replace("East", "West");
    folder.write("site/cmg.toml", &text);
    git(&folder, &["add", "-A"]);
    folder.write("site/cmg.toml", format!("{text}# not yet\n"));
    let ran = check(&folder, &["--staged", "--fix"]);
    ran.code(2).says("site/cmg.toml has changes that are not staged");
    assert_eq!(folder.read("site/cmg.toml"), format!("{text}# not yet\n"));
    check(&folder, &["--staged", "--diff"]).code(1).says("+region = \"westus\"");
    folder.write("site/cmg.toml", &text);
    let ran = check(&folder, &["--staged", "--fix"]);
    ran.code(0).says("Fixed 1 finding.").says("`git add` stages them");
    assert_eq!(folder.read("site/cmg.toml"), text.replace("West US", "westus"));
}

#[test]
fn certificates_and_baselines_are_those_that_are_staged() {
    let folder = empty();
    let made =
        |name: &str| std::fs::read(root().join("tests/certificates/made").join(name)).unwrap();
    let file = "[gateway.eastus.certificate]\nfile = \"c.pfx\"\npassword = { file = \"word\" }\n";
    folder.write("cmg.toml", format!("baseline = \"is.deployed.cmg.toml\"\n{DOCUMENT}\n{file}"));
    folder.write("word", "contoso-example");
    folder.write("c.pfx", made("good.pfx"));
    let deployed = DOCUMENT.replace("format = 1", "format = 1\nkind = \"deployed\"");
    folder.write("is.deployed.cmg.toml", &deployed);
    git(&folder, &["add", "-A"]);
    folder.write("c.pfx", made("name-other.pfx"));
    folder.write("is.deployed.cmg.toml", deployed.replace("East", "West"));
    let rules = "certificate-name-mismatch,region-changed,certificate-unreadable";
    let judge = |args: &[&str]| {
        folder.run(&[&["check", "cmg.toml", "--quiet", "--select", rules], args].concat())
    };
    judge(&["--staged"]).code(0);
    judge(&[]).code(1).says("certificate-name-mismatch").says("region-changed");
    // What git does not have is taken from the disk, as secrets are.
    git(&folder, &["rm", "-q", "-f", "--cached", "c.pfx"]);
    judge(&["--staged"]).code(1).says("certificate-name-mismatch");
}

#[test]
fn a_plan_of_what_is_staged_leads_from_the_last_commit() {
    let folder = repository();
    folder.write("is.deployed.cmg.toml", DOCUMENT.replace("1\n", "1\nkind = \"deployed\"\n"));
    git(&folder, &["add", "-A"]);
    for format in ["text", "markdown", "json", "powershell"] {
        let args = ["plan", "--staged", "is.deployed.cmg.toml", "--format", format];
        folder.run(&args).code(0).says("no document that can be planned is staged");
    }
    commit(&folder);
    let text = DOCUMENT.replace("region", "description = \"Clients in America\"\nregion");
    folder.write("site/cmg.toml", text);
    git(&folder, &["add", "-A"]);
    folder.write("site/cmg.toml", DOCUMENT);
    let ran = folder.run(&["plan", "--staged"]);
    ran.code(0).says("compared with git:HEAD:site/cmg.toml").says("Clients in America");
}

#[test]
fn a_conflict_that_is_not_resolved_is_judged_as_it_stands() {
    let folder = repository();
    git(&folder, &["checkout", "-q", "-b", "topic"]);
    folder.write("site/cmg.toml", DOCUMENT.replace("East", "West"));
    commit(&folder);
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("site/cmg.toml", DOCUMENT.replace("East", "North Central"));
    commit(&folder);
    let merge = std::process::Command::new("git")
        .current_dir(folder.path())
        .args(["merge", "-q", "topic"])
        .output();
    assert!(!merge.unwrap().status.success());
    let ran = check(&folder, &["--staged"]);
    assert_eq!(
        ran.code(1).lines()[..2],
        [
            "site/cmg.toml:5:1: error[syntax] merge conflict: keep one of the two sides, and remove the markers",
            "site/cmg.toml:6:10: info[region-spelling] `North Central US` is spelled `northcentralus`",
        ]
    );
    assert!(ran.out.contains("Found 1 error and 1 info "), "{}", ran.out);
}

#[test]
fn a_hook_stops_a_redeployment_that_nobody_accepts() {
    let folder = empty();
    folder.write("cmg.toml", DOCUMENT);
    git(&folder, &["add", "-A"]);
    let hook = ["check", "--staged", "--baseline", "git:HEAD", "--select", "conversion,renewal-*"];
    folder.run(&hook).code(0);
    commit(&folder);
    folder.write("cmg.toml", DOCUMENT.replace("East", "West"));
    git(&folder, &["add", "-A"]);
    folder.run(&hook).code(1).says("only a redeployment changes it");
    let accepting = [&hook[..], &["--add-allow", "CHG-1042"]].concat();
    folder.run(&accepting).code(0).says("`git add` stages them");
    folder.run(&hook).code(1);
    git(&folder, &["add", "-A"]);
    folder.run(&hook).code(0);
}
