//! The site system roles around the gateways.

mod connection_point_missing;
mod unsupported_role;
mod management_point_missing;
mod software_update_point_missing;
mod software_update_point_load_balanced;
mod too_few_connection_points;
mod single_connection_point;
mod connection_point_not_on_primary;
mod primary_without_connection_point;
mod gateway_not_at_top_site;
mod service_connection_point_offline;
mod unknown_gateway_reference;
mod second_gateway_without_connection_point;
mod connection_point_port_exhaustion;
mod boundary_group_missing;

use std::collections::{HashMap, HashSet};

use crate::{
    document::Room,
    finding::{Note, Safety},
    model::{Config, ConnectionPoint, Field, Given, Text, folded},
    rule::{Context, References, Rule},
};

pub const FAMILY: &str = "roles";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &connection_point_missing::RULE,
    &unsupported_role::RULE,
    &management_point_missing::RULE,
    &software_update_point_missing::RULE,
    &software_update_point_load_balanced::RULE,
    &too_few_connection_points::RULE,
    &single_connection_point::RULE,
    &connection_point_not_on_primary::RULE,
    &primary_without_connection_point::RULE,
    &gateway_not_at_top_site::RULE,
    &service_connection_point_offline::RULE,
    &unknown_gateway_reference::RULE,
    &second_gateway_without_connection_point::RULE,
    &connection_point_port_exhaustion::RULE,
    &boundary_group_missing::RULE,
];

fn is_management_point(role: &str) -> bool {
    matches!(&*folded(role), "managementpoint" | "smsmanagementpoint" | "mp")
}

fn is_software_update_point(role: &str) -> bool {
    matches!(&*folded(role), "softwareupdatepoint" | "smssoftwareupdatepoint" | "sup")
}

/// Whether a role that stands in `[[site-system-role]]`, where any role may
/// stand, allows traffic of gateways.
fn is_allowed_elsewhere(config: &Config, is_role: fn(&str) -> bool) -> bool {
    config.site_system_roles.each().any(|it| {
        may_be_allowed(&it.cmg_traffic) && it.role.value().is_some_and(|role| is_role(role))
    })
}

/// Puts the note where traffic is forbidden, and offers to allow it.
fn allow(note: &mut Note, cmg_traffic: &Field<bool>, room: Room) {
    match cmg_traffic.given() {
        Some(forbidden) => {
            note.span = forbidden.span;
            note.fix(Safety::Unsafe, "Write `true`", forbidden.span, "true");
        }
        // The table is there, so that nobody needs its header.
        None => {
            note.insert(room, "", "cmg-traffic", "true");
        }
    }
}

/// Whether traffic is allowed, or something is written that nobody understands.
fn may_be_allowed(cmg_traffic: &Field<bool>) -> bool {
    matches!(cmg_traffic, Field::Wrong(_)) || cmg_traffic.value() == Some(&true)
}

/// The connection points of each gateway, by its handle. Nothing where one of
/// them may belong to any gateway.
fn connection_points<'c>(
    config: &'c Config,
    context: &Context<'c>,
) -> Option<HashMap<&'c str, Vec<&'c Given<ConnectionPoint>>>> {
    if !config.connection_points.is_understood() {
        return None;
    }
    let references = References::of(config, context);
    let mut points: HashMap<&str, Vec<&Given<ConnectionPoint>>> = HashMap::new();
    for point in config.connection_points.each() {
        let reference = point.gateway.given()?;
        if references.may_mean_any(reference) {
            return None;
        }
        if let Some(handle) = references.handle(reference) {
            points.entry(handle).or_default().push(point);
        }
    }
    Some(points)
}

/// What the document says of the sites of the hierarchy; primary sites in capitals.
struct Sites<'c> {
    central: Option<&'c str>,
    /// Nothing where the document does not tell all of them.
    primaries: Option<HashSet<String>>,
}

impl<'c> Sites<'c> {
    fn of(config: &'c Config) -> Sites<'c> {
        let site = config.site.value();
        let code = site.and_then(|it| it.code.value()).map(Text::as_str);
        let is_primary = site.and_then(|it| it.kind.value()).map(|it| *it == "standalone-primary");
        let own = is_primary.filter(|it| *it).map(|_| code);
        let below = config.primary_sites.each().map(|it| it.code.value().map(Text::as_str));
        let codes = below.chain(own).map(|code| Some(code?.to_ascii_uppercase()));
        let codes: Option<HashSet<String>> = codes.collect();
        let are_all = is_primary.is_some() && config.primary_sites.is_understood();
        Sites {
            central: code.filter(|_| is_primary == Some(false)),
            primaries: codes.filter(|it| are_all && !it.is_empty()),
        }
    }

    fn is_central(&self, code: &str) -> bool {
        self.central.is_some_and(|it| it.eq_ignore_ascii_case(code))
    }

    /// Whether a site may have connection points, for all that is known.
    fn may_be_primary(&self, code: &str) -> bool {
        let is_listed = |it: &HashSet<String>| it.contains(&code.to_ascii_uppercase());
        !self.is_central(code) && self.primaries.as_ref().is_none_or(is_listed)
    }
}
