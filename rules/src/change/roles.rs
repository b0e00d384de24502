//! What stands around the gateways: connection points, roles, client settings.

use std::collections::BTreeMap;

use super::gateway::Sides;
use crate::{
    model::{BoundaryGroup, Config, ConnectionPoint, Field, Given, Text},
    rule::Pairs,
};

/// A connection point that changes. A server has one at most.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Link<'a> {
    Added(&'a ConnectionPoint),
    Removed(&'a ConnectionPoint),
    /// The same server serves another gateway.
    Moved {
        old: &'a ConnectionPoint,
        new: &'a ConnectionPoint,
    },
}

impl<'a> Link<'a> {
    /// As it shall be; where it goes, as it is.
    pub fn point(&self) -> &'a ConnectionPoint {
        match self {
            Link::Added(it) | Link::Removed(it) | Link::Moved { new: it, .. } => it,
        }
    }
}

/// A key of a role, of the client settings or of the site that changes.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub kind: RoleKind,
    /// The server, or what else tells it from others.
    pub name: String,
    pub site: Option<String>,
    pub key: &'static str,
    pub old: Option<String>,
    pub new: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoleKind {
    ManagementPoint,
    SoftwareUpdatePoint,
    BoundaryGroup,
    Clients,
    ServerApp,
    Site,
}

/// Every connection point that changes; none where the baseline does not say.
pub(crate) fn links<'a>(sides: &Sides<'a>, pairs: &Pairs<'a>) -> Vec<Link<'a>> {
    let (Some(new), Some(old)) = (
        stated(&sides.now.connection_points, sides.now),
        stated(&sides.before.connection_points, sides.before),
    ) else {
        return Vec::new();
    };
    let server = |it: &ConnectionPoint| Some(it.server.value()?.to_ascii_lowercase());
    let mut before: BTreeMap<String, &ConnectionPoint> =
        old.iter().filter_map(|it| Some((server(it)?, *it))).collect();
    let mut links = Vec::new();
    for point in new {
        let Some(name) = server(point) else { continue };
        match before.remove(&name) {
            None => links.push(Link::Added(point)),
            Some(old) => {
                let handle = point.gateway.value().map(|it| it.as_str());
                let former = handle.and_then(|it| pairs.old_of(it)).map(|it| &*it.handle);
                if former.or(handle) != old.gateway.value().map(|it| it.as_str()) {
                    links.push(Link::Moved { old, new: point });
                }
            }
        }
    }
    links.extend(before.into_values().map(Link::Removed));
    links.sort_by_cached_key(|it| server(it.point()));
    links
}

/// The elements of a list of tables: of a desired document, none where it has
/// none; of a deployed one, nothing where it does not say.
fn stated<'a, T>(list: &'a Field<Vec<Field<T>>>, config: &Config) -> Option<Vec<&'a T>> {
    match list {
        Field::Absent(_) if config.is_desired() => Some(Vec::new()),
        list if list.is_understood() => {
            list.value()?;
            Some(list.each().map(|it: &Given<T>| &it.value).collect())
        }
        _ => None,
    }
}

/// Everything else around the gateways that a cmdlet or the console changes.
pub(crate) fn roles(sides: &Sides<'_>) -> Vec<Role> {
    let (now, before) = (sides.now, sides.before);
    let mut roles = Vec::new();
    let mut traffic = |kind, new: Vec<Point<'_>>, old: Vec<Point<'_>>| {
        for point in new {
            let was = old.iter().find(|it| it.server.eq_ignore_ascii_case(point.server));
            let (Some(new), was) = (point.traffic, was.map(|it| it.traffic)) else { continue };
            if was.flatten() == Some(new) || was.is_none() && !new || was == Some(None) {
                continue;
            }
            roles.push(Role {
                kind,
                name: point.server.to_owned(),
                site: point.site.map(str::to_owned),
                key: "cmg-traffic",
                old: was.flatten().map(|it| it.to_string()),
                new: Some(new.to_string()),
            });
        }
    };
    if let (Some(new), Some(old)) =
        (stated(&now.management_points, now), stated(&before.management_points, before))
    {
        traffic(
            RoleKind::ManagementPoint,
            new.into_iter().filter_map(Point::of_management).collect(),
            old.into_iter().filter_map(Point::of_management).collect(),
        );
    }
    if let (Some(new), Some(old)) =
        (stated(&now.software_update_points, now), stated(&before.software_update_points, before))
    {
        traffic(
            RoleKind::SoftwareUpdatePoint,
            new.into_iter().filter_map(Point::of_updates).collect(),
            old.into_iter().filter_map(Point::of_updates).collect(),
        );
    }
    roles.extend(groups(sides));
    roles.sort_by(|a, b| a.name.cmp(&b.name));
    if let (Some(new), Some(old)) = (now.clients.value(), before.clients.value()) {
        for (key, new, old) in [
            ("use-cmg", &new.use_cmg, &old.use_cmg),
            (
                "use-cloud-distribution-point",
                &new.use_cloud_distribution_point,
                &old.use_cloud_distribution_point,
            ),
        ] {
            let value = |it: &Field<bool>| it.value().map(|it| it.to_string());
            let is_comparable = old.value().is_some() || before.is_desired();
            if new.is_written() && is_comparable && value(new) != value(old) {
                let (old, new) = (value(old), value(new));
                roles.push(Role {
                    kind: RoleKind::Clients,
                    name: "client settings".to_owned(),
                    site: None,
                    key,
                    old,
                    new,
                });
            }
        }
    }
    let secret = |config: &Config| {
        let app = config.azure.value()?.server_app.value()?;
        Some((app.name.value().map(|it| it.as_str().to_owned()), *app.secret_expires.value()?))
    };
    if let (Some((name, new)), Some((_, old))) = (secret(now), secret(before))
        && new != old
    {
        roles.push(Role {
            kind: RoleKind::ServerApp,
            name: name.unwrap_or_else(|| "server app".to_owned()),
            site: None,
            key: "secret-expires",
            old: Some(old.to_string()),
            new: Some(new.to_string()),
        });
    }
    if let (Some(old), Some(new)) = (sides.releases.before, sides.releases.now)
        && old != new
    {
        roles.push(Role {
            kind: RoleKind::Site,
            name: "site".to_owned(),
            site: None,
            key: "version",
            old: Some(old.to_string()),
            new: Some(new.to_string()),
        });
    }
    roles
}

/// A role that may take traffic of gateways.
struct Point<'a> {
    server: &'a str,
    site: Option<&'a str>,
    traffic: Option<bool>,
}

impl<'a> Point<'a> {
    fn new(
        server: &'a Field<Text>,
        site: &'a Field<Text>,
        traffic: &'a Field<bool>,
    ) -> Option<Point<'a>> {
        let site = site.value().map(|it| it.as_str());
        Some(Point { server: server.value()?, site, traffic: traffic.value().copied() })
    }

    fn of_management(it: &'a crate::model::ManagementPoint) -> Option<Point<'a>> {
        Point::new(&it.server, &it.site, &it.cmg_traffic)
    }

    fn of_updates(it: &'a crate::model::SoftwareUpdatePoint) -> Option<Point<'a>> {
        Point::new(&it.server, &it.site, &it.cmg_traffic)
    }
}

/// Boundary groups whose gateways change.
fn groups(sides: &Sides<'_>) -> Vec<Role> {
    let (Some(new), Some(old)) = (
        stated(&sides.now.boundary_groups, sides.now),
        stated(&sides.before.boundary_groups, sides.before),
    ) else {
        return Vec::new();
    };
    let members = |config: &Config, group: &BoundaryGroup| {
        let mut members: Vec<String> = group
            .gateways
            .each()
            .map(|handle| match config.gateway(handle).and_then(|it| it.service_name.value()) {
                Some(name) => name.to_ascii_lowercase(),
                None => handle.as_str().to_owned(),
            })
            .collect();
        members.sort();
        members.join(", ")
    };
    let mut groups = Vec::new();
    for group in new {
        let Some(name) = group.name.value() else { continue };
        let was = old.iter().find(|it| it.name.value() == Some(name));
        let was = was.map(|it| members(sides.before, it)).unwrap_or_default();
        let new = members(sides.now, group);
        if new != was {
            let some = |it: String| (!it.is_empty()).then_some(it);
            groups.push(Role {
                kind: RoleKind::BoundaryGroup,
                name: name.as_str().to_owned(),
                site: None,
                key: "gateways",
                old: some(was),
                new: some(new),
            });
        }
    }
    groups
}
