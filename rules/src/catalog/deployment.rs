//! Models of deployment, and the releases that know them.

use crate::rule::Rule;

pub const FAMILY: &str = "deployment";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
