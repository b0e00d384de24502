//! The table of what changes.

use super::{Item, Setting, Sign, Unknown, Work};
use crate::{
    change::{Class, Difference, Kept, Link, Role},
    facts::{
        Source,
        pages::{AZURE_SERVICES, CONFIGURE_CLIENTS, MODIFY, SCALE, SETUP, UPDATES},
    },
    model::{ConnectionPoint, Gateway, Named},
};

/// Every change, gateways first.
pub(super) fn items(work: &Work<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for kept in &work.kept {
        items.extend(kept.class.map(|class| changed(kept, class, work)));
    }
    items.extend(work.added.iter().map(|it| added(it)));
    items.extend(work.removed.iter().map(|it| removed(it, work)));
    items.extend(work.links.iter().map(linked));
    items.extend(work.roles.iter().map(role));
    items
}

/// What could not be compared.
pub(super) fn unknown(work: &Work<'_>) -> Vec<Unknown> {
    let mut all: Vec<Unknown> = Vec::new();
    let mut add = |subject: &str, key: &str, reason: &str| match all
        .iter_mut()
        .find(|it| it.subject == subject && it.reason == reason)
    {
        Some(it) => it.keys.push(key.to_owned()),
        None => all.push(Unknown {
            subject: subject.to_owned(),
            keys: vec![key.to_owned()],
            reason: reason.to_owned(),
        }),
    };
    for kept in &work.kept {
        let subject = format!("gateway.{}", kept.change.new.handle);
        for (key, reason) in &kept.unknown {
            add(&subject, key, reason);
        }
    }
    let (now, before) = (work.sides.now, work.sides.before);
    if !now.gateways_by_handle.is_understood() {
        add("document", "gateway", "not understood");
    }
    if !before.gateways_by_handle.is_understood() {
        add("document", "gateway", "not understood in the baseline");
    }
    let is_written = [
        ("connection-point", now.connection_points.is_written()),
        ("management-point", now.management_points.is_written()),
        ("software-update-point", now.software_update_points.is_written()),
        ("boundary-group", now.boundary_groups.is_written()),
    ];
    let is_stated = [
        before.connection_points.value().is_some(),
        before.management_points.value().is_some(),
        before.software_update_points.value().is_some(),
        before.boundary_groups.value().is_some(),
    ];
    for ((key, is_written), is_stated) in is_written.into_iter().zip(is_stated) {
        if is_written && !is_stated && !before.is_desired() {
            add("document", key, "not stated in the baseline");
        }
    }
    all
}

fn changed(kept: &Kept<'_>, class: Class, work: &Work<'_>) -> Item {
    let gateway = kept.change.new;
    let is_outage = kept.is_redeployed() && work.changes_model_of_all();
    let (sign, way) = match class {
        Class::InPlace => (Sign::Change, "changes in place"),
        Class::Convert => (Sign::Change, "is converted to a scale set"),
        Class::RedeploySameName => (Sign::Replace, "is deleted and created under the same name"),
        Class::RedeployNewName => (Sign::Replace, "gives way to a new one with another name"),
        Class::NotDocumented => (Sign::Change, "changes in a way that no page tells of"),
        Class::NotPossible => (Sign::Change, "cannot change so"),
    };
    let resizes = kept.differences.iter().any(|it| it.key == "vm-size");
    let downtime = match class {
        _ if is_outage => "every client on the internet is cut off",
        Class::InPlace if resizes && kept.change.new.vm_instances.value() == Some(&1) => {
            "away while Azure replaces its only machine"
        }
        Class::InPlace if resizes => "machines are replaced one after the other",
        Class::InPlace => "no downtime",
        Class::Convert => "away until DNS has the new deployment name, or longer",
        Class::RedeploySameName => "away until the new one is ready; others serve its clients",
        Class::RedeployNewName => "no downtime, after a day in which clients learn of the new one",
        Class::NotDocumented | Class::NotPossible => "not known",
    };
    Item {
        sign,
        subject: format!("gateway.{}", gateway.handle),
        name: name(gateway),
        class: Some(class),
        way,
        downtime,
        settings: kept.differences.iter().map(setting).collect(),
        source: class.source(),
    }
}

fn setting(it: &Difference) -> Setting {
    Setting {
        key: it.key.to_owned(),
        old: it.old.clone(),
        new: it.new.clone(),
        class: it.class,
        note: it.note.clone(),
        source: it.source,
    }
}

fn added(gateway: &Named<Gateway>) -> Item {
    Item {
        sign: Sign::Add,
        subject: format!("gateway.{}", gateway.handle),
        name: name(gateway),
        class: None,
        way: "is created",
        downtime: "no downtime",
        settings: Vec::new(),
        source: SETUP.section("Set up a CMG"),
    }
}

fn removed(gateway: &Named<Gateway>, work: &Work<'_>) -> Item {
    let stays = !work.added.is_empty() || !work.kept.is_empty();
    let downtime = match () {
        () if !gateway.is_active() => "no downtime, it serves nobody",
        () if work.changes_model_of_all() => "every client on the internet is cut off",
        () if stays => "others serve its clients",
        () => "no gateway is left for clients on the internet",
    };
    Item {
        sign: Sign::Remove,
        subject: format!("gateway.{}", gateway.handle),
        name: name(gateway),
        class: None,
        way: "is deleted",
        downtime,
        settings: Vec::new(),
        source: MODIFY.section("Delete the service"),
    }
}

fn linked(link: &Link<'_>) -> Item {
    let server = |it: &ConnectionPoint| it.server.value().map_or("", |it| it.as_str()).to_owned();
    let to = |it: &ConnectionPoint| it.gateway.value().map(|it| it.as_str().to_owned());
    let (sign, name, old, new, way) = match link {
        Link::Added(it) => (Sign::Add, server(it), None, to(it), "is added"),
        Link::Removed(it) => (Sign::Remove, server(it), to(it), None, "is removed"),
        Link::Moved { old, new } => {
            (Sign::Change, server(new), to(old), to(new), "serves another gateway")
        }
    };
    let source = SCALE.section("Size and scale for CMG connection point");
    Item {
        sign,
        subject: "connection-point".to_owned(),
        name,
        class: (sign == Sign::Change).then_some(Class::InPlace),
        way,
        downtime: "no downtime",
        settings: vec![plain("gateway", old, new, source)],
        source,
    }
}

fn role(role: &Role) -> Item {
    let switch = |it: &bool| it.to_string();
    let listed = |all: &[String]| (!all.is_empty()).then(|| all.join(", "));
    let (name, key, old, new, source) = match role {
        Role::Traffic { server, was, on, .. } => {
            let source = SETUP.section("Configure client-facing roles for CMG traffic");
            (server.clone(), "cmg-traffic", was.as_ref().map(switch), Some(switch(on)), source)
        }
        Role::BoundaryGroup { name, old, new } => {
            let source = SETUP.section("Configure boundary groups");
            (name.clone(), "gateways", listed(old), listed(new), source)
        }
        Role::ClientSetting { setting, was, on } => {
            let (old, new) = (was.as_ref().map(switch), Some(switch(on)));
            (String::new(), setting.key, old, new, CONFIGURE_CLIENTS.whole())
        }
        Role::Secret { app, old, new } => {
            let (old, new) = (Some(old.to_string()), Some(new.to_string()));
            (app.clone(), "secret-expires", old, new, AZURE_SERVICES.section("Renew secret key"))
        }
        Role::Release { old, new } => {
            let (old, new) = (Some(old.to_string()), Some(new.to_string()));
            (String::new(), "version", old, new, UPDATES.whole())
        }
    };
    Item {
        sign: Sign::Change,
        subject: role.subject().to_owned(),
        name,
        class: Some(Class::InPlace),
        way: "changes in place",
        downtime: "no downtime",
        settings: vec![plain(key, old, new, source)],
        source,
    }
}

fn plain(key: &str, old: Option<String>, new: Option<String>, source: Source) -> Setting {
    Setting { key: key.to_owned(), old, new, class: Class::InPlace, note: None, source }
}

fn name(gateway: &Gateway) -> String {
    gateway.service_name.value().map_or("", |it| it.as_str()).to_owned()
}
