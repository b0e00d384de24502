//! What is deployed where the document says otherwise.

use crate::{
    assist::markdown::{Page, code, link, prose},
    change::{Difference, Kept, Releases, Sides},
    inputs::{Baseline, Inputs},
    rule::{Change, Pairs},
    span::Span,
};

/// Gateways that a setting for all of them is compared for.
const MOST_GATEWAYS: usize = 20;

/// Of one gateway, under the key below its table or a table above it.
pub(super) fn of_gateway(page: &mut Page, inputs: &Inputs<'_>, handle: &str, key: &str) {
    for it in differences(inputs, Some(handle)) {
        let rest = key.strip_prefix(it.key);
        let is_below = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let is_above = it.key.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
        if is_below {
            add(page, "Deployed", &it);
        } else if is_above {
            add(page, &format!("`{}` is deployed as", it.key), &it);
        }
    }
}

/// Everything of one gateway.
pub(super) fn all(page: &mut Page, inputs: &Inputs<'_>, handle: &str) {
    for it in differences(inputs, Some(handle)) {
        add(page, &format!("`{}` is deployed as", it.key), &it);
    }
}

/// Of all gateways, where a value for all of them stands.
pub(super) fn of_all(page: &mut Page, inputs: &Inputs<'_>, value: Span) {
    let mut met = Vec::new();
    for it in differences(inputs, None).into_iter().filter(|it| it.span == value) {
        // Mostly all gateways share what is deployed as well.
        if !met.contains(&it.old) {
            add(page, "Deployed", &it);
            met.push(it.old);
        }
    }
}

/// Of one gateway, else of the first ones.
fn differences(inputs: &Inputs<'_>, handle: Option<&str>) -> Vec<Difference> {
    let Baseline::Known(before) = &inputs.before else { return Vec::new() };
    let (Some(now), Some(old)) = (&inputs.now.config, &before.config) else { return Vec::new() };
    let files = (&inputs.now.files, &before.files);
    let sides = Sides { now, before: old, releases: Releases::of(old, now), files };
    let same = handle
        .and_then(|handle| Some(Change { old: old.gateway(handle)?, new: now.gateway(handle)? }));
    // Pairing all of them takes time, and equal handles are a pair in any case.
    if let Some(change) = same {
        return Kept::of(change, &sides).differences;
    }
    let pairs = Pairs::of(old, now);
    let is_wanted = |it: &Change<'_>| handle.is_none_or(|handle| *it.new.handle == *handle);
    let wanted = pairs.changes(now).filter(is_wanted).take(MOST_GATEWAYS);
    wanted.flat_map(|change| Kept::of(change, &sides).differences).collect()
}

fn add(page: &mut Page, before: &str, it: &Difference) {
    let old = it.old.as_deref().map_or("not set".to_owned(), code);
    let note = it.note.as_deref().map(|note| format!(": {}", prose(note))).unwrap_or_default();
    let class = it.class.text();
    page.item(&format!("{before}: {old}. Change: **{class}**{note} ({})", link(&it.source)));
}
