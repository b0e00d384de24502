//! The server authentication certificate, and the certification authorities that clients come from.

mod certificate_missing;
mod certificate_unreadable;
mod certificate_name_mismatch;
mod certificate_without_password;
mod secret_in_document;
mod trusted_root_missing;
mod trusted_root_unneeded;
mod too_many_trusted_certificates;
mod thumbprint_format;

use crate::{
    model::{Gateway, Given, TrustedCertificate},
    rule::Rule,
};

pub const FAMILY: &str = "certificates";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &certificate_missing::RULE,
    &certificate_unreadable::RULE,
    &certificate_name_mismatch::RULE,
    &certificate_without_password::RULE,
    &secret_in_document::RULE,
    &trusted_root_missing::RULE,
    &trusted_root_unneeded::RULE,
    &too_many_trusted_certificates::RULE,
    &thumbprint_format::RULE,
];

/// The trusted certificates that are stated to belong into a store.
fn in_store<'g>(
    gateway: &'g Gateway,
    store: &'static str,
) -> impl Iterator<Item = &'g Given<TrustedCertificate>> {
    let all = gateway.trusted_certificates.each();
    all.filter(move |it| it.store.value().is_some_and(|it| *it == store))
}
