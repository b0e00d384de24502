//! One certificate: RFC 5280, section 4.1.

use std::fmt::Write;

use sha1::{Digest, Sha1};
use sha2::Sha256;

use super::ber::{self, BIT_STRING, INTEGER, OBJECT, SEQUENCE, Value, Values};
use super::extensions::Extensions;
use super::{Certificate, Unreadable, malformed, name, public_key, validity};

/// The parts of a certificate, in their order.
pub(super) struct Parts<'b> {
    /// What the signature is about.
    pub signed: &'b [u8],
    pub serial: Value<'b>,
    pub issuer: Value<'b>,
    pub validity: Value<'b>,
    pub subject: Value<'b>,
    /// The subject's public key with its algorithm.
    pub key: Value<'b>,
    pub extensions: Option<Value<'b>>,
    /// Dotted object identifier.
    pub signature_algorithm: String,
    pub signature: &'b [u8],
}

impl<'b> Parts<'b> {
    /// `der` is the certificate and nothing else.
    pub fn of(der: &'b [u8]) -> Result<Parts<'b>, Unreadable> {
        let (whole, rest) = Value::first(der)?;
        if whole.tag != SEQUENCE || !rest.is_empty() {
            return malformed("it is no certificate");
        }
        ber::check_der(whole.whole)?;
        let mut outer = whole.values();
        let signed = outer.expect(SEQUENCE, "what it certifies")?;
        let algorithm = outer.expect(SEQUENCE, "its signature algorithm")?;
        let signature = outer.expect(BIT_STRING, "its signature")?;

        let mut values = signed.values();
        check_version(values.optional(ber::context(0))?)?;
        let parts = Parts {
            signed: signed.whole,
            serial: values.expect(INTEGER, "its serial number")?,
            issuer: {
                values.expect(SEQUENCE, "its inner signature algorithm")?;
                values.expect(SEQUENCE, "its issuer")?
            },
            validity: values.expect(SEQUENCE, "its validity")?,
            subject: values.expect(SEQUENCE, "its subject")?,
            key: values.expect(SEQUENCE, "its public key")?,
            extensions: {
                for unique_id in [1, 2] {
                    // Of primitive or constructed form, and of no interest.
                    let primitive = values.optional(0x80 | unique_id)?;
                    if primitive.is_none() {
                        values.optional(ber::context(unique_id))?;
                    }
                }
                values.optional(ber::context(3))?
            },
            signature_algorithm: identifier(algorithm, "its signature algorithm")?,
            signature: signature.contents.get(1..).unwrap_or_default(),
        };
        if !outer.rest().is_empty() || !values.rest().is_empty() {
            return malformed("it has more parts than a certificate has");
        }
        Ok(parts)
    }
}

/// `der` is the certificate and nothing else.
pub(super) fn read(der: &[u8]) -> Result<Certificate, Unreadable> {
    facts(der).map_err(|error| match error {
        Unreadable::Truncated => {
            Unreadable::Malformed("a part of it is longer than the whole".to_owned())
        }
        error => error,
    })
}

fn facts(der: &[u8]) -> Result<Certificate, Unreadable> {
    let parts = Parts::of(der)?;
    let (not_before, not_after) = validity::read(parts.validity)?;
    let extensions = Extensions::read(parts.extensions)?;
    Ok(Certificate {
        subject: name::read(parts.subject, "")?,
        issuer: name::read(parts.issuer, " of the issuer")?,
        serial: serial(parts.serial)?,
        not_before,
        not_after,
        key: public_key::read(parts.key)?,
        signature_algorithm: parts.signature_algorithm,
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

fn check_version(explicit: Option<Value<'_>>) -> Result<(), Unreadable> {
    let Some(explicit) = explicit else { return Ok(()) };
    match explicit.values().expect(INTEGER, "its version")?.number() {
        Some(0..=2) => Ok(()),
        _ => malformed("its version is none of 1, 2 and 3"),
    }
}

fn serial(value: Value<'_>) -> Result<String, Unreadable> {
    match value.contents {
        [] => malformed("its serial number is empty"),
        [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => malformed("its serial number is padded"),
        // The byte that keeps a positive number from looking negative.
        [0, digits @ ..] if !digits.is_empty() => Ok(hex(digits)),
        digits => Ok(hex(digits)),
    }
}

/// The identifier that an `AlgorithmIdentifier` begins with.
pub(super) fn identifier(algorithm: Value<'_>, what: &str) -> Result<String, Unreadable> {
    let object = algorithm.values().expect(OBJECT, what)?;
    object.object().ok_or_else(|| Unreadable::Malformed(format!("{what} has no identifier")))
}

/// The bytes of a bit string that has whole bytes.
pub(super) fn bits<'b>(value: Value<'b>, what: &str) -> Result<&'b [u8], Unreadable> {
    match value.contents {
        [0, bytes @ ..] => Ok(bytes),
        _ => malformed(&format!("{what} is not made of whole bytes")),
    }
}

/// The only value in these bytes.
pub(super) fn only<'b>(bytes: &'b [u8], tag: u8, what: &str) -> Result<Value<'b>, Unreadable> {
    let mut values = Values::of(bytes);
    let value = values.expect(tag, what)?;
    if !values.rest().is_empty() {
        return malformed(&format!("something follows {what}"));
    }
    Ok(value)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
