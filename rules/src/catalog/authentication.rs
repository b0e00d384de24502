//! How clients prove who they are, and what the site needs for it.

use crate::rule::Rule;

pub const FAMILY: &str = "authentication";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
