//! What it takes to change what is deployed: one table of settings, each with
//! the way in which "Modify a CMG" lets it change.

mod certificate;
mod class;
mod departure;
mod gateway;
mod releases;
mod roles;
mod setting;
mod trusted;

use crate::{
    facts::{Source, pages::MODIFY},
    span::Span,
};
pub(crate) use departure::{Departure, departures};
pub(crate) use gateway::{Kept, Sides};
pub(crate) use releases::{CONVERTS, Conversion, NO_CLASSIC, Releases};
pub(crate) use roles::{Link, PointKind, Role, links, roles};
pub(crate) use setting::{
    ENTRA_APP, ENVIRONMENT, Effective, FROZEN, REGION, RESOURCE_GROUP, SERVICE_NAME, SUBSCRIPTION,
    Setting, Stated, TENANT,
};
pub(crate) use trusted::{Authority, all as authorities};

/// One key of a gateway that changes.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// Below the table of the gateway: `alerts.traffic-out-gb`.
    pub key: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// As it is deployed, for people; nothing where it was not there.
    pub old: Option<String>,
    /// As it shall be; nothing where it goes.
    pub new: Option<String>,
    pub class: Class,
    pub note: Option<String>,
    pub source: Source,
    /// The value in the document; where it is not written, its table.
    pub span: Span,
    /// The rule that speaks of it as well where it is not possible.
    pub rule: Option<&'static str>,
    /// What writes the deployed value in place of the one that is written there.
    pub deployed: Option<Deployed>,
}

/// A value of the baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deployed {
    pub toml: String,
    /// Where the baseline states it; where it does not write it, its table.
    pub span: Span,
}

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
