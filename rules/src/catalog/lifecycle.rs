//! Gateways that come and go.

use crate::rule::Rule;

pub const FAMILY: &str = "lifecycle";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
