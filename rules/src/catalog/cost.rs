//! Alerts on traffic and storage, and what stops a service.

use crate::rule::Rule;

pub const FAMILY: &str = "cost";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
];
