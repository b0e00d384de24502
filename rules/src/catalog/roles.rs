//! The site system roles around the gateways.

use crate::rule::Rule;

pub const FAMILY: &str = "roles";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
