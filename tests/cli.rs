//! The command line as users and CI meet it: exit status, streams, precedence,
//! fixes, and everything that a path or a file may turn out to be.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

#[path = "support/mod.rs"]
mod support;
#[path = "cli/adoption.rs"]
mod adoption;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/certificates.rs"]
mod certificates;
#[path = "cli/completions.rs"]
mod completions;
#[path = "cli/fixing.rs"]
mod fixing;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/horizon.rs"]
mod horizon;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/inspect.rs"]
mod inspect;
#[path = "cli/live.rs"]
mod live;
#[path = "cli/plan.rs"]
mod plan;
#[path = "cli/planned.rs"]
mod planned;
#[path = "cli/reports.rs"]
mod reports;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/shown.rs"]
mod shown;
#[path = "cli/staged.rs"]
mod staged;
#[path = "cli/trusted.rs"]
mod trusted;
#[path = "cli/watch.rs"]
mod watch;

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A document with one finding of each severity among the rules of [`RULES`].
const DOCUMENT: &str = "format = 1\n\n[gateway.eastus]\nservice-name = \"gf.contoso.com\"\n\
    region = \"East US\"\nvm-size = \"standard a2_v2\"\n";

/// What the tests select, so that other rules may come and go.
const RULES: &str = "syntax,unknown-key,name-prefix-length,region-spelling,unknown-value";

struct Folder(TempDir);

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new() -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        folder.write(".git/HEAD", "");
        folder
    }

    fn with(text: &str) -> Folder {
        let folder = Folder::new();
        folder.write("cmg.toml", text);
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, None)
    }

    fn run_with(&self, args: &[&str], input: Option<&[u8]>) -> Ran {
        let mut child = self
            .command(args)
            .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        if let Some(input) = input {
            // A child that refuses its input ends early; that is for the test to see.
            let _ = child.stdin.take().unwrap().write_all(input);
        }
        Ran::of(child.wait_with_output().unwrap())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cmglint"));
        command.current_dir(self.path()).args(args);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH"] {
            command.env_remove(name);
        }
        command
    }

    /// The findings of the rules that the tests speak about, one a line.
    fn concise(&self, args: &[&str]) -> Ran {
        let common = ["check", "--format", "concise", "--select", RULES];
        self.run(&[&common[..], args].concat())
    }
}

impl Ran {
    fn of(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn lines(&self) -> Vec<&str> {
        self.out.lines().collect()
    }

    #[track_caller]
    fn says(&self, text: &str) -> &Ran {
        let found = self.out.contains(text) || self.err.contains(text);
        assert!(found, "no {text:?} in\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn code(&self, code: i32) -> &Ran {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

#[test]
fn without_a_command_the_working_directory_is_checked() {
    let folder = Folder::with(DOCUMENT);
    let ran = folder.run(&["--format", "concise", "--select", RULES]);
    let expected = [
        "cmg.toml:4:17: error[name-prefix-length] the first label of the service name has the length 2, not 3 to 24",
        "cmg.toml:5:10: info[region-spelling] `East US` is spelled `eastus`",
        "cmg.toml:6:11: info[unknown-value] `standard a2_v2` is spelled `Standard_A2_v2`",
        "Found 1 error and 2 infos in 1 document (2 fixable with --fix).",
    ];
    assert_eq!(ran.code(1).lines(), expected);
    assert_eq!(ran.err, "");
}

#[test]
fn a_clean_document_says_so() {
    let folder = Folder::with("format = 1\n");
    let ran = folder.concise(&[]);
    assert_eq!(ran.code(0).lines(), ["All checks passed in 1 document."]);
}

#[test]
fn skipped_rules_are_counted_and_listed_on_demand() {
    let folder = Folder::with(DOCUMENT);
    let select = ["check", "--format", "concise", "--select", "orphan-connection-point"];
    let ran = folder.run(&select);
    let expected = ["All checks passed in 1 document.", "1 rule was skipped: no baseline (1)."];
    assert_eq!(ran.code(0).lines(), expected);
    folder
        .run(&[&select[..], &["--show-skipped"]].concat())
        .says("cmg.toml: skipped[orphan-connection-point] no baseline");
}

#[test]
fn fail_on_decides_the_status_and_min_severity_only_hides() {
    let folder = Folder::with(&DOCUMENT.replace("gf.", "granitefalls."));
    folder.concise(&[]).code(0);
    folder.concise(&["--fail-on", "warning"]).code(0);
    folder.concise(&["--fail-on", "info"]).code(1);
    let ran = folder.concise(&["--fail-on", "info", "--min-severity", "error"]);
    assert_eq!(ran.code(1).lines().len(), 1);
    let folder = Folder::with(DOCUMENT);
    folder.concise(&["--fail-on", "never"]).code(0);
}

#[test]
fn select_and_ignore_take_rules_families_and_globs() {
    let folder = Folder::with(DOCUMENT);
    let count = |args: &[&str]| {
        let args = [&["check", "--quiet", "--format", "concise"], args].concat();
        folder.run(&args).lines().len()
    };
    assert_eq!(count(&["--select", "naming"]), 1);
    assert_eq!(count(&["--select", "name-prefix-*,region-spelling"]), 2);
    assert_eq!(count(&["--select", "all", "--ignore", "all"]), 0);
    assert_eq!(count(&["--select", "naming,region-spelling", "--ignore", "naming"]), 1);
    let ran = folder.run(&["check", "--select", "name-prefix-lenght"]);
    ran.code(2).says("did you mean `name-prefix-length`?");
}

#[test]
fn a_walk_honours_ignore_files_and_finds_every_document() {
    let folder = Folder::with(DOCUMENT);
    folder.write("sites/east.cmg.toml", DOCUMENT);
    folder.write("sites/other.toml", DOCUMENT);
    folder.write("ignored/cmg.toml", DOCUMENT);
    folder.write(".gitignore", "ignored/\n");
    folder.concise(&[]).says("in 2 documents").says("sites/east.cmg.toml:4:17");
    // What is named outright is always checked.
    folder.concise(&["ignored/cmg.toml"]).says("ignored/cmg.toml:4:17");
    folder.concise(&["sites/other.toml"]).says("sites/other.toml:4:17");
    folder.concise(&["cmg.toml", "./cmg.toml"]).says("in 1 document ");
    let absolute = folder.path().join("cmg.toml");
    let paths = [absolute.to_str().unwrap(), "a/../cmg.toml", "cmg.toml"];
    folder.write("a/b.cmg.toml", DOCUMENT);
    folder.concise(&[&paths[..], &["a"]].concat()).says("in 2 documents ");
}

#[test]
fn nothing_to_check_is_no_mistake() {
    let folder = Folder::new();
    let ran = folder.run(&["check"]);
    ran.code(0).says("warning: no documents found");
}

#[test]
fn standard_input_is_a_document() {
    let folder = Folder::new();
    folder.write("cmglint.toml", "[rules]\nname-prefix-length = \"off\"\n");
    let args = ["check", "-", "--format", "concise", "--quiet", "--select", RULES];
    let ran = folder.run_with(&args, Some(DOCUMENT.as_bytes()));
    ran.code(1).says("<stdin>:4:17: error");
    let named = ["--stdin-filename", "sites/cmg.toml", "--ignore", "region-spelling"];
    let ran = folder.run_with(&[&args[..], &named].concat(), Some(DOCUMENT.as_bytes()));
    ran.code(1).says("sites/cmg.toml:4:17");
}

#[test]
fn output_is_the_same_with_any_number_of_threads() {
    let folder = Folder::new();
    for at in 0..100 {
        folder.write(&format!("{at}/cmg.toml"), DOCUMENT);
    }
    let one = folder.concise(&["--threads", "1"]);
    let many = folder.concise(&["--threads", "7"]);
    assert_eq!(one.out, many.out);
    one.says("in 100 documents");
}

#[test]
fn quiet_prints_findings_and_nothing_else() {
    let folder = Folder::with(DOCUMENT);
    let ran = folder.concise(&["--quiet"]);
    assert_eq!(ran.code(1).lines().len(), 3);
}

#[test]
fn the_day_may_be_given() {
    let text = "format = 1\n[site]\nversion = \"2503\"\n[gateway.a]\nservice-name = \"granite.contoso.com\"\nregion = \"eastus\"\n";
    let folder = Folder::with(text);
    let select = ["check", "--format", "concise", "--select", "site-version-out-of-support"];
    folder.run(&[&select[..], &["--today", "2026-09-30"]].concat()).says("All checks passed");
    folder.run(&[&select[..], &["--today", "2026-10-01"]].concat()).says("ended on 2026-09-30");
    let mut command = folder.command(&select);
    let ran = Ran::of(command.env("SOURCE_DATE_EPOCH", "1790812800").output().unwrap());
    ran.says("ended on 2026-09-30");
    let mut command = folder.command(&select);
    let ran = Ran::of(command.env("SOURCE_DATE_EPOCH", "soon").output().unwrap());
    ran.code(2).says("SOURCE_DATE_EPOCH is `soon`");
    let ran = folder.run(&["check", "--today", "2026-02-30"]);
    ran.code(2).says("this is no day, write it as in 2026-11-22");
}

#[test]
fn explain_knows_every_rule_and_suggests_one() {
    let folder = Folder::new();
    let rules = folder.run(&["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&rules.code(0).out).unwrap();
    for rule in rules.as_array().unwrap() {
        let name = rule["name"].as_str().unwrap();
        folder.run(&["explain", name]).code(0).says(name).says("https://");
    }
    folder.run(&["explain", "name-prefix-lenght"]).code(2).says("`name-prefix-length`?");
}

#[test]
fn a_missing_command_or_option_is_explained() {
    let folder = Folder::new();
    folder.run(&["check", "--formt", "json"]).code(2).says("--format");
    folder.run(&["--version"]).code(0).says("cmglint 0.");
    folder.run(&["--help"]).code(0).says("--fix");
    folder.run(&["chekc"]).code(2).says("`cmglint check`");
    folder.run(&["--quiet", "check"]).code(2).says("in front of its options");
    folder.run(&["explain", "naming"]).code(2).says("`cmglint rules` lists them");
}
