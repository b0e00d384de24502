//! Every rule there is, family by family, in the order of the documentation.

pub mod document;
pub mod naming;

use crate::rule::Rule;

#[rustfmt::skip]
static FAMILIES: &[(&str, &[&Rule])] = &[
    (document::FAMILY, document::RULES),
    (naming::FAMILY, naming::RULES),
];

/// Each family with its rules.
pub fn families() -> impl Iterator<Item = (&'static str, &'static [&'static Rule])> + Clone {
    FAMILIES.iter().copied()
}

pub fn rules() -> impl Iterator<Item = &'static Rule> + Clone {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter().copied())
}
