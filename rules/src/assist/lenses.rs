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

/// What becomes of one gateway.
#[derive(Clone, Debug)]
pub(super) struct Outlook<'a> {
    pub gateway: &'a Named<Gateway>,
    pub fate: Option<Fate>,
    /// In a few words: `1 in place, 1 redeploy`.
    pub summary: String,
    /// Whether a plan has more to say.
    pub has_plan: bool,
}

/// The way in which a gateway gets to what the document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    New,
    Redeploy,
    Convert,
    InPlace,
    /// It is as the document says.
    None,
}

impl Fate {
    /// For programs.
    pub const fn word(self) -> &'static str {
        match self {
            Fate::New => "new",
            Fate::Redeploy => "redeploy",
            Fate::Convert => "convert",
            Fate::InPlace => "in-place",
            Fate::None => "none",
        }
    }

    /// Nothing where no page knows a way.
    fn of(class: Class) -> Option<Fate> {
        match class {
            Class::InPlace => Some(Fate::InPlace),
            Class::Convert => Some(Fate::Convert),
            Class::RedeploySameName | Class::RedeployNewName => Some(Fate::Redeploy),
            Class::NotDocumented | Class::NotPossible => None,
        }
    }
}

/// One for each gateway of a desired document with a baseline; `plan` is that
/// of the same inputs.
pub fn lenses(inputs: &Inputs<'_>, plan: &Plan) -> Vec<Lens> {
    let lens = |it: Outlook<'_>| {
        let title = if it.has_plan { format!("{}: show plan", it.summary) } else { it.summary };
        let handle = it.gateway.handle.to_string();
        Lens { span: it.gateway.header, title, handle }
    };
    outlooks(inputs, plan).into_iter().map(lens).collect()
}

/// The same as data.
pub(super) fn outlooks<'a>(inputs: &'a Inputs<'_>, plan: &Plan) -> Vec<Outlook<'a>> {
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
    let outlook = |gateway: &'a Named<Gateway>| {
        let unknown = unknown.get(&*gateway.handle).copied().unwrap_or_default();
        let change = changes.get(&*gateway.handle);
        let (fate, summary) = match change {
            Some(item) if item.sign == Sign::Add => (Some(Fate::New), "new".to_owned()),
            Some(item) => (item.class.and_then(Fate::of), summary(item, unknown)),
            // Whether it is new nobody knows where the baseline is not understood.
            None if pairs.old_of(&gateway.handle).is_none() => return None,
            None if unknown > 0 => {
                (Some(Fate::None), format!("no changes, {unknown} not compared"))
            }
            None => (Some(Fate::None), "no changes".to_owned()),
        };
        Some(Outlook { gateway, fate, summary, has_plan: change.is_some() })
    };
    now.gateways().iter().filter_map(outlook).collect()
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
