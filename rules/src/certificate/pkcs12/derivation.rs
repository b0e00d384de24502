//! From a password to a key: rounds of a hash function, so many that each try costs.

use hmac::{EagerHash, Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use sha1::Sha1;
use sha1::digest::Digest;
use sha2::{Sha224, Sha256, Sha384, Sha512, Sha512_224, Sha512_256};
use zeroize::Zeroizing;

use super::password::Password;
use crate::certificate::Unreadable;
use crate::certificate::ber::Value;

/// No file in use comes near: 600,000 are recommended at the time of writing.
const ROUNDS_OF_ONE: u64 = 1_000_000;
const ROUNDS_OF_FILE: u64 = 3_000_000;
const DERIVATIONS_OF_FILE: usize = 256;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
}

/// What a key is derived from, the password aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    pub kind: Kind,
    pub hash: Hash,
    pub salt: Vec<u8>,
    pub rounds: u32,
}

/// How keys are derived, and how many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RFC 7292, appendix B: a key, behind it an initialization vector.
    Cipher { key: usize, iv: usize },
    /// RFC 7292, appendix B: the key of the MAC, as long as the hash.
    Mac,
    /// RFC 8018, 5.2.
    Pbkdf2 { length: usize },
}

type Key = Zeroizing<Vec<u8>>;

/// Keys derived from the password of one file, each of them once.
pub struct Keys {
    passwords: Vec<Password>,
    /// Each with its keys, one for each password.
    derived: Vec<(Derivation, Vec<Option<Key>>)>,
    rounds: u64,
}

impl Keys {
    pub fn of(passwords: Vec<Password>) -> Keys {
        Keys { passwords, derived: Vec::new(), rounds: 0 }
    }

    /// Numbers of the passwords, the likeliest one first.
    pub fn passwords(&self) -> std::ops::Range<usize> {
        0..self.passwords.len()
    }

    /// From now on this is the first one to be tried.
    pub fn prefer(&mut self, password: usize) {
        if password < self.passwords.len() {
            self.passwords.swap(0, password);
            self.derived.iter_mut().for_each(|(_, keys)| keys.swap(0, password));
        }
    }

    /// Refuses what would take too long, before any of it is done.
    pub fn plan(&mut self, derivation: &Derivation) -> Result<(), Unreadable> {
        if self.place(derivation).is_some() {
            return Ok(());
        }
        self.rounds += u64::from(derivation.rounds);
        if self.rounds > ROUNDS_OF_FILE {
            return Err(Unreadable::TooManyRounds(self.rounds));
        }
        if self.derived.len() == DERIVATIONS_OF_FILE {
            return Err(malformed("more keys are derived from its password than anyone needs"));
        }
        let keys = self.passwords.iter().map(|_| None).collect();
        self.derived.push((derivation.clone(), keys));
        Ok(())
    }

    /// The key of a planned derivation.
    pub fn key(&mut self, password: usize, derivation: &Derivation) -> Option<&[u8]> {
        // The empty password has one form only in UTF-8.
        let utf8 = matches!(derivation.kind, Kind::Pbkdf2 { .. });
        let password = if utf8 { 0 } else { password };
        let place = self.place(derivation)?;
        let (_, keys) = self.derived.get_mut(place)?;
        let key = keys.get_mut(password)?;
        let password = self.passwords.get(password)?;
        Some(key.get_or_insert_with(|| derivation.derive(password)))
    }

    fn place(&self, derivation: &Derivation) -> Option<usize> {
        self.derived.iter().position(|(known, _)| known == derivation)
    }
}

impl Derivation {
    fn derive(&self, password: &Password) -> Zeroizing<Vec<u8>> {
        match self.kind {
            Kind::Pbkdf2 { length } => {
                let mut key = Zeroizing::new(vec![0; length]);
                self.hash.pbkdf2(&password.utf8, &self.salt, self.rounds, &mut key);
                key
            }
            Kind::Cipher { key, iv } => {
                let mut derived = self.hash.pkcs12(1, &password.utf16, self, key);
                derived.extend_from_slice(&self.hash.pkcs12(2, &password.utf16, self, iv));
                derived
            }
            Kind::Mac => self.hash.pkcs12(3, &password.utf16, self, self.hash.size()),
        }
    }
}

/// Calls a function with the hash as its type.
macro_rules! with_hash {
    ($hash:expr, $function:ident ( $($argument:expr),* )) => {
        match $hash {
            Hash::Md5 => $function::<Md5>($($argument),*),
            Hash::Sha1 => $function::<Sha1>($($argument),*),
            Hash::Sha224 => $function::<Sha224>($($argument),*),
            Hash::Sha256 => $function::<Sha256>($($argument),*),
            Hash::Sha384 => $function::<Sha384>($($argument),*),
            Hash::Sha512 => $function::<Sha512>($($argument),*),
            Hash::Sha512_224 => $function::<Sha512_224>($($argument),*),
            Hash::Sha512_256 => $function::<Sha512_256>($($argument),*),
        }
    };
}

impl Hash {
    /// By the identifier of the hash function.
    pub fn plain(object: &str) -> Option<Hash> {
        Some(match object {
            "1.2.840.113549.2.5" => Hash::Md5,
            "1.3.14.3.2.26" => Hash::Sha1,
            "2.16.840.1.101.3.4.2.4" => Hash::Sha224,
            "2.16.840.1.101.3.4.2.1" => Hash::Sha256,
            "2.16.840.1.101.3.4.2.2" => Hash::Sha384,
            "2.16.840.1.101.3.4.2.3" => Hash::Sha512,
            "2.16.840.1.101.3.4.2.5" => Hash::Sha512_224,
            "2.16.840.1.101.3.4.2.6" => Hash::Sha512_256,
            _ => return None,
        })
    }

    /// By the identifier of HMAC with it.
    pub fn keyed(object: &str) -> Option<Hash> {
        Some(match object {
            "1.2.840.113549.2.6" => Hash::Md5,
            "1.2.840.113549.2.7" => Hash::Sha1,
            "1.2.840.113549.2.8" => Hash::Sha224,
            "1.2.840.113549.2.9" => Hash::Sha256,
            "1.2.840.113549.2.10" => Hash::Sha384,
            "1.2.840.113549.2.11" => Hash::Sha512,
            "1.2.840.113549.2.12" => Hash::Sha512_224,
            "1.2.840.113549.2.13" => Hash::Sha512_256,
            _ => return None,
        })
    }

    /// Whether this is the HMAC of the bytes.
    pub fn authenticates(self, key: &[u8], bytes: &[u8], mac: &[u8]) -> bool {
        with_hash!(self, authenticates(key, bytes, mac))
    }

    fn size(self) -> usize {
        match self {
            Hash::Md5 => 16,
            Hash::Sha1 => 20,
            Hash::Sha224 | Hash::Sha512_224 => 28,
            Hash::Sha256 | Hash::Sha512_256 => 32,
            Hash::Sha384 => 48,
            Hash::Sha512 => 64,
        }
    }

    /// Bytes that it takes in at once: `v` in RFC 7292.
    fn block(self) -> usize {
        match self {
            Hash::Md5 | Hash::Sha1 | Hash::Sha224 | Hash::Sha256 => 64,
            Hash::Sha384 | Hash::Sha512 | Hash::Sha512_224 | Hash::Sha512_256 => 128,
        }
    }

    fn pbkdf2(self, password: &[u8], salt: &[u8], rounds: u32, key: &mut [u8]) {
        use pbkdf2::pbkdf2_hmac;
        with_hash!(self, pbkdf2_hmac(password, salt, rounds, key));
    }

    /// RFC 7292, B.2.
    fn pkcs12(
        self,
        purpose: u8,
        password: &[u8],
        derivation: &Derivation,
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        let block = self.block();
        let repeated = |bytes: &[u8]| {
            let length = bytes.len().next_multiple_of(block);
            Zeroizing::new(bytes.iter().copied().cycle().take(length).collect::<Vec<u8>>())
        };
        let mut input = repeated(&derivation.salt);
        input.reserve_exact(password.len().next_multiple_of(block));
        input.extend_from_slice(&repeated(password));
        let mut key = Zeroizing::new(Vec::with_capacity(length + self.size()));
        while key.len() < length {
            let rounds = derivation.rounds;
            let hashed = with_hash!(self, rehashed(&[purpose].repeat(block), &input, rounds));
            key.extend_from_slice(&hashed);
            for piece in input.chunks_exact_mut(block) {
                let mut carry = 1;
                for (byte, added) in piece.iter_mut().rev().zip(last_first(&hashed, block)) {
                    carry += u16::from(*byte) + u16::from(added);
                    *byte = carry.to_be_bytes()[1];
                    carry >>= 8;
                }
            }
        }
        key.truncate(length);
        key
    }
}

/// The bytes repeated to a length, from the last one to the first.
fn last_first(bytes: &[u8], length: usize) -> impl Iterator<Item = u8> {
    (0..length).rev().filter_map(move |at| bytes.get(at % bytes.len()).copied())
}

fn rehashed<H: Digest>(first: &[u8], second: &[u8], rounds: u32) -> Zeroizing<Vec<u8>> {
    let mut hash = H::new().chain_update(first).chain_update(second).finalize();
    for _ in 1..rounds {
        hash = H::digest(&hash);
    }
    Zeroizing::new(hash.to_vec())
}

fn authenticates<H: EagerHash>(key: &[u8], bytes: &[u8], mac: &[u8]) -> bool {
    Hmac::<H>::new_from_slice(key)
        .is_ok_and(|hmac| hmac.chain_update(bytes).verify_slice(mac).is_ok())
}

/// An iteration count that is not too high.
pub fn rounds(value: &Value) -> Result<u32, Unreadable> {
    let negative = value.contents.first().is_none_or(|first| first & 0x80 != 0);
    match value.number() {
        None if negative => Err(malformed("an iteration count is negative")),
        Some(0) => Err(malformed("an iteration count is zero")),
        None => Err(Unreadable::TooManyRounds(u64::MAX)),
        Some(rounds) if rounds >= ROUNDS_OF_ONE => Err(Unreadable::TooManyRounds(rounds)),
        Some(rounds) => u32::try_from(rounds).map_err(|_| Unreadable::TooManyRounds(rounds)),
    }
}

fn malformed(what: &str) -> Unreadable {
    Unreadable::Malformed(what.to_owned())
}
