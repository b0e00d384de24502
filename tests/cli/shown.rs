//! What a check tells of itself: statistics, settings, files, times; and `cmglint status`.

use serde_json::Value;

use super::{DOCUMENT, Folder, RULES};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn statistics_count_rules_in_place_of_findings() {
    let folder = Folder::with(DOCUMENT);
    folder.write("b.cmg.toml", DOCUMENT.replace("gf.", "granitefalls."));
    let ran = folder.concise(&["--statistics"]);
    let expected = [
        "2  info     [*]  region-spelling     region is not spelled as Azure spells it",
        "2  info     [*]  unknown-value       value is not in the vocabulary of its key",
        "1  error         name-prefix-length  first label of the service name has a wrong length",
        "",
        "Found 1 error and 4 infos in 2 documents (4 fixable with --fix).",
    ];
    let lines: Vec<&str> = ran.code(1).lines();
    let heads = |lines: &[&str]| -> Vec<String> {
        lines.iter().map(|line| line.chars().take(34).collect()).collect()
    };
    assert_eq!(heads(&lines), heads(&expected));
    let ran = folder.concise(&["--statistics", "--min-severity", "error", "--quiet"]);
    assert_eq!(ran.code(1).lines().len(), 2, "one rule, and a blank line");
}

#[test]
fn statistics_are_a_part_of_json() {
    let folder = Folder::with(DOCUMENT);
    let args = ["check", "--format", "json", "--select", RULES];
    let report = json(&folder.run(&args).code(1).out);
    assert!(report.get("statistics").is_none());
    let report = json(&folder.run(&[&args[..], &["--statistics"]].concat()).code(1).out);
    folder.run(&["check", "--format", "ics", "--statistics"]).code(2).says("--statistics");
    let first = serde_json::json!({
        "rule": "name-prefix-length", "severity": "error", "count": 1,
        "safe_fixes": 0, "unsafe_fixes": 0,
    });
    assert_eq!(
        (&report["statistics"][0], report["findings"].as_array().unwrap().len()),
        (&first, 3)
    );
}

#[test]
fn files_are_shown_and_not_judged() {
    let folder = Folder::with("this is no TOML\n");
    folder.write("sites/east.cmg.toml", DOCUMENT);
    folder.write("archive/cmg.toml", DOCUMENT);
    folder.write("cmglint.toml", "exclude = [\"archive/**\"]\n");
    let ran = folder.run(&["check", "--show-files"]);
    assert_eq!(ran.code(0).lines(), ["cmg.toml", "sites/east.cmg.toml"]);
    let ran = folder.run(&["--show-files", "missing.toml", "cmg.toml"]);
    assert_eq!(ran.code(2).lines(), ["cmg.toml"]);
}

#[test]
fn settings_are_shown_with_where_they_come_from() {
    let folder = Folder::with("baseline = \"other.toml\"\n");
    folder.write(
        "cmglint.toml",
        "fail-on = \"info\"\nexpiry-warning-days = 90\nexclude = [\"a\"]\n\
         [rules]\nnaming = \"off\"\n[[overrides]]\nfiles = [\"lab/**\"]\nrules.syntax = \"info\"\n",
    );
    folder.write("lab/cmg.toml", DOCUMENT);
    let more = ["--config", "expiry-warning-days=30", "--ignore", "region-spelling"];
    let ran =
        folder.run(&[&["check", "--show-settings", "--baseline", "none"], &more[..]].concat());
    let (own, lab) = ran.code(0).out.split_once("# lab/cmg.toml").unwrap();
    assert!(own.starts_with("# cmg.toml\n\n"), "{own}");
    for line in [
        "baseline = \"none\"  # --baseline",
        "fail-on = \"info\"  # cmglint.toml",
        "max-file-size = \"64 MiB\"  # default",
        "expiry-warning-days = 30  # --config",
        "exclude = [\"a\"]  # cmglint.toml",
        "name-prefix-length = \"off\"  # cmglint.toml",
        "region-spelling = \"off\"  # --select, --ignore",
    ] {
        let squeezed = own.lines().map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
        let line = line.replace("  ", " ");
        assert!(squeezed.into_iter().any(|it| it == line), "no {line} in\n{own}");
    }
    assert!(!own.contains("syntax = ") && lab.contains("syntax = \"info\""), "{lab}");
    for text in [own, lab] {
        text.parse::<toml::Table>().unwrap();
    }
}

#[test]
fn documents_with_the_same_settings_stand_together() {
    let folder = Folder::with(DOCUMENT);
    folder.write("b.cmg.toml", DOCUMENT);
    let ran = folder.run(&["check", "--show-settings"]);
    assert!(ran.code(0).out.starts_with("# b.cmg.toml\n# cmg.toml\n\nbaseline = \"none\""));
}

#[test]
fn rules_are_timed_beside_the_report() {
    let folder = Folder::with(DOCUMENT);
    folder.write("b.cmg.toml", DOCUMENT);
    let args = ["check", "--profile-rules", "--format", "json", "--select", RULES];
    let ran = folder.run(&args);
    assert_eq!(json(&ran.code(1).out)["documents"], 2);
    for rule in RULES.split(',') {
        let line = ran.err.lines().find(|line| line.ends_with(&format!("  {rule}"))).unwrap();
        let columns: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((columns[1], columns[3]), ("ms", "2"), "{line}");
    }
    assert_eq!(ran.err.matches(" ms").count(), RULES.split(',').count() + 1);
}

#[test]
fn status_tells_what_a_bug_report_needs_and_no_home() {
    let folder = Folder::new();
    folder.write("home/site/cmglint.toml", "fail-on = \"never\"\n");
    let run = |folder: &Folder, args: &[&str]| {
        let mut command = folder.command(args);
        let home = folder.path().join("home");
        let command = command.current_dir(home.join("site")).env("HOME", &home);
        super::Ran::of(command.output().unwrap())
    };
    let ran = run(&folder, &["status", "--format", "json"]);
    let report = json(&ran.code(0).out);
    assert_eq!(report["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(report["settings"]["file"], "cmglint.toml");
    assert_eq!(report["rules"]["count"], cmg_rules::catalog::rules().count());
    let ran = run(&folder, &["status", "--config", "../cmglint.toml"]);
    ran.code(0).says("settings").says("there is no such file").says("rules");
    folder.write("home/cmglint.toml", "fail-on = 1\n");
    std::fs::remove_file(folder.path().join("home/site/cmglint.toml")).unwrap();
    let ran = run(&folder, &["status"]);
    if cfg!(unix) {
        ran.code(0).says("~/cmglint.toml");
        assert!(!ran.out.contains(folder.path().join("home").to_str().unwrap()), "{}", ran.out);
    }
}

#[test]
fn options_that_would_have_no_say_are_refused() {
    let folder = Folder::with(DOCUMENT);
    for args in [
        &["--show-files", "--format", "json"][..],
        &["--show-files", "--output-file", "a"],
        &["--show-settings", "--fix"],
        &["--show-settings", "--statistics"],
        &["--diff", "--output-file", "a"],
    ] {
        let ran = folder.run(&[&["check"], args].concat());
        ran.code(2).says(&format!("'{}' cannot be used with '{}", args[0], args[1]));
    }
    assert_eq!(folder.read("cmg.toml"), DOCUMENT);
}

#[test]
fn a_document_that_is_named_twice_is_one() {
    let folder = Folder::new();
    folder.write("site/cmg.toml", DOCUMENT);
    let ways = ["site/../site/cmg.toml", "site", "./site/cmg.toml"];
    let ran = folder.run(&[&["check", "--show-files"], &ways[..]].concat());
    assert_eq!(ran.code(0).lines(), ["site/cmg.toml"]);
}

#[test]
fn a_run_without_documents_says_so_in_every_format() {
    let folder = Folder::new();
    for format in ["full", "json", "github", "sarif"] {
        let ran = folder.run(&["check", "--format", format]);
        assert!(ran.code(0).err.contains("no documents found"), "{format}: {}", ran.err);
        assert_eq!(folder.run(&["check", "--format", format, "--quiet"]).err, "");
    }
}
