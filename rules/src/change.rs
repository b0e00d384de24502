//! What it takes to change what is deployed: one table of settings, each with
//! the way in which "Modify a CMG" lets it change.

use crate::facts::{Source, pages::MODIFY};

/// The way in which a setting changes; the stronger, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// In the properties of the gateway, or of the role.
    InPlace,
    /// In the course of a conversion to a scale set.
    Convert,
    /// By a new gateway in place of the old one, which keeps its name.
    RedeploySameName,
    /// By a new gateway beside the old one.
    RedeployNewName,
    /// No page says how.
    NotDocumented,
    NotPossible,
}

impl Class {
    /// For people.
    pub const fn text(self) -> &'static str {
        match self {
            Class::InPlace => "in place",
            Class::Convert => "during conversion",
            Class::RedeploySameName => "redeploy, same name",
            Class::RedeployNewName => "redeploy, new name",
            Class::NotDocumented => "not documented",
            Class::NotPossible => "not possible",
        }
    }

    /// For programs.
    pub const fn word(self) -> &'static str {
        match self {
            Class::InPlace => "in-place",
            Class::Convert => "convert",
            Class::RedeploySameName => "redeploy-same-name",
            Class::RedeployNewName => "redeploy-new-name",
            Class::NotDocumented => "not-documented",
            Class::NotPossible => "not-possible",
        }
    }

    /// Where "Modify a CMG" tells of it.
    pub const fn source(self) -> Source {
        match self {
            Class::InPlace => MODIFY.section("Settings tab"),
            Class::Convert => MODIFY.section("Convert"),
            Class::RedeploySameName => {
                MODIFY.section("Replace a CMG and reuse the same service name")
            }
            Class::RedeployNewName => MODIFY.section("Replace a CMG with a new service name"),
            Class::NotDocumented => MODIFY.whole(),
            Class::NotPossible => MODIFY.section("Redeploy the service"),
        }
    }
}
