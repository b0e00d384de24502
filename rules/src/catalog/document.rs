//! What is found while a document is read; no page states it but the format itself.

mod syntax;
mod unknown_key;
mod wrong_type;
mod unknown_value;
mod missing_key;
mod read_only_key;
mod unused_allow;
mod unknown_allow;
mod file_outside_workspace;
mod baseline_unreadable;

use crate::{finding::RuleInfo, rule::Rule};

pub const FAMILY: &str = "document";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &syntax::RULE,
    &unknown_key::RULE,
    &wrong_type::RULE,
    &unknown_value::RULE,
    &missing_key::RULE,
    &read_only_key::RULE,
    &unused_allow::RULE,
    &unknown_allow::RULE,
    &file_outside_workspace::RULE,
    &baseline_unreadable::RULE,
];

/// Found by `allow`, when every other rule has spoken.
pub(crate) static UNUSED_ALLOW: &RuleInfo = &unused_allow::RULE.info;
pub(crate) static UNKNOWN_ALLOW: &RuleInfo = &unknown_allow::RULE.info;
