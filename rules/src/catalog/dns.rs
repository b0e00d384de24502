//! What public DNS must say, so that clients find a gateway.

use crate::rule::Rule;

pub const FAMILY: &str = "dns";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
