//! What stands in documents today, accepted by comments or by a list.

use super::{DOCUMENT, Folder, RULES, Ran};

/// The findings of [`DOCUMENT`], without words around them.
const CHECK: &[&str] = &["check", "--format", "concise", "--select", RULES];

fn check(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[CHECK, args].concat())
}

/// A list of the findings of a document, which it accepts.
fn listed() -> Folder {
    let folder = Folder::new();
    folder.write("site/cmg.toml", DOCUMENT);
    check(&folder, &["--update-known", "known.toml"]).code(0).says("All checks passed");
    folder
}

#[test]
fn a_list_accepts_what_stands_and_no_more() {
    let folder = listed();
    assert_eq!(
        folder.read("known.toml").lines().skip(2).collect::<Vec<_>>(),
        [
            "version = 1",
            "known = [",
            "  { document = \"site/cmg.toml\", rule = \"name-prefix-length\", key = \"gateway.eastus.service-name\" },",
            "  { document = \"site/cmg.toml\", rule = \"region-spelling\", key = \"gateway.eastus.region\" },",
            "  { document = \"site/cmg.toml\", rule = \"unknown-value\", key = \"gateway.eastus.vm-size\" },",
            "]",
        ]
    );
    let known = ["--known", "known.toml"];
    assert_eq!(check(&folder, &known).code(0).lines(), ["All checks passed in 1 document."]);
    check(&folder, &[&known[..], &["--show-allowed"]].concat())
        .says("site/cmg.toml:5:10: allowed[region-spelling]")
        .says("(known, in known.toml)");
    // The second finding of a kind is a new one.
    let more = format!("{DOCUMENT}\n[gateway.west]\nservice-name = \"wf.contoso.com\"\n");
    folder.write("site/cmg.toml", more);
    let ran = check(&folder, &known);
    assert_eq!(ran.code(1).lines().len(), 2);
    ran.says("site/cmg.toml:9:17: error[name-prefix-length]");
}

#[test]
fn a_list_follows_keys_and_not_lines() {
    let folder = listed();
    let moved = DOCUMENT.replace("format = 1\n", "# about\n\nformat = 1\n[site]\ncode = \"P01\"\n");
    let moved = moved.replace("region", "# here\n  region").replace('\n', "\r\n");
    folder.write("site/cmg.toml", moved);
    check(&folder, &["--known", "known.toml"]).code(0).says("All checks passed");
    // From another folder, under another name of the list.
    std::fs::rename(folder.path().join("known.toml"), folder.path().join("site/k")).unwrap();
    let list = folder.read("site/k").replace("site/cmg.toml", "cmg.toml");
    folder.write("site/k", list);
    check(&folder, &["--known", "site/k"]).code(0).says("All checks passed");
}

#[test]
fn entries_that_no_longer_apply_are_told_and_pruned() {
    let folder = listed();
    let known = ["--known", "known.toml"];
    let all = folder.read("known.toml");
    folder.write("site/cmg.toml", DOCUMENT.replace("East US", "eastus"));
    let ran = check(&folder, &known);
    assert_eq!(
        ran.code(0).err,
        "1 entry of known.toml no longer applies: region-spelling in site/cmg.toml at \
         gateway.eastus.region; --update-known known.toml removes such.\n"
    );
    check(&folder, &["--update-known", "known.toml"]).code(0);
    let pruned = folder.read("known.toml");
    assert_eq!(all.lines().count() - pruned.lines().count(), 1);
    assert!(!pruned.contains("region-spelling"));
    // Of a document that is gone nothing applies.
    folder.write("other.cmg.toml", DOCUMENT);
    std::fs::remove_file(folder.path().join("site/cmg.toml")).unwrap();
    check(&folder, &known).says("2 entries of known.toml no longer apply");
}

#[test]
fn entries_that_nobody_has_looked_at_stay() {
    let folder = listed();
    folder.write("other.cmg.toml", DOCUMENT);
    folder.write("site/cmg.toml", "format = 1\n");
    let all = folder.read("known.toml");
    for args in [
        &["check", "other.cmg.toml"][..],
        &["check", "--select", "naming", "--ignore", "name-prefix-length"],
        &["check", "--config", "rules.all=\"off\""],
    ] {
        let ran = folder.run(&[args, &["--known", "known.toml"]].concat());
        assert!(!ran.err.contains("no longer"), "{}", ran.err);
        folder.run(&[args, &["--update-known", "known.toml"]].concat());
        for line in all.lines() {
            assert!(folder.read("known.toml").contains(line), "{args:?} lost {line}");
        }
    }
    // Nor does a document tell anything that is half typed.
    folder.write("site/cmg.toml", "format = \n");
    let ran = check(&folder, &["--known", "known.toml", "site"]);
    assert!(!ran.code(1).err.contains("no longer"), "{}", ran.err);
}

#[test]
fn what_may_not_be_accepted_is_not_listed() {
    let folder = Folder::with(DOCUMENT);
    folder.write("cmglint.toml", "no-allow = [\"naming\", \"unknown-value\"]\n");
    let ran = check(&folder, &["--update-known", "known.toml"]);
    ran.code(1).says("error[name-prefix-length]").says("info[unknown-value]");
    let list = folder.read("known.toml");
    assert!(list.contains("region-spelling") && !list.contains("unknown-value"), "{list}");
    // Nor does it help to list it by hand.
    let entry = "document = \"cmg.toml\", rule = \"name-prefix-length\", key = \"gateway.eastus.service-name\"";
    folder.write("known.toml", format!("version = 1\nknown = [{{ {entry} }}]\n"));
    let ran = check(&folder, &["--known", "known.toml"]);
    ran.code(1).says("error[name-prefix-length]").says("1 entry of known.toml no longer applies");
}

#[test]
fn a_list_that_is_none_is_an_error_and_hides_no_finding() {
    let folder = Folder::with(DOCUMENT);
    folder.write("folder/x", "");
    folder.write("huge.toml", "#".repeat(17 << 20));
    for (name, text, reason) in [
        ("missing.toml", None, "there is no such file"),
        ("folder", None, "it is not a regular file"),
        ("huge.toml", None, "it is over the size limit of 16 MiB"),
        ("a.toml", Some("known = ["), "line 1"),
        ("b.toml", Some("version = 7\n"), "it has version 7, and this cmglint reads version 1"),
        ("c.toml", Some("version = 1\n[[known]]\nrule = \"x\"\n"), "line 2"),
        ("d.toml", Some("<<<<<<< HEAD\nversion = 1\n"), "line 1"),
    ] {
        if let Some(text) = text {
            folder.write(name, text);
        }
        let ran = check(&folder, &["--known", name]);
        let expected = format!("cannot read the list of known findings {name}: ");
        ran.code(2).says(&expected).says(reason).says("error[name-prefix-length]");
        if let Some(text) = text {
            check(&folder, &["--update-known", name]).code(2).says(&expected);
            assert_eq!(folder.read(name), text);
        }
    }
    let ran = check(&folder, &["--update-known", "nowhere/known.toml"]);
    ran.code(2).says("there is no such folder").says("error[name-prefix-length]");
    check(&folder, &["--known", "a", "--update-known", "b"]).code(2).says("cannot be used with");
}

#[test]
fn runs_at_the_same_time_lose_nothing_of_each_other() {
    let folder = Folder::new();
    let names: Vec<String> = (0..8).map(|at| format!("{at}.cmg.toml")).collect();
    let children: Vec<_> = names
        .iter()
        .map(|name| {
            folder.write(name, DOCUMENT);
            let args = [CHECK, &["--update-known", "known.toml", name]].concat();
            folder.command(&args).stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let list = folder.read("known.toml");
    for name in &names {
        assert_eq!(list.matches(&format!("\"{name}\"")).count(), 3, "{list}");
    }
    assert!(!folder.path().join("known.toml.lock").exists());
}

#[test]
fn a_list_that_stays_locked_is_an_error() {
    let folder = listed();
    let before = folder.read("known.toml");
    folder.write("known.toml.lock", "");
    let lock = std::fs::File::open(folder.path().join("known.toml.lock")).unwrap();
    lock.lock().unwrap();
    folder.write("site/cmg.toml", "format = 1\n");
    let ran = check(&folder, &["--update-known", "known.toml"]);
    ran.code(2).says("other runs were writing it for too long");
    assert_eq!(folder.read("known.toml"), before);
    check(&folder, &["--known", "known.toml"]).code(0);
    // One that a stopped run has left is not.
    drop(lock);
    check(&folder, &["--update-known", "known.toml"]).code(0);
    assert_ne!(folder.read("known.toml"), before);
    assert!(!folder.path().join("known.toml.lock").exists());
    // What somebody else calls like that stays what it is.
    folder.write("known.toml.lock", "mine");
    let ran = check(&folder, &["--update-known", "known.toml"]);
    ran.code(2).says("known.toml.lock is no lock");
    assert_eq!(folder.read("known.toml.lock"), "mine");
}

#[cfg(unix)]
#[test]
fn links_to_a_document_or_a_list_give_it_no_other_name() {
    let folder = listed();
    let before = folder.read("known.toml");
    folder.write("elsewhere/x", "");
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(folder.path().join(to), folder.path().join(name)).unwrap();
    };
    link("", "elsewhere/all");
    link("known.toml", "elsewhere/list.toml");
    for (list, document) in [
        ("elsewhere/list.toml", "site"),
        ("elsewhere/all/known.toml", "site"),
        ("known.toml", "elsewhere/all/site"),
    ] {
        let ran = check(&folder, &["--known", list, document]);
        assert!(!ran.code(0).err.contains("no longer"), "{}", ran.err);
        check(&folder, &["--update-known", list, document]).code(0);
        assert_eq!(folder.read("known.toml"), before, "{list} {document}");
    }
    assert!(folder.path().join("elsewhere/list.toml").is_symlink());
}

#[test]
fn comments_accept_what_stands_today() {
    let folder = Folder::with(DOCUMENT);
    let add = ["--add-allow", "known, CHG-1042"];
    let ran = check(&folder, &add);
    ran.code(0).says("All checks passed").says("Accepted 3 findings with comments.");
    let text = folder.read("cmg.toml");
    assert!(
        text.contains("\"gf.contoso.com\" # cmglint: allow(name-prefix-length) known, CHG-1042\n")
    );
    assert!(text.contains("\"East US\" # cmglint: allow(region-spelling) known, CHG-1042\n"));
    check(&folder, &add).code(0).says("Accepted 0 findings");
    assert_eq!(folder.read("cmg.toml"), text);
}

#[test]
fn comments_stand_where_they_accept_and_change_no_value() {
    let text = "# about\r\n[gateway.eastus]\r\nservice-name = \"gf.contoso.com\" # ours\r\n\
        region = \"East US\" # cmglint: allow(unknown-region) as it is\r\n\
        vm-size = \"\"\"\r\nstandard a2_v2\"\"\"\r\n[features]\r\nuse = [\r\n  \"nothing\",\r\n]";
    let folder = Folder::with(text);
    let all = ["check", "--format", "concise", "--today", "2026-11-22"];
    let ran = folder.run(&[&all[..], &["--add-allow", "old"]].concat());
    let after = folder.read("cmg.toml");
    ran.says("No comment can accept 1 finding: unused-allow (1).");
    assert_eq!(ran.code(0).lines()[0].split(' ').nth(1), Some("warning[unused-allow]"));
    assert_eq!(ran.lines().len(), 3, "{}\n{after}", ran.out);
    let values = |text: &str| text.parse::<toml::Table>().unwrap();
    assert_eq!(values(&after), values(text));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(after.starts_with("# cmglint: allow-file("), "{after}");
    assert!(after.contains("allow(unknown-region, region-spelling) as it is\r\n"), "{after}");
    assert!(after.contains("# cmglint: allow(name-prefix-length) old\r\nservice-name"), "{after}");
    let again = folder.run(&[&all[..], &["--add-allow", "old"]].concat());
    again.says("Accepted 0 findings");
    assert_eq!(folder.read("cmg.toml"), after);
}

#[test]
fn a_document_with_all_that_goes_wrong_is_adopted_in_one_run() {
    let text = std::fs::read_to_string(super::support::root().join("examples/mistakes/cmg.toml"));
    let folder = Folder::with(&text.unwrap());
    let before = folder.read("cmg.toml");
    let args = ["check", "--today", "2026-11-22", "--format", "concise", "--add-allow=old"];
    let ran = folder.run(&args);
    ran.code(1).says("No comment can accept 1 finding: secret-in-document (1).");
    assert!(ran.out.contains("Found 1 error in 1 document."), "{}", ran.out);
    let values = |text: &str| text.parse::<toml::Table>().unwrap();
    assert_eq!(values(&folder.read("cmg.toml")), values(&before));
    folder.run(&args).says("Accepted 0 findings");
}

#[test]
fn what_no_comment_may_accept_is_told() {
    let text = format!("{DOCUMENT}client-secret = \"hunter2\"\nbroken\n");
    let folder = Folder::with(&text);
    folder.write("cmglint.toml", "no-allow = [\"naming\"]\n");
    let select = format!("{RULES},secret-in-document");
    let args = ["check", "--select", &select, "--add-allow", "old"];
    let ran = folder.run(&args);
    ran.code(1).says(
        "No comment can accept 3 findings: name-prefix-length (1), secret-in-document (1), syntax (1).",
    );
    assert!(!ran.out.contains("hunter2") && !ran.err.contains("hunter2"));
    assert!(folder.read("cmg.toml").contains("allow(region-spelling) old"));
}

#[test]
fn a_diff_shows_comments_and_writes_none() {
    let folder = Folder::with(DOCUMENT);
    let ran = check(&folder, &["--add-allow=old", "--diff"]);
    ran.code(1).says("+region = \"East US\" # cmglint: allow(region-spelling) old");
    ran.says("Would accept 3 findings.");
    assert_eq!(folder.read("cmg.toml"), DOCUMENT);
    let args = [CHECK, &["-", "--add-allow=old"]].concat();
    let ran = folder.run_with(&args, Some(DOCUMENT.as_bytes()));
    assert!(ran.code(0).out.contains("allow(region-spelling) old"));
}

#[test]
fn a_reason_is_a_text_of_one_line() {
    let folder = Folder::with(DOCUMENT);
    for reason in ["", "  ", "a\nb", "a\rb", "\u{1b}[31m", "a\u{202e}b"] {
        check(&folder, &["--add-allow", reason]).code(2).says("--add-allow");
    }
    assert_eq!(folder.read("cmg.toml"), DOCUMENT);
    for option in ["--fix", "--unsafe-fixes", "--known=x", "--update-known=x"] {
        check(&folder, &["--add-allow", "old", option]).code(2).says("cannot be used with");
    }
}

#[test]
fn comments_that_accept_nothing_are_removed() {
    let clean = "format = 1\n\n[gateway.eastus]\nregion = \"eastus\"\n";
    for (with, without) in [
        ("region = \"eastus\" # cmglint: allow(region-spelling) old", "region = \"eastus\""),
        ("# cmglint: allow(region-spelling)\nregion = \"eastus\"", "region = \"eastus\""),
        (
            "# cmglint: allow-file(region-spelling, unknown-region)\nregion = \"eastus\"",
            "region = \"eastus\"",
        ),
        ("region = \"eastus\"\n# cmglint: allow(region-spelling)", "region = \"eastus\"\n"),
        ("region = \"East US\" # cmglint: allow(unknown-region, region-spelling) x", ""),
        ("region = \"East US\" # cmglint: allow(region-spelling, unknown-region) x", ""),
    ] {
        for line_break in ["\n", "\r\n"] {
            for end in ["\n", ""] {
                let of = |line: &str| {
                    let text = clean.replace("region = \"eastus\"\n", line) + end;
                    text.replace('\n', line_break)
                };
                let folder = Folder::with(&of(with));
                let select = "unused-allow,unknown-region,region-spelling";
                folder.run(&["check", "--fix", "--select", select]).code(0);
                let kept = "region = \"East US\" # cmglint: allow(region-spelling) x";
                let expected = if without.is_empty() { kept } else { without };
                let after = folder.read("cmg.toml");
                assert_eq!(after.trim_end(), of(expected).trim_end(), "{with:?} {end:?}");
                let lone = after.matches('\n').count() - after.matches("\r\n").count();
                assert!(line_break == "\n" || lone == 0, "{after:?}");
            }
        }
    }
}

#[test]
fn what_settings_forbid_to_accept_is_found() {
    let folder = Folder::with(&DOCUMENT.replace("US\"", "US\" # cmglint: allow(azure)"));
    check(&folder, &["--ignore", "unused-allow"]).says("Found 1 error and 1 info ");
    for setting in ["no-allow = [\"region-spelling\"]", "no-allow = [\"azure\"]"] {
        folder.write("cmglint.toml", setting);
        check(&folder, &[]).says("info[region-spelling]");
    }
}

#[test]
fn a_comment_about_a_rule_that_does_not_look_is_not_unused() {
    let text = "format = 1 # cmglint: allow(orphan-connection-point, conversion)\n";
    let folder = Folder::with(text);
    // There is no baseline.
    let ran = folder.run(&[
        "check",
        "--quiet",
        "--select",
        "unused-allow,orphan-connection-point,conversion",
    ]);
    assert_eq!(ran.code(0).out, "");
    // The rule is off.
    folder.write("cmg.toml", "format = 1 # cmglint: allow(region-spelling)\n");
    folder.run(&["check", "--select", "unused-allow"]).says("All checks passed");
    folder.run(&["check", "--select", "unused-allow,azure"]).says("unused-allow");
}
