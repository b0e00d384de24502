//! Whose key is it? Public keys, taken from certificates and from private keys,
//! to be compared. Of a private key nothing else is looked at.

use ring::signature::{Ed25519KeyPair, KeyPair};

use super::ber::{BIT_STRING, INTEGER, OBJECT, OCTET_STRING, SEQUENCE, Value, Values, context};

const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const EC: &str = "1.2.840.10045.2.1";
const ED25519: &str = "1.3.101.112";
const ED448: &str = "1.3.101.113";

/// A public key, spelled in one way only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Public {
    /// Big-endian, without leading zeros.
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    /// Compressed: SEC 1, 2.3.3.
    Ec {
        point: Vec<u8>,
    },
    Edwards(Vec<u8>),
}

/// The public half of a private key, which is a PKCS#8, PKCS#1 or SEC 1
/// structure; nothing where it cannot be told.
pub(super) fn of_private_key(der: &[u8]) -> Option<Public> {
    let (key, _) = Value::first(der).ok()?;
    let mut fields = sequence(&key)?;
    fields.expect(INTEGER, "").ok()?;
    let second = fields.next().ok()??;
    match second.tag {
        INTEGER => rsa(&key),
        OCTET_STRING => elliptic(&key),
        SEQUENCE => {
            let algorithm = sequence(&second)?.next().ok()??.object()?;
            let key = fields.next().ok()??;
            let key = key.octets(OCTET_STRING).ok()?;
            // OneAsymmetricKey: the public key may stand behind the attributes.
            fields.optional(context(0)).ok()?;
            let stated = fields.optional(0x81).ok()?.and_then(|it| bits(it.contents));
            match algorithm.as_str() {
                RSA | RSA_PSS => rsa(&Value::first(&key).ok()?.0),
                EC => elliptic(&Value::first(&key).ok()?.0).or_else(|| point(stated?)),
                ED25519 => {
                    let (seed, _) = Value::first(&key).ok()?;
                    let seed = seed.octets(OCTET_STRING).ok()?;
                    let pair = Ed25519KeyPair::from_seed_unchecked(&seed).ok()?;
                    Some(Public::Edwards(pair.public_key().as_ref().to_vec()))
                }
                ED448 => Some(Public::Edwards(stated?.to_vec())),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The key in a SubjectPublicKeyInfo; nothing where it is of a kind that is not
/// compared.
pub(super) fn of_certificate(spki_der: &[u8]) -> Option<Public> {
    let (info, _) = Value::first(spki_der).ok()?;
    let mut fields = sequence(&info)?;
    let algorithm = sequence(&fields.next().ok()??)?.expect(OBJECT, "").ok()?.object()?;
    let key = bits(fields.expect(BIT_STRING, "").ok()?.contents)?;
    match algorithm.as_str() {
        RSA | RSA_PSS => {
            let mut numbers = sequence(&Value::first(key).ok()?.0)?;
            Some(Public::Rsa {
                modulus: magnitude(&mut numbers)?,
                exponent: magnitude(&mut numbers)?,
            })
        }
        EC => point(key),
        ED25519 | ED448 => Some(Public::Edwards(key.to_vec())),
        _ => None,
    }
}

/// RSAPrivateKey: version, modulus, exponent, six more numbers. Keys of DSA
/// begin in the same way, and have fewer.
fn rsa(key: &Value) -> Option<Public> {
    let mut numbers = sequence(key)?;
    numbers.expect(INTEGER, "").ok()?;
    let public =
        Public::Rsa { modulus: magnitude(&mut numbers)?, exponent: magnitude(&mut numbers)? };
    for _ in 0..6 {
        numbers.expect(INTEGER, "").ok()?;
    }
    Some(public)
}

/// ECPrivateKey: version, number, the curve as `[0]`, the point as `[1]`.
fn elliptic(key: &Value) -> Option<Public> {
    let mut fields = sequence(key)?;
    fields.expect(INTEGER, "").ok()?;
    fields.expect(OCTET_STRING, "").ok()?;
    fields.optional(context(0)).ok()?;
    let public = fields.expect(context(1), "").ok()?;
    point(bits(public.values().expect(BIT_STRING, "").ok()?.contents)?)
}

/// One point may be spelled compressed, uncompressed and both at once.
fn point(encoded: &[u8]) -> Option<Public> {
    let (form, coordinates) = encoded.split_first()?;
    let point = match form {
        2 | 3 => encoded.to_vec(),
        4 | 6 | 7 => {
            let half = coordinates.len() / 2;
            let (x, y) = coordinates.split_at_checked(half)?;
            if x.len() != y.len() {
                return None;
            }
            let mut point = vec![2 | (y.last()? & 1)];
            point.extend(x);
            point
        }
        _ => return None,
    };
    Some(Public::Ec { point })
}

fn sequence<'b>(value: &Value<'b>) -> Option<Values<'b>> {
    (value.tag == SEQUENCE).then(|| value.values())
}

/// The contents of a bit string of whole bytes.
fn bits(contents: &[u8]) -> Option<&[u8]> {
    contents.strip_prefix(&[0])
}

fn magnitude(numbers: &mut Values) -> Option<Vec<u8>> {
    let number = numbers.expect(INTEGER, "").ok()?.contents;
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    Some(number.get(zeros..)?.to_vec())
}

#[test]
fn points_are_compared_in_one_form() {
    let mut long = vec![4];
    long.extend([7; 32]);
    long.extend([9; 32]);
    let mut short = vec![3];
    short.extend([7; 32]);
    assert!(point(&long).is_some());
    assert_eq!(point(&long), point(&short));
    short[0] = 2;
    assert_ne!(point(&long), point(&short));
    assert_eq!(point(&long[..64]), None);
    assert_eq!(point(&[0]), None);
}

#[test]
fn other_kinds_of_keys_are_not_compared() {
    // DSA in its old form: six numbers where RSA has nine.
    assert_eq!(
        of_private_key(
            b"\x30\x12\x02\x01\0\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05"
        ),
        None
    );
    let rsa = b"\x30\x1c\x02\x01\0\x02\x02\0\x85\x02\x01\x03\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05";
    let public = Public::Rsa { modulus: vec![0x85], exponent: vec![3] };
    assert_eq!(of_private_key(rsa), Some(public));
    assert_eq!(of_private_key(b""), None);
}
