//! `--fix`, `--unsafe-fixes`, `--diff`.

use super::{DOCUMENT, Folder};

const FIX: &[&str] = &["check", "--format", "concise", "--select", super::RULES, "--fix"];

#[test]
fn safe_fixes_are_applied_and_the_status_counts_what_remains() {
    let folder = Folder::with(DOCUMENT);
    let ran = folder.run(FIX);
    ran.code(1).says("Fixed 2 findings. Found 1 error in 1 document.");
    let text = folder.read("cmg.toml");
    assert_eq!(
        text,
        DOCUMENT.replace("East US", "eastus").replace("standard a2_v2", "Standard_A2_v2")
    );
    folder.run(FIX).says("Found 1 error in 1 document.");
    assert_eq!(folder.read("cmg.toml"), text);
}

#[test]
fn unsafe_fixes_are_applied_on_demand() {
    let folder = Folder::with("format = 1\n[site]\nSiteCode = \"P01\" # the code\n");
    folder.run(FIX).code(1).says("(1 fixable with --unsafe-fixes)");
    let all = ["check", "--select", "unknown-key", "--unsafe-fixes"];
    folder.run(&all).code(0);
    assert_eq!(folder.read("cmg.toml"), "format = 1\n[site]\ncode = \"P01\" # the code\n");
}

#[test]
fn a_diff_shows_the_change_and_writes_nothing() {
    let folder = Folder::with(DOCUMENT);
    let ran = folder.run(&[FIX, &["--diff"]].concat());
    ran.code(1).says("--- a/cmg.toml\n+++ b/cmg.toml\n");
    ran.says("-region = \"East US\"\n").says("+region = \"eastus\"\n");
    assert_eq!(folder.read("cmg.toml"), DOCUMENT);
    let clean = Folder::with("format = 1\n");
    let ran = clean.run(&[FIX, &["--diff"]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn line_breaks_and_byte_order_mark_stay() {
    let text = format!("\u{feff}{}", DOCUMENT.replace('\n', "\r\n"));
    let folder = Folder::with(&text);
    folder.run(FIX).code(1);
    let fixed = folder.read("cmg.toml");
    assert!(fixed.starts_with("\u{feff}format = 1\r\n"));
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count());
    assert!(fixed.contains("region = \"eastus\"\r\n"));
}

#[test]
fn inserted_lines_have_the_line_breaks_of_the_document() {
    let text = "format = 1\r\n[site]\r\ncode = \"P01\"\r\n[gateway.a]\r\nservice-name = \"granite.contoso.com\"\r\nregion = \"eastus\"\r\n";
    let folder = Folder::with(text);
    let ran = folder.run(&["check", "--select", "cname-missing", "--unsafe-fixes"]);
    ran.code(0).says("Fixed 1 finding.");
    let fixed = folder.read("cmg.toml");
    assert!(fixed.contains("[gateway.a.dns]\r\ncname = \"granite.eastus.cloudapp.azure.com\"\r\n"));
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count());
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let folder = Folder::new();
    let ran = folder.run_with(&[FIX, &["-"]].concat(), Some(DOCUMENT.as_bytes()));
    assert!(ran.code(1).out.contains("region = \"eastus\"\n"));
    assert!(ran.out.starts_with("format = 1\n") && !ran.out.contains("name-prefix-length"));
    assert!(ran.err.contains("name-prefix-length"));
    let ran = folder.run_with(&[FIX, &["-"]].concat(), Some(b"format = 1\n"));
    assert_eq!((ran.code, ran.out.as_str()), (0, "format = 1\n"));
}

#[test]
fn a_document_that_is_no_utf_8_is_never_written() {
    let folder = Folder::new();
    let bytes = [DOCUMENT.as_bytes(), b"# \xff\n"].concat();
    folder.write("cmg.toml", &bytes);
    folder.run(FIX).code(1).says("the byte at offset");
    assert_eq!(std::fs::read(folder.path().join("cmg.toml")).unwrap(), bytes);
}

#[test]
fn a_secret_is_in_no_diff() {
    let text = "format = 1\n[gateway.a.certificate]\npassword = \"hunter2\" # prod\n";
    let folder = Folder::with(text);
    let ran = folder.run(&["check", "--unsafe-fixes", "--diff", "--select", "secret-in-document"]);
    ran.code(1).says("-<this line holds a secret>").says("+password = { env = ");
    assert!(!ran.out.contains("hunter2") && !ran.err.contains("hunter2"));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    folder.write("real/east.cmg.toml", DOCUMENT);
    let real = folder.path().join("real/east.cmg.toml");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/east.cmg.toml", folder.path().join("cmg.toml")).unwrap();
    folder.run(&[FIX, &["cmg.toml"]].concat()).code(1);
    assert!(folder.read("real/east.cmg.toml").contains("\"eastus\""));
    assert!(folder.path().join("cmg.toml").symlink_metadata().unwrap().is_symlink());
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    let left = std::fs::read_dir(folder.path().join("real")).unwrap().count();
    assert_eq!(left, 1, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_an_error_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(DOCUMENT);
    let path = folder.path().join("cmg.toml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    folder.run(FIX).code(2).says("cannot write").says("permission denied");
    assert_eq!(folder.read("cmg.toml"), DOCUMENT);
}

#[test]
fn standard_input_that_is_not_fixed_comes_out_byte_for_byte() {
    let folder = Folder::new();
    let utf_16 = b"\xff\xfef\0o\0".to_vec();
    for bytes in [utf_16, b"format = 1 # \xff\n".to_vec(), b"format = 1 # \x1b[31m\n".to_vec()] {
        let mut child = folder
            .command(&["check", "--fix", "-"])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), &bytes).unwrap();
        assert_eq!(child.wait_with_output().unwrap().stdout, bytes);
    }
}

#[test]
fn what_is_added_to_the_document_never_stands_inside_a_table() {
    let gateway = "[gateway.eastus]\nservice-name = \"granite.contoso.com\"\nregion = \"eastus\"\n";
    let folder = Folder::with(gateway);
    let select = ["--select", "missing-key,site-version-missing"];
    folder.run(&[&["check", "--unsafe-fixes"], &select[..]].concat());
    let fixed = folder.read("cmg.toml");
    assert!(fixed.starts_with("format = 1\n\n[site]\nversion = "), "{fixed}");
    assert!(fixed.ends_with(gateway), "{fixed}");
}
