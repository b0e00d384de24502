//! The certificates of a PKCS#7 file: RFC 5652, section 5.

use super::ber::{INTEGER, OBJECT, SEQUENCE, SET, Value, context};
use super::{Unreadable, malformed};

const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// The content types whose content is encrypted: of PKCS#7 and of RFC 5083.
const ENCRYPTED: [&str; 4] = [
    "1.2.840.113549.1.7.3",
    "1.2.840.113549.1.7.4",
    "1.2.840.113549.1.7.6",
    "1.2.840.113549.1.9.16.1.23",
];

/// Whether a file is a `ContentInfo`.
pub(super) fn is_pkcs7(first: &Value<'_>) -> bool {
    let kind = first.values().next().ok().flatten().and_then(|kind| kind.object());
    kind.is_some_and(|kind| {
        kind.starts_with("1.2.840.113549.1.7.") || kind.starts_with("1.2.840.113549.1.9.16.1.")
    })
}

/// The DER of each certificate, in the order of the file.
pub(super) fn read<'b>(first: Value<'b>) -> Result<Vec<&'b [u8]>, Unreadable> {
    let mut info = first.values();
    let kind = info.expect(OBJECT, "its content type")?.object().unwrap_or_default();
    if ENCRYPTED.contains(&kind.as_str()) {
        return Err(Unreadable::Is("an encrypted PKCS#7 file"));
    }
    if kind != SIGNED_DATA {
        return Err(Unreadable::NoCertificate("the PKCS#7 file"));
    }
    let mut content = info.expect(context(0), "its content")?.values();
    let mut parts = content.expect(SEQUENCE, "its signed data")?.values();
    parts.expect(INTEGER, "its version")?;
    parts.expect(SET, "its list of digest algorithms")?;
    parts.expect(SEQUENCE, "what it signs")?;
    let mut found = Vec::new();
    if let Some(set) = parts.optional(context(0))? {
        let mut choices = set.values();
        while let Some(choice) = choices.next()? {
            // The others are attribute certificates and forms of old.
            if choice.tag == SEQUENCE {
                found.push(choice.whole);
            }
        }
    }
    match found.is_empty() && info.rest().is_empty() {
        true => Err(Unreadable::NoCertificate("the PKCS#7 file")),
        false if !info.rest().is_empty() => malformed("something follows its content"),
        false => Ok(found),
    }
}
