//! How contents are encrypted: PBES2 (RFC 8018) and the schemes of PKCS#12.

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockCipherDecrypt, BlockModeDecrypt, InnerIvInit, KeyInit};
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;
use rc4::{Rc4, StreamCipher};
use zeroize::Zeroizing;

use super::derivation::{Derivation, Hash, Keys, Kind, rounds};
use crate::certificate::Unreadable;
use crate::certificate::ber::{INTEGER, OBJECT, OCTET_STRING, SEQUENCE, Value, Values};

/// An algorithm identifier with its parameters.
pub struct Encryption {
    pub derivation: Derivation,
    cipher: Cipher,
    /// Nothing where it is derived with the key.
    iv: Option<Vec<u8>>,
}

/// All but RC4 as cipher block chaining, padded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cipher {
    Aes { key: usize },
    Des,
    TripleDes { key: usize },
    Rc2 { bits: usize },
    Rc4 { key: usize },
}

/// PBKDF2-params.
pub struct Pbkdf2 {
    hash: Hash,
    salt: Vec<u8>,
    rounds: u32,
    length: Option<u64>,
}

impl Encryption {
    pub fn read(algorithm: &Value) -> Result<Encryption, Unreadable> {
        let mut fields = algorithm.values();
        let name = object(&mut fields)?;
        let scheme = match name.as_str() {
            "1.2.840.113549.1.12.1.1" => Cipher::Rc4 { key: 16 },
            "1.2.840.113549.1.12.1.2" => Cipher::Rc4 { key: 5 },
            "1.2.840.113549.1.12.1.3" => Cipher::TripleDes { key: 24 },
            "1.2.840.113549.1.12.1.4" => Cipher::TripleDes { key: 16 },
            "1.2.840.113549.1.12.1.5" => Cipher::Rc2 { bits: 128 },
            "1.2.840.113549.1.12.1.6" => Cipher::Rc2 { bits: 40 },
            "1.2.840.113549.1.5.13" => return Encryption::pbes2(&parameters(&mut fields)?),
            _ => return Err(unknown(name)),
        };
        let mut fields = parameters(&mut fields)?.values();
        let salt = octets(&mut fields, "a salt")?;
        let rounds = rounds(&fields.expect(INTEGER, "an iteration count")?)?;
        let iv = if matches!(scheme, Cipher::Rc4 { .. }) { 0 } else { 8 };
        let kind = Kind::Cipher { key: scheme.key_length(), iv };
        let derivation = Derivation { kind, hash: Hash::Sha1, salt, rounds };
        Ok(Encryption { derivation, cipher: scheme, iv: None })
    }

    fn pbes2(parameters: &Value) -> Result<Encryption, Unreadable> {
        let mut fields = parameters.values();
        let derivation = pbkdf2(&fields.expect(SEQUENCE, "the key derivation")?)?;
        let mut scheme = fields.expect(SEQUENCE, "the encryption scheme")?.values();
        let name = object(&mut scheme)?;
        let cipher = match name.as_str() {
            "2.16.840.1.101.3.4.1.2" => Cipher::Aes { key: 16 },
            "2.16.840.1.101.3.4.1.22" => Cipher::Aes { key: 24 },
            "2.16.840.1.101.3.4.1.42" => Cipher::Aes { key: 32 },
            "1.2.840.113549.3.7" => Cipher::TripleDes { key: 24 },
            "1.3.14.3.2.7" => Cipher::Des,
            "1.2.840.113549.3.2" => return Encryption::rc2(derivation, &mut scheme),
            _ => return Err(unknown(name)),
        };
        let iv = octets(&mut scheme, "an initialization vector")?;
        let derivation = derivation.of_length(Some(cipher.key_length()))?;
        Ok(Encryption { derivation, cipher, iv: Some(iv) })
    }

    /// RFC 8018, B.2.3: the strength is told by a version.
    fn rc2(derivation: Pbkdf2, scheme: &mut Values) -> Result<Encryption, Unreadable> {
        let mut fields = parameters(scheme)?.values();
        let bits = match fields.optional(INTEGER)?.map(|version| version.number()) {
            None => 32,
            Some(Some(160)) => 40,
            Some(Some(120)) => 64,
            Some(Some(58)) => 128,
            Some(_) => return Err(unknown("RC2 of an unusual strength".to_owned())),
        };
        let iv = octets(&mut fields, "an initialization vector")?;
        let derivation = derivation.of_length(Some(bits / 8))?;
        Ok(Encryption { derivation, cipher: Cipher::Rc2 { bits }, iv: Some(iv) })
    }

    /// What is encrypted, which is a sequence; nothing where no password gives one.
    pub fn decrypt(&self, keys: &mut Keys, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        keys.passwords().find_map(|password| {
            let key = keys.key(password, &self.derivation)?;
            let (key, iv) = key.split_at_checked(self.cipher.key_length())?;
            let plain = self.cipher.decrypt(key, self.iv.as_deref().unwrap_or(iv), bytes)?;
            let (value, rest) = Value::first(&plain).ok()?;
            (value.tag == SEQUENCE && rest.is_empty()).then_some(plain)
        })
    }
}

impl Cipher {
    /// In bytes.
    fn key_length(self) -> usize {
        match self {
            Cipher::Aes { key } | Cipher::TripleDes { key } | Cipher::Rc4 { key } => key,
            Cipher::Des => 8,
            Cipher::Rc2 { bits } => bits / 8,
        }
    }

    fn decrypt(self, key: &[u8], iv: &[u8], bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Cipher::Aes { key: 16 } => chained(Aes128::new_from_slice(key).ok()?, iv, bytes),
            Cipher::Aes { key: 24 } => chained(Aes192::new_from_slice(key).ok()?, iv, bytes),
            Cipher::Aes { .. } => chained(Aes256::new_from_slice(key).ok()?, iv, bytes),
            Cipher::Des => chained(Des::new_from_slice(key).ok()?, iv, bytes),
            Cipher::TripleDes { key: 16 } => {
                chained(TdesEde2::new_from_slice(key).ok()?, iv, bytes)
            }
            Cipher::TripleDes { .. } => chained(TdesEde3::new_from_slice(key).ok()?, iv, bytes),
            Cipher::Rc2 { bits } => chained(Rc2::new_with_eff_key_len(key, bits), iv, bytes),
            Cipher::Rc4 { .. } => {
                let mut plain = Zeroizing::new(bytes.to_vec());
                Rc4::new_from_slice(key).ok()?.apply_keystream(&mut plain);
                Some(plain)
            }
        }
    }
}

fn chained<C: BlockCipherDecrypt>(
    cipher: C,
    iv: &[u8],
    bytes: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut plain = Zeroizing::new(bytes.to_vec());
    let cipher = Decryptor::inner_iv_slice_init(cipher, iv).ok()?;
    let length = cipher.decrypt_padded::<Pkcs7>(&mut plain).ok()?.len();
    plain.truncate(length);
    Some(plain)
}

/// The algorithm identifier of a key derivation.
pub fn pbkdf2(algorithm: &Value) -> Result<Pbkdf2, Unreadable> {
    let mut fields = algorithm.values();
    let name = object(&mut fields)?;
    if name != "1.2.840.113549.1.5.12" {
        return Err(unknown(name));
    }
    let mut fields = parameters(&mut fields)?.values();
    let salt = octets(&mut fields, "a salt")?;
    let rounds = rounds(&fields.expect(INTEGER, "an iteration count")?)?;
    let length = match fields.optional(INTEGER)? {
        None => None,
        Some(length) => Some(length.number().ok_or_else(|| malformed("the length of a key"))?),
    };
    let hash = match fields.optional(SEQUENCE)? {
        None => Hash::Sha1,
        Some(function) => {
            let name = object(&mut function.values())?;
            Hash::keyed(&name).ok_or_else(|| unknown(name))?
        }
    };
    Ok(Pbkdf2 { hash, salt, rounds, length })
}

impl Pbkdf2 {
    /// The length that the parameters state must be the one that is needed;
    /// nothing is needed where it is theirs to say.
    pub fn of_length(self, needed: Option<usize>) -> Result<Derivation, Unreadable> {
        let stated = self.length.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        let length = match (stated, needed) {
            (Some(stated), Some(needed)) if stated == needed => needed,
            (None, Some(needed)) => needed,
            // No more than the longest hash, since each piece of it costs all rounds.
            (Some(stated @ 1..=64), None) => stated,
            _ => return Err(malformed("the length of a key")),
        };
        let kind = Kind::Pbkdf2 { length };
        Ok(Derivation { kind, hash: self.hash, salt: self.salt, rounds: self.rounds })
    }
}

/// The identifier that an algorithm begins with.
pub fn object(fields: &mut Values) -> Result<String, Unreadable> {
    let object = fields.expect(OBJECT, "an object identifier")?;
    object.object().ok_or_else(|| malformed("an object identifier"))
}

fn parameters<'b>(fields: &mut Values<'b>) -> Result<Value<'b>, Unreadable> {
    fields.expect(SEQUENCE, "a parameter of the encryption")
}

fn octets(fields: &mut Values, what: &str) -> Result<Vec<u8>, Unreadable> {
    let value = fields.next()?.ok_or_else(|| malformed(&format!("{what} is missing")))?;
    Ok(value.octets(OCTET_STRING)?.into_owned())
}

fn malformed(what: &str) -> Unreadable {
    Unreadable::Malformed(what.to_owned())
}

/// The names of what is met, else the identifier.
fn unknown(object: String) -> Unreadable {
    let name = match object.as_str() {
        "1.2.840.113549.1.5.1" => "PBES1 with MD2 and DES",
        "1.2.840.113549.1.5.3" => "PBES1 with MD5 and DES",
        "1.2.840.113549.1.5.4" => "PBES1 with MD2 and RC2",
        "1.2.840.113549.1.5.6" => "PBES1 with MD5 and RC2",
        "1.2.840.113549.1.5.10" => "PBES1 with SHA-1 and DES",
        "1.2.840.113549.1.5.11" => "PBES1 with SHA-1 and RC2",
        "1.3.6.1.4.1.11591.4.11" => "scrypt",
        "2.16.840.1.101.3.4.1.6" => "AES-128-GCM",
        "2.16.840.1.101.3.4.1.26" => "AES-192-GCM",
        "2.16.840.1.101.3.4.1.46" => "AES-256-GCM",
        "1.2.392.200011.61.1.1.1.2" => "Camellia-128-CBC",
        "1.2.392.200011.61.1.1.1.3" => "Camellia-192-CBC",
        "1.2.392.200011.61.1.1.1.4" => "Camellia-256-CBC",
        _ => return Unreadable::UnknownEncryption(object),
    };
    Unreadable::UnknownEncryption(name.to_owned())
}
