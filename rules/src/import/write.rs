//! From what exports say to a document.

use std::collections::HashSet;

use super::{
    Imported, Options, Remark, Source, Target,
    gateway::{Gateway, Shared},
    handles::Handles,
    paper::Paper,
    role::Kind,
    said::{Said, Statement},
};
use crate::quote::quoted;

/// One document of all exports, which says as much as they do.
pub fn write(sources: &[Source], options: &Options<'_>) -> Imported {
    let mut remarks = Vec::new();
    let gateways = gateways(sources, options, &mut remarks);
    let shared = shared(&gateways);
    let mut paper = Paper::default();
    top(&mut paper, sources, options.target);
    paper.table("[site]", &[Statement::new("code", shared.site.clone())]);
    let azure = [
        Statement::new("environment", shared.environment.clone()),
        Statement::new("subscription-id", shared.subscription.clone()),
    ];
    paper.table("[azure]", &azure);
    let server_app = [Statement::new("client-id", shared.server_app.clone())];
    paper.table("[azure.server-app]", &server_app);
    for (_, handle, gateway) in &gateways {
        write_gateway(&mut paper, handle, gateway, &shared, options.target);
    }
    let only = match gateways.as_slice() {
        [(_, handle, _)] => Some(handle.as_str()),
        _ => None,
    };
    for kind in Kind::ALL {
        write_roles(&mut paper, sources, kind, only, &mut remarks);
    }
    remarks.sort_by_key(|remark| sources.iter().position(|it| it.name == remark.source));
    Imported { text: paper.text, remarks }
}

/// Each gateway with its source and its handle; one of each service name.
fn gateways<'s>(
    sources: &'s [Source],
    options: &Options<'_>,
    remarks: &mut Vec<Remark>,
) -> Vec<(&'s Source, String, &'s Gateway)> {
    let mut met = HashSet::new();
    let mut kept = Vec::new();
    for source in sources {
        let of_source = |text: String| Remark { source: source.name.clone(), subject: None, text };
        remarks.extend(source.export.remarks.iter().cloned().map(of_source));
        for gateway in &source.export.gateways {
            if met.insert(gateway.service_name.to_ascii_lowercase()) {
                kept.push((source, gateway));
            } else {
                let name = quoted(&gateway.service_name);
                let text = format!("a second gateway has the service name {name}, left out");
                remarks.push(of_source(text));
            }
        }
    }
    let names: Vec<&str> = kept.iter().map(|(_, it)| it.service_name.as_str()).collect();
    let handles = Handles::like(options.like).of(&names);
    let gateways: Vec<_> =
        kept.into_iter().zip(handles).map(|((source, it), handle)| (source, handle, it)).collect();
    for (source, handle, gateway) in &gateways {
        let remark = |text: &String| Remark {
            source: source.name.clone(),
            subject: Some(format!("gateway {handle}")),
            text: text.clone(),
        };
        remarks.extend(gateway.remarks.iter().map(remark));
    }
    gateways
}

/// What all gateways have in common, each for itself.
fn shared(gateways: &[(&Source, String, &Gateway)]) -> Shared {
    let common = |of: fn(&Shared) -> &Said| {
        let mut all = gateways.iter().map(|(_, _, gateway)| of(&gateway.shared));
        let first = all.next().filter(|it| it.value.is_some())?;
        all.all(|it| it == first).then(|| first.clone())
    };
    Shared {
        environment: common(|it| &it.environment).unwrap_or_default(),
        subscription: common(|it| &it.subscription).unwrap_or_default(),
        server_app: common(|it| &it.server_app).unwrap_or_default(),
        site: common(|it| &it.site).unwrap_or_default(),
    }
}

fn top(paper: &mut Paper, sources: &[Source], target: Target) {
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    let names = names.join(", ");
    match target {
        Target::Deployed { imported } => {
            paper.comment(&format!("What is deployed, as `cmglint import` read it from {names}."));
            paper.line("format", "1");
            paper.line("kind", "\"deployed\"");
            paper.line("imported", &imported.to_string());
        }
        Target::Desired => {
            paper.comment(&format!("A first draft, made by `cmglint import` from {names}."));
            paper.comment("No export tells the release of the site (`version` in `[site]`), the");
            paper.comment("tenant, the sizes of virtual machines, nor where certificates are.");
            paper.line("format", "1");
        }
    }
}

/// Keys that only deployed documents have, or that follow from the others.
const NOT_DESIRED: &[&str] = &["deployment-name", "status", "created"];

fn write_gateway(
    paper: &mut Paper,
    handle: &str,
    gateway: &Gateway,
    shared: &Shared,
    target: Target,
) {
    let is_desired = target == Target::Desired;
    let unless_shared = |own: &Said, common: &Said| match common.is_nothing() {
        true => own.clone(),
        false => Said::nothing(),
    };
    let own = &gateway.shared;
    let mut statements = gateway.own.clone();
    statements.extend([
        Statement::new("environment", unless_shared(&own.environment, &shared.environment)),
        Statement::new("subscription-id", unless_shared(&own.subscription, &shared.subscription)),
        Statement::new("server-app", unless_shared(&own.server_app, &shared.server_app)),
        Statement::new("site", unless_shared(&own.site, &shared.site)),
        Statement::new("vm-instances", gateway.vm_instances.clone()),
        Statement::new("status", gateway.status.clone()),
        Statement::new("created", gateway.created.clone()),
    ]);
    if is_desired {
        let is_empty = |it: &Statement| it.said.value.as_deref() == Some("\"\"");
        statements.retain(|it| !NOT_DESIRED.contains(&it.key) && !is_empty(it));
    }
    paper.table(&format!("[gateway.{handle}]"), &statements);
    if is_desired {
        let table = format!("[gateway.{handle}.certificate]");
        paper.comment(&format!("{table} with the file and the password of its PFX file"));
    } else {
        paper.table(&format!("[gateway.{handle}.certificate]"), &gateway.certificate);
    }
    for trusted in &gateway.trusted {
        let statements = [
            Statement::new("thumbprint", Said::text(&trusted.thumbprint)),
            Statement::new("store", Said::text(trusted.store)),
        ];
        paper.table(&format!("[[gateway.{handle}.trusted-certificate]]"), &statements);
    }
    paper.table(&format!("[gateway.{handle}.alerts]"), &gateway.alerts);
}

/// The roles of one kind; each server of a site has one of them.
fn write_roles(
    paper: &mut Paper,
    sources: &[Source],
    kind: Kind,
    only_gateway: Option<&str>,
    remarks: &mut Vec<Remark>,
) {
    let mut met: HashSet<&[Statement]> = HashSet::new();
    for source in sources {
        let roles = source.export.roles.iter().filter(|role| role.kind == kind);
        for role in roles.filter(|role| met.insert(role.statements.get(..2).unwrap_or_default())) {
            let mut remark = |text: &str| {
                let subject = Some(format!("{} {}", kind.table(), quoted(&role.server)));
                let text = text.to_owned();
                remarks.push(Remark { source: source.name.clone(), subject, text });
            };
            role.remarks.iter().for_each(|it| remark(it));
            let mut statements = role.statements.clone();
            if kind == Kind::Connection {
                let said = gateway_of(only_gateway);
                if said.value.is_none() {
                    remark("the export does not tell its gateway, left out");
                }
                statements.push(Statement::new("gateway", said));
            }
            paper.table(&format!("[[{}]]", kind.table()), &statements);
        }
    }
}

/// Which gateway a connection point serves is documented for no property, so
/// that it is known only where there is no other.
fn gateway_of(only: Option<&str>) -> Said {
    match only {
        Some(handle) => Said::text(handle),
        None => Said {
            value: None,
            comment: Some("gateway: the export does not tell which one".to_owned()),
        },
    }
}
