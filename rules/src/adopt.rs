//! Comments for everything that stands in a document today, so that the linter
//! speaks of what is new.

use std::collections::BTreeMap;

use crate::{
    allow::{Acceptance, accept_at, acceptance, is_of_document, ways},
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
        let places = acceptable.map(|it| (it.note.span, it.rule.name));
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

/// One comment to be written.
struct Comment {
    places: Vec<(Span, &'static str)>,
    /// In their order, each once.
    rules: Vec<&'static str>,
    /// Nothing where there is none.
    way: Option<Acceptance>,
}

/// The text with a comment for each line on which something stands.
fn write_all(
    text: &str,
    places: impl Iterator<Item = (Span, &'static str)>,
    reason: &str,
    levels: &Levels,
) -> String {
    let document = Document::parse(text);
    let mut lines: BTreeMap<usize, Vec<(Span, &'static str)>> = BTreeMap::new();
    for (place, rule) in places {
        let before = text.get(..place.start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        // What is said of the document has a line of its own.
        let line = if is_of_document(place) { 0 } else { line + 1 };
        lines.entry(line).or_default().push((place, rule));
    }
    let mut comments: Vec<Comment> =
        lines.into_values().map(|places| Comment::of(&document, places)).collect();
    mend(&document, &mut comments, levels);
    if !hold(&document, &comments) {
        return text.to_owned();
    }
    let edits: Vec<Edit> = comments.iter().filter_map(|comment| comment.edit(reason)).collect();
    edit::apply(text, &edits.iter().collect::<Vec<_>>())
}

impl Comment {
    fn of(document: &Document<'_>, places: Vec<(Span, &'static str)>) -> Comment {
        let mut rules: Vec<&str> = places.iter().map(|(_, rule)| *rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let first = places.first().map(|(place, _)| *place).unwrap_or_default();
        let way = ways(document, first, &rules).into_iter().next();
        Comment { places, rules, way }
    }

    fn edit(&self, reason: &str) -> Option<Edit> {
        let Acceptance { edit, reason: at, .. } = self.way.as_ref()?;
        let mut text = edit.text.clone();
        if let Some(at) = at {
            text.insert_str(*at, reason);
        }
        Some(Edit { span: edit.span, text })
    }
}

/// Nearly always all of them hold as they are. Where not, those that do not are
/// looked for by halves, so that a long document is not read once a comment.
fn mend(document: &Document<'_>, comments: &mut [Comment], levels: &Levels) {
    if hold(document, comments) {
        return;
    }
    if let [comment] = comments {
        let first = comment.places.first().map(|(place, _)| *place).unwrap_or_default();
        comment.way = acceptance(document, first, &comment.rules, levels);
        if !hold(document, std::slice::from_ref(comment)) {
            comment.way = None;
        }
        return;
    }
    let (first, second) = comments.split_at_mut(comments.len() / 2);
    mend(document, first, levels);
    mend(document, second, levels);
}

fn hold(document: &Document<'_>, comments: &[Comment]) -> bool {
    let written = comments.iter().filter_map(|it| Some((it.way.as_ref()?, &it.places)));
    accept_at(document, &written.collect::<Vec<_>>())
}
