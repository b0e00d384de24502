//! The server authentication certificate, and the certification authorities that clients come from.

use crate::rule::Rule;

pub const FAMILY: &str = "certificates";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
