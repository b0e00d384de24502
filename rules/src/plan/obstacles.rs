//! What forbids a plan.

use super::{Obstacle, Work};
use crate::{
    change::{Class, Kept},
    facts::pages::MODIFY,
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
    "name-reuse-needs-two-gateways",
    "new-name-with-old-certificate",
    "last-gateway-removed",
    "renewal-name-changed",
    "scale-set-before-2010",
];

pub(super) fn obstacles(work: &Work<'_>, report: &Report) -> Vec<Obstacle> {
    let forbids = |it: &&Finding| {
        it.severity() == Severity::Error
            && FORBIDDING.contains(&it.rule.name)
            // The outage is announced, and the rule cannot know that it is wanted.
            && !(it.rule.name == "name-reuse-needs-two-gateways" && work.changes_model_of_all())
            && (it.rule.name != "scale-set-before-2010" || work.creates())
    };
    let mut all: Vec<Obstacle> = Vec::new();
    for finding in report.findings.iter().filter(forbids) {
        let at = finding.note.span.start;
        all.push(Obstacle {
            subject: subject(work, at),
            message: finding.note.message.clone(),
            rule: Some(finding.rule.name),
            offset: at,
            source: finding.rule.source,
        });
    }
    for kept in &work.kept {
        own(kept, &mut all);
    }
    all.extend(mixed(work));
    if let Some(obstacle) = alone(work) {
        let is_said = |it: &Obstacle| {
            ["name-reuse-needs-two-gateways", "last-gateway-removed"]
                .iter()
                .any(|name| it.rule == Some(name))
        };
        if !all.iter().any(is_said) {
            all.push(obstacle);
        }
    }
    all
}

/// What a rule that is off, or no rule at all, says of one gateway.
fn own(kept: &Kept<'_>, all: &mut Vec<Obstacle>) {
    let gateway = kept.change.new;
    let subject = Some(format!("gateway.{}", gateway.handle));
    for it in kept.differences.iter().filter(|it| it.class == Class::NotPossible) {
        let is_said = all.iter().any(|other| other.rule.is_some() && other.rule == it.rule);
        if is_said {
            continue;
        }
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

/// Whether clients would be left without any gateway.
fn alone(work: &Work<'_>) -> Option<Obstacle> {
    let is_down = |it: &Kept<'_>| it.class == Some(Class::RedeploySameName);
    let before = work.sides.before.gateways();
    let active = before.iter().filter(|it| it.is_active()).count();
    let wanted = work.sides.now.clients.value().and_then(|it| it.use_cmg.value());
    if active == 0 || work.changes_model_of_all() {
        return None;
    }
    let brings = !work.added.is_empty()
        || work.kept.iter().any(|it| it.class == Some(Class::RedeployNewName));
    let stays = work.kept.iter().any(|it| it.change.old.is_active() && !is_down(it));
    let down: Vec<&Kept<'_>> =
        work.kept.iter().filter(|it| it.change.old.is_active() && is_down(it)).collect();
    let is_left = stays || brings || down.len() > 1;
    if let [only] = down.as_slice()
        && !stays
        && !brings
        && work.removed.iter().all(|it| !it.is_active())
    {
        return Some(Obstacle {
            subject: Some(format!("gateway.{}", only.change.new.handle)),
            message: "no other active gateway serves clients while it is deployed anew".to_owned(),
            rule: Some("name-reuse-needs-two-gateways"),
            offset: only.change.new.header.start,
            source: MODIFY.section("Replace a CMG and reuse the same service name"),
        });
    }
    let goes = work.removed.iter().any(|it| it.is_active());
    if goes && !is_left && down.is_empty() && wanted != Some(&false) {
        return Some(Obstacle {
            subject: None,
            message: "no active gateway would be left for clients on the internet".to_owned(),
            rule: Some("last-gateway-removed"),
            offset: 0,
            source: MODIFY.section("Redeploy the service"),
        });
    }
    None
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
