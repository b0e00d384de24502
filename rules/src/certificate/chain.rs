//! STUB until the reader is merged.

use super::{Certificate, same_name};

/// What is known of a certificate and another one that has the name of its issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The signature is by that key.
    Sound,
    /// Nothing speaks against it, and the signature cannot be checked.
    Unchecked(&'static str),
    /// Another one of that name issued it: why that is known.
    Broken(String),
}

/// Nothing where the names differ.
pub fn link(child: &Certificate, issuer: &Certificate) -> Option<Link> {
    if !same_name(&child.issuer.attributes, &issuer.subject.attributes) {
        return None;
    }
    Some(match (&child.authority_key_id, &issuer.subject_key_id) {
        (Some(wanted), Some(found)) if wanted != found => {
            Link::Broken("the issuer has another key of that name".to_owned())
        }
        _ => Link::Unchecked("a key that cannot be read"),
    })
}

/// Whether it vouches for itself.
pub fn is_self_signed(certificate: &Certificate) -> bool {
    certificate.is_self_issued() && !matches!(link(certificate, certificate), Some(Link::Broken(_)))
}
