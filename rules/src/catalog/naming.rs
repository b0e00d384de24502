//! Names that Azure resources are made from, and what Azure takes for a name.

mod name_prefix_length;
mod name_prefix_start;
mod name_prefix_end;
mod name_prefix_consecutive_hyphens;
mod name_prefix_characters;
mod name_prefix_hyphen;
mod name_prefix_uppercase;
mod service_name_not_fqdn;
mod service_name_at_apex;
mod service_name_wildcard;
mod service_name_in_cloudapp_net;
mod service_name_in_azure_domain;
mod service_name_region_mismatch;
mod duplicate_service_name;
mod duplicate_name_prefix;
mod deployment_name_mismatch;
mod deployment_name_outside_azure;

use crate::{
    facts::azure,
    model::{Gateway, Given, Text},
    rule::Rule,
    span::Span,
};

pub const FAMILY: &str = "naming";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &name_prefix_length::RULE,
    &name_prefix_start::RULE,
    &name_prefix_end::RULE,
    &name_prefix_consecutive_hyphens::RULE,
    &name_prefix_characters::RULE,
    &name_prefix_hyphen::RULE,
    &name_prefix_uppercase::RULE,
    &service_name_not_fqdn::RULE,
    &service_name_at_apex::RULE,
    &service_name_wildcard::RULE,
    &service_name_in_cloudapp_net::RULE,
    &service_name_in_azure_domain::RULE,
    &service_name_region_mismatch::RULE,
    &duplicate_service_name::RULE,
    &duplicate_name_prefix::RULE,
    &deployment_name_mismatch::RULE,
    &deployment_name_outside_azure::RULE,
];

/// The service name, and its first label, after which Azure resources are named.
fn prefix(gateway: &Gateway) -> Option<(&Given<Text>, &str)> {
    let name = gateway.service_name.given()?;
    let (prefix, _) = name.split_once('.')?;
    (!prefix.is_empty()).then_some((name, prefix))
}

/// The service name with another first label.
fn renamed(name: &str, prefix: &str) -> String {
    let (_, domain) = name.split_once('.').unwrap_or_default();
    format!("{prefix}.{domain}")
}

/// The Azure domain that the service name ends in, and where it stands.
fn azure_domain(gateway: &Gateway) -> Option<(&'static str, Span)> {
    let name = gateway.host_name()?;
    let (domain, _) = azure::domain_of(name)?;
    Some((domain, name.part(name.len() - domain.len()..name.len())))
}
