//! TLS and certificate revocation.

use crate::rule::Rule;

pub const FAMILY: &str = "security";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
