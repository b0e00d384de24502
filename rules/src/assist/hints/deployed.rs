//! What the baseline has where the document has something else.

use super::{HintKind, List, short};
use crate::{
    assist::markdown::{Page, code, prose},
    change::{Difference, Kept, Releases, Sides},
    inputs::Baseline,
    rule::Pairs,
};

pub(super) fn add(list: &mut List<'_>) {
    let (inputs, now) = (list.inputs, list.config);
    let Baseline::Known(baseline) = &inputs.before else { return };
    let Some(before) = &baseline.config else { return };
    // What is deployed is compared with nothing.
    if !now.is_desired() {
        return;
    }
    let files = (&inputs.now.files, &baseline.files);
    let sides = Sides { now, before, releases: Releases::of(before, now), files };
    for change in Pairs::of(before, now).changes(now) {
        let kept = Kept::of(change, &sides);
        for difference in &kept.differences {
            say(list, difference);
        }
    }
}

/// Differences of this key are about one of several tables.
const TRUSTED: &str = "trusted-certificate";

fn say(list: &mut List<'_>, difference: &Difference) {
    let place = difference.span;
    // A certificate that goes stands in the baseline only.
    if difference.key == TRUSTED && difference.new.is_none() || !list.shows(place) {
        return;
    }
    let is_at_header = list.is_header(place);
    if !is_at_header && !is_value(place.of(list.inputs.now.document.text)) {
        return;
    }
    let old = difference.old.as_deref();
    let shown = old.map_or_else(|| "nothing".to_owned(), short);
    let class = difference.class.text();
    let text = match is_at_header {
        true => format!("deployed: {} = {shown} ({class})", difference.key),
        false => format!("deployed: {shown} ({class})"),
    };
    let mut page = Page::titled("Deployed");
    let old = old.map_or_else(|| "not stated".to_owned(), code);
    page.paragraph(&format!("{}: {old}, changes {class}.", code(difference.key)));
    page.paragraph(&difference.note.as_deref().map(prose).unwrap_or_default());
    page.see(difference.source);
    list.add(HintKind::Deployed, place, text, page.finish(), None);
}

/// Whether a place is that of a written value, and not of a table without a
/// header, which stands for what is not written.
fn is_value(text: &str) -> bool {
    let is_first = |it: char| matches!(it, '"' | '\'' | '+' | '-') || it.is_ascii_digit();
    text.starts_with(is_first) || matches!(text, "true" | "false")
}
