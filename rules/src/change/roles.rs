//! What stands around the gateways: connection points, roles, client settings.

use std::collections::BTreeMap;

use super::gateway::Sides;
use crate::{
    facts::{Date, Version},
    model::{
        BoundaryGroup, Clients, Config, ConnectionPoint, Field, Given, ManagementPoint,
        SoftwareUpdatePoint, Text,
    },
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
    /// As it is deployed.
    pub fn old(&self) -> Option<&'a ConnectionPoint> {
        match self {
            Link::Added(_) => None,
            Link::Removed(it) | Link::Moved { old: it, .. } => Some(it),
        }
    }

    /// As it shall be; where it goes, as it is.
    pub fn point(&self) -> &'a ConnectionPoint {
        match self {
            Link::Added(it) | Link::Removed(it) | Link::Moved { new: it, .. } => it,
        }
    }
}

/// What else around the gateways changes.
#[derive(Clone, Debug)]
pub(crate) enum Role {
    /// Whether a management point or software update point takes traffic of gateways.
    Traffic {
        kind: PointKind,
        server: String,
        site: Option<String>,
        was: Option<bool>,
        on: bool,
    },
    /// Service names of the gateways of a boundary group, sorted.
    BoundaryGroup {
        name: String,
        old: Vec<String>,
        new: Vec<String>,
    },
    ClientSetting {
        setting: &'static ClientSetting,
        was: Option<bool>,
        on: bool,
    },
    /// Last days of the secret key of the server app.
    Secret {
        app: String,
        old: Date,
        new: Date,
    },
    /// Of the site.
    Release {
        old: Version,
        new: Version,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PointKind {
    Management,
    SoftwareUpdate,
}

/// A client setting that lets clients use gateways ("Configure clients for CMG").
#[derive(Debug)]
pub(crate) struct ClientSetting {
    pub key: &'static str,
    /// As the console shows it.
    pub label: &'static str,
    /// Of `Set-CMClientSettingCloudService`.
    pub parameter: &'static str,
    pub(super) read: fn(&Clients) -> &Field<bool>,
}

pub(super) static CLIENT_SETTINGS: [ClientSetting; 2] = [
    ClientSetting {
        key: "use-cmg",
        label: "Enable clients to use a cloud management gateway",
        parameter: "AllowCloudManagementGateway",
        read: |clients| &clients.use_cmg,
    },
    ClientSetting {
        key: "use-cloud-distribution-point",
        label: "Allow access to cloud distribution point",
        parameter: "AllowCloudDistributionPoint",
        read: |clients| &clients.use_cloud_distribution_point,
    },
];

/// Every connection point that changes; none where the baseline does not say.
pub(crate) fn links<'a>(sides: &Sides<'a>, pairs: &Pairs<'a>) -> Vec<Link<'a>> {
    let Some((new, old)) = both(sides, |it| &it.connection_points) else { return Vec::new() };
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

/// The elements of a list of tables. One that is not written is not stated,
/// except where a revision is compared that did state it.
fn stated<T>(list: &Field<Vec<Field<T>>>, means_none: bool) -> Option<Vec<&T>> {
    match list {
        Field::Absent(_) if means_none => Some(Vec::new()),
        list if list.is_understood() => {
            list.value()?;
            Some(list.each().map(|it: &Given<T>| &it.value).collect())
        }
        _ => None,
    }
}

/// Both sides of a list; nothing where one of them does not state it.
pub(super) fn both<'a, T>(
    sides: &Sides<'a>,
    list: fn(&Config) -> &Field<Vec<Field<T>>>,
) -> Option<(Vec<&'a T>, Vec<&'a T>)> {
    let means_none = sides.before.is_desired();
    Some((stated(list(sides.now), means_none)?, stated(list(sides.before), means_none)?))
}

/// Everything around the gateways but connection points, by names.
pub(crate) fn roles(sides: &Sides<'_>) -> Vec<Role> {
    let mut roles = Vec::new();
    roles.extend(releases(sides));
    roles.extend(secret(sides));
    if let Some((new, old)) = both(sides, |it| &it.management_points) {
        roles.extend(traffic(&points(new), &points(old)));
    }
    if let Some((new, old)) = both(sides, |it| &it.software_update_points) {
        roles.extend(traffic(&points(new), &points(old)));
    }
    roles.extend(groups(sides));
    roles.extend(clients(sides));
    roles
}

/// The release that the site has, and shall have; none goes back.
fn releases(sides: &Sides<'_>) -> Option<Role> {
    let (old, new) = (sides.releases.before?, sides.releases.now?);
    (old < new).then_some(Role::Release { old, new })
}

fn secret(sides: &Sides<'_>) -> Option<Role> {
    let app = |config: &'_ Config| {
        let app = config.azure.value()?.server_app.value()?;
        let name = app.name.value().map(|it| it.as_str().to_owned());
        Some((name.unwrap_or_else(|| "the server app".to_owned()), *app.secret_expires.value()?))
    };
    let ((app, new), (_, old)) = (app(sides.now)?, app(sides.before)?);
    (new != old).then_some(Role::Secret { app, old, new })
}

/// A role that may take traffic of gateways.
struct Point<'a> {
    kind: PointKind,
    server: &'a str,
    site: Option<&'a str>,
    traffic: Option<bool>,
}

/// A table that says so.
pub(super) trait TakesTraffic {
    const KIND: PointKind;

    /// Its server, its site, and whether it takes any.
    fn keys(&self) -> (&Field<Text>, &Field<Text>, &Field<bool>);
}

impl TakesTraffic for ManagementPoint {
    const KIND: PointKind = PointKind::Management;

    fn keys(&self) -> (&Field<Text>, &Field<Text>, &Field<bool>) {
        (&self.server, &self.site, &self.cmg_traffic)
    }
}

impl TakesTraffic for SoftwareUpdatePoint {
    const KIND: PointKind = PointKind::SoftwareUpdate;

    fn keys(&self) -> (&Field<Text>, &Field<Text>, &Field<bool>) {
        (&self.server, &self.site, &self.cmg_traffic)
    }
}

fn points<T: TakesTraffic>(all: Vec<&T>) -> Vec<Point<'_>> {
    let point = |it| {
        let (server, site, traffic) = T::keys(it);
        let (kind, site) = (T::KIND, site.value().map(|it| it.as_str()));
        Some(Point { kind, server: server.value()?, site, traffic: traffic.value().copied() })
    };
    all.into_iter().filter_map(point).collect()
}

/// Those that begin or cease to take traffic, by their servers.
fn traffic(new: &[Point<'_>], old: &[Point<'_>]) -> Vec<Role> {
    let changed = new.iter().filter_map(|point| {
        let deployed = old.iter().find(|it| it.server.eq_ignore_ascii_case(point.server));
        let (on, was) = (point.traffic?, deployed.map(|it| it.traffic));
        match was {
            // A role that nobody has mentioned takes none.
            None if !on => None,
            Some(None) => None,
            Some(Some(was)) if was == on => None,
            was => Some(Role::Traffic {
                kind: point.kind,
                server: point.server.to_owned(),
                site: point.site.map(str::to_owned),
                was: was.flatten(),
                on,
            }),
        }
    });
    let mut changed: Vec<Role> = changed.collect();
    changed.sort_by_key(|it| match it {
        Role::Traffic { server, .. } => server.to_ascii_lowercase(),
        _ => String::new(),
    });
    changed
}

/// Boundary groups whose gateways change, by their names.
fn groups(sides: &Sides<'_>) -> Vec<Role> {
    let Some((new, old)) = both(sides, |it| &it.boundary_groups) else { return Vec::new() };
    let members = |config: &Config, group: &BoundaryGroup| {
        let name = |handle: &str| match config.gateway(handle).map(|it| &it.service_name) {
            Some(Field::Given(name)) => name.to_ascii_lowercase(),
            _ => handle.to_owned(),
        };
        let mut members: Vec<String> = group.gateways.each().map(|it| name(it)).collect();
        members.sort();
        members
    };
    let changed = new.into_iter().filter_map(|group| {
        let name = group.name.value()?;
        let was = old.iter().find(|it| it.name.value() == Some(name));
        let old = was.map(|it| members(sides.before, it)).unwrap_or_default();
        let (name, new) = (name.as_str().to_owned(), members(sides.now, group));
        (new != old).then_some((name.clone(), Role::BoundaryGroup { name, old, new }))
    });
    let changed: BTreeMap<String, Role> = changed.collect();
    changed.into_values().collect()
}

fn clients(sides: &Sides<'_>) -> Vec<Role> {
    let (Some(now), Some(before)) = (sides.now.clients.value(), sides.before.clients.value())
    else {
        return Vec::new();
    };
    let changed = CLIENT_SETTINGS.iter().filter_map(|setting| {
        let (new, old) = ((setting.read)(now), (setting.read)(before));
        let (on, was) = (new.given()?.value, old.value().copied());
        let is_known = was.is_some() || sides.before.is_desired();
        (is_known && was != Some(on)).then_some(Role::ClientSetting { setting, was, on })
    });
    changed.collect()
}
