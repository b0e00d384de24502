//! What clients must be, and the settings that they get.

use crate::rule::Rule;

pub const FAMILY: &str = "clients";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
