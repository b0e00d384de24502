//! PKCS#12, RFC 7292: certificates and keys in bags, bags in contents that may
//! be encrypted, contents under a MAC. Windows calls it PFX.
//!
//! What a password opens is decided by the MAC where there is one, else by
//! whether something sensible comes out.

mod derivation;
mod encryption;
mod mac;
mod password;
#[cfg(test)]
mod tests;

use zeroize::Zeroizing;

use self::derivation::Keys;
use self::encryption::{Encryption, object};
use self::mac::Mac;
use self::password::Password;
use super::ber::{INTEGER, OBJECT, OCTET_STRING, SEQUENCE, SET, Value, Values, context};
use super::{Unreadable, keys};

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
const LOCAL_KEY_ID: &str = "1.2.840.113549.1.9.21";

/// Bags in bags in bags: nobody nests them at all.
const MAX_DEPTH: usize = 8;

/// What a file holds, in its order.
pub(super) struct Opened {
    /// X.509 certificates in DER, each with its localKeyId where it has one.
    pub certificates: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    pub keys: Vec<Key>,
}

/// A private key; its public half is all that is kept.
pub(super) struct Key {
    pub local_key_id: Option<Vec<u8>>,
    /// Nothing where it cannot be told: a kind that is not compared, or
    /// encrypted on its own in a way that is not known.
    pub public: Option<keys::Public>,
}

enum Bag {
    Certificate {
        der: Vec<u8>,
        local_key_id: Option<Vec<u8>>,
    },
    Key {
        pkcs8: Zeroizing<Vec<u8>>,
        local_key_id: Option<Vec<u8>>,
    },
    /// `encryption` is nothing where it is not known.
    Shrouded {
        encryption: Option<Encryption>,
        bytes: Vec<u8>,
        local_key_id: Option<Vec<u8>>,
    },
}

enum Contents {
    Plain(Vec<Bag>),
    Encrypted { encryption: Encryption, bytes: Vec<u8> },
}

/// Whether a file that begins with this value means to be PKCS#12: version 3,
/// then contents.
pub(super) fn is_pkcs12(first: &Value) -> bool {
    let mut fields = first.values();
    first.tag == SEQUENCE
        && matches!(fields.next(), Ok(Some(version)) if version.number() == Some(3))
        && matches!(fields.next(), Ok(Some(safe)) if safe.tag == SEQUENCE
            && matches!(safe.values().next(), Ok(Some(kind)) if kind.tag == OBJECT))
}

/// Opens a file. Without a password the empty one is tried, never another.
pub(super) fn read(bytes: &[u8], password: Option<&str>) -> Result<Opened, Unreadable> {
    let (file, _) = Value::first(bytes)?;
    open(&file, password).map_err(|error| match error {
        // The file itself has its length.
        Unreadable::Truncated => malformed("a value is longer than what it is in"),
        error => error,
    })
}

fn open(file: &Value, password: Option<&str>) -> Result<Opened, Unreadable> {
    let refused = match password {
        None => Unreadable::Locked,
        Some(_) => Unreadable::WrongPassword,
    };
    let mut fields = file.values();
    fields.expect(INTEGER, "the version")?;
    let safe = fields.expect(SEQUENCE, "the authenticated safe")?;
    let safe = data(&safe)?;
    let mac = fields.optional(SEQUENCE)?.map(|data| Mac::read(&data)).transpose()?;
    let contents = contents(&safe)?;

    let mut keys = Keys::of(Password::all(password));
    mac.iter().try_for_each(|mac| keys.plan(&mac.derivation))?;
    for contents in &contents {
        match contents {
            Contents::Plain(bags) => plan(bags, &mut keys)?,
            Contents::Encrypted { encryption, .. } => keys.plan(&encryption.derivation)?,
        }
    }
    if mac.as_ref().is_some_and(|mac| !mac.accepts(&mut keys, &safe)) {
        return Err(refused);
    }
    let undecryptable = match mac {
        Some(_) => malformed("the password is right, and what it encrypts is not"),
        None => refused,
    };

    let mut all = Vec::new();
    for contents in contents {
        match contents {
            Contents::Plain(bags) => all.extend(bags),
            Contents::Encrypted { encryption, bytes } => {
                let plain = encryption.decrypt(&mut keys, &bytes);
                let bags = bags(&plain.ok_or_else(|| undecryptable.clone())?)?;
                plan(&bags, &mut keys)?;
                all.extend(bags);
            }
        }
    }

    let mut certificates = Vec::new();
    let mut private = Vec::new();
    for bag in all {
        match bag {
            Bag::Certificate { der, local_key_id } => certificates.push((der, local_key_id)),
            Bag::Key { pkcs8, local_key_id } => private.push((Some(pkcs8), local_key_id)),
            Bag::Shrouded { encryption: None, local_key_id, .. } => {
                private.push((None, local_key_id));
            }
            Bag::Shrouded { encryption: Some(encryption), bytes, local_key_id } => {
                let pkcs8 = encryption.decrypt(&mut keys, &bytes);
                let pkcs8 = pkcs8.ok_or_else(|| undecryptable.clone())?;
                private.push((Some(pkcs8), local_key_id));
            }
        }
    }
    let ders = certificates.iter().map(|(der, _)| der.as_slice());
    let beside = keys::beside(ders, private.len());
    let public = |key: Option<Zeroizing<Vec<u8>>>| keys::of_private_key(&key?, &beside);
    let held = private.into_iter();
    let held = held.map(|(key, local_key_id)| Key { local_key_id, public: public(key) }).collect();
    Ok(Opened { certificates, keys: held })
}

fn plan(bags: &[Bag], keys: &mut Keys) -> Result<(), Unreadable> {
    bags.iter().try_for_each(|bag| match bag {
        Bag::Shrouded { encryption: Some(encryption), .. } => keys.plan(&encryption.derivation),
        _ => Ok(()),
    })
}

/// The bytes in a ContentInfo of type data.
fn data<'b>(info: &Value<'b>) -> Result<std::borrow::Cow<'b, [u8]>, Unreadable> {
    let mut fields = info.values();
    match object(&mut fields)?.as_str() {
        DATA => explicit(&mut fields)?.octets(OCTET_STRING),
        SIGNED_DATA => {
            Err(Unreadable::UnknownEncryption("signed with a private key, not a MAC".to_owned()))
        }
        _ => Err(malformed("contents of another type than data")),
    }
}

/// AuthenticatedSafe: a sequence of ContentInfo.
fn contents(safe: &[u8]) -> Result<Vec<Contents>, Unreadable> {
    let mut infos = Values::of(safe).expect(SEQUENCE, "the list of contents")?.values();
    let mut contents = Vec::new();
    while let Some(info) = infos.next()? {
        let mut fields = info.values();
        contents.push(match object(&mut fields)?.as_str() {
            DATA => Contents::Plain(bags(&data(&info)?)?),
            ENCRYPTED_DATA => {
                let mut fields = explicit(&mut fields)?.values();
                fields.expect(INTEGER, "the version of encrypted contents")?;
                let mut fields = fields.expect(SEQUENCE, "what is encrypted")?.values();
                object(&mut fields)?;
                let algorithm = fields.expect(SEQUENCE, "the encryption")?;
                let encryption = Encryption::read(&algorithm)?;
                let bytes = next(&mut fields, "what is encrypted")?.octets(0x80)?.into_owned();
                Contents::Encrypted { encryption, bytes }
            }
            ENVELOPED_DATA => {
                return Err(Unreadable::UnknownEncryption("to a public key".to_owned()));
            }
            _ => return Err(malformed("contents of a type that has no place here")),
        });
    }
    Ok(contents)
}

/// SafeContents: a sequence of SafeBag, in which there may be more of the kind.
fn bags(contents: &[u8]) -> Result<Vec<Bag>, Unreadable> {
    let mut open = vec![Values::of(contents).expect(SEQUENCE, "the list of bags")?.values()];
    let mut found = Vec::new();
    while let Some(bags) = open.last_mut() {
        let Some(bag) = bags.next()? else {
            open.pop();
            continue;
        };
        let mut fields = bag.values();
        let kind = object(&mut fields)?;
        let value = explicit(&mut fields)?;
        let local_key_id = fields.optional(SET)?.map_or(Ok(None), |it| local_key_id(&it))?;
        match kind.as_str() {
            KEY_BAG => {
                found.push(Bag::Key { pkcs8: Zeroizing::new(value.whole.to_vec()), local_key_id });
            }
            SHROUDED_KEY_BAG => {
                let mut fields = value.values();
                let encryption = Encryption::read(&fields.expect(SEQUENCE, "the encryption")?);
                let encryption = match encryption {
                    Err(Unreadable::UnknownEncryption(_)) => None,
                    known => Some(known?),
                };
                let bytes = next(&mut fields, "an encrypted key")?.octets(OCTET_STRING)?;
                found.push(Bag::Shrouded { encryption, bytes: bytes.into_owned(), local_key_id });
            }
            CERTIFICATE_BAG => {
                let mut fields = value.values();
                if object(&mut fields)? == X509_CERTIFICATE {
                    let der = explicit(&mut fields)?.octets(OCTET_STRING)?.into_owned();
                    found.push(Bag::Certificate { der, local_key_id });
                }
            }
            SAFE_CONTENTS_BAG if open.len() == MAX_DEPTH => {
                return Err(malformed("bags in bags, too many times"));
            }
            SAFE_CONTENTS_BAG => open.push(value.values()),
            // Revocation lists, secrets, what others add.
            _ => {}
        }
    }
    Ok(found)
}

/// The localKeyId in the attributes of a bag, which pairs certificate and key.
fn local_key_id(attributes: &Value) -> Result<Option<Vec<u8>>, Unreadable> {
    let mut attributes = attributes.values();
    while let Some(attribute) = attributes.next()? {
        let mut fields = attribute.values();
        if object(&mut fields)? == LOCAL_KEY_ID {
            let mut values = fields.expect(SET, "the value of a localKeyId")?.values();
            let id = next(&mut values, "the value of a localKeyId")?;
            return Ok(Some(id.octets(OCTET_STRING)?.into_owned()));
        }
    }
    Ok(None)
}

/// The value in `[0]`.
fn explicit<'b>(fields: &mut Values<'b>) -> Result<Value<'b>, Unreadable> {
    next(&mut fields.expect(context(0), "a value")?.values(), "a value")
}

fn next<'b>(fields: &mut Values<'b>, what: &str) -> Result<Value<'b>, Unreadable> {
    fields.next()?.ok_or_else(|| malformed(&format!("{what} is missing")))
}

fn malformed(what: &str) -> Unreadable {
    Unreadable::Malformed(what.to_owned())
}
