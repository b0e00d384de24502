//! Gateways that come and go.

mod orphan_connection_point;

use crate::rule::Rule;

pub const FAMILY: &str = "lifecycle";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &orphan_connection_point::RULE,
];
