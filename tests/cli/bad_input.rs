//! Whatever a file may be: a clear finding or a clear error, never a panic.

use std::process::Stdio;

use super::{DOCUMENT, Folder, RULES, Ran, support::root};

#[track_caller]
fn finding(bytes: impl AsRef<[u8]>, expected: &str) {
    let folder = Folder::new();
    folder.write("cmg.toml", bytes);
    for format in ["full", "concise", "json"] {
        let ran = folder.run(&["check", "--format", format, "--today", "2026-11-22"]);
        assert!(ran.code == 1 || ran.code == 0, "{}\n{}", ran.out, ran.err);
        assert_eq!(ran.err, "");
    }
    let ran = folder.run(&["check", "--format", "concise", "--select", "document"]);
    ran.says(expected);
}

#[test]
fn what_is_no_toml_is_a_finding_at_its_place() {
    finding("<xml/>\n", "cmg.toml:1:1: error[syntax]");
    finding("format = 1\nregion\n", "cmg.toml:2:7: error[syntax]");
    finding("format = 1\n[site\ncode = \"P01\"\n", "cmg.toml:2:6: error[syntax]");
    finding("format = 1\nx = [1,\n", "error[syntax]");
    finding("format = 1\nx = { a = 1\n", "error[syntax]");
    finding("format = 1\nx = \"abc\n", "cmg.toml:2:");
    finding("format = 1\nx = '''abc\n", "error[syntax]");
    finding("format = 1\nx = 1\0\n", "error[syntax]");
    finding("format = 1\rkind = \"desired\"\r", "error[syntax]");
    finding("format = 1\nformat = 1\n", "cmg.toml:2:1: error[syntax] `format` is already defined");
    finding(
        "format = 1\n[site]\n[azure]\n[site]\n",
        "cmg.toml:4:2: error[syntax] `site` is already",
    );
    finding("format = 99999999999999999999\n", "cmg.toml:1:10: error[syntax]");
    finding(
        "format = 1\n[azure.server-app]\ncreated = 2026-02-30\n",
        "cmg.toml:3:11: error[syntax]",
    );
}

#[test]
fn other_encodings_are_named() {
    finding(
        b"format = 1\n# \xff\n",
        "cmg.toml:2:3: error[syntax] the byte at offset 13 is no UTF-8",
    );
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    finding(
        [b"\xff\xfe".to_vec(), utf_16(DOCUMENT)].concat(),
        "the file is UTF-16 (little endian)",
    );
    finding(utf_16(DOCUMENT), "the file is UTF-16 (little endian)");
    finding("\u{feff}format = 1\r\n", "All checks passed");
    finding("", "`format` is missing");
}

#[test]
fn depth_and_size_are_no_danger() {
    finding("[".repeat(200_000), "error[syntax]");
    finding(format!("x = {}", "[".repeat(200_000)), "error[syntax]");
    finding(format!("x = {}", "{a=".repeat(200_000)), "error[syntax]");
    finding(format!("format = 1\n[{}a]\n", "a.".repeat(100_000)), "error[unknown-key]");
    finding(format!("format = 1\n# {}\n", "x".repeat(1 << 20)), "All checks passed");
    let long = format!("format = 1\ndescription = \"{}\" # end\n", "é".repeat(100_000));
    let folder = Folder::with(&long);
    let ran = folder.run(&["check", "--color", "never", "--select", "unknown-key"]);
    assert!(ran.code(1).out.len() < 4_000, "a long line is cut");
}

#[test]
fn values_of_any_kind_in_any_place_are_findings() {
    let values = [
        "1",
        "-9223372036854775808",
        "1.5",
        "nan",
        "true",
        "\"\"",
        "\"é\"",
        "'''\n'''",
        "[]",
        "{}",
        "[[1], [2]]",
        "[{ a = 1 }]",
        "2026-11-22",
        "07:32:00",
        "{ a.b.c = [{}] }",
        "[1, \"a\"]",
    ];
    let keys = cmg_rules::model::PLACES.iter().flat_map(|(header, keys)| {
        keys.iter().map(move |key| (header.replace("HANDLE", "a"), key.name))
    });
    let folder = Folder::new();
    let mut at = 0;
    for (header, key) in keys {
        let header = if header.starts_with('[') { header } else { String::new() };
        for value in values {
            let text = format!("format = 1\n{header}\n{key} = {value}\n");
            folder.write(&format!("{at}.cmg.toml"), text);
            at += 1;
        }
    }
    let ran = folder.run(&["check", "--quiet", "--format", "concise", "--fail-on", "never"]);
    assert_eq!((ran.code(0).err.as_str(), at > 1_000), ("", true));
}

#[test]
fn a_large_document_is_judged_and_a_larger_one_refused() {
    let gateway = |at: usize| {
        format!(
            "[gateway.g{at}]\nservice-name = \"granite{at}.contoso.com\"\nregion = \"eastus\"\n"
        )
    };
    let text: String =
        std::iter::once("format = 1\n".to_owned()).chain((0..20_000).map(gateway)).collect();
    let folder = Folder::with(&text);
    folder.concise(&[]).code(0).says("All checks passed");
    folder.write("cmglint.toml", "max-file-size = \"1 KiB\"\n");
    folder.concise(&[]).code(2).says("over the size limit of 1 KiB").says("max-file-size");
}

#[test]
fn what_is_missing_is_an_error_and_the_rest_is_judged() {
    let folder = Folder::with(DOCUMENT);
    let ran = folder.concise(&["cmg.toml", "east.cmg.toml"]);
    ran.code(2).says("cmg.toml:4:17").says("cannot read east.cmg.toml: there is no such file");
    let ran = folder.concise(&["--config", "none.toml"]);
    ran.code(2).says("cannot read none.toml");
}

#[test]
fn a_folder_called_like_a_document_is_a_folder() {
    let folder = Folder::new();
    folder.write("cmg.toml/cmg.toml", DOCUMENT);
    folder.concise(&[]).code(1).says("cmg.toml/cmg.toml:4:17");
    let folder = Folder::new();
    std::fs::create_dir(folder.path().join("cmg.toml")).unwrap();
    folder.concise(&["cmg.toml"]).code(0).says("no documents found");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_errors() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    symlink("missing.toml", folder.path().join("cmg.toml")).unwrap();
    folder.concise(&[]).code(2).says("cannot read ");
    let folder = Folder::new();
    symlink("cmg.toml", folder.path().join("cmg.toml")).unwrap();
    folder.concise(&[]).code(2).says("cannot read ");
    folder.concise(&["cmg.toml"]).code(2).says("cannot read cmg.toml");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_passed_by_and_refused_where_they_are_named() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("cmg.toml")).status();
    assert!(made.unwrap().success());
    symlink("cmg.toml", folder.path().join("link.cmg.toml")).unwrap();
    symlink("/dev/zero", folder.path().join("zero.cmg.toml")).unwrap();
    folder.concise(&[]).code(0).says("no documents found");
    folder.concise(&["cmg.toml"]).code(2).says("cmg.toml is not a regular file");
    folder.concise(&["link.cmg.toml"]).code(2).says("is not a regular file");
    folder.concise(&["/dev/zero"]).code(2).says("/dev/zero is not a regular file");
}

/// Commands that print, each with what it needs.
const PRINTING: &[&[&str]] = &[
    &["check", "--fail-on", "never"],
    &["check", "--fail-on", "never", "--format", "json"],
    &["check", "--fail-on", "never", "--statistics"],
    &["check", "--fail-on", "never", "--horizon", "30d"],
    &["check", "--show-files"],
    &["check", "--show-settings"],
    &["plan", "--baseline", "none"],
    &["inspect", "root.cer"],
    &["explain", "syntax"],
    &["rules"],
    &["schema"],
    &["init"],
    &["completions", "zsh"],
    &["man"],
    &["status"],
    &["--help"],
    &["--version"],
];

/// With all that the commands look at.
fn workplace() -> Folder {
    let folder = Folder::with(DOCUMENT);
    let certificate = root().join("examples/contoso/certs/contoso-root.cer");
    folder.write("root.cer", std::fs::read(certificate).unwrap());
    folder
}

/// More documents than a pipe takes at once.
fn many() -> Folder {
    let folder = workplace();
    for at in 0..200 {
        folder.write(&format!("{at}.cmg.toml"), DOCUMENT);
    }
    folder
}

#[test]
fn a_reader_that_goes_away_is_no_mistake() {
    let folder = many();
    for args in PRINTING {
        let mut command = folder.command(args);
        let streams = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = streams.spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::of(child.wait_with_output().unwrap());
        // Nothing is said of it: neither an error nor a panic.
        let is_said = ran.err.contains("pipe") || ran.err.contains("panicked");
        assert_eq!((ran.code, is_said), (0, false), "{args:?}: {}", ran.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_is_lost_is_an_error() {
    let folder = workplace();
    for args in PRINTING {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = folder.command(args);
        let ran = Ran::of(command.stdout(full).output().unwrap());
        let words = "cannot write the output: no space left on device";
        assert!(ran.code == 2 && ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_standard_output_is_no_mistake() {
    let folder = workplace();
    for args in PRINTING {
        let mut command = std::process::Command::new("sh");
        command.current_dir(folder.path()).args(["-c", "exec \"$0\" \"$@\" >&-"]);
        command.arg(env!("CARGO_BIN_EXE_cmglint")).args(*args);
        let ran = Ran::of(command.output().unwrap());
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    }
}

#[test]
fn one_column_is_enough() {
    let folder = workplace();
    for args in PRINTING {
        let mut command = folder.command(args);
        let ran = Ran::of(command.env("COLUMNS", "1").output().unwrap());
        ran.code(0);
    }
}

// Elsewhere, such names cannot be written.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_names() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = Folder::new();
    let name = OsStr::from_bytes(b"a\xff.cmg.toml");
    std::fs::write(folder.path().join(name), DOCUMENT).unwrap();
    folder.concise(&[]).code(1).says("a\u{fffd}.cmg.toml:4:17");
    let common = ["check", "--select", RULES, "--format", "concise"];
    let run = |args: &[&OsStr]| Ran::of(folder.command(&common).args(args).output().unwrap());
    run(&[name]).code(1).says("a\u{fffd}.cmg.toml:4:17");
    run(&[OsStr::new("--fix"), name]).code(1).says("Fixed 2 findings");
    assert!(std::fs::read_to_string(folder.path().join(name)).unwrap().contains("\"eastus\""));
    let missing = OsStr::from_bytes(b"b\xff.cmg.toml");
    run(&[missing]).code(2).says("cannot read b\u{fffd}.cmg.toml: there is no such file");
    run(&[OsStr::new("--select"), missing]).code(2).says("invalid UTF-8");
}

#[cfg(unix)]
#[test]
fn links_are_neither_loops_nor_ways_out() {
    use std::os::unix::fs::symlink;
    let outside = Folder::with(DOCUMENT);
    let folder = Folder::with(DOCUMENT);
    folder.write("sites/note.txt", "");
    for (target, link) in [("..", "sites/up"), (".", "here"), ("sites", "other")] {
        symlink(target, folder.path().join(link)).unwrap();
    }
    symlink(outside.path(), folder.path().join("out")).unwrap();
    assert_eq!(folder.run(&["check", "--show-files"]).code(0).lines(), ["cmg.toml"]);
    assert_eq!(folder.run(&["check", "--show-files", "out"]).code(0).lines(), ["out/cmg.toml"]);
}

#[test]
fn a_walk_does_not_enter_what_is_ignored() {
    let folder = Folder::with(DOCUMENT);
    folder.write(".gitignore", "node_modules/\n");
    // Settings that cannot be read would be an error if anybody looked.
    folder.write("node_modules/a/cmglint.toml", "fail-on = 1\n");
    folder.write("node_modules/a/cmg.toml", DOCUMENT);
    folder.write(".git/modules/cmg.toml", DOCUMENT);
    assert_eq!(folder.run(&["check", "--show-files"]).code(0).lines(), ["cmg.toml"]);
}

#[test]
fn secrets_are_in_no_output() {
    let secret = "hunter2";
    let texts = [
        "[gateway.a.certificate]\npassword = \"hunter2\"\n",
        "[gateway.a.certificate]\npassword = \"hunter2\nfile = \"x.pfx\"\n",
        "[gateway.a.certificate]\npassword \"hunter2\"\n",
        "[gateway.a.certificate]\npassword = hunter2\n",
        "[gateway.a.certificate]\npassword = 12hunter2\n",
        "[gateway.a.certificate]\npassword = \"\"\"\nhunter2\nhunter2\"\"\"\n",
        "[gateway.a.certificate]\npassword = { env = \"A\", value = \"hunter2\" }\n",
        "[gateway.a]\ncertificate = { file = \"x.cer\", password = \"hunter2\", nonsense = 1 }\n",
        "[azure.server-app]\nSecretKey = \"hunter2\"\nSecretKey = \"hunter2\"\n",
        "[azure]\nclient-secret = [\"hunter2\"]\n",
        "[[task-sequence]]\nname = \"x\"\nscenario = \"boot-image\"\nvariables.OSDJoinPassword = \"hunter2\"\n",
        "[gateway.a.certificate.password]\nvalue = \"hunter2\"\n",
        "[gateway.a.certificate]\nPassword: hunter2\n",
    ];
    for text in texts {
        let folder = Folder::with(&format!("format = 1\n{text}"));
        let mut runs = vec![vec!["check", "--unsafe-fixes", "--diff"]];
        let formats = ["full", "concise", "json", "json-lines"];
        runs.extend(formats.map(|format| vec!["check", "--format", format, "--show-skipped"]));
        for args in runs {
            let ran = folder.run(&args);
            let all = format!("{}{}", ran.out, ran.err);
            assert!(!all.contains(secret), "{args:?}: {text}\n{all}");
        }
    }
}

#[test]
fn a_report_replaces_no_document_and_nothing_that_is_read() {
    let folder = Folder::with(DOCUMENT);
    folder.write("other.cmg.toml", DOCUMENT);
    folder.write("cmglint.toml", "");
    folder.write("known.toml", "version = 1\nknown = []\n");
    for (args, reason) in [
        (
            &["check", "--output-file", "cmg.toml"][..],
            "cmg.toml is there and is not replaced: it is",
        ),
        (&["check", "other.cmg.toml", "--output-file", "json=./cmg.toml"], "it is a document"),
        (&["check", "--output-file", "json=cmglint.toml"], "this run reads it"),
        (&["check", "--known", "known.toml", "--output-file", "known.toml"], "this run reads it"),
        (&["check", "--watch", "--output-file", "cmg.toml"], "it is a document"),
        (
            &["plan", "cmg.toml", "--baseline", "none", "--output-file", "cmg.toml"],
            "it is a document",
        ),
    ] {
        folder.run(args).code(2).says(reason);
        assert_eq!(folder.read("cmg.toml"), DOCUMENT);
        assert_eq!(folder.read("cmglint.toml"), "");
    }
    folder.run(&["check", "--output-file", "json="]).code(2).says("`json=` names no file");
    let twice = ["check", "--output-file", "json=a", "--output-file", "sarif=./a"];
    folder.run(&twice).code(2).says("--output-file names a twice");
}

#[test]
fn nothing_of_a_document_is_carried_out_by_what_runs_the_job() {
    let folder = Folder::with(
        "format = 1 # ##[error]z\n[gateway.\"##vso[task.complete]\"] # ::x::\n\
        region = \"##vso[x]y\"\n",
    );
    let name = "::error::x ##vso[y]/cmg.toml";
    if cfg!(unix) {
        folder.write(name, folder.read("cmg.toml"));
    }
    let is_command = |line: &str| {
        line.contains("##vso[") || line.contains("##[") || line.trim_start().starts_with("::")
    };
    for format in ["full", "concise", "json", "json-lines", "sarif", "gitlab", "junit", "html"] {
        let ran = folder.run(&["check", ".", "::error::gone", "##vso[gone", "--format", format]);
        let all = format!("{}{}", ran.code(2).out, ran.err);
        assert!(all.contains("vso"), "{format}: {all}");
        assert_eq!(all.lines().find(|line| is_command(line)), None, "{format}");
    }
    for args in [&["check", "--##vso[x]y"][..], &["check", "--format", "##vso[x]y"]] {
        folder.run(args).code(2).says("##vso\u{fffd}x]y");
    }
    let ran = folder.run(&["check", "--format", "azure"]);
    assert!(ran.code(1).lines().iter().all(|it| it.starts_with("##vso[task.logissue ")));
    let ran = folder.run(&["check", "--format", "json", "--select", "unknown-key"]);
    let report: serde_json::Value = serde_json::from_str(&ran.code(1).out).unwrap();
    let message = report["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("`##vso[task.complete]`"), "{message}");
}
