//! Comments for everything that stands in a document today, so that the linter
//! speaks of what is new.

use std::cmp::Reverse;

use crate::{
    allow::{acceptance, is_accepted, is_of_document},
    catalog::document::{UNKNOWN_ALLOW, UNUSED_ALLOW},
    document::Document,
    edit,
    finding::{Edit, Finding},
    levels::Levels,
    quote::harmless,
    span::Span,
};

/// Rounds after which a finding that no comment has accepted stays.
const ROUNDS: usize = 3;

/// A document in which comments accept what stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    pub text: String,
    /// How many findings they accept.
    pub count: usize,
    /// Rules of the findings that stay, one for each.
    pub stay: Vec<&'static str>,
}

/// Whether a comment may end with this: something to read, on one line.
pub fn is_reason(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|letter| harmless(letter) == letter)
}

/// Writes a comment with this reason for each finding that one may accept;
/// `judge` finds what is wrong with a text.
pub fn adopt(
    text: &str,
    reason: &str,
    levels: &Levels,
    mut judge: impl FnMut(&str) -> Vec<Finding>,
) -> Adopted {
    let mut adopted = Adopted { text: text.to_owned(), count: 0, stay: Vec::new() };
    let mut findings = judge(text);
    let before = findings.len();
    for _ in 0..ROUNDS {
        let acceptable = findings.iter().filter(|finding| may_be_accepted(finding, levels));
        let places = acceptable.map(|it| (it.note.span, it.rule.name)).collect();
        let after = write_all(&adopted.text, places, reason.trim(), levels);
        if after == adopted.text {
            break;
        }
        adopted.text = after;
        findings = judge(&adopted.text);
    }
    adopted.count = before.saturating_sub(findings.len());
    adopted.stay = findings.iter().map(|finding| finding.rule.name).collect();
    adopted
}

/// What is wrong with comments is mended there, and not by further ones.
fn may_be_accepted(finding: &Finding, levels: &Levels) -> bool {
    let rule = finding.rule.name;
    levels.may_be_allowed(rule) && rule != UNKNOWN_ALLOW.name && rule != UNUSED_ALLOW.name
}

fn write_all(
    text: &str,
    mut places: Vec<(Span, &'static str)>,
    reason: &str,
    levels: &Levels,
) -> String {
    let mut text = text.to_owned();
    places.sort_by_key(|(place, rule)| (*place, Reverse(*rule)));
    // From the end, where an edit moves nothing that is still to come; the one
    // for the whole document stands above everything.
    while let Some((place, rule)) = places.pop() {
        let document = Document::parse(&text);
        if is_accepted(&document, place, rule) {
            continue;
        }
        let Some(way) = acceptance(&document, place, rule, levels) else { continue };
        let Edit { span, text: mut comment } = way.edit;
        if let Some(at) = way.reason {
            comment.insert_str(at, reason);
        }
        let after = edit::apply(&text, &[&Edit { span, text: comment }]);
        let longer = after.len() - text.len();
        for (place, _) in &mut places {
            if place.start >= span.start && !is_of_document(*place) {
                *place = place.shifted(longer);
            }
        }
        text = after;
    }
    text
}
