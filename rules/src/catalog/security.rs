//! TLS and certificate revocation.

mod tls_1_2_not_enforced;
mod tls_option_too_early;
mod revocation_check_without_crl;
mod revocation_check_off;
mod revocation_check_without_pki;
mod crl_not_reachable_from_internet;
mod site_revocation_check_without_crl;

use crate::rule::Rule;

pub const FAMILY: &str = "security";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &tls_1_2_not_enforced::RULE,
    &tls_option_too_early::RULE,
    &revocation_check_without_crl::RULE,
    &revocation_check_off::RULE,
    &revocation_check_without_pki::RULE,
    &crl_not_reachable_from_internet::RULE,
    &site_revocation_check_without_crl::RULE,
];

/// STUB: the judgement of `server-certificate-crl-internal` takes its place.
pub(crate) fn is_internal(address: &str) -> bool {
    ["ldap:", "file:"].iter().any(|it| address.starts_with(it))
}
