//! Values that a document writes and the baseline has otherwise, one by one: what
//! would bring each of them back.

use super::{
    Deployed, Kept, Link, Sides, links,
    roles::{CLIENT_SETTINGS, TakesTraffic, both},
};
use crate::{
    model::{Config, Field, Given},
    quote::toml_string,
    rule::Pairs,
    span::Span,
};

/// A written value that is another one in the baseline.
#[derive(Clone, Debug)]
pub(crate) struct Departure {
    /// What tells it from all others, as in `gateway.eastus.region`.
    pub name: String,
    /// The value in the document. Of a value for several gateways, each departs.
    pub span: Span,
    pub deployed: Deployed,
}

/// All of them; none where the document states what is deployed.
pub(crate) fn departures(sides: &Sides<'_>) -> Vec<Departure> {
    let mut all = Vec::new();
    if !sides.now.is_desired() {
        return all;
    }
    let pairs = Pairs::of(sides.before, sides.now);
    for change in pairs.changes(sides.now) {
        let handle = &change.new.handle;
        for it in Kept::of(change, sides).differences {
            let name = format!("gateway.{handle}.{}", it.key);
            let departure = |deployed| Departure { name, span: it.span, deployed };
            all.extend(it.deployed.map(departure));
        }
    }
    points(sides, &pairs, &mut all);
    traffic(sides, "management-point", |it| &it.management_points, &mut all);
    traffic(sides, "software-update-point", |it| &it.software_update_points, &mut all);
    groups(sides, &pairs, &mut all);
    clients(sides, &mut all);
    secret(sides, &mut all);
    all
}

/// The handle in the document of a gateway of the baseline, which may have
/// another one there.
fn handle<'a>(sides: &Sides<'a>, pairs: &Pairs<'a>, old: &str) -> Option<&'a str> {
    let mut gateways = sides.now.gateways().iter();
    let is_it = |handle: &str| pairs.old_of(handle).is_some_and(|it| &*it.handle == old);
    gateways.find(|it| is_it(&it.handle)).map(|it| &*it.handle)
}

/// The gateways that connection points serve.
fn points<'a>(sides: &Sides<'a>, pairs: &Pairs<'a>, all: &mut Vec<Departure>) {
    for link in links(sides, pairs) {
        let Link::Moved { old, new } = link else { continue };
        let (Some(server), Some(was), Some(is)) =
            (new.server.value(), old.gateway.given(), new.gateway.given())
        else {
            continue;
        };
        if let Some(handle) = handle(sides, pairs, was) {
            let name = format!("connection-point {}", server.to_ascii_lowercase());
            let deployed = Deployed { toml: toml_string(handle), span: was.span };
            all.push(Departure { name, span: is.span, deployed });
        }
    }
}

/// Whether roles take traffic of gateways.
fn traffic<T: TakesTraffic>(
    sides: &Sides<'_>,
    kind: &str,
    list: fn(&Config) -> &Field<Vec<Field<T>>>,
    all: &mut Vec<Departure>,
) {
    let Some((new, old)) = both(sides, list) else { return };
    for point in new {
        let (Some(server), Some(is)) = (server(point), point.keys().2.given()) else { continue };
        let is_same = |it: &str| it.eq_ignore_ascii_case(server);
        let was = old.iter().find(|it| self::server(**it).is_some_and(is_same));
        if let Some(was) = was.and_then(|it| it.keys().2.given())
            && was.value != is.value
        {
            let name = format!("{kind} {}", server.to_ascii_lowercase());
            all.push(Departure { name, span: is.span, deployed: written(was) });
        }
    }
}

fn server<T: TakesTraffic>(point: &T) -> Option<&str> {
    point.keys().0.value().map(|it| it.as_str())
}

/// The gateways of boundary groups, as lists of handles.
fn groups<'a>(sides: &Sides<'a>, pairs: &Pairs<'a>, all: &mut Vec<Departure>) {
    let Some((new, old)) = both(sides, |it| &it.boundary_groups) else { return };
    for group in new {
        let (Some(name), Some(is)) = (group.name.value(), group.gateways.given()) else {
            continue;
        };
        let was = old.iter().find(|it| it.name.value() == Some(name));
        let Some(was) = was.and_then(|it| it.gateways.given()) else { continue };
        let handles = was.value.iter().map(|it| handle(sides, pairs, it.value()?));
        // Without the ones that are gone the list would not be the deployed one.
        let Some(mut handles) = handles.collect::<Option<Vec<&str>>>() else { continue };
        let listed: Vec<String> = handles.iter().map(|it| toml_string(it)).collect();
        let mut now: Vec<&str> = group.gateways.each().map(|it| it.as_str()).collect();
        handles.sort_unstable();
        now.sort_unstable();
        if handles != now {
            let deployed = Deployed { toml: format!("[{}]", listed.join(", ")), span: was.span };
            let name = format!("boundary-group {}", name.as_str());
            all.push(Departure { name, span: is.span, deployed });
        }
    }
}

fn clients(sides: &Sides<'_>, all: &mut Vec<Departure>) {
    let (Some(now), Some(before)) = (sides.now.clients.value(), sides.before.clients.value())
    else {
        return;
    };
    for setting in &CLIENT_SETTINGS {
        if let (Some(is), Some(was)) = ((setting.read)(now).given(), (setting.read)(before).given())
            && is.value != was.value
        {
            let name = format!("clients.{}", setting.key);
            all.push(Departure { name, span: is.span, deployed: written(was) });
        }
    }
}

/// The last day of the secret key of the server app.
fn secret(sides: &Sides<'_>, all: &mut Vec<Departure>) {
    fn day(config: &Config) -> Option<&Given<crate::facts::Date>> {
        config.azure.value()?.server_app.value()?.secret_expires.given()
    }
    if let (Some(is), Some(was)) = (day(sides.now), day(sides.before))
        && is.value != was.value
    {
        let name = "azure.server-app.secret-expires".to_owned();
        all.push(Departure { name, span: is.span, deployed: written(was) });
    }
}

/// A value that TOML writes as people do.
fn written<T: ToString>(was: &Given<T>) -> Deployed {
    Deployed { toml: was.value.to_string(), span: was.span }
}
