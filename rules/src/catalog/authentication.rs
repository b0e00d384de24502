//! How clients prove who they are, and what the site needs for it.

mod authentication_missing;
mod user_features_need_entra;
mod entra_needs_windows_10;
mod token_needs_2002;
mod management_point_http;
mod site_http_unsupported;
mod connection_point_without_certificate;
mod pki_site_option_off;
mod hybrid_needs_user_discovery;
mod entra_not_onboarded;
mod certificate_trust_list_open;
mod bulk_token_lifetime;
mod management_point_without_internet;

use crate::{
    model::{Config, Field, ManagementPoint, Word},
    rule::{Findings, Rule},
};

pub const FAMILY: &str = "authentication";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &authentication_missing::RULE,
    &user_features_need_entra::RULE,
    &entra_needs_windows_10::RULE,
    &token_needs_2002::RULE,
    &management_point_http::RULE,
    &site_http_unsupported::RULE,
    &connection_point_without_certificate::RULE,
    &pki_site_option_off::RULE,
    &hybrid_needs_user_discovery::RULE,
    &entra_not_onboarded::RULE,
    &certificate_trust_list_open::RULE,
    &bulk_token_lifetime::RULE,
    &management_point_without_internet::RULE,
];

/// How clients authenticate; the rule is skipped where nobody says it.
pub(super) fn methods<'c>(
    config: &'c Config,
    findings: &mut Findings<'_>,
) -> Option<&'c Field<Vec<Field<Word>>>> {
    let methods = &config.clients.value()?.authentication;
    findings.stated(methods).map(|_| methods)
}

/// Whether there is a method, and this is none of them. That there is none at
/// all is a mistake of its own.
pub(super) fn lack(methods: &Field<Vec<Field<Word>>>, method: &str) -> bool {
    methods.is_understood() && methods.each().next().is_some() && !methods.has(method)
}

/// Whether there is no other method.
fn are_only(methods: &Field<Vec<Field<Word>>>, method: &str) -> bool {
    methods.has(method) && methods.is_understood() && methods.each().all(|it| it.value == method)
}

/// Whether a management point takes traffic of gateways over this protocol.
fn takes_traffic(point: &ManagementPoint, protocol: &str, findings: &mut Findings<'_>) -> bool {
    point.cmg_traffic.value() != Some(&false)
        && point.protocol.value().is_none_or(|it| *it == protocol)
        && findings.stated(&point.cmg_traffic).is_some()
        && findings.stated(&point.protocol).is_some()
}
