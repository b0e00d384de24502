//! Every rule there is, family by family, in the order of the documentation.

pub mod document;
pub mod naming;
pub mod deployment;
pub mod conversion;
pub mod certificates;
pub mod authentication;
pub mod features;
pub mod roles;
pub mod azure;
pub mod security;
pub mod cost;
pub mod dns;
pub mod clients;
pub mod lifecycle;

use crate::{levels::Levels, rule::Rule};

#[rustfmt::skip]
static FAMILIES: &[(&str, &[&Rule])] = &[
    (document::FAMILY, document::RULES),
    (naming::FAMILY, naming::RULES),
    (deployment::FAMILY, deployment::RULES),
    (conversion::FAMILY, conversion::RULES),
    (certificates::FAMILY, certificates::RULES),
    (authentication::FAMILY, authentication::RULES),
    (features::FAMILY, features::RULES),
    (roles::FAMILY, roles::RULES),
    (azure::FAMILY, azure::RULES),
    (security::FAMILY, security::RULES),
    (cost::FAMILY, cost::RULES),
    (dns::FAMILY, dns::RULES),
    (clients::FAMILY, clients::RULES),
    (lifecycle::FAMILY, lifecycle::RULES),
];

/// Each family with its rules.
pub fn families() -> impl Iterator<Item = (&'static str, &'static [&'static Rule])> + Clone {
    FAMILIES.iter().copied()
}

pub fn rules() -> impl Iterator<Item = &'static Rule> + Clone {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter().copied())
}

impl Default for Levels {
    fn default() -> Levels {
        Levels::of_rules(rules().map(|rule| (rule.info.name, rule.info.family)))
    }
}
