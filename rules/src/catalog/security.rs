//! TLS and certificate revocation.

mod tls_1_2_not_enforced;
mod tls_option_too_early;
mod revocation_check_without_crl;
mod revocation_check_off;
mod revocation_check_without_pki;
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
    &site_revocation_check_without_crl::RULE,
];
