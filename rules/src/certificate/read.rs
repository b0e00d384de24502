//! From the bytes of a file, whatever kind it is, to what it says.

use std::panic::{self, AssertUnwindSafe};

use zeroize::Zeroizing;

use super::ber::Value;
use super::keys;
use super::pem::{Block, Text};
use super::{Certificate, CertificateFile, Container, PrivateKey, Unreadable};
use super::{kind, malformed, order, pkcs7, pkcs12, x509};

/// Reads a certificate file of any kind. `password` is for PKCS#12; without one
/// the empty one is tried.
pub fn read(bytes: &[u8], password: Option<&str>) -> Result<CertificateFile, Unreadable> {
    // Files come from anywhere, and no crate below is above suspicion.
    panic::catch_unwind(AssertUnwindSafe(|| of_bytes(bytes, password)))
        .unwrap_or_else(|_| malformed("it cannot be read"))
}

/// A private key in the file.
struct Held {
    /// Nothing where it cannot be compared.
    public: Option<keys::Public>,
    /// The certificate that the file says it belongs to.
    of: Option<usize>,
}

fn of_bytes(bytes: &[u8], password: Option<&str>) -> Result<CertificateFile, Unreadable> {
    if looks_binary(bytes) {
        return of_binary(bytes, password);
    }
    let text = Text::of(bytes);
    if text.text.bytes().all(is_padding) {
        return Err(Unreadable::Empty);
    }
    if text.has_blocks() {
        return of_pem(&text, password);
    }
    if let Some(decoded) = text.bare().filter(|decoded| looks_binary(decoded)) {
        let mut file = of_binary(&decoded, password)?;
        if file.container == Container::Der {
            file.container = Container::Pem;
        }
        return Ok(file);
    }
    Err(match kind::of_other(bytes) {
        Unreadable::Unknown => kind::of_other(text.text.as_bytes()),
        known => known,
    })
}

/// Begins like a sequence, and holds what no text does.
fn looks_binary(bytes: &[u8]) -> bool {
    match bytes {
        [0x30, 0x80..=0xff, ..] => true,
        [0x30, ..] => bytes.iter().any(|byte| *byte < b'\t'),
        _ => false,
    }
}

/// What editors and transports put behind a file.
fn is_padding(byte: u8) -> bool {
    byte == 0 || byte.is_ascii_whitespace()
}

fn of_binary(bytes: &[u8], password: Option<&str>) -> Result<CertificateFile, Unreadable> {
    let (first, rest) = Value::first(bytes).map_err(|error| {
        let header = match bytes {
            [_, length @ 0x81..=0x88, ..] => 2 + usize::from(length & 0x7f),
            _ => 2,
        };
        match bytes.get(header) {
            // A sequence, a number, an identifier: what certificate files begin with.
            None | Some(0x30 | 0x02 | 0x06) => error,
            Some(_) => Unreadable::Unknown,
        }
    })?;
    if pkcs12::is_pkcs12(&first) {
        nothing_in(rest)?;
        return of_pkcs12(first.whole, password);
    }
    if pkcs7::is_pkcs7(&first) {
        nothing_in(rest)?;
        let ders = pkcs7::read(first)?;
        return Ok(file(Container::Pkcs7, certificates(&ders)?, Vec::new()));
    }
    if let Some(other) = kind::of_value(&first) {
        return Err(other);
    }
    nothing_in(rest)?;
    Ok(file(Container::Der, vec![x509::read(first.whole)?], Vec::new()))
}

fn nothing_in(rest: &[u8]) -> Result<(), Unreadable> {
    match rest.iter().all(|byte| is_padding(*byte)) {
        true => Ok(()),
        false => malformed(&format!("{} bytes follow its end", rest.len())),
    }
}

fn of_pkcs12(bytes: &[u8], password: Option<&str>) -> Result<CertificateFile, Unreadable> {
    let opened = pkcs12::read(bytes, password)?;
    if opened.certificates.is_empty() {
        return Err(Unreadable::NoCertificate("the PFX file"));
    }
    let ders: Vec<&[u8]> = opened.certificates.iter().map(|(der, _)| der.as_slice()).collect();
    let named = |id: &Option<Vec<u8>>| {
        opened.certificates.iter().position(|(_, local)| local.is_some() && local == id)
    };
    let held = opened.keys.into_iter();
    let held = held.map(|key| Held { of: named(&key.local_key_id), public: key.public }).collect();
    Ok(file(Container::Pkcs12, certificates(&ders)?, held))
}

fn of_pem(text: &Text<'_>, password: Option<&str>) -> Result<CertificateFile, Unreadable> {
    let blocks = text.blocks()?;
    let count = blocks.iter().filter(|block| holds_certificates(block)).count();
    let mut found = Vec::new();
    let mut private = Vec::new();
    let mut other = None;
    let mut container = Container::Pkcs7;
    for block in &blocks {
        if holds_certificates(block) {
            let number = found.len() + 1;
            let bytes = block.bytes().map_err(|error| numbered(error, number, count))?;
            if let (1, Ok((first, _))) = (count, Value::first(&bytes))
                && pkcs12::is_pkcs12(&first)
            {
                return of_binary(&bytes, password);
            }
            let (kind, mut certificates) =
                of_block(block, &bytes).map_err(|error| numbered(error, number, count))?;
            if kind == Container::Der {
                container = Container::Pem;
            }
            for certificate in &mut certificates {
                certificate.place = text.offset.map(|offset| block.place.shifted(offset));
            }
            found.push(certificates);
        } else if block.label.ends_with("PRIVATE KEY") {
            private.push(block.bytes().ok().map(Zeroizing::new));
        } else {
            other = other.or(kind::of_label(block.label));
        }
    }
    if found.is_empty() {
        return Err(match private.is_empty() {
            true => other.unwrap_or(Unreadable::NoCertificate("the PEM file")),
            false => kind::PRIVATE_KEY,
        });
    }
    let certificates: Vec<Certificate> = found.into_iter().flatten().collect();
    let beside = keys::beside(certificates.iter().map(|it| &*it.der), private.len());
    let public = |key: Option<Zeroizing<Vec<u8>>>| keys::of_private_key(&key?, &beside);
    let held = private.into_iter().map(|key| Held { public: public(key), of: None }).collect();
    Ok(file(container, certificates, held))
}

fn holds_certificates(block: &Block<'_>) -> bool {
    matches!(
        block.label,
        "CERTIFICATE"
            | "X509 CERTIFICATE"
            | "TRUSTED CERTIFICATE"
            | "PKCS7"
            | "PKCS #7 SIGNED DATA"
            | "CMS"
            | "PKCS12"
    )
}

/// Labels are not to be relied on: certutil writes CERTIFICATE around any file.
fn of_block(block: &Block<'_>, bytes: &[u8]) -> Result<(Container, Vec<Certificate>), Unreadable> {
    let (first, rest) = Value::first(bytes)?;
    if let Some(other) = kind::of_value(&first).filter(|_| !pkcs7::is_pkcs7(&first)) {
        return Err(other);
    }
    // What OpenSSL trusts a certificate for stands behind it.
    if block.label != "TRUSTED CERTIFICATE" {
        nothing_in(rest)?;
    }
    if pkcs7::is_pkcs7(&first) {
        return Ok((Container::Pkcs7, certificates(&pkcs7::read(first)?)?));
    }
    Ok((Container::Der, vec![x509::read(first.whole)?]))
}

fn certificates(ders: &[&[u8]]) -> Result<Vec<Certificate>, Unreadable> {
    let read = |(at, der): (usize, &&[u8])| {
        x509::read(der).map_err(|error| numbered(error, at + 1, ders.len()))
    };
    ders.iter().enumerate().map(read).collect()
}

/// Says which one of several it is.
fn numbered(error: Unreadable, number: usize, count: usize) -> Unreadable {
    if count == 1 {
        return error;
    }
    let which = format!("certificate {number} of {count}");
    Unreadable::Malformed(match error {
        Unreadable::Malformed(what) => format!("{which}: {what}"),
        Unreadable::Truncated => format!("{which} is cut off"),
        Unreadable::Is(what) => format!("{which} is {what}"),
        other => format!("{which}: {other}"),
    })
}

fn file(container: Container, certificates: Vec<Certificate>, held: Vec<Held>) -> CertificateFile {
    let key_of = |certificate: &Certificate| {
        keys::of_certificate(x509::parts(&certificate.der)?.public_key().raw)
    };
    let publics: Vec<_> = match held.is_empty() {
        true => Vec::new(),
        false => certificates.iter().map(key_of).collect(),
    };
    let owner = |key: &Held| {
        let public = key.public.as_ref()?;
        publics.iter().position(|it| it.as_ref() == Some(public))
    };
    let leaf = held
        .iter()
        .find_map(owner)
        .or_else(|| held.iter().find_map(|key| key.of))
        .unwrap_or_else(|| order::leaf(&certificates));
    let of_leaf = publics.get(leaf).and_then(Option::as_ref);
    let same = |key: &Held| Some(key.public.as_ref()? == of_leaf?);
    let answers: Vec<Option<bool>> = held.iter().map(same).collect();
    let private_key = PrivateKey {
        present: !held.is_empty(),
        matches_leaf: match answers.contains(&Some(true)) {
            true => Some(true),
            // One that cannot be compared may be the one.
            false if answers.contains(&None) => None,
            false => answers.first().map(|_| false),
        },
    };
    let (certificates, chain) = order::arrange(certificates, leaf);
    CertificateFile { container, certificates, chain, private_key }
}
