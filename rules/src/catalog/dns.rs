//! What public DNS must say, so that clients find a gateway.

mod cname_missing;
mod cname_target_mismatch;
mod cname_unneeded;
mod cname_still_classic;

use crate::{
    model::{Gateway, Given, Text},
    rule::Rule,
};

pub const FAMILY: &str = "dns";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &cname_missing::RULE,
    &cname_target_mismatch::RULE,
    &cname_unneeded::RULE,
    &cname_still_classic::RULE,
];

/// The target of the CNAME record, where the document declares one.
fn target(gateway: &Gateway) -> Option<&Given<Text>> {
    gateway.dns.value()?.cname.given().filter(|target| !target.trim().is_empty())
}
