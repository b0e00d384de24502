//! The extensions that say something here: RFC 5280, section 4.2.

use x509_parser::asn1_rs::{FromDer, Oid, Tag};
use x509_parser::extensions::{DistributionPointName, GeneralName, ParsedExtension, X509Extension};
use x509_parser::oid_registry as oid;

use super::ber::{self, Value};
use super::x509::identifier;
use super::{Unreadable, malformed};

static KINDS: [(Oid<'_>, &str); 8] = [
    (oid::OID_X509_EXT_SUBJECT_ALT_NAME, "subject alternative name"),
    (oid::OID_X509_EXT_EXTENDED_KEY_USAGE, "extended key usage"),
    (oid::OID_X509_EXT_KEY_USAGE, "key usage"),
    (oid::OID_X509_EXT_BASIC_CONSTRAINTS, "basic constraints"),
    (oid::OID_X509_EXT_CRL_DISTRIBUTION_POINTS, "CRL distribution points"),
    (oid::OID_PKIX_AUTHORITY_INFO_ACCESS, "authority information access"),
    (oid::OID_X509_EXT_SUBJECT_KEY_IDENTIFIER, "subject key identifier"),
    (oid::OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER, "authority key identifier"),
];

/// The kinds dNSName and uniformResourceIdentifier of a general name.
const DNS_NAME: Tag = Tag(2);
const ADDRESS: Tag = Tag(6);

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
    pub fn read(extensions: &[X509Extension<'_>]) -> Result<Extensions, Unreadable> {
        let mut found = Extensions::default();
        let mut seen = Vec::new();
        for extension in extensions {
            let known = KINDS.iter().find(|(object, _)| *object == extension.oid);
            let Some((_, kind)) = known else { continue };
            if seen.contains(&kind) {
                return malformed(&format!("it has two extensions of the kind {kind}"));
            }
            seen.push(kind);
            found.take(extension).map_err(|error| damaged(kind, error))?;
        }
        Ok(found)
    }

    fn take(&mut self, extension: &X509Extension<'_>) -> Result<(), Unreadable> {
        // x509-parser passes over what it cannot read in some of them, and over
        // what follows the value in all of them.
        ber::check_der(extension.value)?;
        if !Value::first(extension.value)?.1.is_empty() {
            return malformed("something follows the value");
        }
        match extension.parsed_extension() {
            ParsedExtension::SubjectAlternativeName(it) => {
                self.dns_names = Some(texts(&it.general_names, DNS_NAME)?);
            }
            ParsedExtension::ExtendedKeyUsage(_) => {
                self.extended_key_usage = Some(purposes(extension.value)?);
            }
            ParsedExtension::KeyUsage(it) => self.key_usage = Some(key_usage(it.flags)),
            ParsedExtension::BasicConstraints(it) => self.ca = Some(it.ca),
            ParsedExtension::CRLDistributionPoints(points) => {
                let names = points.iter().filter_map(|it| match &it.distribution_point {
                    Some(DistributionPointName::FullName(names)) => Some(names),
                    // The other choice is a name relative to that of the issuer of the list.
                    _ => None,
                });
                self.crl_distribution_points = Some(texts(names.flatten(), ADDRESS)?);
            }
            ParsedExtension::AuthorityInfoAccess(access) => {
                let names = access
                    .iter()
                    .filter(|it| it.access_method == oid::OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS);
                self.issuer_addresses = Some(texts(names.map(|it| &it.access_location), ADDRESS)?);
            }
            ParsedExtension::SubjectKeyIdentifier(id) => self.subject_key_id = Some(id.0.to_vec()),
            ParsedExtension::AuthorityKeyIdentifier(it) => {
                self.authority_key_id = it.key_identifier.as_ref().map(|id| id.0.to_vec());
            }
            _ => return malformed("the value is not of that kind"),
        }
        Ok(())
    }
}

fn damaged(kind: &str, error: Unreadable) -> Unreadable {
    Unreadable::Malformed(match error {
        Unreadable::Malformed(what) => format!("in its {kind}, {what}"),
        _ => format!("its {kind} is cut off"),
    })
}

/// In their order, which `ExtendedKeyUsage` does not keep.
fn purposes(value: &[u8]) -> Result<Vec<String>, Unreadable> {
    let Ok((_, purposes)) = <Vec<Oid<'_>>>::from_der(value) else {
        return malformed("a purpose is no object identifier");
    };
    purposes.iter().map(|it| identifier(it, "a purpose")).collect()
}

fn key_usage(flags: u16) -> Vec<&'static str> {
    let set = |(bit, _): &(usize, _)| flags >> bit & 1 == 1;
    KEY_USAGES.into_iter().enumerate().filter(set).map(|(_, name)| name).collect()
}

/// The names of one kind, in their order.
fn texts<'n>(
    names: impl IntoIterator<Item = &'n GeneralName<'n>>,
    kind: Tag,
) -> Result<Vec<String>, Unreadable> {
    let what = if kind == DNS_NAME { "a DNS name" } else { "an address" };
    let mut texts = Vec::new();
    for name in names {
        let (found, text) = match name {
            GeneralName::DNSName(text) => (DNS_NAME, Some(*text)),
            GeneralName::URI(text) => (ADDRESS, Some(*text)),
            GeneralName::Invalid(tag, _) => (*tag, None),
            _ => continue,
        };
        match text {
            _ if found != kind => {}
            None => return malformed(&format!("{what} is not valid UTF-8")),
            Some(text) if text.contains('\0') => {
                return malformed(&format!("{what} holds a NUL character"));
            }
            Some(text) => texts.push(text.to_owned()),
        }
    }
    Ok(texts)
}

#[cfg(test)]
fn read_one(kind: &str, value: &[u8]) -> Result<Extensions, Unreadable> {
    use x509_parser::der_parser::asn1_rs::ToDer;

    let (object, _) = KINDS.iter().find(|(_, it)| *it == kind).unwrap();
    let parts = [object.to_der_vec().unwrap(), value.to_der_vec().unwrap()].concat();
    let whole = [&[0x30, u8::try_from(parts.len()).unwrap()], parts.as_slice()].concat();
    Extensions::read(&[X509Extension::from_der(&whole).unwrap().1])
}

#[test]
fn key_usages_come_in_the_order_of_their_bits() {
    let usages = |value| read_one("key usage", value).map(|it| it.key_usage.unwrap());
    let expected = vec!["digitalSignature", "keyEncipherment"];
    assert_eq!(usages(&[0x03, 0x02, 0x05, 0xa0]), Ok(expected));
    let expected = vec!["keyAgreement", "encipherOnly", "decipherOnly"];
    assert_eq!(usages(&[0x03, 0x03, 0x07, 0x09, 0x80]), Ok(expected));
    assert_eq!(usages(&[0x03, 0x01, 0x00]), Ok(vec![]));
    assert!(usages(&[0x03, 0x00]).is_err());
}

#[test]
fn purposes_come_in_their_order() {
    let value =
        b"\x30\x14\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x02\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01";
    let purposes = read_one("extended key usage", value).unwrap().extended_key_usage;
    assert_eq!(purposes.unwrap(), ["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"]);
}

#[test]
fn a_distribution_point_may_have_no_address() {
    let crls = |value| read_one("CRL distribution points", value).unwrap().crl_distribution_points;
    assert_eq!(crls(&[0x30, 0x00]), Some(vec![]));
    let named = [0x30, 0x0a, 0x30, 0x08, 0xa0, 0x06, 0xa0, 0x04, 0x86, 0x02, b'a', b'b'];
    assert_eq!(crls(&named), Some(vec!["ab".to_owned()]));
}

#[test]
fn what_is_not_of_its_kind_is_refused() {
    let refusal = |kind, value| read_one(kind, value).err().unwrap().to_string();
    assert_eq!(
        refusal("subject alternative name", &[0x30, 0x05, 0x82, 0x03, b'a', 0, b'b']),
        "it is damaged: in its subject alternative name, a DNS name holds a NUL character"
    );
    assert_eq!(
        refusal("basic constraints", &[0x04, 0x00]),
        "it is damaged: in its basic constraints, the value is not of that kind"
    );
    assert_eq!(
        refusal("subject key identifier", &[0x04, 0x00, 0x05, 0x00]),
        "it is damaged: in its subject key identifier, something follows the value"
    );
}
