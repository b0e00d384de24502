//! Back to what is deployed, for one value.

use std::collections::{BTreeMap, HashSet};

use super::List;
use crate::{
    assist::hidden::Hidden,
    change::{Departure, Releases, Sides, departures},
    finding::{Edit, Need},
    inputs::{Baseline, Inputs},
    model::Config,
    quote::quoted,
    span::Span,
};

/// Of more values at once nobody chooses one, and each costs another reading.
const MOST: usize = 10;

pub(super) fn add(list: &mut List<'_>) {
    let inputs = list.inputs;
    let Baseline::Known(before) = &inputs.before else { return };
    let values = values_at(list);
    // Comparing all gateways takes longer than finding out that nobody asked.
    if values.is_empty() {
        return;
    }
    let (hidden, hidden_before) = (Hidden::of(&inputs.now.document), Hidden::of(&before.document));
    let all = compared(inputs, list.config);
    let names: HashSet<&str> = all.iter().map(|it| &*it.name).collect();
    let mut by_place: BTreeMap<Span, Vec<&Departure>> = BTreeMap::new();
    for it in all.iter().filter(|it| values.contains(&it.span)) {
        by_place.entry(it.span).or_default().push(it);
    }
    if by_place.len() > MOST {
        return;
    }
    for (place, departing) in by_place {
        let Some((first, others)) = departing.split_first() else { continue };
        let is_secret = hidden.hides(place) || hidden_before.hides(first.deployed.span);
        // Gateways that share a value, and are deployed with several.
        if is_secret || others.iter().any(|it| it.deployed.toml != first.deployed.toml) {
            continue;
        }
        let edit = Edit { span: place, text: first.deployed.toml.clone() };
        let title = format!("Keep the deployed value {}", quoted(shown(&edit.text)));
        list.add(
            title,
            vec![edit],
            |it| it.note.span == place && it.rule.needs.contains(&Need::Baseline),
            |after| {
                let Some(config) = &after.config else { return false };
                let left = compared(inputs, config);
                // Nor may it take another gateway away from what is deployed.
                left.iter().all(|it| names.contains(&*it.name))
                    && departing.iter().all(|gone| left.iter().all(|it| it.name != gone.name))
            },
        );
    }
}

/// The values of the statements that the range touches.
fn values_at(list: &List<'_>) -> HashSet<Span> {
    let entries = list.inputs.now.document.tree.tables().flat_map(|table| &table.entries);
    let here = entries
        .filter(|it| it.is_statement() && !it.duplicate)
        .filter(|it| list.touches(it.key.span.to(it.value.span)));
    here.map(|it| it.value.span).collect()
}

/// How a reading of the document departs from what is deployed.
fn compared(inputs: &Inputs<'_>, now: &Config) -> Vec<Departure> {
    let Baseline::Known(baseline) = &inputs.before else { return Vec::new() };
    let Some(before) = &baseline.config else { return Vec::new() };
    let files = (&inputs.now.files, &baseline.files);
    departures(&Sides { now, before, releases: Releases::of(before, now), files })
}

/// A text without its quotes, unless nothing else stands there.
fn shown(toml: &str) -> &str {
    let inner = toml.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inner.filter(|it| !it.is_empty()).unwrap_or(toml)
}
