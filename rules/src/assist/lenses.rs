//! A line above each gateway: what would become of it.

use std::collections::HashMap;

use crate::{
    change::Class,
    inputs::{Baseline, Inputs},
    model::{Gateway, Named},
    plan::{Item, Plan, Sign},
    rule::Pairs,
    span::Span,
};

/// A line above the header of a gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The header.
    pub span: Span,
    pub title: String,
    /// The gateway whose plan it would show.
    pub handle: String,
}

/// One for each gateway of a desired document with a baseline; `plan` is that
/// of the same inputs.
pub fn lenses(inputs: &Inputs<'_>, plan: &Plan) -> Vec<Lens> {
    let Some(now) = inputs.now.config.as_ref().filter(|it| it.is_desired()) else {
        return Vec::new();
    };
    let Baseline::Known(before) = &inputs.before else { return Vec::new() };
    let Some(before) = &before.config else { return Vec::new() };
    let pairs = Pairs::of(before, now);
    let changes = plan.changes.iter().filter(|it| it.sign != Sign::Remove);
    let changes: HashMap<&str, &Item> =
        changes.filter_map(|it| Some((handle(&it.subject)?, it))).collect();
    let mut unknown: HashMap<&str, usize> = HashMap::new();
    for it in &plan.unknown {
        if let Some(handle) = handle(&it.subject) {
            *unknown.entry(handle).or_default() += it.keys.len();
        }
    }
    let lens = |gateway: &Named<Gateway>| {
        let unknown = unknown.get(&*gateway.handle).copied().unwrap_or_default();
        let title = match changes.get(&*gateway.handle) {
            Some(item) if item.sign == Sign::Add => "new: show plan".to_owned(),
            Some(item) => format!("{}: show plan", summary(item, unknown)),
            // Whether it is new nobody knows where the baseline is not understood.
            None if pairs.old_of(&gateway.handle).is_none() => return None,
            None if unknown > 0 => format!("no changes, {unknown} not compared"),
            None => "no changes".to_owned(),
        };
        let handle = gateway.handle.to_string();
        Some(Lens { span: gateway.header, title, handle })
    };
    now.gateways().iter().filter_map(lens).collect()
}

fn handle(subject: &str) -> Option<&str> {
    subject.strip_prefix("gateway.")
}

/// How many settings change in which way.
fn summary(item: &Item, unknown: usize) -> String {
    let ways: [(&[Class], &str); 5] = [
        (&[Class::InPlace], "in place"),
        (&[Class::Convert], "during conversion"),
        (&[Class::RedeploySameName, Class::RedeployNewName], "redeploy"),
        (&[Class::NotDocumented], "not documented"),
        (&[Class::NotPossible], "not possible"),
    ];
    let count =
        |classes: &[Class]| item.settings.iter().filter(|it| classes.contains(&it.class)).count();
    let counted = ways.iter().map(|(classes, words)| (count(classes), *words));
    let unknown = [(unknown, "not compared")];
    let parts: Vec<String> = counted
        .chain(unknown)
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if parts.is_empty() { item.way.to_owned() } else { parts.join(", ") }
}
