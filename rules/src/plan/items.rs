//! The table of what changes.

use super::{Item, Setting, Sign, Unknown, Work};
use crate::{
    change::{Class, Difference, Kept, Link, Role},
    facts::{
        Source,
        pages::{MODIFY, SCALE, SETUP},
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
    items.extend(work.removed.iter().map(|it| removed(it)));
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
    let lists = [
        ("connection-point", now.connection_points.is_written(), {
            before.connection_points.value().is_some()
        }),
        ("management-point", now.management_points.is_written(), {
            before.management_points.value().is_some()
        }),
        ("software-update-point", now.software_update_points.is_written(), {
            before.software_update_points.value().is_some()
        }),
    ];
    for (key, is_now, was) in lists {
        if is_now && !was && !before.is_desired() {
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
        Class::InPlace => "none",
        Class::Convert => "short, until DNS has the new deployment name",
        Class::RedeploySameName => "away until the new one is ready; others serve its clients",
        Class::RedeployNewName => "none, after a day in which clients learn of the new one",
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
        downtime: "none",
        settings: Vec::new(),
        source: SETUP.section("Set up a CMG"),
    }
}

fn removed(gateway: &Named<Gateway>) -> Item {
    Item {
        sign: Sign::Remove,
        subject: format!("gateway.{}", gateway.handle),
        name: name(gateway),
        class: None,
        way: "is deleted",
        downtime: "others serve its clients",
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
        downtime: "none",
        settings: vec![plain("gateway", old, new, source)],
        source,
    }
}

fn role(role: &Role) -> Item {
    let source = SETUP.section("Configure client-facing roles for CMG traffic");
    Item {
        sign: Sign::Change,
        subject: role.kind.subject().to_owned(),
        name: role.name.clone(),
        class: Some(Class::InPlace),
        way: "changes in place",
        downtime: "none",
        settings: vec![plain(role.key, role.old.clone(), role.new.clone(), source)],
        source,
    }
}

fn plain(key: &str, old: Option<String>, new: Option<String>, source: Source) -> Setting {
    Setting { key: key.to_owned(), old, new, class: Class::InPlace, note: None, source }
}

fn name(gateway: &Gateway) -> String {
    gateway.service_name.value().map_or("", |it| it.as_str()).to_owned()
}
