//! `cmglint import`: exports in every form that PowerShell has for them.

use super::{
    Folder, Ran,
    support::{root, up_to_date},
};

const TODAY: [&str; 2] = ["--today", "2026-11-22"];

/// What the exports of one live state are called.
const EXPORTS: [&str; 5] =
    ["live.json", "live-7.json", "live.csv", "live-semicolon.csv", "live.txt"];

fn export(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/imports").join(name)).unwrap()
}

/// A folder with all exports.
fn folder() -> Folder {
    let folder = Folder::new();
    for name in EXPORTS.iter().chain(&["roles.json"]) {
        folder.write(name, export(name));
    }
    folder
}

fn import(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["import"], args, &TODAY].concat())
}

/// Without the line that names the export.
fn body(text: &str) -> &str {
    text.split_once('\n').unwrap().1
}

/// Findings of these severities fail.
fn check(folder: &Folder, name: &str, fail_on: &str) -> Ran {
    folder
        .run(&[&["check", name, "--format", "concise", "--fail-on", fail_on], &TODAY[..]].concat())
}

#[test]
fn every_form_gives_the_same_document() {
    let folder = folder();
    let utf_16 = |unit: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
        let text = String::from_utf8(export("live.json")).unwrap();
        mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect()
    };
    folder.write("le.json", utf_16(u16::to_le_bytes, b"\xff\xfe"));
    folder.write("be.json", utf_16(u16::to_be_bytes, b"\xfe\xff"));
    folder.write("guessed.json", utf_16(u16::to_le_bytes, b""));
    let expected = import(&folder, &["live.json"]);
    up_to_date("tests/imports/live.deployed.cmg.toml", &expected.code(0).out);
    up_to_date("tests/imports/live.remarks.txt", &expected.err);
    for name in EXPORTS.iter().chain(&["le.json", "be.json", "guessed.json"]) {
        let ran = import(&folder, &[name]);
        assert_eq!(body(&ran.code(0).out), body(&expected.out), "{name}");
        assert_eq!(ran.err.replace(name, "live.json"), expected.err, "{name}");
    }
    let ran = folder.run_with(&["import", "-", TODAY[0], TODAY[1]], Some(&export("live.csv")));
    assert_eq!(body(&ran.code(0).out), body(&expected.out));
    ran.says("remark: <stdin>: gateway granitefalls: ");
}

#[test]
fn what_is_imported_has_no_error_and_no_warning() {
    let folder = folder();
    let ran = import(&folder, &["live.txt", "roles.json", "--output-file", "x.deployed.cmg.toml"]);
    assert_eq!(ran.code(0).out, "");
    check(&folder, "x.deployed.cmg.toml", "warning").code(0);
    let ran = import(&folder, &["live.txt", "roles.json"]);
    assert_eq!(folder.read("x.deployed.cmg.toml"), ran.out);
}

#[test]
fn a_draft_lacks_what_no_export_tells() {
    let folder = folder();
    let ran = import(&folder, &["live.json", "roles.json", "--as", "desired"]);
    folder.write("cmg.toml", &ran.code(0).out);
    assert!(!ran.out.contains("imported") && !ran.out.contains("status"), "{}", ran.out);
    let reading = "syntax,unknown-key,unknown-value,wrong-type,read-only-key,region-spelling";
    folder.run(&["check", "--fail-on", "info", "--select", reading]).code(0);
    let ran = check(&folder, "cmg.toml", "error");
    for missing in ["certificate-missing", "site-version-missing", "`gateway` is missing"] {
        ran.says(missing);
    }
}

#[test]
fn roles_are_read_beside_gateways() {
    let folder = folder();
    let ran = import(&folder, &["roles.json"]);
    ran.code(0).says("server = \"mp02.corp.contoso.com\"\nsite = \"P01\"\ncmg-traffic = false\nprotocol = \"https\"\nconnections = \"intranet\"\n");
    ran.says("remark: roles.json: connection-point `cmgcp01.corp.contoso.com`: the export does not tell its gateway");
    ran.says("remark: roles.json: role `SMS Distribution Point` has no table here, left out");
    folder.write("one.csv", "ServiceCName,SiteCode\ngranitefalls.contoso.com,P01\n");
    let ran = import(&folder, &["roles.json", "one.csv"]);
    ran.code(0).says(
        "server = \"cmgcp01.corp.contoso.com\"\nsite = \"P01\"\ngateway = \"granitefalls\"\n",
    );
}

#[test]
fn handles_are_those_of_another_document() {
    let folder = folder();
    folder.write(
        "cmg.toml",
        "format = 1\n[gateway.east]\nservice-name = \"GraniteFalls.contoso.com\"\n",
    );
    let ran = import(&folder, &["live.json", "--like", "cmg.toml"]);
    ran.code(0).says("[gateway.east.certificate]").says("[gateway.stonebridge]");
    folder.write("cmg.toml", "[gateway.east\n");
    let ran = import(&folder, &["live.json", "--like", "cmg.toml"]);
    ran.code(2).says("cannot take handles from cmg.toml: ");
    assert_eq!(ran.out, "");
}

#[test]
fn only_a_deployed_document_is_replaced() {
    let folder = folder();
    let args = ["live.json", "--output-file", "cmg.toml"];
    folder.write("cmg.toml", "format = 1\n");
    let ran = import(&folder, &args);
    ran.code(2).says("cmg.toml is there and is not replaced: it is no deployed document");
    assert_eq!(folder.read("cmg.toml"), "format = 1\n");
    folder.write("cmg.toml", "format = 1\nkind = \"deployed\"\n");
    import(&folder, &args).code(0);
    assert!(folder.read("cmg.toml").contains("granitefalls"));
    let ran = import(&folder, &[&args[..], &["--as", "desired"]].concat());
    ran.code(2).says("cmg.toml is there and is not replaced: a draft replaces nothing");
}

#[test]
fn a_broken_export_among_others_leaves_nothing_half_done() {
    let folder = folder();
    let whole = String::from_utf8(export("live.csv")).unwrap();
    let half = &whole[..whole.len() - 40];
    for (text, reason) in [
        ("", "it is empty: the cmdlet has returned nothing"),
        ("[]", "it holds no object: the cmdlet has returned nothing"),
        ("[{\"Region\":\n", "line 2: it is cut off: the JSON has no end"),
        ("{\"Caption\": \"x\"}", "none of its objects is a gateway or a site system role"),
        ("[gateway.x]\nregion = \"eastus\"\n", "it is a TOML document already, and no export"),
        ("Dear administrator", "it is no export: neither JSON"),
        (half, "line 4: "),
    ] {
        folder.write("broken", text);
        folder.write("out.toml", "format = 1\nkind = \"deployed\"\n");
        let ran = import(&folder, &["live.json", "broken", "--output-file", "out.toml"]);
        ran.code(2).says(&format!("cannot import broken: {reason}"));
        assert_eq!((ran.out.as_str(), folder.read("out.toml").len()), ("", 29), "{text}");
    }
    import(&folder, &["missing.json"]).code(2).says("cannot read missing.json: there is no");
    folder.write("cmglint.toml", "max-file-size = \"1 KiB\"\n");
    import(&folder, &["live.json"]).code(2).says("over the size limit of 1 KiB");
}

/// What the fixtures have in place of private keys, and what the private key in
/// a PFX file looks like to whoever prints it.
#[test]
fn no_byte_of_a_blob_is_in_any_output() {
    let folder = folder();
    let key = export("../certificates/made/good.pfx");
    let hidden = base64(b"not a key of anybody, only a text that must never be shown ");
    let pfx = base64(&key);
    folder.write(
        "pfx.json",
        format!("{{\"ServiceCName\": \"a.contoso.com\", \"ServiceCertificate\": \"{pfx}\"}}"),
    );
    // A wrapped list, damaged in the middle of the blob.
    let list = String::from_utf8(export("live.txt")).unwrap();
    let at = list.find(&hidden[..40]).unwrap();
    folder.write("damaged.txt", format!("{}\nx{}", &list[..at + 20], &list[at + 20..]));
    for name in EXPORTS.iter().chain(&["pfx.json", "damaged.txt"]) {
        for kind in ["deployed", "desired"] {
            let ran = import(&folder, &[name, "--as", kind]);
            let all = format!("{}{}", ran.out, ran.err);
            for secret in [&hidden, &pfx] {
                for at in (0..secret.len() - 16).step_by(16) {
                    assert!(!all.contains(&secret[at..at + 16]), "{name}\n{all}");
                }
            }
        }
    }
    import(&folder, &["pfx.json"]).code(0).says("ServiceCertificate needs a password");
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let padded =
            [0, *chunk.first().unwrap(), *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = u32::from_be_bytes(padded);
        for at in 0..4 {
            let letter = LETTERS[usize::try_from(bits >> (18 - 6 * at) & 63).unwrap()];
            text.push(if at > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}
