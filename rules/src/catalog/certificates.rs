//! The server authentication certificate, and the certification authorities that clients come from.

mod certificate_missing;
mod certificate_unreadable;
mod certificate_name_mismatch;
mod certificate_name_case;
mod renewal_name_changed;
mod renewal_organization_changed;
mod renewal_subject_changed;
mod renewal_issuer_changed;
mod wildcard_does_not_cover;
mod wildcard_not_leftmost;
mod public_certificate_in_azure_domain;
mod certificate_key_size;
mod certificate_key_not_rsa;
mod certificate_weak_signature;
mod certificate_not_for_server_authentication;
mod certificate_key_usage;
mod certificate_not_pfx;
mod certificate_without_private_key;
mod certificate_without_password;
mod secret_in_document;
mod certificate_expired;
mod certificate_not_yet_valid;
mod certificate_expiring;
mod certificate_names_miss_service_name;
mod certificate_self_signed;
mod certificate_chain_incomplete;
mod trusted_root_missing;
mod trusted_root_unneeded;
mod trusted_chain_incomplete;
mod trusted_certificate_in_wrong_store;
mod trusted_certificate_not_ca;
mod trusted_certificate_expired;
mod trusted_certificate_duplicate;
mod too_many_trusted_certificates;
mod trusted_certificate_with_private_key;
mod thumbprint_format;
mod connection_point_certificate;

use crate::{
    facts::{Date, days_between},
    finding::Note,
    model::{Gateway, Given, TrustedCertificate},
    quote::how_long,
    rule::{Rule, ServerCertificate},
};

pub const FAMILY: &str = "certificates";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &certificate_missing::RULE,
    &certificate_unreadable::RULE,
    &certificate_name_mismatch::RULE,
    &certificate_name_case::RULE,
    &renewal_name_changed::RULE,
    &renewal_organization_changed::RULE,
    &renewal_subject_changed::RULE,
    &renewal_issuer_changed::RULE,
    &wildcard_does_not_cover::RULE,
    &wildcard_not_leftmost::RULE,
    &public_certificate_in_azure_domain::RULE,
    &certificate_key_size::RULE,
    &certificate_key_not_rsa::RULE,
    &certificate_weak_signature::RULE,
    &certificate_not_for_server_authentication::RULE,
    &certificate_key_usage::RULE,
    &certificate_not_pfx::RULE,
    &certificate_without_private_key::RULE,
    &certificate_without_password::RULE,
    &secret_in_document::RULE,
    &certificate_expired::RULE,
    &certificate_not_yet_valid::RULE,
    &certificate_expiring::RULE,
    &certificate_names_miss_service_name::RULE,
    &certificate_self_signed::RULE,
    &certificate_chain_incomplete::RULE,
    &trusted_root_missing::RULE,
    &trusted_root_unneeded::RULE,
    &trusted_chain_incomplete::RULE,
    &trusted_certificate_in_wrong_store::RULE,
    &trusted_certificate_not_ca::RULE,
    &trusted_certificate_expired::RULE,
    &trusted_certificate_duplicate::RULE,
    &too_many_trusted_certificates::RULE,
    &trusted_certificate_with_private_key::RULE,
    &thumbprint_format::RULE,
    &connection_point_certificate::RULE,
];

/// The trusted certificates that are stated to belong into a store.
fn in_store<'g>(
    gateway: &'g Gateway,
    store: &'static str,
) -> impl Iterator<Item = &'g Given<TrustedCertificate>> {
    let all = gateway.trusted_certificates.each();
    all.filter(move |it| it.store.value().is_some_and(|it| *it == store))
}

/// Points into the file as well, where the certificate is in one that has text.
fn point<'n>(note: &'n mut Note, it: &ServerCertificate<'_>, text: &str) -> &'n mut Note {
    if let Some(file) = it.file_if_read() {
        note.certificate(file.path, file.leaf, text);
    }
    note
}

/// Whether the name is a wildcard as it should be: `*` is its whole first label.
fn is_wildcard(name: &str) -> bool {
    name == "*" || name.strip_prefix("*.").is_some_and(|domain| !domain.contains('*'))
}

/// `expired on 2026-11-10, 12 days ago`.
fn expired(last: Date, today: Date) -> String {
    let when = match days_between(last, today) {
        ..=1 => "yesterday".to_owned(),
        days => format!("{} ago", how_long(days)),
    };
    format!("expired on {last}, {when}")
}
