//! `cmglint inspect`: arguments, passwords, streams and exit status.

use std::path::PathBuf;

use super::{Folder, Ran};
use crate::support::root;

const DAY: [&str; 2] = ["--today", "2027-01-01"];

/// The certificates of the example.
fn certs() -> Folder {
    let folder = Folder::new();
    let certs: PathBuf = root().join("examples/contoso/certs");
    for entry in std::fs::read_dir(certs).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        folder.write(name, std::fs::read(&path).unwrap());
    }
    folder
}

fn inspect(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["inspect"], &DAY[..], args].concat())
}

fn json(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn what_cannot_be_opened_is_the_tools_error_and_the_others_are_shown() {
    let folder = Folder::new();
    folder.write("folder/x", "");
    folder.write("large.pfx", vec![0; (1 << 20) + 1]);
    folder.write("notes.cer", "just words\n");
    let names = ["missing.cer", "folder", "large.pfx", "notes.cer"];
    let ran = inspect(&folder, &names);
    ran.code(2)
        .says("cannot read missing.cer: there is no such file")
        .says("folder is not a regular file")
        .says("large.pfx is over the size limit of 1 MiB");
    assert!(!ran.err.contains("max-file-size"), "{}", ran.err);
    assert_eq!(ran.lines(), ["notes.cer: it is no certificate, PFX or PKCS#7 file"]);
    let ran = inspect(&folder, &[&names[..], &["--format", "json"]].concat());
    let files = json(ran.code(2));
    let paths: Vec<&str> =
        files.as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(paths, names);
    assert_eq!(files[0]["error"], "there is no such file");
    assert_eq!(files[1]["error"], "it is not a regular file");
    assert_eq!(files[2]["error"], "it is over the size limit of 1 MiB");
    for file in files.as_array().unwrap() {
        assert!(file["container"].is_null());
        assert_eq!(file["certificates"], serde_json::json!([]));
    }
}

#[test]
fn a_file_that_is_something_else_makes_the_status_1() {
    let folder = Folder::new();
    folder.write("notes.cer", "just words\n");
    inspect(&folder, &["notes.cer"]).code(1).says("it is no certificate");
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    let folder = Folder::new();
    inspect(&folder, &[]).code(2).says("FILE");
    let both = ["x.pfx", "--password-env", "A", "--password-file", "b"];
    inspect(&folder, &both).code(2).says("--password-file");
    inspect(&folder, &["x.pfx", "--format", "xml"]).code(2).says("xml");
    folder.run(&["inspect", "x.pfx", "--today", "soon"]).code(2).says("this is no day");
}

#[test]
fn a_password_that_is_not_there_is_said_once_and_files_are_shown() {
    let folder = Folder::new();
    folder.write("notes.cer", "just words\n");
    let ran = inspect(&folder, &["notes.cer", "--password-env", "CMGLINT_NOBODY_SETS_THIS"]);
    ran.code(2).says("CMGLINT_NOBODY_SETS_THIS is not set").says("notes.cer: it is no");
    let ran = inspect(&folder, &["notes.cer", "--password-file", "missing.txt"]);
    ran.code(2).says("the password file missing.txt cannot be read: there is no such file");
}

#[test]
fn a_certificate_is_shown_to_people_and_to_programs() {
    let folder = certs();
    let ran = inspect(&folder, &["cmgcp01.cer"]);
    ran.code(0)
        .says("cmgcp01.cer: certificate (DER)\nprivate key: none\n")
        .says("issuer not in this file: CN=Contoso Root CA,O=Contoso")
        .says("  key        RSA 2048 bits\n");
    assert_eq!(ran.err, "");
    let files = json(inspect(&folder, &["cmgcp01.cer", "--format", "json"]).code(0));
    assert_eq!(files[0]["container"], "der");
    assert_eq!(files[0]["certificates"][0]["not_before"], "2026-11-22T03:38:02Z");
}

#[test]
fn a_pfx_is_opened_with_the_password_that_is_given() {
    let folder = certs();
    let pfx = "granitefalls.contoso.com.pfx";
    folder.write("password.txt", "\u{feff}contoso-example\r\nsomething else\n");
    let ran = inspect(&folder, &[pfx, "--password-file", "password.txt"]);
    ran.code(0)
        .says("granitefalls.contoso.com.pfx: PFX (PKCS#12)")
        .says("private key: present, belongs to the first certificate");
    let mut command = folder.command(&["inspect", pfx, "--format", "json", "--password-env", "P"]);
    let ran = Ran::of(command.env("P", "contoso-example").output().unwrap());
    let files = json(ran.code(0));
    let key = serde_json::json!({ "present": true, "matches_leaf": true });
    assert_eq!(files[0]["private_key"], key);
}

#[test]
fn a_locked_pfx_says_how_to_open_it_and_the_others_are_shown() {
    let folder = certs();
    let pfx = "granitefalls.contoso.com.pfx";
    // Nobody is asked where there is no terminal.
    let ran = inspect(&folder, &[pfx, "contoso-root.cer"]);
    ran.code(1)
        .says(
            "granitefalls.contoso.com.pfx: it needs a password; --password-env and --password-file",
        )
        .says("contoso-root.cer: certificate (DER)");
    folder.write("password.txt", "wrong");
    let ran = inspect(&folder, &[pfx, "--password-file", "password.txt"]);
    ran.code(1).says("granitefalls.contoso.com.pfx: the password is wrong");
    assert!(!ran.out.contains("wrong-"), "{}", ran.out);
    let unset = [pfx, "contoso-root.cer", "--password-env", "CMGLINT_NOBODY_SETS_THIS"];
    inspect(&folder, &unset)
        .code(2)
        .says("it needs a password")
        .says("contoso-root.cer: certificate (DER)");
}

#[test]
fn the_places_of_a_file_in_a_document_are_told_in_their_order() {
    let folder = certs();
    let trusted = "file = \"contoso-root.cer\"\nstore = \"root\"\n";
    folder.write(
        "cmg.toml",
        format!(
            "format = 1\n[gateway.a]\nservice-name = \"a.example\"\n\
             [[gateway.a.trusted-certificate]]\n{trusted}\
             [site]\ncertificate-trust-list = [\"contoso-root.cer\"]\n"
        ),
    );
    let ran = inspect(&folder, &["contoso-root.cer", "--document", "cmg.toml"]);
    ran.code(0).says("judged in cmg.toml, lines 5, 8");
    folder.write("broken.toml", "[gateway");
    let ran = inspect(&folder, &["contoso-root.cer", "--document", "broken.toml"]);
    ran.code(0).says("broken.toml is no valid TOML; judged as a trusted certificate");
}
