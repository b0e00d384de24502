//! Who issued whom: names, key identifiers, signatures.

use x509_parser::error::X509Error;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::names::folded;
use super::{Certificate, public_key, x509};

/// What is known of a certificate and another one that has the name of its issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The signature is by that key.
    Sound,
    /// Nothing speaks against it, and the signature cannot be checked: `an RSA key below 2048 bits`.
    Unchecked(&'static str),
    /// Another one of that name issued it: why that is known.
    Broken(String),
}

/// Nothing where the names differ.
pub fn link(child: &Certificate, issuer: &Certificate) -> Option<Link> {
    let same = child.issuer.der == issuer.subject.der
        || folded(&child.issuer.attributes) == folded(&issuer.subject.attributes);
    same.then(|| match signed(child, issuer) {
        // A signature that verifies outweighs whatever identifiers say.
        Some(Link::Sound) => Link::Sound,
        _ if names_another_key(child, issuer) => {
            Link::Broken("the issuer has another key of that name".to_owned())
        }
        signed => signed.unwrap_or(Link::Unchecked("a key that cannot be read")),
    })
}

fn names_another_key(child: &Certificate, issuer: &Certificate) -> bool {
    let ids = child.authority_key_id.as_ref().zip(issuer.subject_key_id.as_ref());
    ids.is_some_and(|(wanted, found)| wanted != found)
}

/// Whether it is the root of its chain: its own issuer, by name and by key as
/// far as that can be checked.
pub fn is_self_signed(certificate: &Certificate) -> bool {
    certificate.is_self_issued() && !matches!(link(certificate, certificate), Some(Link::Broken(_)))
}

/// Nothing where the key of the issuer cannot be read.
fn signed(child: &Certificate, issuer: &Certificate) -> Option<Link> {
    let issuer_parts = x509::parts(&issuer.der)?;
    let key = issuer_parts.public_key();
    let scheme = match Scheme::of(&child.signature_algorithm) {
        Ok(scheme) => scheme,
        Err(why) => return Some(Link::Unchecked(why)),
    };
    if !scheme.keys().contains(&issuer.key.algorithm.as_str()) {
        return Some(Link::Broken(format!(
            "an {} key signed it, and the key of the issuer is of the kind {}",
            scheme.keys().first()?,
            issuer.key.algorithm
        )));
    }
    if let Some(why) = scheme.limit(key, issuer.key.bits) {
        return Some(Link::Unchecked(why));
    }
    Some(match (x509::parts(&child.der)?.verify_signature(Some(key)), scheme) {
        (Ok(()), _) => Link::Sound,
        // Its parameters allow more than is known here; what verifies is right.
        (Err(_), Scheme::RsaPss) => Link::Unchecked("a signature of the kind RSA-PSS"),
        (Err(X509Error::SignatureUnsupportedAlgorithm), _) => {
            Link::Unchecked("a curve other than P-256 and P-384")
        }
        (Err(_), _) => Link::Broken("its signature is not by the key of the issuer".to_owned()),
    })
}

/// How a certificate is signed.
#[derive(Clone, Copy)]
enum Scheme {
    Rsa,
    RsaPss,
    Ecdsa,
    Ed25519,
}

impl Scheme {
    /// Or why such a signature is not checked.
    fn of(signature_algorithm: &str) -> Result<Scheme, &'static str> {
        Ok(match signature_algorithm {
            // With SHA-1, by two names, and with SHA-256, SHA-384 and SHA-512.
            "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => Scheme::Rsa,
            "1.2.840.113549.1.1.11" | "1.2.840.113549.1.1.12" | "1.2.840.113549.1.1.13" => {
                Scheme::Rsa
            }
            "1.2.840.113549.1.1.10" => Scheme::RsaPss,
            // With SHA-256 and SHA-384.
            "1.2.840.10045.4.3.2" | "1.2.840.10045.4.3.3" => Scheme::Ecdsa,
            "1.3.101.112" => Scheme::Ed25519,
            "1.2.840.113549.1.1.2" => return Err("a signature with MD2"),
            "1.2.840.113549.1.1.4" => return Err("a signature with MD5"),
            _ => return Err("a signature algorithm that is not known here"),
        })
    }

    /// The kinds of keys that make such signatures.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Scheme::Rsa => &["RSA"],
            Scheme::RsaPss => &["RSA", "RSA-PSS"],
            Scheme::Ecdsa => &["EC"],
            Scheme::Ed25519 => &["Ed25519"],
        }
    }

    /// Why signatures of this key are not checked, though they may be sound:
    /// x509-parser calls them invalid.
    fn limit(self, key: &SubjectPublicKeyInfo<'_>, bits: Option<u32>) -> Option<&'static str> {
        match (self, bits) {
            (Scheme::Rsa, Some(2048..=8192)) => {
                let exponent = public_key::rsa(key).map_or(usize::MAX, |key| key.exponent.len());
                (exponent > 4).then_some("an RSA key with a large exponent")
            }
            (Scheme::Rsa, Some(8193..)) => Some("an RSA key above 8192 bits"),
            (Scheme::Rsa, _) => Some("an RSA key below 2048 bits"),
            // A point that is compressed.
            (Scheme::Ecdsa, _) if key.subject_public_key.data.first() != Some(&4) => {
                Some("a curve other than P-256 and P-384")
            }
            _ => None,
        }
    }
}
