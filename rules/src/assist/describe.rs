//! What is said of keys, values, rules and certificates: the same in a
//! completion and in a hover.

mod certificate;
mod gateway;
mod key;
mod rule;
mod situation;
mod value;

pub(super) use certificate::xray;
pub(super) use gateway::{deployment_names, names, short, summary};
pub(super) use key::{key, label, one_line, takes};
pub(super) use rule::{family, rule};
pub(super) use situation::Situation;
pub(super) use value::{Meaning, meaning};
