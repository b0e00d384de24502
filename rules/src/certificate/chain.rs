//! Who issued whom: names, key identifiers, signatures.

use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};

use super::ber::{BIT_STRING, OBJECT, SEQUENCE};
use super::public_key::rsa;
use super::x509::{Parts, bits};
use super::{Certificate, Name};

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
    let same =
        child.issuer.der == issuer.subject.der || folded(&child.issuer) == folded(&issuer.subject);
    same.then(|| match (&child.authority_key_id, &issuer.subject_key_id) {
        (Some(wanted), Some(found)) if wanted != found => {
            Link::Broken("the issuer has another key of that name".to_owned())
        }
        _ => signed(child, issuer).unwrap_or(Link::Unchecked("a key that cannot be read")),
    })
}

/// Whether it is the root of its chain: its own issuer, by name and by key as
/// far as that can be checked.
pub fn is_self_signed(certificate: &Certificate) -> bool {
    certificate.is_self_issued() && !matches!(link(certificate, certificate), Some(Link::Broken(_)))
}

/// A name as names are compared: RFC 5280, section 7.1, in short. Upper and
/// lower case are one, so are runs of spaces, and how strings are encoded.
pub(super) fn folded(name: &Name) -> Vec<(&str, String)> {
    let fold = |value: &str| value.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    name.attributes.iter().map(|it| (it.kind.as_str(), fold(&it.value))).collect()
}

/// Nothing where the key of the issuer cannot be read.
fn signed(child: &Certificate, issuer: &Certificate) -> Option<Link> {
    let child_parts = Parts::of(&child.der).ok()?;
    let issuer_parts = Parts::of(&issuer.der).ok()?;
    let mut info = issuer_parts.key.values();
    let algorithm = info.expect(SEQUENCE, "").ok()?;
    let key = bits(info.expect(BIT_STRING, "").ok()?, "").ok()?;

    let scheme = match scheme(&child.signature_algorithm) {
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
    let verifies = |algorithm: &'static dyn VerificationAlgorithm| {
        UnparsedPublicKey::new(algorithm, key)
            .verify(child_parts.signed, child_parts.signature)
            .is_ok()
    };
    let known = match scheme {
        Scheme::Ed25519 => verifies(&signature::ED25519),
        Scheme::Rsa(hash) => match weakness(issuer.key.bits, key) {
            Some(why) => return Some(Link::Unchecked(why)),
            None => verifies(hash),
        },
        // Its parameters allow more than is known here; what verifies is right.
        Scheme::RsaPss => match PSS.iter().any(|hash| verifies(*hash)) {
            true => true,
            false => return Some(Link::Unchecked("a signature of the kind RSA-PSS")),
        },
        Scheme::Ecdsa(hash) => {
            let mut parameters = algorithm.values();
            parameters.next().ok()?;
            let curve = parameters.expect(OBJECT, "").ok()?.object()?;
            let uncompressed = key.first() == Some(&4);
            match hash.on(&curve).filter(|_| uncompressed) {
                Some(algorithm) => verifies(algorithm),
                None => return Some(Link::Unchecked("a curve other than P-256 and P-384")),
            }
        }
    };
    Some(match known {
        true => Link::Sound,
        false => Link::Broken("its signature is not by the key of the issuer".to_owned()),
    })
}

#[derive(Clone, Copy)]
enum Scheme {
    Rsa(&'static dyn VerificationAlgorithm),
    RsaPss,
    Ecdsa(Hash),
    Ed25519,
}

#[derive(Clone, Copy)]
enum Hash {
    Sha256,
    Sha384,
}

const PSS: [&dyn VerificationAlgorithm; 3] = [
    &signature::RSA_PSS_2048_8192_SHA256,
    &signature::RSA_PSS_2048_8192_SHA384,
    &signature::RSA_PSS_2048_8192_SHA512,
];

/// How a signature is checked, or why it is not.
fn scheme(signature_algorithm: &str) -> Result<Scheme, &'static str> {
    Ok(match signature_algorithm {
        "1.2.840.113549.1.1.5" | "1.3.14.3.2.29" => {
            Scheme::Rsa(&signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY)
        }
        "1.2.840.113549.1.1.11" => Scheme::Rsa(&signature::RSA_PKCS1_2048_8192_SHA256),
        "1.2.840.113549.1.1.12" => Scheme::Rsa(&signature::RSA_PKCS1_2048_8192_SHA384),
        "1.2.840.113549.1.1.13" => Scheme::Rsa(&signature::RSA_PKCS1_2048_8192_SHA512),
        "1.2.840.113549.1.1.10" => Scheme::RsaPss,
        "1.2.840.10045.4.3.2" => Scheme::Ecdsa(Hash::Sha256),
        "1.2.840.10045.4.3.3" => Scheme::Ecdsa(Hash::Sha384),
        "1.3.101.112" => Scheme::Ed25519,
        "1.2.840.113549.1.1.2" => return Err("a signature with MD2"),
        "1.2.840.113549.1.1.4" => return Err("a signature with MD5"),
        _ => return Err("a signature algorithm that is not known here"),
    })
}

impl Scheme {
    /// The kinds of keys that make such signatures.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Scheme::Rsa(_) => &["RSA"],
            Scheme::RsaPss => &["RSA", "RSA-PSS"],
            Scheme::Ecdsa(_) => &["EC"],
            Scheme::Ed25519 => &["Ed25519"],
        }
    }
}

impl Hash {
    fn on(self, curve: &str) -> Option<&'static dyn VerificationAlgorithm> {
        Some(match (self, curve) {
            (Hash::Sha256, "1.2.840.10045.3.1.7") => &signature::ECDSA_P256_SHA256_ASN1,
            (Hash::Sha384, "1.2.840.10045.3.1.7") => &signature::ECDSA_P256_SHA384_ASN1,
            (Hash::Sha256, "1.3.132.0.34") => &signature::ECDSA_P384_SHA256_ASN1,
            (Hash::Sha384, "1.3.132.0.34") => &signature::ECDSA_P384_SHA384_ASN1,
            _ => return None,
        })
    }
}

/// Why signatures of an RSA key are not checked here, though they may be sound.
fn weakness(size: Option<u32>, key: &[u8]) -> Option<&'static str> {
    match size {
        Some(2048..=8192) => {
            let exponent = rsa(key).map_or(usize::MAX, |key| key.exponent.len());
            (exponent > 4).then_some("an RSA key with a large exponent")
        }
        Some(8193..) => Some("an RSA key above 8192 bits"),
        _ => Some("an RSA key below 2048 bits"),
    }
}
