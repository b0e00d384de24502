//! Names that cmdlets and Azure would take for those of others.

use std::collections::HashMap;

use super::{Obstacle, Work};
use crate::{
    change::Link,
    facts::{host, pages::CERTIFICATE, pages::MODIFY},
    model::{Gateway, Named},
    quote::quoted,
};

/// Gateways and servers whose names are not those of one host, and gateways that
/// are created while another one of that name exists.
pub(super) fn obstacles(work: &Work<'_>) -> Vec<Obstacle> {
    let mut all = Vec::new();
    let kept = work.kept.iter().filter(|it| it.class.is_some());
    let touched = kept.flat_map(|it| [it.change.new, it.change.old]);
    let touched = touched.chain(work.added.iter().copied()).chain(work.removed.iter().copied());
    all.extend(touched.filter(|it| it.host_name().is_none()).map(nameless));
    all.extend(work.links.iter().filter_map(|it| server(it)));
    all.extend(taken(work));
    all.dedup_by(|a, b| a.subject == b.subject && a.message == b.message);
    all
}

fn nameless(gateway: &Named<Gateway>) -> Obstacle {
    let message = match gateway.service_name.value() {
        Some(name) => format!("{} is not the full name of one host", quoted(name)),
        None => "its service name is not stated".to_owned(),
    };
    Obstacle {
        subject: Some(format!("gateway.{}", gateway.handle)),
        message,
        rule: Some("service-name-not-fqdn"),
        offset: gateway.service_name.span().unwrap_or(gateway.header).start,
        source: CERTIFICATE.whole(),
    }
}

/// A server by whose name a cmdlet would find none, or several.
fn server(link: &Link<'_>) -> Option<Obstacle> {
    let server = &link.point().server;
    let name = server.value().map_or("", |it| it.as_str());
    let is_plain = host::flaw(name).is_none() && !name.contains(['*', '?', '[']);
    (!is_plain).then(|| Obstacle {
        subject: Some("connection-point".to_owned()),
        message: format!("{} is not the name of one server", quoted(name)),
        rule: None,
        offset: server.span().unwrap_or(link.point().header).start,
        source: MODIFY.whole(),
    })
}

/// Cmdlets, the key vault and the storage account know a gateway by the first
/// label of its service name, so no two can have one at the same time.
fn taken(work: &Work<'_>) -> Option<Obstacle> {
    let prefix = |it: &Gateway| {
        let name = it.service_name.value()?;
        Some(name.split('.').next()?.to_ascii_lowercase())
    };
    let mut names: HashMap<String, &Named<Gateway>> = HashMap::new();
    // Where all of them go first, their names are free.
    if !work.changes_model_of_all() {
        let there = work.sides.before.gateways().iter();
        names.extend(there.filter_map(|it| Some((prefix(it)?, it))));
    }
    let renamed = work.kept.iter().filter(|it| it.is_redeployed() && it.change.renames());
    let created = work.added.iter().copied().chain(renamed.map(|it| it.change.new));
    for gateway in created {
        let Some(name) = prefix(gateway) else { continue };
        if let Some(other) = names.get(&name) {
            return Some(Obstacle {
                subject: Some(format!("gateway.{}", gateway.handle)),
                message: format!(
                    "{} has the name {} in Azure while this one is created: choose another first \
                     label",
                    quoted(other.service_name.value().map_or("", |it| it.as_str())),
                    quoted(&name)
                ),
                rule: Some("duplicate-name-prefix"),
                offset: gateway.service_name.span().unwrap_or(gateway.header).start,
                source: CERTIFICATE.section("Globally unique name"),
            });
        }
        names.insert(name, gateway);
    }
    None
}
