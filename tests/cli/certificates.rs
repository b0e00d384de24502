//! Certificate files of a document: where they are looked for, what opens them,
//! and what is never shown.

use std::path::Path;

use super::{Folder, Ran};
use crate::support::root;

const PASSWORD: &str = "contoso-example";

fn made(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/certificates/made").join(name)).unwrap()
}

/// A document whose gateway has this certificate, and this password.
fn gateway(file: &str, password: &str) -> String {
    format!(
        "format = 1\n\n[gateway.a]\nservice-name = \"cedarcreek.contoso.com\"\n\n\
         [gateway.a.certificate]\nfile = '{file}'\npassword = {password}\n"
    )
}

fn trusted(file: &str) -> String {
    format!("format = 1\n[[gateway.a.trusted-certificate]]\nfile = '{file}'\nstore = \"root\"\n")
}

const RULES: &str = "certificate-unreadable,certificate-name-mismatch,file-outside-workspace,\
    trusted-certificate-expired,trusted-certificate-with-private-key";

fn check(folder: &Folder, args: &[&str]) -> Ran {
    let common = ["check", "--format", "concise", "--today", "2026-11-22", "--select", RULES];
    folder.run(&[&common[..], args].concat())
}

/// With the password in the environment.
fn check_with(folder: &Folder, password: &str) -> Ran {
    let common = ["check", "--format", "concise", "--today", "2026-11-22", "--select", RULES];
    Ran::of(folder.command(&common).env("CMG_TEST_PASSWORD", password).output().unwrap())
}

#[test]
fn a_password_comes_from_a_variable_or_a_file() {
    let folder = Folder::with(&gateway("a.pfx", "{ env = \"CMG_TEST_PASSWORD\" }"));
    folder.write("a.pfx", made("good.pfx"));
    check_with(&folder, PASSWORD).code(1).says("cmg.toml:7:8: error[certificate-name-mismatch]");
    check_with(&folder, "wrong")
        .code(1)
        .says("error[certificate-unreadable] `a.pfx` cannot be read: the password is wrong");
    for (secret, stored) in [("secrets/pfx", PASSWORD), ("secrets\\pfx", "contoso-example\r\n")] {
        let folder = Folder::with(&gateway("a.pfx", &format!("{{ file = '{secret}' }}")));
        folder.write("a.pfx", made("good.pfx"));
        folder.write("secrets/pfx", stored);
        check(&folder, &[]).code(1).says("certificate-name-mismatch");
    }
}

#[test]
fn without_a_password_rules_are_skipped_and_say_so() {
    let folder = Folder::with(&gateway("a.pfx", "{ env = \"CMG_NOBODY_SETS_THIS\" }"));
    folder.write("a.pfx", made("good.pfx"));
    check(&folder, &[]).code(0).says("1 rule was skipped: CMG_NOBODY_SETS_THIS is not set (1).");
    // The empty password is tried, and no other.
    folder.write("a.pfx", made("empty-password.pfx"));
    check(&folder, &[]).code(1).says("certificate-name-mismatch");
    let folder = Folder::with(&gateway("a.pfx", "{ file = \"missing\" }"));
    folder.write("a.pfx", made("good.pfx"));
    check(&folder, &[])
        .code(0)
        .says("the password file missing cannot be read: there is no such file");
}

#[test]
fn paths_are_relative_to_the_document() {
    let folder = Folder::new();
    folder.write("site/cmg.toml", trusted("..\\certs\\old.cer"));
    folder.write("certs/old.cer", made("root-expired.cer"));
    check(&folder, &["site"]).says("site/cmg.toml:3:8: warning[trusted-certificate-expired]");
    let text = trusted("../certs/old.cer");
    let args = ["check", "-", "--stdin-filename", "site/other.cmg.toml", "--select", RULES];
    let ran =
        folder.run_with(&[&args[..], &["--today", "2026-11-22"]].concat(), Some(text.as_bytes()));
    ran.says("trusted-certificate-expired");
}

#[test]
fn files_outside_the_repository_are_not_opened() {
    let outside = tempfile::tempdir().unwrap();
    let old = outside.path().join("old.cer");
    std::fs::write(&old, made("root-expired.cer")).unwrap();
    let folder = Folder::with(&trusted(old.to_str().unwrap()));
    let ran = check(&folder, &["--show-skipped"]);
    ran.says("warning[file-outside-workspace]").says("the file is outside the repository");
    assert!(!ran.out.contains("warning[trusted-certificate-expired]"), "{}", ran.out);
    // PFX files are secrets, and may stand anywhere.
    let pfx = outside.path().join("a.pfx");
    std::fs::write(&pfx, made("good.pfx")).unwrap();
    let folder = Folder::with(&gateway(pfx.to_str().unwrap(), "{ env = \"CMG_TEST_PASSWORD\" }"));
    check_with(&folder, PASSWORD).code(1).says("certificate-name-mismatch");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("old.cer"), made("root-expired.cer")).unwrap();
    let folder = Folder::with(&trusted("certs/old.cer"));
    link(outside.path(), &folder.path().join("certs"));
    check(&folder, &[]).code(1).says("it is a link that leads out of the repository");
    let folder = Folder::with(&trusted("old.cer"));
    folder.write("certs/old.cer", made("root-expired.cer"));
    link(&folder.path().join("certs/old.cer"), &folder.path().join("old.cer"));
    check(&folder, &[]).code(0).says("warning[trusted-certificate-expired]");
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) {
    std::os::unix::fs::symlink(to, from).unwrap();
}

#[test]
fn what_a_file_is_instead_is_said() {
    let folder = Folder::with(&trusted("x.cer"));
    let say = |bytes: Vec<u8>, expected: &str| {
        folder.write("x.cer", bytes);
        let ran = check(&folder, &[]);
        ran.code(1)
            .says(&format!("error[certificate-unreadable] `x.cer` cannot be read: {expected}"));
    };
    say(Vec::new(), "it is empty");
    say(vec![0; (1 << 20) + 1], "it is over the size limit of 1 MiB");
    say(made("private-key.pem"), "it is a private key, not a certificate");
    say(made("request.csr"), "it is a certificate signing request, not a certificate");
    say(made("revoked.crl"), "it is a certificate revocation list, not a certificate");
    say(made("enveloped.p7m"), "it is an encrypted PKCS#7 file, not a certificate");
    say(made("truncated.cer"), "it is cut off");
    say(made("random.bin"), "it is no certificate, PFX or PKCS#7 file");
    say(made("nul-in-name.cer"), "it is damaged: the common name holds a NUL character");
    say(made("invalid-utf-8.cer"), "it is damaged: the common name is not valid UTF-8");
    say(made("many-rounds.pfx"), "opening it takes 5000000 rounds of key derivation");
    say([0x30, 0x80].repeat(500_000), "");
    std::fs::remove_file(folder.path().join("x.cer")).unwrap();
    check(&folder, &[]).code(1).says("there is no such file");
    std::fs::create_dir(folder.path().join("x.cer")).unwrap();
    check(&folder, &[]).code(1).says("it is a folder");
}

#[test]
fn a_label_into_a_text_file_shows_no_key() {
    let folder = Folder::with(&trusted("root.pem"));
    folder.write("root.pem", made("root-with-key.pem"));
    let pem = String::from_utf8(made("root-with-key.pem")).unwrap();
    for format in ["full", "concise", "json", "json-lines"] {
        let ran = folder.run(&["check", "--format", format, "--select", RULES]);
        assert!(ran.out.contains("trusted-certificate-with-private-key"), "{}", ran.out);
        for line in pem.lines().filter(|line| !line.starts_with("-----BEGIN CERTIFICATE")) {
            assert!(line.is_empty() || !ran.out.contains(line), "{format}: {line}\n{}", ran.out);
        }
    }
    folder.run(&["check", "--select", RULES]).says("root.pem:").says("-----BEGIN CERTIFICATE-----");
}

#[test]
fn a_trusted_certificate_goes_where_it_belongs_and_only_once() {
    let folder = Folder::with(
        "format = 1\n\n[gateway.a]\nservice-name = \"cedarcreek.contoso.com\"\n\n\
         [[gateway.a.trusted-certificate]]\nfile = \"root.cer\"\nstore = \"intermediate\"\n\n\
         [[gateway.a.trusted-certificate]]\nfile = \"old.cer\"\nstore = \"root\"\n\n\
         [[gateway.a.trusted-certificate]]\nfile = \"again.pem\" # the same\nstore = \"root\"\n\n\
         [clients]\nauthentication = [\"pki\"]\n",
    );
    folder.write("root.cer", made("root.cer"));
    folder.write("again.pem", made("root-again.pem"));
    folder.write("old.cer", made("root-expired.cer"));
    folder.run(&["check", "--fix", "--today", "2026-11-22", "--select", "certificates"]);
    let fixed = "format = 1\n\n[gateway.a]\nservice-name = \"cedarcreek.contoso.com\"\n\n\
         [[gateway.a.trusted-certificate]]\nfile = \"root.cer\"\nstore = \"root\"\n\n\
         [clients]\nauthentication = [\"pki\"]\n";
    assert_eq!(folder.read("cmg.toml"), fixed);
}
