//! Trusted certificates: files that hold several, and fixes that would miss something.

use super::{Folder, Ran, support::root};

const HEAD: &str = "format = 1
[gateway.a]
service-name = \"granite.contoso.com\"
region = \"eastus\"
[clients]
authentication = [\"pki\"]
[[connection-point]]
server = \"cmgcp01.contoso.com\"
site = \"P01\"
gateway = \"a\"
client-certificate = \"client.cer\"
";

/// A gateway that trusts these files of the made ones: name and store.
fn gateway(trusted: &[(&str, &str)]) -> Folder {
    let mut text = HEAD.to_owned();
    for (file, store) in trusted {
        text +=
            &format!("[[gateway.a.trusted-certificate]]\nfile = \"{file}\"\nstore = \"{store}\"\n");
    }
    let folder = Folder::with(&text);
    let files = trusted.iter().map(|(file, _)| *file).chain(["client.cer"]);
    for file in files {
        let made = root().join("tests/certificates/made").join(file);
        folder.write(file, std::fs::read(made).unwrap());
    }
    folder
}

fn fixed(folder: &Folder) -> Ran {
    let select = "trusted-*,thumbprint-format";
    folder.run(&[
        "check",
        "--format",
        "concise",
        "--today",
        "2026-11-22",
        "--select",
        select,
        "--fix",
    ])
}

#[test]
fn a_whole_chain_in_one_file_is_in_no_wrong_store() {
    for store in ["root", "intermediate"] {
        let folder = gateway(&[("root.cer", "root"), ("chain-der.p7b", store)]);
        let ran = fixed(&folder);
        assert!(!ran.out.contains("wrong-store"), "{}", ran.out);
    }
}

#[test]
fn the_only_entry_of_the_root_store_stays_there() {
    let folder = gateway(&[("issuing.cer", "root")]);
    let before = folder.read("cmg.toml");
    fixed(&folder).says("but listed as a root");
    assert_eq!(folder.read("cmg.toml"), before);
    let folder = gateway(&[("issuing.cer", "root"), ("root.cer", "intermediate")]);
    fixed(&folder).code(0).says("Fixed 2 findings.");
}

#[test]
fn an_expired_authority_stays_while_clients_come_from_it() {
    let folder = gateway(&[("root.cer", "root"), ("issuing-expired.cer", "intermediate")]);
    let before = folder.read("cmg.toml");
    fixed(&folder).says("expired on 2026-01-01");
    assert_eq!(folder.read("cmg.toml"), before);
    let renewed = ("issuing.cer", "intermediate");
    let folder = gateway(&[("root.cer", "root"), ("issuing-expired.cer", "intermediate"), renewed]);
    fixed(&folder).code(0).says("Fixed 1 finding.");
}

#[test]
fn a_second_file_that_holds_more_is_not_removed() {
    let folder = gateway(&[("good.cer", "intermediate"), ("chain-der.p7b", "intermediate")]);
    let before = folder.read("cmg.toml");
    fixed(&folder).says("is listed twice");
    assert_eq!(folder.read("cmg.toml"), before);
}
