//! Gateways that come and go.

mod last_gateway_removed;
mod removed_before_policy_refresh;
mod orphan_connection_point;

use crate::rule::Rule;

pub const FAMILY: &str = "lifecycle";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &last_gateway_removed::RULE,
    &removed_before_policy_refresh::RULE,
    &orphan_connection_point::RULE,
];
