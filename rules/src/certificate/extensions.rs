//! The extensions that say something here: RFC 5280, section 4.2.

use super::ber::{BIT_STRING, OBJECT, OCTET_STRING, SEQUENCE, Value, Values, context};
use super::x509::only;
use super::{Unreadable, malformed};

const BOOLEAN: u8 = 0x01;

/// The kinds dNSName and uniformResourceIdentifier of a general name.
const DNS_NAME: u8 = 0x82;
const ADDRESS: u8 = 0x86;

const CA_ISSUERS: &str = "1.3.6.1.5.5.7.48.2";

/// In the order of their bits.
const KEY_USAGES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

/// As in [`super::Certificate`].
#[derive(Default)]
pub(super) struct Extensions {
    pub dns_names: Option<Vec<String>>,
    pub extended_key_usage: Option<Vec<String>>,
    pub key_usage: Option<Vec<&'static str>>,
    pub ca: Option<bool>,
    pub crl_distribution_points: Option<Vec<String>>,
    pub issuer_addresses: Option<Vec<String>>,
    pub subject_key_id: Option<Vec<u8>>,
    pub authority_key_id: Option<Vec<u8>>,
}

impl Extensions {
    /// `explicit` is the `[3]` of a certificate.
    pub fn read(explicit: Option<Value<'_>>) -> Result<Extensions, Unreadable> {
        let mut found = Extensions::default();
        let Some(explicit) = explicit else { return Ok(found) };
        let mut seen = Vec::new();
        let mut list = only(explicit.contents, SEQUENCE, "its list of extensions")?.values();
        while let Some(extension) = list.next()? {
            let mut parts = extension.values();
            let kind = parts.expect(OBJECT, "the kind of an extension")?.object();
            parts.optional(BOOLEAN)?;
            let value = parts.expect(OCTET_STRING, "the value of an extension")?.contents;
            if extension.tag != SEQUENCE || !parts.rest().is_empty() {
                return malformed("an extension is not made of a kind and a value");
            }
            let Some(kind) = kind.as_deref().and_then(kind_of) else { continue };
            if seen.contains(&kind) {
                return malformed(&format!("it has two extensions of the kind {kind}"));
            }
            seen.push(kind);
            found.take(kind, value).map_err(|error| damaged(kind, error))?;
        }
        Ok(found)
    }

    fn take(&mut self, kind: &str, value: &[u8]) -> Result<(), Unreadable> {
        match kind {
            SUBJECT_ALTERNATIVE_NAME => self.dns_names = Some(dns_names(value)?),
            EXTENDED_KEY_USAGE => self.extended_key_usage = Some(extended_key_usage(value)?),
            KEY_USAGE => self.key_usage = Some(key_usage(value)?),
            BASIC_CONSTRAINTS => self.ca = Some(is_ca(value)?),
            CRL_DISTRIBUTION_POINTS => self.crl_distribution_points = Some(crls(value)?),
            AUTHORITY_INFORMATION => self.issuer_addresses = Some(issuer_addresses(value)?),
            SUBJECT_KEY => {
                let id = only(value, OCTET_STRING, "the key identifier")?;
                self.subject_key_id = Some(id.contents.to_vec());
            }
            AUTHORITY_KEY => {
                let id = only(value, SEQUENCE, "the list")?.values().optional(0x80)?;
                self.authority_key_id = id.map(|id| id.contents.to_vec());
            }
            _ => {}
        }
        Ok(())
    }
}

const SUBJECT_ALTERNATIVE_NAME: &str = "subject alternative name";
const EXTENDED_KEY_USAGE: &str = "extended key usage";
const KEY_USAGE: &str = "key usage";
const BASIC_CONSTRAINTS: &str = "basic constraints";
const CRL_DISTRIBUTION_POINTS: &str = "CRL distribution points";
const AUTHORITY_INFORMATION: &str = "authority information access";
const SUBJECT_KEY: &str = "subject key identifier";
const AUTHORITY_KEY: &str = "authority key identifier";

fn kind_of(object: &str) -> Option<&'static str> {
    Some(match object {
        "2.5.29.17" => SUBJECT_ALTERNATIVE_NAME,
        "2.5.29.37" => EXTENDED_KEY_USAGE,
        "2.5.29.15" => KEY_USAGE,
        "2.5.29.19" => BASIC_CONSTRAINTS,
        "2.5.29.31" => CRL_DISTRIBUTION_POINTS,
        "1.3.6.1.5.5.7.1.1" => AUTHORITY_INFORMATION,
        "2.5.29.14" => SUBJECT_KEY,
        "2.5.29.35" => AUTHORITY_KEY,
        _ => return None,
    })
}

fn damaged(kind: &str, error: Unreadable) -> Unreadable {
    Unreadable::Malformed(match error {
        Unreadable::Malformed(what) => format!("in its {kind}, {what}"),
        _ => format!("its {kind} is cut off"),
    })
}

fn dns_names(value: &[u8]) -> Result<Vec<String>, Unreadable> {
    let names = only(value, SEQUENCE, "the list")?;
    general_names(names.values(), DNS_NAME, "a DNS name")
}

fn extended_key_usage(value: &[u8]) -> Result<Vec<String>, Unreadable> {
    let mut purposes = only(value, SEQUENCE, "the list")?.values();
    let mut objects = Vec::new();
    while let Some(purpose) = purposes.next()? {
        match purpose.object() {
            Some(object) => objects.push(object),
            None => return malformed("a purpose is no object identifier"),
        }
    }
    Ok(objects)
}

fn key_usage(value: &[u8]) -> Result<Vec<&'static str>, Unreadable> {
    let [unused @ 0..8, bytes @ ..] = only(value, BIT_STRING, "the bit string")?.contents else {
        return malformed("the bit string is empty");
    };
    let count = (8 * bytes.len()).checked_sub(usize::from(*unused));
    let Some(count) = count else { return malformed("the bit string is empty") };
    let bits = bytes.iter().flat_map(|byte| (0..8).map(move |bit| byte & (0x80 >> bit) != 0));
    let names = bits.take(count).zip(KEY_USAGES);
    Ok(names.filter(|(set, _)| *set).map(|(_, name)| name).collect())
}

fn is_ca(value: &[u8]) -> Result<bool, Unreadable> {
    match only(value, SEQUENCE, "the list")?.values().optional(BOOLEAN)? {
        None => Ok(false),
        Some(Value { contents: [ca], .. }) => Ok(*ca != 0),
        Some(_) => malformed("a truth value has not one byte"),
    }
}

fn crls(value: &[u8]) -> Result<Vec<String>, Unreadable> {
    let mut points = only(value, SEQUENCE, "the list")?.values();
    let mut addresses = Vec::new();
    while let Some(point) = points.next()? {
        if point.tag != SEQUENCE {
            return malformed("a distribution point is no list");
        }
        let Some(name) = point.values().optional(context(0))? else { continue };
        // The other choice is a name relative to that of the issuer of the list.
        let Some(full) = name.values().optional(context(0))? else { continue };
        addresses.extend(general_names(full.values(), ADDRESS, "an address")?);
    }
    Ok(addresses)
}

fn issuer_addresses(value: &[u8]) -> Result<Vec<String>, Unreadable> {
    let mut descriptions = only(value, SEQUENCE, "the list")?.values();
    let mut addresses = Vec::new();
    while let Some(description) = descriptions.next()? {
        let mut parts = description.values();
        let method = parts.expect(OBJECT, "the method of access")?.object();
        if method.as_deref() == Some(CA_ISSUERS) {
            addresses.extend(general_names(parts, ADDRESS, "an address")?);
        }
    }
    Ok(addresses)
}

/// Those of one kind, in their order; `what` names one.
fn general_names(mut names: Values<'_>, kind: u8, what: &str) -> Result<Vec<String>, Unreadable> {
    let mut texts = Vec::new();
    while let Some(name) = names.next()? {
        if name.tag & 0xc0 != 0x80 {
            return malformed("a name is of no known kind");
        }
        if name.tag != kind {
            continue;
        }
        match str::from_utf8(name.contents) {
            Err(_) => return malformed(&format!("{what} is not valid UTF-8")),
            Ok(text) if text.contains('\0') => {
                return malformed(&format!("{what} holds a NUL character"));
            }
            Ok(text) => texts.push(text.to_owned()),
        }
    }
    Ok(texts)
}

#[test]
fn key_usages_come_in_the_order_of_their_bits() {
    assert_eq!(
        key_usage(&[0x03, 0x02, 0x05, 0xa0]),
        Ok(vec!["digitalSignature", "keyEncipherment"])
    );
    assert_eq!(
        key_usage(&[0x03, 0x03, 0x07, 0x09, 0x80]),
        Ok(vec!["keyAgreement", "encipherOnly", "decipherOnly"])
    );
    assert_eq!(key_usage(&[0x03, 0x01, 0x00]), Ok(vec![]));
    assert!(key_usage(&[0x03, 0x01, 0x07]).is_err());
    assert!(key_usage(&[0x03, 0x00]).is_err());
}

#[test]
fn a_distribution_point_may_have_no_address() {
    assert_eq!(crls(&[0x30, 0x00]), Ok(vec![]));
    let named = [0x30, 0x0a, 0x30, 0x08, 0xa0, 0x06, 0xa0, 0x04, 0x86, 0x02, b'a', b'b'];
    assert_eq!(crls(&named), Ok(vec!["ab".to_owned()]));
}

#[test]
fn names_with_a_nul_are_refused() {
    let names = [0x30, 0x05, 0x82, 0x03, b'a', 0, b'b'];
    let refused = Err(Unreadable::Malformed("a DNS name holds a NUL character".to_owned()));
    assert_eq!(dns_names(&names), refused);
}
