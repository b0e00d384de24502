//! The files of `rules/tests/certificates/pkcs12`, made by its `make.sh`, and
//! some that no program would make.

use super::{Opened, Unreadable, is_pkcs12, read};
use crate::certificate::ber::Value;
use crate::certificate::keys;

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/certificates/pkcs12/", $name))
    };
}

const UNICODE: &str = "grüß 日本 🔑";

/// How many certificates, and for each key the certificate that it belongs to.
fn pairs(opened: &Opened) -> (usize, Vec<Option<usize>>) {
    let of_certificates: Vec<Option<keys::Public>> = opened
        .certificates
        .iter()
        .map(|(der, _)| {
            let (_, certificate) = x509_parser::parse_x509_certificate(der).unwrap();
            keys::of_certificate(certificate.public_key().raw)
        })
        .collect();
    let place = |key: &super::Key| {
        key.public.as_ref()?;
        of_certificates.iter().position(|it| *it == key.public)
    };
    (opened.certificates.len(), opened.keys.iter().map(place).collect())
}

fn outcome(
    bytes: &[u8],
    password: Option<&str>,
) -> Result<(usize, Vec<Option<usize>>), Unreadable> {
    read(bytes, password).map(|opened| pairs(&opened))
}

fn unknown<T>(what: &str) -> Result<T, Unreadable> {
    Err(Unreadable::UnknownEncryption(what.to_owned()))
}

#[test]
fn files_of_all_programs_open() {
    type File = (&'static str, &'static [u8], &'static str, usize, &'static [Option<usize>]);
    let files: &[File] = &[
        ("modern", file!("modern.pfx"), "secret", 2, &[Some(0)]),
        ("legacy", file!("legacy.pfx"), "secret", 2, &[Some(0)]),
        ("unicode", file!("unicode.pfx"), UNICODE, 1, &[Some(0)]),
        ("unicode-legacy", file!("unicode-legacy.pfx"), UNICODE, 1, &[Some(0)]),
        ("without-mac", file!("without-mac.pfx"), "secret", 1, &[Some(0)]),
        ("without-mac-legacy", file!("without-mac-legacy.pfx"), "secret", 1, &[Some(0)]),
        ("rc4-128", file!("rc4-128.pfx"), "secret", 1, &[Some(0)]),
        ("rc2-128", file!("rc2-128.pfx"), "secret", 1, &[Some(0)]),
        ("pbes2-rc2", file!("pbes2-rc2.pfx"), "secret", 1, &[Some(0)]),
        ("pbmac1", file!("pbmac1.pfx"), "grüß", 1, &[Some(0)]),
        ("certificates-only", file!("certificates-only.pfx"), "secret", 1, &[]),
        ("key-only", file!("key-only.pfx"), "secret", 0, &[None]),
        ("nss", file!("nss.p12"), "secret", 1, &[Some(0)]),
        // Java writes keys of curves without their points.
        ("java", file!("java.p12"), "secret", 2, &[Some(0), Some(1)]),
        ("one-round", file!("one-round.pfx"), "secret", 1, &[Some(0)]),
    ];
    for (name, bytes, password, certificates, keys) in files {
        let (first, _) = Value::first(bytes).unwrap();
        assert!(is_pkcs12(&first), "{name}");
        let expected = Ok((*certificates, keys.to_vec()));
        assert_eq!(outcome(bytes, Some(password)), expected, "{name}");
        assert_eq!(outcome(bytes, None), Err(Unreadable::Locked), "{name}");
        for wrong in ["", "Secret", "secret "] {
            assert_eq!(outcome(bytes, Some(wrong)), Err(Unreadable::WrongPassword), "{name}");
        }
    }
}

#[test]
fn an_empty_password_has_two_forms() {
    for bytes in [&file!("empty.pfx")[..], file!("gnutls-null.p12")] {
        for password in [None, Some("")] {
            assert_eq!(outcome(bytes, password), Ok((1, vec![Some(0)])));
        }
        assert_eq!(outcome(bytes, Some("secret")), Err(Unreadable::WrongPassword));
    }
}

#[test]
fn what_is_not_encrypted_opens_with_any_password() {
    for password in [None, Some(""), Some("secret"), Some(UNICODE)] {
        let opened = outcome(file!("plain-without-mac.pfx"), password);
        assert_eq!(opened, Ok((1, vec![Some(0)])));
    }
}

#[test]
fn a_key_behind_an_unknown_cipher_is_there_and_not_compared() {
    assert_eq!(outcome(file!("camellia-key.pfx"), Some("secret")), Ok((1, vec![None])));
    assert_eq!(outcome(file!("camellia.pfx"), Some("secret")), unknown("Camellia-256-CBC"));
}

#[test]
fn certificate_and_key_are_paired_by_an_identifier() {
    let opened = read(file!("modern.pfx"), Some("secret")).unwrap();
    let id = opened.keys[0].local_key_id.clone();
    assert_eq!(id.as_ref().map(Vec::len), Some(20));
    let ids: Vec<_> = opened.certificates.into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids, [id, None]);
}

#[test]
fn damage_behind_a_right_mac_is_no_wrong_password() {
    // The last block of the encrypted key stands before the attributes of its bag, and
    // nothing but the MAC notices: so a file without one, and a new MAC over it.
    let mut bytes = file!("without-mac.pfx").to_vec();
    let end = bytes.len() - 60;
    bytes[end] ^= 1;
    assert_eq!(outcome(&bytes, Some("secret")), Err(Unreadable::WrongPassword));
    let safe = &bytes[4 + 3..];
    let octets = &safe[4 + 11 + 4 + 4..];
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &{
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<sha2::Sha256>(b"secret", b"salt", 1, &mut key);
        key
    });
    let mac = ring::hmac::sign(&key, octets);
    let pbkdf2 = pbkdf2(b"salt", &[1], &[0x20]);
    let scheme = tlv(0x30, &[&oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9])]);
    let parameters = tlv(0x30, &[&pbkdf2, &scheme]);
    let algorithm =
        tlv(0x30, &[&oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 14]), &parameters]);
    let digest = tlv(0x30, &[&algorithm, &tlv(4, &[mac.as_ref()])]);
    let mac = tlv(0x30, &[&digest, &tlv(4, &[b"salt"])]);
    let file = tlv(0x30, &[&bytes[4..], &mac]);
    assert_eq!(outcome(&file, Some("other")), Err(Unreadable::WrongPassword));
    assert!(matches!(outcome(&file, Some("secret")), Err(Unreadable::Malformed(_))));
}

#[test]
fn too_many_rounds_are_refused_before_the_first() {
    let refused = |rounds| Err(Unreadable::TooManyRounds(rounds));
    assert_eq!(outcome(file!("many-rounds.pfx"), Some("secret")), refused(1_000_000));
    let shrouded = |salt: u32, rounds: &[u8]| {
        let derivation = pbkdf2(&salt.to_be_bytes(), rounds, &[0x20]);
        let aes = oid(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42]);
        let cipher = tlv(0x30, &[&aes, &tlv(4, &[&[0; 16]])]);
        let parameters = tlv(0x30, &[&derivation, &cipher]);
        let name = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13]);
        let key = tlv(0x30, &[&tlv(0x30, &[&name, &parameters]), &tlv(4, &[&[0; 16]])]);
        bag(2, &key)
    };
    let many = |count, rounds: &[u8]| -> Vec<u8> {
        file(&(0..count).flat_map(|salt| shrouded(salt, rounds)).collect::<Vec<u8>>())
    };
    assert_eq!(outcome(&many(1, &[0x0f, 0x42, 0x40]), None), refused(1_000_000));
    assert_eq!(outcome(&many(1, &[0x7f; 8]), None), refused(0x7f7f_7f7f_7f7f_7f7f));
    assert_eq!(outcome(&many(1, &[0x7f; 40]), None), refused(u64::MAX));
    assert_eq!(outcome(&many(10_000, &[0x0d, 0xbb, 0xa0]), None), refused(3_600_000));
    let keys = "more keys are derived from its password than anyone needs";
    let refused = Err(Unreadable::Malformed(keys.to_owned()));
    assert_eq!(outcome(&many(8_000, &[1]), None), refused);
    for count in [&[][..], &[0], &[0x80]] {
        assert!(matches!(outcome(&many(1, count), None), Err(Unreadable::Malformed(_))));
    }
}

#[test]
fn bags_in_bags_come_to_an_end() {
    let nested = |depth| (0..depth).fold(Vec::new(), |inner, _| bag(6, &tlv(0x30, &[&inner])));
    assert_eq!(outcome(&file(&nested(5)), None), Ok((0, vec![])));
    assert!(matches!(outcome(&file(&nested(2_000)), None), Err(Unreadable::Malformed(_))));
}

#[test]
fn a_file_to_or_from_a_public_key_is_not_opened() {
    let pkcs7 = |kind| oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, kind]);
    let signed = tlv(0x30, &[&pkcs7(2), &tlv(0xa0, &[&tlv(0x30, &[])])]);
    let signed = tlv(0x30, &[&[2, 1, 3], &signed]);
    assert!(is_pkcs12(&Value::first(&signed).unwrap().0));
    assert_eq!(outcome(&signed, None), unknown("signed with a private key, not a MAC"));
    let enveloped = tlv(0x30, &[&pkcs7(3), &tlv(0xa0, &[&tlv(0x30, &[])])]);
    let contents = tlv(4, &[&tlv(0x30, &[&enveloped])]);
    let data = tlv(0x30, &[&pkcs7(1), &tlv(0xa0, &[&contents])]);
    assert_eq!(outcome(&tlv(0x30, &[&[2, 1, 3], &data]), None), unknown("to a public key"));
}

#[test]
fn no_bytes_lead_astray() {
    let files = [
        (&file!("one-round.pfx")[..], 1_000),
        (file!("plain-without-mac.pfx"), 1_000),
        (file!("nss.p12"), 5),
    ];
    for (bytes, times) in files {
        for end in 0..bytes.len() {
            assert!(outcome(&bytes[..end], Some("secret")).is_err());
        }
        let mut random = 1_u64;
        for _ in 0..times {
            let mut bytes = bytes.to_vec();
            for _ in 0..3 {
                // Xorshift, the same in each run.
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                let at = (random >> 16) as usize % bytes.len();
                bytes[at] = random as u8;
            }
            let _ = read(&bytes, Some("secret"));
        }
    }
}

/// A value in DER.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    let length = u32::try_from(contents.len()).unwrap().to_be_bytes();
    [&[tag, 0x84][..], &length, &contents].concat()
}

fn oid(contents: &[u8]) -> Vec<u8> {
    tlv(6, &[contents])
}

fn pbkdf2(salt: &[u8], rounds: &[u8], length: &[u8]) -> Vec<u8> {
    let sha256 = tlv(0x30, &[&oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9])]);
    let values = [tlv(4, &[salt]), tlv(2, &[rounds]), tlv(2, &[length]), sha256].concat();
    let name = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12]);
    tlv(0x30, &[&name, &tlv(0x30, &[&values])])
}

fn bag(kind: u8, value: &[u8]) -> Vec<u8> {
    let name = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, kind]);
    tlv(0x30, &[&name, &tlv(0xa0, &[value])])
}

/// A file without a MAC around bags.
fn file(bags: &[u8]) -> Vec<u8> {
    let data = |contents: &[u8]| {
        let name = oid(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1]);
        tlv(0x30, &[&name, &tlv(0xa0, &[&tlv(4, &[contents])])])
    };
    let safe = tlv(0x30, &[&data(&tlv(0x30, &[bags]))]);
    tlv(0x30, &[&[2, 1, 3], &data(&safe)])
}
