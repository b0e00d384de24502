//! Names that Azure resources are made from, and what Azure takes for a name.

mod name_prefix_length;
mod name_prefix_consecutive_hyphens;

use crate::{model::Gateway, rule::Rule, span::Span};

pub const FAMILY: &str = "naming";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &name_prefix_length::RULE,
    &name_prefix_consecutive_hyphens::RULE,
];

/// The first label of the service name, after which Azure resources are named.
/// Nothing where the name is no host name: other rules say so.
fn prefix(gateway: &Gateway) -> Option<(&str, Span)> {
    let name = gateway.service_name.given()?;
    let (prefix, domain) = name.split_once('.')?;
    let is_host = !prefix.is_empty() && !domain.is_empty() && !prefix.contains('*');
    is_host.then(|| (prefix, name.part(0..prefix.len())))
}
