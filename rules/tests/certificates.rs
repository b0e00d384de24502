//! What is read from certificate files, and what is said of files that are none.
//!
//! Everything under `certificates/` was made once, with throwaway keys.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use cmg_rules::certificate::{
    Certificate, CertificateFile, Container, Link, Unreadable, is_self_signed, link, read,
};
use sha1::{Digest, Sha1};

const LEAF: &[u8] = include_bytes!("certificates/leaf.cer");
const ISSUING: &[u8] = include_bytes!("certificates/issuing.cer");
const NAMESAKE: &[u8] = include_bytes!("certificates/namesake.cer");
const ROOT: &[u8] = include_bytes!("certificates/root.cer");
const OTHER_ROOT: &[u8] = include_bytes!("certificates/other-root.cer");
const RSA_1024: &[u8] = include_bytes!("certificates/rsa-1024.cer");
const CHAIN_PEM: &[u8] = include_bytes!("certificates/chain.pem");
const CHAIN_P7B: &[u8] = include_bytes!("certificates/chain.p7b");
const KEY: &[u8] = include_bytes!("certificates/key.der");
const REQUEST: &[u8] = include_bytes!("certificates/request.der");
const LIST: &[u8] = include_bytes!("certificates/list.crl");
const ENVELOPED: &[u8] = include_bytes!("certificates/enveloped.p7m");

fn one(der: &[u8]) -> Certificate {
    read(der, None).unwrap().certificates.remove(0)
}

fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64_STANDARD.encode(der))
}

fn names(file: &CertificateFile) -> Vec<&str> {
    file.certificates.iter().filter_map(|it| it.subject.common_name()).collect()
}

fn refusal(bytes: &[u8]) -> String {
    read(bytes, None).unwrap_err().to_string()
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|it| it == from).unwrap();
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

#[test]
fn a_certificate_says_what_it_says() {
    let leaf = one(LEAF);
    assert_eq!(leaf.subject.text, "CN=granitefalls.contoso.com,O=Contoso\\, Ltd.,C=US");
    assert_eq!(leaf.issuer.common_name(), Some("Contoso Issuing CA"));
    assert_eq!(leaf.serial, "80aa");
    assert_eq!(leaf.not_before.to_string(), "2026-01-01T00:00:00");
    assert_eq!(leaf.not_after.to_string(), "2027-06-30T12:00:00");
    assert_eq!((leaf.key.algorithm.as_str(), leaf.key.bits), ("EC", Some(256)));
    assert_eq!(leaf.signature_algorithm, "1.2.840.10045.4.3.2");
    let list = |items: &[&str]| Some(items.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    assert_eq!(leaf.dns_names, list(&["granitefalls.contoso.com", "*.contoso.com"]));
    assert_eq!(leaf.extended_key_usage, list(&["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"]));
    assert_eq!(leaf.key_usage, Some(vec!["digitalSignature", "keyEncipherment"]));
    assert_eq!(leaf.ca, Some(false));
    assert_eq!(
        leaf.crl_distribution_points,
        list(&["ldap:///CN=CA", "http://crl.contoso.com/ca.crl"])
    );
    assert_eq!(leaf.issuer_addresses, list(&["http://crl.contoso.com/ca.cer"]));
    assert_eq!(leaf.authority_key_id, one(ISSUING).subject_key_id);
    assert_eq!(leaf.sha1, "2c005a289ab964e98c765ede260a40746c3990b5");
}

#[test]
fn what_a_certificate_lacks_is_absent() {
    let root = one(ROOT);
    assert_eq!((root.dns_names, root.key_usage, root.crl_distribution_points), (None, None, None));
    assert_eq!(root.not_after.to_string(), "9999-12-31T23:59:59");
    assert_eq!(one(RSA_1024).key.bits, Some(1024));
}

#[test]
fn the_leaf_comes_first_and_its_chain_behind_it() {
    let expected = ["granitefalls.contoso.com", "Contoso Issuing CA", "Contoso Root CA"];
    for (bytes, container) in [(CHAIN_PEM, Container::Pem), (CHAIN_P7B, Container::Pkcs7)] {
        let file = read(bytes, None).unwrap();
        assert_eq!((names(&file), file.chain, file.container), (expected.to_vec(), 3, container));
    }
}

#[test]
fn a_namesake_with_another_key_is_not_in_the_chain() {
    let text = [NAMESAKE, OTHER_ROOT, LEAF, ISSUING].map(|der| pem("CERTIFICATE", der)).concat();
    let file = read(text.as_bytes(), None).unwrap();
    assert_eq!(file.chain, 2);
    assert_eq!(file.certificates[1].der.as_ref(), ISSUING);
    // Behind the chain by name alone, and then the rest.
    assert_eq!(file.certificates[2].der.as_ref(), OTHER_ROOT);
    assert_eq!(file.certificates[3].der.as_ref(), NAMESAKE);
}

#[test]
fn the_place_of_a_certificate_is_its_begin_line_in_the_file() {
    let text = format!("\u{feff}# é\r\n{}", pem("CERTIFICATE", LEAF).replace('\n', "\r\n"));
    let file = read(text.as_bytes(), None).unwrap();
    assert_eq!(file.certificates[0].place.unwrap().of(&text), "-----BEGIN CERTIFICATE-----");
}

#[test]
fn text_comes_in_many_forms() {
    let plain = pem("CERTIFICATE", LEAF);
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let trusted = [LEAF, &[0x30, 0x02, 0x0c, 0x00]].concat();
    for (bytes, container) in [
        (plain.replace('\n', "\r").into_bytes(), Container::Pem),
        (plain.replace('\n', "").into_bytes(), Container::Pem),
        (pem("X509 CERTIFICATE", LEAF).into_bytes(), Container::Pem),
        (pem("TRUSTED CERTIFICATE", &trusted).into_bytes(), Container::Pem),
        (
            plain.replacen("-----\n", "-----\nOrigin: here\n and there\n\n", 1).into_bytes(),
            Container::Pem,
        ),
        (utf16, Container::Pem),
        (BASE64_STANDARD.encode(LEAF).into_bytes(), Container::Pem),
        ([b"caf\xe9\n", plain.as_bytes()].concat(), Container::Pem),
        (pem("PKCS7", CHAIN_P7B).into_bytes(), Container::Pkcs7),
        (pem("CERTIFICATE", CHAIN_P7B).into_bytes(), Container::Pkcs7),
        ([LEAF, b"\r\n\0"].concat(), Container::Der),
    ] {
        let file = read(&bytes, None).unwrap();
        assert_eq!((file.leaf().unwrap().der.as_ref(), file.container), (LEAF, container));
    }
}

#[test]
fn a_key_beside_a_certificate_is_noticed() {
    let text = [pem("PRIVATE KEY", KEY), pem("CERTIFICATE", LEAF)].concat();
    assert!(read(text.as_bytes(), None).unwrap().private_key.present);
    let locked = [pem("ENCRYPTED PRIVATE KEY", b"0"), pem("CERTIFICATE", LEAF)].concat();
    let key = read(locked.as_bytes(), None).unwrap().private_key;
    assert_eq!((key.present, key.matches_leaf), (true, None));
}

#[test]
fn files_that_are_something_else_are_named() {
    for (bytes, what) in [
        (KEY, "a private key"),
        (pem("OPENSSH PRIVATE KEY", b"x").as_bytes(), "a private key"),
        (REQUEST, "a certificate signing request"),
        (pem("NEW CERTIFICATE REQUEST", REQUEST).as_bytes(), "a certificate signing request"),
        (LIST, "a certificate revocation list"),
        (ENVELOPED, "an encrypted PKCS#7 file"),
        (b"\xfe\xed\xfe\xed\0\0\0\x02", "a Java keystore"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\n<!DOCTYPE html><title>Sign in</title>", "an HTML page"),
    ] {
        assert_eq!(refusal(bytes), format!("it is {what}, not a certificate"));
    }
    assert_eq!(read(b"", None), Err(Unreadable::Empty));
    assert_eq!(read(b"\xef\xbb\xbf\r\n", None), Err(Unreadable::Empty));
    assert_eq!(read(b"[cmg]\nname = \"0\"\n", None), Err(Unreadable::Unknown));
    assert_eq!(read(b"0123456789", None), Err(Unreadable::Unknown));
}

#[test]
fn what_is_damaged_is_said() {
    let name = b"granitefalls.contoso.com";
    let nul = replaced(LEAF, name, b"granitefalls\0contoso.com");
    assert_eq!(refusal(&nul), "it is damaged: the common name holds a NUL character");
    let latin = replaced(LEAF, name, b"granitefalls\xe9contoso.com");
    assert_eq!(refusal(&latin), "it is damaged: the common name is not valid UTF-8");
    let date = replaced(LEAF, b"270630120000Z", b"270631120000Z");
    assert_eq!(refusal(&date), "it is damaged: its validity is no date");
    let text = [pem("CERTIFICATE", LEAF), pem("CERTIFICATE", &nul)].concat();
    assert_eq!(
        refusal(text.as_bytes()),
        "it is damaged: certificate 2 of 2: the common name holds a NUL character"
    );
    assert_eq!(refusal(&[LEAF, b"more"].concat()), "it is damaged: 4 bytes follow its end");
    assert_eq!(refusal(&b"\x30\x80".repeat(500_000)), "it is cut off");
}

#[test]
fn links_tell_sound_from_broken_from_unchecked() {
    let (leaf, issuing, root) = (one(LEAF), one(ISSUING), one(ROOT));
    assert_eq!(link(&leaf, &issuing), Some(Link::Sound));
    assert_eq!(link(&issuing, &root), Some(Link::Sound));
    assert_eq!(link(&leaf, &root), None);
    assert!(matches!(link(&leaf, &one(NAMESAKE)), Some(Link::Broken(_))));
    assert!(matches!(link(&issuing, &one(OTHER_ROOT)), Some(Link::Broken(_))));
    let old = one(RSA_1024);
    assert_eq!(link(&old, &old), Some(Link::Unchecked("an RSA key below 2048 bits")));
    assert!(is_self_signed(&root) && is_self_signed(&old) && !is_self_signed(&leaf));
}

#[test]
fn names_agree_whatever_their_case_and_spaces() {
    let (leaf, mut issuing) = (one(LEAF), one(ISSUING));
    issuing.subject.der.clear();
    issuing.subject.attributes[2].value = " contoso  ISSUING ca".to_owned();
    assert_eq!(link(&leaf, &issuing), Some(Link::Sound));
}

/// Whatever a file is, what is said of a certificate is said of bytes in it.
fn is_honest(bytes: &[u8], source: &[u8]) {
    for certificate in read(bytes, None).into_iter().flat_map(|file| file.certificates) {
        let digest = Sha1::digest(&certificate.der);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(certificate.sha1, hex);
        assert!(source.windows(certificate.der.len()).any(|it| it == certificate.der.as_ref()));
    }
}

#[test]
fn no_file_that_is_cut_off_is_taken_for_a_whole_one() {
    for bytes in [LEAF, CHAIN_P7B, KEY, REQUEST, ENVELOPED] {
        for end in 0..bytes.len() {
            assert!(read(&bytes[..end], None).is_err(), "{end}");
        }
    }
    let last = [ROOT, LEAF, ISSUING].concat();
    for end in 0..CHAIN_PEM.len() {
        is_honest(&CHAIN_PEM[..end], &last);
    }
}

#[test]
fn no_change_of_a_file_is_misread() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for bytes in [LEAF, ISSUING, CHAIN_P7B, KEY, LIST, REQUEST, ENVELOPED] {
        for _ in 0..1_000 {
            let mut changed = bytes.to_vec();
            for _ in 0..=random(4) {
                let at = random(changed.len());
                changed[at] = u8::try_from(random(256)).unwrap();
            }
            is_honest(&changed, &changed);
        }
    }
    for _ in 0..1_000 {
        let mut changed = CHAIN_PEM.to_vec();
        let at = random(changed.len());
        changed[at] = u8::try_from(random(256)).unwrap();
        // What stands in the blocks is compared with the digest only.
        for certificate in read(&changed, None).into_iter().flat_map(|file| file.certificates) {
            is_honest(&certificate.der, &certificate.der);
        }
    }
}
