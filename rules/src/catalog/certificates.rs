//! The server authentication certificate, and the certification authorities that clients come from.

mod certificate_missing;
mod certificate_unreadable;
mod certificate_name_mismatch;
mod renewal_name_changed;
mod renewal_organization_changed;
mod renewal_subject_changed;
mod renewal_issuer_changed;
mod certificate_without_password;
mod secret_in_document;
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
    facts::Date,
    finding::Note,
    model::{Gateway, Given, TrustedCertificate},
    quote::counted,
    rule::{Rule, ServerCertificate},
};

pub const FAMILY: &str = "certificates";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &certificate_missing::RULE,
    &certificate_unreadable::RULE,
    &certificate_name_mismatch::RULE,
    &renewal_name_changed::RULE,
    &renewal_organization_changed::RULE,
    &renewal_subject_changed::RULE,
    &renewal_issuer_changed::RULE,
    &certificate_without_password::RULE,
    &secret_in_document::RULE,
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

/// `expired on 2026-11-10, 12 days ago`.
fn expired(last: Date, today: Date) -> String {
    let when = match days(last, today) {
        ..=1 => "yesterday".to_owned(),
        days => format!("{} ago", counted(days, "day")),
    };
    format!("expired on {last}, {when}")
}

fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
