//! The subscription, the apps, the region and the size.

use crate::rule::Rule;

pub const FAMILY: &str = "azure";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
