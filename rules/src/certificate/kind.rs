//! What a file is, by its first bytes and its shape.

use super::Unreadable;
use super::ber::{BIT_STRING, INTEGER, OBJECT, OCTET_STRING, SEQUENCE, Value, context};

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const ENUMERATED: u8 = 0x0a;

pub(super) const PRIVATE_KEY: Unreadable = Unreadable::Is("a private key");
pub(super) const PUBLIC_KEY: Unreadable = Unreadable::Is("a public key");
pub(super) const REQUEST: Unreadable = Unreadable::Is("a certificate signing request");
pub(super) const REVOCATION_LIST: Unreadable = Unreadable::Is("a certificate revocation list");

/// How files begin that are taken for certificates now and then.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"\xfe\xed\xfe\xed", "a Java keystore"),
    (b"\xce\xce\xce\xce", "a Java keystore"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"%PDF-", "a PDF document"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a text document"),
    (b"\xd0\xcf\x11\xe0", "a document of Microsoft Office"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"ssh-", "a public key"),
    (b"ecdsa-sha2-", "a public key"),
    (b"PuTTY-User-Key-File", "a private key"),
];

/// Of a file that is neither DER nor PEM.
pub(super) fn of_other(bytes: &[u8]) -> Unreadable {
    if let Some((_, what)) = BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Unreadable::Is(what);
    }
    let start = bytes.trim_ascii_start();
    let start = String::from_utf8_lossy(start.get(..512).unwrap_or(start)).to_ascii_lowercase();
    match start.as_str() {
        page if page.starts_with("<!doctype html") || page.starts_with("<html") => {
            Unreadable::Is("an HTML page")
        }
        xml if xml.starts_with("<?xml") && xml.contains("<html") => Unreadable::Is("an HTML page"),
        xml if xml.starts_with("<?xml") => Unreadable::Is("an XML file"),
        _ => Unreadable::Unknown,
    }
}

/// What a PEM block is that is no certificate; nothing where its label is unknown.
pub(super) fn of_label(label: &str) -> Option<Unreadable> {
    Some(match label {
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => REQUEST,
        "X509 CRL" | "CRL" => REVOCATION_LIST,
        "ATTRIBUTE CERTIFICATE" => Unreadable::Is("an attribute certificate"),
        "PGP MESSAGE" | "PGP SIGNATURE" | "PGP SIGNED MESSAGE" => Unreadable::Is("a PGP message"),
        _ if label.ends_with("PRIVATE KEY") || label == "PGP PRIVATE KEY BLOCK" => PRIVATE_KEY,
        _ if label.ends_with("PUBLIC KEY") || label == "PGP PUBLIC KEY BLOCK" => PUBLIC_KEY,
        _ if label.ends_with("PARAMETERS") => Unreadable::Is("a file of key parameters"),
        _ => return None,
    })
}

/// What a DER value is that is no container; nothing where it looks like a certificate.
pub(super) fn of_value(first: &Value<'_>) -> Option<Unreadable> {
    let shape = tags(first);
    let inner = first.values().next().ok().flatten();
    let inner_shape = inner.as_ref().map(tags).unwrap_or_default();
    Some(match (shape.as_slice(), inner_shape.as_slice()) {
        (&[SEQUENCE, SEQUENCE, BIT_STRING], inner) => match inner {
            [INTEGER, SEQUENCE, SEQUENCE, UTC_TIME | GENERALIZED_TIME, ..]
            | [SEQUENCE, SEQUENCE, UTC_TIME | GENERALIZED_TIME, ..] => REVOCATION_LIST,
            [INTEGER, SEQUENCE, SEQUENCE] => REQUEST,
            [INTEGER, SEQUENCE, SEQUENCE, attributes] if *attributes == context(0) => REQUEST,
            [INTEGER, SEQUENCE | 0xa0 | 0xa1, 0xa0, SEQUENCE, INTEGER, ..] => {
                Unreadable::Is("an attribute certificate")
            }
            _ => return None,
        },
        // SubjectPublicKeyInfo, and RSAPublicKey.
        (&[SEQUENCE, BIT_STRING], _) | (&[INTEGER, INTEGER], _) => PUBLIC_KEY,
        // PKCS#8, plain and encrypted; SEC 1; and a row of numbers: RSA, DSA.
        (&[INTEGER, SEQUENCE, OCTET_STRING, ..], _) => PRIVATE_KEY,
        (&[SEQUENCE, OCTET_STRING], &[OBJECT, ..]) => PRIVATE_KEY,
        (&[INTEGER, OCTET_STRING, ..], _) => PRIVATE_KEY,
        (&[INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, ..], _) => PRIVATE_KEY,
        (&[ENUMERATED, ..], _) => Unreadable::Is("an OCSP response"),
        (&[SEQUENCE, SEQUENCE, ..], &[tag, ..]) if tag == INTEGER || tag == context(0) => {
            return None;
        }
        _ => Unreadable::Unknown,
    })
}

/// Of the values within, as far as they can be read.
fn tags(value: &Value<'_>) -> Vec<u8> {
    let mut values = value.values();
    std::iter::from_fn(|| values.next().ok().flatten().map(|value| value.tag)).take(10).collect()
}
