//! What kind of key a certificate is about, and how large it is.

use super::ber::{BIT_STRING, INTEGER, OBJECT, SEQUENCE, Value};
use super::x509::{bits, identifier, only};
use super::{PublicKey, Unreadable};

/// `info` is the `SubjectPublicKeyInfo`.
pub(super) fn read(info: Value<'_>) -> Result<PublicKey, Unreadable> {
    let mut values = info.values();
    let algorithm = values.expect(SEQUENCE, "the algorithm of its public key")?;
    let key = bits(values.expect(BIT_STRING, "its public key")?, "its public key")?;
    let mut parameters = algorithm.values();
    parameters.next()?;
    let object = identifier(algorithm, "the algorithm of its public key")?;
    let (name, size) = match object.as_str() {
        "1.2.840.113549.1.1.1" => ("RSA", Some(rsa(key)?.bits())),
        "1.2.840.113549.1.1.10" => ("RSA-PSS", Some(rsa(key)?.bits())),
        "1.2.840.10045.2.1" => ("EC", curve(parameters.next()?)),
        "1.3.101.112" => ("Ed25519", Some(256)),
        "1.3.101.113" => ("Ed448", Some(456)),
        "1.2.840.10040.4.1" => ("DSA", prime(parameters.next()?)),
        "1.2.840.113549.1.3.1" | "1.2.840.10046.2.1" => ("DH", prime(parameters.next()?)),
        _ => (object.as_str(), None),
    };
    Ok(PublicKey { algorithm: name.to_owned(), bits: size })
}

pub(super) struct Rsa<'b> {
    pub modulus: &'b [u8],
    pub exponent: &'b [u8],
}

impl Rsa<'_> {
    pub fn bits(&self) -> u32 {
        bit_length(self.modulus)
    }
}

/// The numbers of an `RSAPublicKey`.
pub(super) fn rsa(key: &[u8]) -> Result<Rsa<'_>, Unreadable> {
    let mut numbers = only(key, SEQUENCE, "the RSA key")?.values();
    Ok(Rsa {
        modulus: numbers.expect(INTEGER, "the modulus of the RSA key")?.contents,
        exponent: numbers.expect(INTEGER, "the exponent of the RSA key")?.contents,
    })
}

/// The parameters of DSA and of DH begin with the prime.
fn prime(parameters: Option<Value<'_>>) -> Option<u32> {
    let parameters = parameters.filter(|it| it.tag == SEQUENCE)?;
    let prime = parameters.values().expect(INTEGER, "the prime").ok()?;
    Some(bit_length(prime.contents))
}

/// By its name; one that is spelled out has the size of its prime field.
fn curve(parameters: Option<Value<'_>>) -> Option<u32> {
    let parameters = parameters?;
    if parameters.tag == SEQUENCE {
        let mut spelled = parameters.values();
        spelled.expect(INTEGER, "the version of the curve").ok()?;
        let mut field = spelled.expect(SEQUENCE, "the field of the curve").ok()?.values();
        let kind = field.expect(OBJECT, "the kind of the field").ok()?.object()?;
        let prime = field.expect(INTEGER, "the prime").ok()?;
        return (kind == PRIME_FIELD).then(|| bit_length(prime.contents));
    }
    let object = parameters.object()?;
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
