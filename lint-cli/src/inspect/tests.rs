//! What is shown of certificates, made here from facts alone.

use cmg_rules::certificate::{Attribute, Certificate, Container, Name, PrivateKey, PublicKey};

use cmg_rules::finding::Finding;

use super::*;

/// `CN=…,O=…`, the most specific attribute first.
fn name(text: &str) -> Name {
    let attributes = text.split(',').rev().filter_map(|part| {
        let (kind, value) = part.split_once('=')?;
        let kind = match kind {
            "CN" => Name::COMMON_NAME,
            "O" => Name::ORGANIZATION,
            _ => Name::ORGANIZATIONAL_UNIT,
        };
        Some(Attribute { kind: kind.to_owned(), value: value.to_owned() })
    });
    Name { attributes: attributes.collect(), text: text.to_owned(), der: text.as_bytes().to_vec() }
}

fn certificate(subject: &str, issuer: &str) -> Certificate {
    Certificate {
        subject: name(subject),
        issuer: name(issuer),
        serial: "7b8bb25a".to_owned(),
        not_before: "2026-01-01T00:00:00".parse().unwrap(),
        not_after: "2027-06-30T23:59:59".parse().unwrap(),
        key: PublicKey { algorithm: "RSA".to_owned(), bits: Some(2048) },
        signature_algorithm: "1.2.840.113549.1.1.11".to_owned(),
        dns_names: None,
        extended_key_usage: None,
        key_usage: None,
        ca: None,
        crl_distribution_points: None,
        issuer_addresses: None,
        subject_key_id: None,
        authority_key_id: None,
        sha1: "a1".repeat(20),
        sha256: "b2".repeat(32),
        der: [].into(),
        place: None,
    }
}

fn file(certificates: Vec<Certificate>, chain: usize) -> CertificateFile {
    let private_key = PrivateKey { present: true, matches_leaf: Some(true) };
    CertificateFile { container: Container::Pkcs12, certificates, chain, private_key }
}

fn inspected(content: Content) -> Inspected {
    Inspected { path: "north.pfx".to_owned(), content, judgement: Judgement::default() }
}

/// As a terminal without colours shows it.
fn text_on(day: &str, content: Content) -> String {
    let text = text::all(&[inspected(content)], day.parse().unwrap());
    anstream::adapter::strip_str(&text).to_string()
}

fn text(content: Content) -> String {
    text_on("2026-11-22", content)
}

fn json(content: Content) -> serde_json::Value {
    let text = json::all(&[inspected(content)]).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    value[0].take()
}

#[track_caller]
fn has(text: &str, line: &str) {
    assert!(text.lines().any(|it| it.trim() == line), "no {line:?} in\n{text}");
}

fn server() -> Certificate {
    Certificate {
        dns_names: Some((1..=20).map(|at| format!("n{at}.northwind.example")).collect()),
        extended_key_usage: Some(vec!["1.3.6.1.5.5.7.3.1".to_owned(), "1.2.3".to_owned()]),
        key_usage: Some(vec!["digitalSignature", "keyEncipherment"]),
        ca: Some(false),
        crl_distribution_points: Some(vec!["http://crl.example/1.crl".to_owned()]),
        ..certificate("CN=n1.northwind.example,O=Northwind", "CN=Issuing,O=Trust")
    }
}

#[test]
fn a_file_is_shown_with_its_chain() {
    let issuing = certificate("CN=Issuing,O=Trust", "CN=Root,O=Trust");
    let other = certificate("CN=Other", "CN=Other");
    let shown = text(Content::Read(Arc::new(file(vec![server(), issuing, other], 2))));
    let expected = "\
north.pfx: PFX (PKCS#12)
private key: present, belongs to the first certificate
chain:
  n1.northwind.example, expires in 220 days
  └─ Issuing, expires in 220 days
     └─ issuer not in this file: CN=Root,O=Trust
and outside of this chain 1 certificate

n1.northwind.example
  subject    CN=n1.northwind.example,O=Northwind
  issuer     CN=Issuing,O=Trust
  DNS names  n1.northwind.example, n2.northwind.example, n3.northwind.example,
             n4.northwind.example, n5.northwind.example, n6.northwind.example,
             n7.northwind.example, n8.northwind.example, and 12 more
  valid      2026-01-01 to 2027-06-30, expires in 220 days
  key        RSA 2048 bits
  signature  SHA-256 with RSA
  usage      server authentication, 1.2.3
  key usage  digital signature, key encipherment
  CA         no
  CRL        http://crl.example/1.crl
  serial     7b8bb25a
  SHA-1      a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1
  SHA-256    b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2

Issuing
";
    assert!(shown.starts_with(expected), "{shown}");
    has(&shown, "issuer     itself");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn days_are_counted_from_today() {
    let on = |day: &str| text_on(day, Content::Read(Arc::new(file(vec![server()], 1))));
    let valid = |rest: &str| format!("valid      2026-01-01 to 2027-06-30, {rest}");
    has(&on("2025-12-31"), &valid("not valid before 2026-01-01"));
    has(&on("2027-06-28"), &valid("expires in 2 days"));
    has(&on("2027-06-29"), &valid("expires tomorrow"));
    has(&on("2027-06-30"), &valid("expires today"));
    has(&on("2027-07-01"), &valid("expired yesterday"));
    has(&on("2027-07-12"), &valid("expired 12 days ago"));
    let not_after = "9999-12-31T23:59:59".parse().unwrap();
    let endless = Certificate { not_after, ..server() };
    let shown = text(Content::Read(Arc::new(file(vec![endless], 1))));
    has(&shown, "valid      2026-01-01 to 9999-12-31, never expires");
}

#[test]
fn a_private_key_is_said_to_be_whose_it_is() {
    let key = |present, matches_leaf| {
        let private_key = PrivateKey { present, matches_leaf };
        text(Content::Read(Arc::new(CertificateFile { private_key, ..file(vec![server()], 1) })))
    };
    has(&key(false, None), "private key: none");
    has(&key(true, None), "private key: present, cannot be compared");
    has(&key(true, Some(false)), "private key: present, belongs to ANOTHER certificate");
}

#[test]
fn hostile_values_are_short_and_do_nothing_to_a_terminal() {
    let evil = format!("\u{1b}[31m\r\n\u{202e}\u{9b}{}", "x".repeat(1000));
    let hostile = Certificate {
        dns_names: Some(vec![evil.clone(); 500]),
        crl_distribution_points: Some(vec![evil.clone(); 500]),
        serial: "f".repeat(100_000),
        ..certificate(&format!("CN={evil}"), &format!("CN={evil}"))
    };
    let mut chain = vec![certificate("CN=a", "CN=a"); 100];
    chain.insert(0, hostile);
    let file = file(chain, 101);
    let shown = text(Content::Read(Arc::new(file.clone())));
    assert!(!shown.contains(['\u{1b}', '\r', '\u{202e}', '\u{9b}']));
    assert!(shown.lines().all(|line| line.chars().count() < 480));
    assert!(shown.lines().count() < 5000);
    let raw = json::all(&[inspected(Content::Read(Arc::new(file.clone())))]).unwrap();
    assert!(!raw.contains(['\u{1b}', '\r', '\u{202e}', '\u{9b}']));
    let value = json(Content::Read(Arc::new(file)));
    assert_eq!(value["certificates"][0]["dns_names"][499], evil.as_str());
}

#[test]
fn json_has_every_key_and_null_for_what_is_absent() {
    let value =
        json(Content::Read(Arc::new(file(vec![server(), certificate("CN=a,CN=b", "")], 1))));
    let issuer = serde_json::json!({
        "common_name": ["Issuing"], "organization": ["Trust"], "organizational_unit": [],
        "locality": [], "state": [], "country": [], "text": "CN=Issuing,O=Trust",
    });
    let expected = serde_json::json!({
        "subject": {
            "common_name": ["n1.northwind.example"], "organization": ["Northwind"],
            "organizational_unit": [], "locality": [], "state": [], "country": [],
            "text": "CN=n1.northwind.example,O=Northwind",
        },
        "issuer": issuer,
        "serial": "7b8bb25a",
        "dns_names": server().dns_names,
        "not_before": "2026-01-01T00:00:00Z",
        "not_after": "2027-06-30T23:59:59Z",
        "key": { "algorithm": "RSA", "bits": 2048 },
        "signature_algorithm": "1.2.840.113549.1.1.11",
        "extended_key_usage": ["1.3.6.1.5.5.7.3.1", "1.2.3"],
        "key_usage": ["digitalSignature", "keyEncipherment"],
        "ca": false,
        "self_issued": false,
        "crl_distribution_points": ["http://crl.example/1.crl"],
        "issuer_addresses": null,
        "sha1": "a1".repeat(20),
        "sha256": "b2".repeat(32),
    });
    assert_eq!(value["certificates"][0], expected);
    let bare = value["certificates"][1].as_object().unwrap();
    assert_eq!(bare.len(), expected.as_object().unwrap().len());
    assert_eq!(bare["subject"]["common_name"], serde_json::json!(["b", "a"]));
    for key in ["dns_names", "extended_key_usage", "key_usage", "ca", "crl_distribution_points"] {
        assert!(bare[key].is_null(), "{key}");
    }
    assert_eq!(value["container"], "pkcs12");
    assert!(value["error"].is_null());
    let key = serde_json::json!({ "present": true, "matches_leaf": true });
    assert_eq!(value["private_key"], key);
}

#[test]
fn what_is_not_understood_says_why() {
    let value = json(Content::Refused(Unreadable::Is("a private key")));
    let expected = serde_json::json!({
        "path": "north.pfx", "container": null,
        "error": "it is a private key, not a certificate",
        "private_key": { "present": false, "matches_leaf": null },
        "certificates": [], "findings": [],
    });
    assert_eq!(value, expected);
    let shown = text(Content::Refused(Unreadable::Locked));
    let expected =
        "north.pfx: it needs a password; --password-env and --password-file say where it is\n";
    assert_eq!(shown, expected);
    assert_eq!(json(Content::Refused(Unreadable::Locked))["container"], "pkcs12");
    assert_eq!(text(Content::Unknown("permission denied".to_owned())), "");
}

#[test]
fn findings_decide_the_status_and_are_shown_last() {
    let rule = &cmg_rules::catalog::rules().next().unwrap().info;
    let note = cmg_rules::finding::Note::new(cmg_rules::span::Span::new(0, 0), "the key is short");
    let with = |severity| {
        let mut note = note.clone();
        note.severity(severity);
        let content = Content::Read(Arc::new(file(vec![server()], 1)));
        let judgement = Judgement {
            findings: vec![Finding { rule, note }],
            remark: "judged".to_owned(),
            ..Judgement::default()
        };
        Inspected { judgement, ..inspected(content) }
    };
    assert!(with(Severity::Error).fails());
    assert!(!with(Severity::Warning).fails());
    let shown = text::all(&[with(Severity::Error)], "2026-11-22".parse().unwrap());
    let shown = anstream::adapter::strip_str(&shown).to_string();
    let expected = format!("\njudged:\n  error[{}] the key is short\n", rule.name);
    assert!(shown.ends_with(&expected), "{shown}");
    let json = json::all(&[with(Severity::Warning)]).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["findings"][0]["severity"], "warning");
}
