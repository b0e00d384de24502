//! TLS and certificate revocation.

mod tls_1_2_not_enforced;
mod tls_option_too_early;
mod revocation_check_without_crl;
mod revocation_check_off;
mod revocation_check_without_pki;
mod crl_not_reachable_from_internet;
mod server_certificate_crl_internal;
mod site_revocation_check_without_crl;

use crate::{facts::host, rule::Rule};

pub const FAMILY: &str = "security";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &tls_1_2_not_enforced::RULE,
    &tls_option_too_early::RULE,
    &revocation_check_without_crl::RULE,
    &revocation_check_off::RULE,
    &revocation_check_without_pki::RULE,
    &crl_not_reachable_from_internet::RULE,
    &server_certificate_crl_internal::RULE,
    &site_revocation_check_without_crl::RULE,
];

/// Whether an address of a revocation list leads nowhere on the internet: into
/// a directory, to a share, or to a host that only the company knows.
pub(crate) fn is_internal(address: &str) -> bool {
    let Some((scheme, rest)) = address.trim().split_once(':') else {
        return address.trim().starts_with("\\\\");
    };
    if ["ldap", "ldaps", "file"].iter().any(|it| scheme.eq_ignore_ascii_case(it)) {
        return true;
    }
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = place.rsplit('@').next().unwrap_or_default();
    let host = match place.strip_prefix('[') {
        Some(address) => address.split(']').next(),
        None => place.split(':').next(),
    };
    host.is_some_and(host::is_internal)
}

#[test]
fn what_clients_on_the_internet_cannot_reach() {
    for address in [
        "ldap:///CN=Contoso,CN=CDP,DC=contoso,DC=com?certificateRevocationList?base",
        "LDAP://dc1.contoso.com/CN=Contoso",
        "file://\\\\ca1\\CertEnroll\\contoso.crl",
        "\\\\ca1\\CertEnroll\\contoso.crl",
        "http://ca1/CertEnroll/contoso.crl",
        "http://ca1:8080/contoso.crl",
        "http://ca1.contoso.local/contoso.crl",
        "http://10.0.0.5/contoso.crl",
        "http://[fd00::5]:80/contoso.crl",
    ] {
        assert!(is_internal(address), "{address}");
    }
    for address in [
        "",
        "http:///contoso.crl",
        "http://crl.contoso.com/contoso.crl",
        "HTTP://crl.contoso.com:80",
        "http://52.1.2.3/contoso.crl",
        "mailto:pki",
    ] {
        assert!(!is_internal(address), "{address}");
    }
}
