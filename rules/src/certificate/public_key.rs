//! What kind of key a certificate is about, and how large it is.

use x509_parser::asn1_rs::{Any, FromDer, Tag};
use x509_parser::public_key::RSAPublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::ber::{INTEGER, OBJECT, SEQUENCE, Values, dotted};
use super::x509::identifier;
use super::{PublicKey, Unreadable, malformed};

/// The sizes that x509-parser tells are those of how keys are written.
pub(super) fn read(info: &SubjectPublicKeyInfo<'_>) -> Result<PublicKey, Unreadable> {
    if info.subject_public_key.unused_bits != 0 {
        return malformed("its public key is not made of whole bytes");
    }
    let object = identifier(info.algorithm.oid(), "the algorithm of its public key")?;
    let parameters = info.algorithm.parameters();
    let (name, size) = match object.as_str() {
        "1.2.840.113549.1.1.1" => ("RSA", Some(bit_length(rsa(info)?.modulus))),
        "1.2.840.113549.1.1.10" => ("RSA-PSS", Some(bit_length(rsa(info)?.modulus))),
        "1.2.840.10045.2.1" => ("EC", parameters.and_then(curve)),
        "1.3.101.112" => ("Ed25519", Some(256)),
        "1.3.101.113" => ("Ed448", Some(456)),
        "1.2.840.10040.4.1" => ("DSA", parameters.and_then(prime)),
        "1.2.840.113549.1.3.1" | "1.2.840.10046.2.1" => ("DH", parameters.and_then(prime)),
        _ => (object.as_str(), None),
    };
    Ok(PublicKey { algorithm: name.to_owned(), bits: size })
}

/// Of RSA and of RSA-PSS.
pub(super) fn rsa<'k>(info: &'k SubjectPublicKeyInfo<'_>) -> Result<RSAPublicKey<'k>, Unreadable> {
    match RSAPublicKey::from_der(&info.subject_public_key.data) {
        Ok(([], key)) => Ok(key),
        Ok(_) => malformed("something follows the RSA key"),
        Err(_) => malformed("the RSA key is not made of a modulus and an exponent"),
    }
}

/// The parameters of DSA and of DH begin with the prime.
fn prime(parameters: &Any<'_>) -> Option<u32> {
    let mut numbers = Values::of(parameters.data);
    let prime = numbers.expect(INTEGER, "the prime").ok()?;
    (parameters.tag() == Tag::Sequence).then(|| bit_length(prime.contents))
}

/// By its name; one that is spelled out has the size of its prime field.
fn curve(parameters: &Any<'_>) -> Option<u32> {
    if parameters.tag() == Tag::Sequence {
        let mut spelled = Values::of(parameters.data);
        spelled.expect(INTEGER, "the version of the curve").ok()?;
        let mut field = spelled.expect(SEQUENCE, "the field of the curve").ok()?.values();
        let kind = field.expect(OBJECT, "the kind of the field").ok()?.object()?;
        let prime = field.expect(INTEGER, "the prime").ok()?;
        return (kind == PRIME_FIELD).then(|| bit_length(prime.contents));
    }
    let object = dotted(parameters.as_oid().ok()?.as_bytes())?;
    CURVES.iter().find(|(curve, _)| *curve == object).map(|(_, bits)| *bits)
}

const PRIME_FIELD: &str = "1.2.840.10045.1.1";

/// SEC 2, RFC 5639 and SM2: the size of the field.
const CURVES: &[(&str, u32)] = &[
    ("1.2.840.10045.3.1.1", 192),
    ("1.2.840.10045.3.1.7", 256),
    ("1.2.156.10197.1.301", 256),
    ("1.3.132.0.1", 163),
    ("1.3.132.0.10", 256),
    ("1.3.132.0.15", 163),
    ("1.3.132.0.16", 283),
    ("1.3.132.0.17", 283),
    ("1.3.132.0.26", 233),
    ("1.3.132.0.27", 233),
    ("1.3.132.0.31", 192),
    ("1.3.132.0.32", 224),
    ("1.3.132.0.33", 224),
    ("1.3.132.0.34", 384),
    ("1.3.132.0.35", 521),
    ("1.3.132.0.36", 409),
    ("1.3.132.0.37", 409),
    ("1.3.132.0.38", 571),
    ("1.3.132.0.39", 571),
    ("1.3.36.3.3.2.8.1.1.1", 160),
    ("1.3.36.3.3.2.8.1.1.2", 160),
    ("1.3.36.3.3.2.8.1.1.3", 192),
    ("1.3.36.3.3.2.8.1.1.4", 192),
    ("1.3.36.3.3.2.8.1.1.5", 224),
    ("1.3.36.3.3.2.8.1.1.6", 224),
    ("1.3.36.3.3.2.8.1.1.7", 256),
    ("1.3.36.3.3.2.8.1.1.8", 256),
    ("1.3.36.3.3.2.8.1.1.9", 320),
    ("1.3.36.3.3.2.8.1.1.10", 320),
    ("1.3.36.3.3.2.8.1.1.11", 384),
    ("1.3.36.3.3.2.8.1.1.12", 384),
    ("1.3.36.3.3.2.8.1.1.13", 512),
    ("1.3.36.3.3.2.8.1.1.14", 512),
];

fn bit_length(number: &[u8]) -> u32 {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let digits = number.get(zeros..).unwrap_or_default();
    // A file has at most 1 MiB.
    let bytes = u32::try_from(digits.len()).unwrap_or(u32::MAX / 8);
    digits.first().map_or(0, |first| 8 * bytes - first.leading_zeros())
}

#[test]
fn sizes_are_counted_without_leading_zeros() {
    assert_eq!(bit_length(&[0, 0x80, 0]), 16);
    assert_eq!(bit_length(&[0x01, 0xff]), 9);
    assert_eq!(bit_length(&[0]), 0);
}
