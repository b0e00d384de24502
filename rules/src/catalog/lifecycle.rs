//! Gateways that come, go, and are changed behind the document's back.

mod last_gateway_removed;
mod removed_before_policy_refresh;
mod orphan_connection_point;
mod drift;

use crate::rule::Rule;

pub const FAMILY: &str = "lifecycle";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &last_gateway_removed::RULE,
    &removed_before_policy_refresh::RULE,
    &orphan_connection_point::RULE,
    &drift::RULE,
];
