//! What a certificate file says: bytes in, facts out. The only place that knows
//! X.509, PKCS#7 and PKCS#12.
//!
//! A file is understood by what it holds, never by its name. Private keys are
//! looked at for as long as it takes to see whose they are; no fact here is
//! made of one.

mod unreadable;
mod ber;
mod validity;
mod name;
mod names;
mod public_key;
mod extensions;
mod x509;
mod chain;
mod order;
mod keys;
mod pkcs7;
mod pkcs12;
mod kind;
mod pem;
mod read;
mod thumbprint;
mod visible;
mod words;

use std::sync::Arc;

pub use chain::{Link, is_self_signed, link};
pub use jiff::civil::DateTime;
pub use names::{name_key, parse_name, same_name, text, who};
pub use read::read;
pub use thumbprint::digits;
pub use unreadable::Unreadable;
pub use visible::visible_text;
pub use words::{usage, weak_hash};

use crate::span::Span;

/// Larger files are something else, and are not read: 1 MiB.
pub const MAX_SIZE: u64 = 1 << 20;

/// One file with everything public that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFile {
    pub container: Container,
    /// Never empty. The leaf first, behind each certificate that of its issuer
    /// where the file has it, then the others in the order of the file.
    pub certificates: Vec<Certificate>,
    /// How many of the first ones are the chain of the leaf; at least 1.
    pub chain: usize,
    pub private_key: PrivateKey,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    Pem,
    Der,
    Pkcs12,
    Pkcs7,
}

/// The private key in a file; never the key itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PrivateKey {
    pub present: bool,
    /// Whether it is the key of the leaf; nothing where there is none, or where
    /// it is encrypted on its own or of a kind that cannot be compared.
    pub matches_leaf: Option<bool>,
}

/// One X.509 certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub subject: Name,
    pub issuer: Name,
    /// Hexadecimal, two lower-case digits for each byte, as the certificate spells it.
    pub serial: String,
    /// In UTC.
    pub not_before: DateTime,
    /// In UTC.
    pub not_after: DateTime,
    pub key: PublicKey,
    /// Dotted object identifier.
    pub signature_algorithm: String,
    /// Names of the kind dNSName in the subject alternative name; nothing
    /// without that extension. So are all the other extensions.
    pub dns_names: Option<Vec<String>>,
    /// Dotted object identifiers.
    pub extended_key_usage: Option<Vec<String>>,
    /// Names as in RFC 5280, 4.2.1.3.
    pub key_usage: Option<Vec<&'static str>>,
    /// Of the basic constraints.
    pub ca: Option<bool>,
    /// Addresses, in their order.
    pub crl_distribution_points: Option<Vec<String>>,
    /// Where the certificate of the issuer is said to be: authority information access.
    pub issuer_addresses: Option<Vec<String>>,
    pub subject_key_id: Option<Vec<u8>>,
    pub authority_key_id: Option<Vec<u8>>,
    /// 40 lower-case hexadecimal digits; Windows calls it the thumbprint.
    pub sha1: String,
    /// 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The certificate itself.
    pub der: Arc<[u8]>,
    /// The line that begins it in a text file.
    pub place: Option<Span>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// RSA, RSA-PSS, EC, Ed25519, Ed448, DSA or DH; else the dotted object identifier.
    pub algorithm: String,
    /// Of the modulus or of the curve.
    pub bits: Option<u32>,
}

/// A distinguished name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// In the order of the certificate.
    pub attributes: Vec<Attribute>,
    /// As in RFC 4514: the last attribute first.
    pub text: String,
    /// As it is encoded, for comparing.
    pub der: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Dotted object identifier of its type.
    pub kind: String,
    pub value: String,
}

impl Name {
    pub const COMMON_NAME: &'static str = "2.5.4.3";
    pub const COUNTRY: &'static str = "2.5.4.6";
    pub const LOCALITY: &'static str = "2.5.4.7";
    pub const STATE: &'static str = "2.5.4.8";
    pub const ORGANIZATION: &'static str = "2.5.4.10";
    pub const ORGANIZATIONAL_UNIT: &'static str = "2.5.4.11";

    /// The values of one kind, in their order.
    pub fn all<'n>(&'n self, kind: &'n str) -> impl Iterator<Item = &'n str> {
        self.attributes.iter().filter(move |it| it.kind == kind).map(|it| it.value.as_str())
    }

    /// The common name that counts: the last, most specific one.
    pub fn common_name(&self) -> Option<&str> {
        self.all(Self::COMMON_NAME).last()
    }
}

impl Certificate {
    /// The names of hosts that it is for; none without that extension.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.dns_names.iter().flatten().map(String::as_str)
    }

    /// Whether subject and issuer are one name, byte for byte.
    pub fn is_self_issued(&self) -> bool {
        self.subject.der == self.issuer.der
    }
}

impl CertificateFile {
    pub fn leaf(&self) -> Option<&Certificate> {
        self.certificates.first()
    }

    /// The leaf, its issuer, the issuer of that, as far as the file has them.
    pub fn chain(&self) -> &[Certificate] {
        self.certificates.get(..self.chain).unwrap_or(&self.certificates)
    }
}

impl Container {
    pub const fn word(self) -> &'static str {
        match self {
            Container::Pem => "pem",
            Container::Der => "der",
            Container::Pkcs12 => "pkcs12",
            Container::Pkcs7 => "pkcs7",
        }
    }
}

fn malformed<T>(what: &str) -> Result<T, Unreadable> {
    Err(Unreadable::Malformed(what.to_owned()))
}
