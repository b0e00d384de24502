//! Whose key is it? Public keys, taken from certificates and from private keys,
//! to be compared. Of a private key nothing else is looked at.

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair,
    KeyPair,
};
use zeroize::Zeroizing;

use super::ber::{BIT_STRING, INTEGER, OBJECT, OCTET_STRING, SEQUENCE, Value, Values, context};
use super::x509;

const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const EC: &str = "1.2.840.10045.2.1";
const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";
const ED25519: &str = "1.3.101.112";
const ED448: &str = "1.3.101.113";

/// Each costs some 50 microseconds.
const MOST_PAIRS: usize = 1_000;

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
    /// Of a key that belongs to none of the certificates beside it.
    Stranger,
}

/// The public half of a private key, which is a PKCS#8, PKCS#1 or SEC 1
/// structure; nothing where it cannot be told. `beside` are the keys of the
/// certificates in the file, each a SubjectPublicKeyInfo: Java leaves the points
/// of curves out, and then the one is looked for that fits.
pub(super) fn of_private_key(der: &[u8], beside: &[Vec<u8>]) -> Option<Public> {
    let (key, _) = Value::first(der).ok()?;
    let mut fields = sequence(&key)?;
    fields.expect(INTEGER, "").ok()?;
    let second = fields.next().ok()??;
    match second.tag {
        INTEGER => rsa(&key),
        OCTET_STRING => elliptic(&key, None, None, beside),
        SEQUENCE => {
            let mut identifier = sequence(&second)?;
            let algorithm = identifier.next().ok()??.object()?;
            let key = fields.next().ok()??;
            let key = key.octets(OCTET_STRING).ok()?;
            // OneAsymmetricKey: the public key may stand behind the attributes.
            fields.optional(context(0)).ok()?;
            let stated = fields.optional(0x81).ok()?.and_then(|it| bits(it.contents));
            match algorithm.as_str() {
                RSA | RSA_PSS => rsa(&Value::first(&key).ok()?.0),
                EC => {
                    let curve = identifier.next().ok()?.and_then(|it| it.object());
                    elliptic(&Value::first(&key).ok()?.0, curve, stated, beside)
                }
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

/// The keys of certificates for [`of_private_key`]; none where so many of both
/// would have to be compared that it takes long.
pub(super) fn beside<'d>(
    ders: impl ExactSizeIterator<Item = &'d [u8]>,
    private_keys: usize,
) -> Vec<Vec<u8>> {
    if ders.len().saturating_mul(private_keys) > MOST_PAIRS {
        return Vec::new();
    }
    ders.filter_map(|der| Some(x509::parts(der)?.public_key().raw.to_vec())).collect()
}

/// The key in a SubjectPublicKeyInfo; nothing where it is of a kind that is not
/// compared.
pub(super) fn of_certificate(spki_der: &[u8]) -> Option<Public> {
    let (algorithm, key) = parts(spki_der)?;
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

/// Algorithm and key of a SubjectPublicKeyInfo.
fn parts(spki_der: &[u8]) -> Option<(String, &[u8])> {
    let (info, _) = Value::first(spki_der).ok()?;
    let mut fields = sequence(&info)?;
    let algorithm = sequence(&fields.next().ok()??)?.expect(OBJECT, "").ok()?.object()?;
    Some((algorithm, bits(fields.expect(BIT_STRING, "").ok()?.contents)?))
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

/// ECPrivateKey: version, number, the curve as `[0]`, the point as `[1]`. Curve
/// and point may be `stated` around it.
fn elliptic(
    key: &Value,
    curve: Option<String>,
    stated: Option<&[u8]>,
    beside: &[Vec<u8>],
) -> Option<Public> {
    let mut fields = sequence(key)?;
    fields.expect(INTEGER, "").ok()?;
    let number = fields.expect(OCTET_STRING, "").ok()?.contents;
    let own = fields.optional(context(0)).ok()?;
    let public = fields.optional(context(1)).ok()?;
    let encoded = public.and_then(|it| bits(it.values().expect(BIT_STRING, "").ok()?.contents));
    if let Some(public) = encoded.or(stated).and_then(point) {
        return Some(public);
    }
    let own = own.and_then(|it| it.values().next().ok()??.object());
    fitting(number, &curve.or(own)?, beside)
}

/// The point that fits a number. Those that are compressed cannot be compared.
fn fitting(number: &[u8], curve: &str, beside: &[Vec<u8>]) -> Option<Public> {
    let (algorithm, length) = match curve {
        P256 => (&ECDSA_P256_SHA256_ASN1_SIGNING, 32),
        P384 => (&ECDSA_P384_SHA384_ASN1_SIGNING, 48),
        _ => return None,
    };
    let digits = number.get(number.iter().take_while(|byte| **byte == 0).count()..)?;
    let mut padded = Zeroizing::new(vec![0; length]);
    padded.get_mut(length.checked_sub(digits.len())?..)?.copy_from_slice(digits);
    let mut all_compared = !beside.is_empty();
    for info in beside {
        let Some((EC, key)) = parts(info).as_ref().map(|(it, key)| (it.as_str(), *key)) else {
            continue;
        };
        let (form, coordinates) = key.split_first()?;
        if matches!(form, 2 | 3) {
            all_compared = false;
        } else if coordinates.len() == 2 * length {
            let plain = [&[4], coordinates].concat();
            let pair = EcdsaKeyPair::from_private_key_and_public_key(
                algorithm,
                &padded,
                &plain,
                &SystemRandom::new(),
            );
            if pair.is_ok() {
                return point(&plain);
            }
        }
    }
    all_compared.then_some(Public::Stranger)
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
            b"\x30\x12\x02\x01\0\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05",
            &[]
        ),
        None
    );
    let rsa = b"\x30\x1c\x02\x01\0\x02\x02\0\x85\x02\x01\x03\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05\x02\x01\x05";
    let public = Public::Rsa { modulus: vec![0x85], exponent: vec![3] };
    assert_eq!(of_private_key(rsa, &[]), Some(public));
    assert_eq!(of_private_key(b"", &[]), None);
}

#[test]
fn a_key_without_its_point_belongs_to_the_certificate_that_it_fits() {
    let base = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
                4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    let base: Vec<u8> = (0..base.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&base[at..at + 2], 16).unwrap())
        .collect();
    let p256 = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
    let identifier = [&b"\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"[..], p256].concat();
    let info = |key: &[u8]| {
        let length = key.len() as u8;
        let bits = [&[BIT_STRING, length + 1, 0], key].concat();
        [&[SEQUENCE, length + 24], &identifier[..], &bits].concat()
    };
    // The number 1, whose point is the base point, and 2.
    let [one, two] = [1, 2]
        .map(|it| [&b"\x30\x12\x02\x01\x01\x04\x01"[..], &[it], &b"\xa0\x0a"[..], p256].concat());
    let pkcs8 = b"\x30\x22\x02\x01\0"
        .iter()
        .chain(&identifier)
        .chain(b"\x04\x08\x30\x06\x02\x01\x01\x04\x01\x01");
    let pkcs8: Vec<u8> = pkcs8.copied().collect();

    let beside = [info(&[4; 65]), info(&base)];
    assert!(point(&base).is_some());
    assert_eq!(of_private_key(&one, &beside), point(&base));
    assert_eq!(of_private_key(&pkcs8, &beside), point(&base));
    assert_eq!(of_private_key(&two, &beside), Some(Public::Stranger));
    // Nothing that it could be compared with.
    assert_eq!(of_private_key(&one, &[]), None);
    assert_eq!(of_private_key(&two, &[info(&base), info(&point_bytes(&base))]), None);
}

#[cfg(test)]
fn point_bytes(encoded: &[u8]) -> Vec<u8> {
    [&[2 | (encoded[64] & 1)], &encoded[1..33]].concat()
}
