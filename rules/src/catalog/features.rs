//! What works over a gateway, and what it takes.

use crate::rule::Rule;

pub const FAMILY: &str = "features";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
