//! What forbids a plan.

mod names;

use std::collections::HashSet;

use super::{Obstacle, Work};
use crate::{
    change::{Class, Kept, Link, NO_CLASSIC},
    facts::pages::{MODIFY, NEW_2403},
    finding::{Finding, Severity},
    model::{Gateway, Named},
    quote::quoted,
    report::Report,
    span::Span,
};

/// Rules whose errors no order of steps gets around. Those that ask for a
/// redeployment, for one, are no obstacle: the plan is what they ask for.
const FORBIDDING: &[&str] = &[
    "conversion-to-classic",
    "conversion-of-cloudapp-net",
    "conversion-of-frozen-setting",
    "conversion-not-ready",
    "conversion-without-roles",
    "new-name-with-old-certificate",
    "last-gateway-removed",
    "renewal-name-changed",
];

/// The same where a gateway or its certificate is deployed: what stands there
/// already is no business of the plan.
const FORBIDDING_DEPLOYMENT: &[&str] = &[
    "scale-set-before-2010",
    "scale-set-in-us-government",
    "classic-deployment-removed",
    "duplicate-service-name",
    "duplicate-name-prefix",
    "certificate-expired",
];

pub(super) fn obstacles(work: &Work<'_>, report: &Report) -> Vec<Obstacle> {
    let installs = work.creates() || work.kept.iter().any(|it| it.changes("certificate"));
    let forbids = |it: &&Finding| {
        it.severity() == Severity::Error
            && (FORBIDDING.contains(&it.rule.name)
                || installs && FORBIDDING_DEPLOYMENT.contains(&it.rule.name))
    };
    let of_rule = |finding: &Finding| Obstacle {
        subject: subject(work, finding.note.span.start),
        message: finding.note.message.clone(),
        rule: Some(finding.rule.name),
        offset: finding.note.span.start,
        source: finding.rule.source,
    };
    let mut all: Vec<Obstacle> = report.findings.iter().filter(forbids).map(of_rule).collect();
    let said: HashSet<&str> = all.iter().filter_map(|it| it.rule).collect();
    let mut own: Vec<Obstacle> = Vec::new();
    work.kept.iter().for_each(|kept| not_possible(kept, &mut own));
    own.extend(names::obstacles(work));
    own.extend(mixed(work));
    own.extend(classic_stays(work));
    own.extend(alone(work));
    own.extend(unlinked(work));
    // What a rule says already has a place and a page of its own.
    own.retain(|it| it.rule.is_none_or(|rule| !said.contains(rule)));
    all.append(&mut own);
    all
}

/// What a rule that is off, or no rule at all, says of one gateway.
fn not_possible(kept: &Kept<'_>, all: &mut Vec<Obstacle>) {
    let subject = Some(format!("gateway.{}", kept.change.new.handle));
    for it in kept.differences.iter().filter(|it| it.class == Class::NotPossible) {
        let because = it.note.as_deref().unwrap_or("no page tells how");
        all.push(Obstacle {
            subject: subject.clone(),
            message: format!("`{}` cannot change so: {because}", it.key),
            rule: it.rule,
            offset: it.span.start,
            source: it.source,
        });
    }
    if let Some((action, span)) = kept.weak_action() {
        let needed = kept.class.map_or("", Class::text);
        all.push(Obstacle {
            subject,
            message: format!("`action` is `{action}`, but what changes needs more: {needed}"),
            rule: None,
            offset: span.start,
            source: kept.class.unwrap_or(Class::NotPossible).source(),
        });
    }
}

/// Whether a new gateway would stand beside one of another model on a release
/// that takes one model only.
fn mixed(work: &Work<'_>) -> Option<Obstacle> {
    if work.sides.releases.mixes_models() {
        return None;
    }
    let is_scale_set = |it: &Named<Gateway>| it.has_model("scale-set");
    let all = || work.kept.iter().map(|it| it.change.new).chain(work.added.iter().copied());
    let created = work.redeployed().map(|it| it.change.new).chain(work.added.iter().copied());
    let mut pairs = created.filter_map(|new| {
        Some((new, all().find(|other| is_scale_set(new) != is_scale_set(other))?))
    });
    let (new, other) = pairs.next()?;
    Some(Obstacle {
        subject: Some(format!("gateway.{}", new.handle)),
        message: format!(
            "it has another model than {}: before 2107 all gateways of a site have one",
            quoted(&other.handle)
        ),
        rule: Some("mixed-deployment-models"),
        offset: new.model_span().start,
        source: MODIFY.section("Redeploy the service"),
    })
}

/// Whether the site is to be updated to a release that no classic gateway
/// may see.
fn classic_stays(work: &Work<'_>) -> Option<Obstacle> {
    let (old, new) = (work.sides.releases.before?, work.sides.releases.now?);
    let stays = work.kept.iter().map(|it| it.change.new).find(|it| it.has_model("classic"))?;
    (old < new && new >= NO_CLASSIC).then(|| Obstacle {
        subject: Some("site".to_owned()),
        message: format!(
            "the update to {new} does not begin while {} is a classic gateway",
            quoted(&stays.handle)
        ),
        rule: Some("classic-blocks-upgrade"),
        offset: stays.model_span().start,
        source: NEW_2403.whole(),
    })
}

/// Whether clients would be left without any gateway at some moment.
fn alone(work: &Work<'_>) -> Option<Obstacle> {
    if work.changes_model_of_all() {
        return None;
    }
    let active = |it: &&Kept<'_>| it.change.old.is_active();
    let is_down = |it: &&Kept<'_>| it.class == Some(Class::RedeploySameName);
    let is_new = |it: &Kept<'_>| it.class == Some(Class::RedeployNewName);
    let brings = !work.added.is_empty() || work.kept.iter().any(is_new);
    let stands_in = |it: &Kept<'_>| it.change.old.is_active() && work.is_linked(it.change.old);
    for only in work.kept.iter().filter(active).filter(is_down) {
        let is_other = |it: &&Kept<'_>| it.change.old.handle != only.change.old.handle;
        if !brings && !work.kept.iter().filter(is_other).any(stands_in) {
            let place = only.change.new.service_name.span().unwrap_or(only.change.new.header);
            return Some(Obstacle {
                subject: Some(format!("gateway.{}", only.change.new.handle)),
                message: "the gateway is deleted to reuse its name, and no other one that is \
                    active and has a connection point stays"
                    .to_owned(),
                rule: Some("name-reuse-needs-two-gateways"),
                offset: place.start,
                source: MODIFY.section("Replace a CMG and reuse the same service name"),
            });
        }
    }
    let stays = brings || work.kept.iter().any(stands_in);
    let wanted = work.sides.now.clients.value().and_then(|it| it.use_cmg.value());
    let goes = work.removed.iter().any(|it| it.is_active());
    (goes && !stays && wanted != Some(&false)).then(|| Obstacle {
        subject: None,
        message: "no active gateway with a connection point would be left for clients".to_owned(),
        rule: Some("last-gateway-removed"),
        offset: 0,
        source: MODIFY.section("Redeploy the service"),
    })
}

/// Whether a gateway that stays would lose its last connection point.
fn unlinked(work: &Work<'_>) -> Option<Obstacle> {
    let points = &work.sides.now.connection_points;
    let is_linked = |handle: &str| {
        let mut links = points.each().filter_map(|it| it.gateway.value());
        links.any(|it| **it == *handle)
    };
    let loses = |it: &&Link<'_>| matches!(it, Link::Removed(_) | Link::Moved { .. });
    let lost = work.links.iter().filter(loses).filter_map(|it| it.old()?.gateway.value());
    let lost: HashSet<&str> = lost.map(|it| it.as_str()).collect();
    let mut kept = work.kept.iter().filter(|it| lost.contains(&*it.change.old.handle));
    let gateway = kept.find(|it| !is_linked(&it.change.new.handle))?.change.new;
    Some(Obstacle {
        subject: Some(format!("gateway.{}", gateway.handle)),
        message: "it would lose its last connection point, and with it its clients".to_owned(),
        rule: Some("connection-point-missing"),
        offset: gateway.header.start,
        source: MODIFY.section("Redeploy the service"),
    })
}

/// The gateway that something at a place is about.
fn subject(work: &Work<'_>, at: usize) -> Option<String> {
    let handle = |it: &Named<Gateway>| format!("gateway.{}", it.handle);
    let is_there = |spans: &[Option<Span>]| spans.iter().flatten().any(|it| it.start == at);
    let of_change = |kept: &&Kept<'_>| kept.differences.iter().any(|it| it.span.start == at);
    let of_table = |it: &&Named<Gateway>| {
        let file = it.certificate.value().and_then(|it| it.file.span());
        is_there(&[Some(it.header), it.service_name.span(), it.deployment_model.span(), file])
    };
    let by_table = || work.sides.now.gateways().iter().find(of_table).map(handle);
    work.kept.iter().find(of_change).map(|it| handle(it.change.new)).or_else(by_table)
}

#[test]
fn rules_that_forbid_exist() {
    for name in FORBIDDING.iter().chain(FORBIDDING_DEPLOYMENT) {
        assert!(crate::catalog::rules().any(|it| it.info.name == *name), "{name}");
    }
}
