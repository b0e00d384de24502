//! One certificate: RFC 5280, section 4.1.

use std::fmt::Write;

use sha1::{Digest, Sha1};
use sha2::Sha256;
use x509_parser::asn1_rs::{FromDer, Oid};
use x509_parser::certificate::{X509Certificate, X509CertificateParser};
use x509_parser::error::X509Error;
use x509_parser::nom::{Offset, Parser};
use x509_parser::x509::X509Version;

use super::ber::{self, SEQUENCE, Value, Values};
use super::extensions::Extensions;
use super::{Certificate, Unreadable, malformed, name, public_key, validity};

/// `der` is the certificate and nothing else.
pub(super) fn read(der: &[u8]) -> Result<Certificate, Unreadable> {
    facts(der).map_err(|error| match error {
        Unreadable::Truncated => {
            Unreadable::Malformed("a part of it is longer than the whole".to_owned())
        }
        error => error,
    })
}

/// The parts of a certificate that was read before, its extensions as bytes.
pub(super) fn parts(der: &[u8]) -> Option<X509Certificate<'_>> {
    let (_, parts) =
        X509CertificateParser::new().with_deep_parse_extensions(false).parse(der).ok()?;
    Some(parts)
}

fn facts(der: &[u8]) -> Result<Certificate, Unreadable> {
    check_form(der)?;
    let (_, parts) = X509Certificate::from_der(der).map_err(|error| invalid(error.into()))?;
    if !matches!(parts.version(), X509Version::V1 | X509Version::V2 | X509Version::V3) {
        return Err(invalid(X509Error::InvalidVersion));
    }
    let (not_before, not_after) = validity::read(dates(der, parts.issuer().as_raw())?)?;
    let extensions = Extensions::read(parts.extensions())?;
    Ok(Certificate {
        // From their bytes: x509-parser ends a name where it cannot read on.
        subject: name::read(parts.subject().as_raw(), "")?,
        issuer: name::read(parts.issuer().as_raw(), " of the issuer")?,
        serial: serial(parts.raw_serial())?,
        not_before,
        not_after,
        key: public_key::read(parts.public_key())?,
        signature_algorithm: identifier(
            parts.signature_algorithm.oid(),
            "its signature algorithm",
        )?,
        dns_names: extensions.dns_names,
        extended_key_usage: extensions.extended_key_usage,
        key_usage: extensions.key_usage,
        ca: extensions.ca,
        crl_distribution_points: extensions.crl_distribution_points,
        issuer_addresses: extensions.issuer_addresses,
        subject_key_id: extensions.subject_key_id,
        authority_key_id: extensions.authority_key_id,
        sha1: hex(&Sha1::digest(der)),
        sha256: hex(&Sha256::digest(der)),
        der: der.into(),
        place: None,
    })
}

/// What x509-parser lets pass: what DER has another form for, and more parts than
/// three.
fn check_form(der: &[u8]) -> Result<(), Unreadable> {
    let (whole, rest) = Value::first(der)?;
    if whole.tag != SEQUENCE || !rest.is_empty() {
        return malformed("it is no certificate");
    }
    ber::check_der(whole.whole)?;
    let mut parts = whole.values();
    for _ in 0..3 {
        parts.next()?;
    }
    match parts.rest() {
        [] => Ok(()),
        _ => malformed("it has more parts than a certificate has"),
    }
}

fn invalid(error: X509Error) -> Unreadable {
    let what = match error {
        X509Error::InvalidVersion => "its version is none of 1, 2 and 3",
        X509Error::InvalidSerial => "its serial number is missing",
        X509Error::InvalidAlgorithmIdentifier => "an algorithm of it has no identifier",
        X509Error::InvalidX509Name => "a name is not made of sets of attributes",
        X509Error::InvalidDate => "its validity is no date",
        X509Error::InvalidSPKI => "its public key is missing",
        X509Error::InvalidExtensions => "its extensions are not made of kinds and values",
        X509Error::InvalidSignatureValue => "its signature is missing",
        _ => "its parts are not those of a certificate",
    };
    Unreadable::Malformed(what.to_owned())
}

/// What stands behind the issuer: the validity as it is written.
fn dates<'b>(der: &'b [u8], issuer: &[u8]) -> Result<Value<'b>, Unreadable> {
    let start = der.offset(issuer) + issuer.len();
    Values::of(der.get(start..).unwrap_or_default()).expect(SEQUENCE, "its validity")
}

fn serial(digits: &[u8]) -> Result<String, Unreadable> {
    match digits {
        [] => malformed("its serial number is empty"),
        [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => malformed("its serial number is padded"),
        // The byte that keeps a positive number from looking negative.
        [0, digits @ ..] if !digits.is_empty() => Ok(hex(digits)),
        digits => Ok(hex(digits)),
    }
}

/// Dotted; x509-parser takes the first two numbers of some for others.
pub(super) fn identifier(object: &Oid<'_>, of: &str) -> Result<String, Unreadable> {
    ber::dotted(object.as_bytes())
        .ok_or_else(|| Unreadable::Malformed(format!("{of} has no identifier")))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
