//! Fixes into text: which of them go together, and what comes out.

use crate::{
    document::Document,
    finding::{Edit, Finding, Fix, Safety},
};

/// Rounds after which fixes that cause each other are given up.
const ROUNDS: usize = 20;

/// A text after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub text: String,
    /// How many fixes went into it.
    pub count: usize,
}

/// Applies fixes until none is left; `judge` finds what is wrong with a text.
///
/// Fixes that overlap wait for the next round. One that would break the syntax
/// of the document is left out.
pub fn fix(text: &str, most: Safety, mut judge: impl FnMut(&str) -> Vec<Finding>) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), count: 0 };
    for _ in 0..ROUNDS {
        let findings = judge(&fixed.text);
        let fixes = findings.iter().filter_map(|finding| finding.note.fix.as_ref());
        let chosen = compatible(fixes.filter(|fix| fix.safety <= most));
        let errors = Document::parse(&fixed.text).errors.len();
        let Some((text, count)) = applied(&fixed.text, &chosen, errors) else { break };
        fixed.text = text;
        fixed.count += count;
    }
    fixed
}

/// All of them, or else the first one that does no harm.
fn applied(text: &str, fixes: &[&Fix], errors: usize) -> Option<(String, usize)> {
    let try_out = |fixes: &[&Fix]| {
        let edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
        let after = apply(text, &edits);
        (after != text && Document::parse(&after).errors.len() <= errors).then_some(after)
    };
    if fixes.is_empty() {
        return None;
    }
    try_out(fixes)
        .map(|after| (after, fixes.len()))
        .or_else(|| fixes.iter().find_map(|fix| Some((try_out(&[fix])?, 1))))
}

/// The fixes that do not touch each other, the first ones first.
fn compatible<'f>(fixes: impl Iterator<Item = &'f Fix>) -> Vec<&'f Fix> {
    let mut fixes: Vec<&Fix> = fixes.filter(|fix| !fix.edits.is_empty()).collect();
    let start = |fix: &Fix| fix.edits.iter().map(|edit| edit.span.start).min().unwrap_or_default();
    let end = |fix: &Fix| fix.edits.iter().map(|edit| edit.span.end).max().unwrap_or_default();
    fixes.sort_by_key(|fix| (start(fix), end(fix)));
    let mut free = 0;
    fixes.retain(|fix| {
        let fits = free == 0 || start(fix) > free;
        if fits {
            free = end(fix);
        }
        fits
    });
    fixes
}

/// The text with the edits in it, which must not overlap. Line breaks become
/// those of the text.
pub fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    let crlf =
        text.find('\n').is_some_and(|at| text.get(..at).is_some_and(|it| it.ends_with('\r')));
    let mut after = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (Some(between), true) =
            (text.get(done..edit.span.start), text.is_char_boundary(edit.span.end))
        else {
            continue;
        };
        after.push_str(between);
        if crlf {
            after.push_str(&edit.text.replace('\n', "\r\n"));
        } else {
            after.push_str(&edit.text);
        }
        done = edit.span.end.max(done);
    }
    after.push_str(text.get(done..).unwrap_or_default());
    after
}
