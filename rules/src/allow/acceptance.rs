//! The comment that would accept a finding, for those who offer to write it.

use std::collections::HashMap;

use super::{MARK, allows};
use crate::{document::Document, finding::Edit, levels::Levels, span::Span};

/// A comment to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    pub edit: Edit,
    /// Where in the text of the edit the reason goes; nothing where the comment
    /// is there already, with its reason.
    pub reason: Option<usize>,
    /// Whether it holds for the whole document.
    pub is_of_document: bool,
}

/// How to accept the findings of rules at a place: in the comment at the end of
/// that line, else in one above the statement, else in one for the whole
/// document. Nothing where no comment may accept them.
///
/// Each way is tried out: where a line ends inside a string, a `#` is no comment.
pub fn acceptance(
    document: &Document<'_>,
    at: Span,
    rules: &[&str],
    levels: &Levels,
) -> Option<Acceptance> {
    if !rules.iter().all(|rule| levels.may_be_allowed(rule)) {
        return None;
    }
    let places = rules.iter().map(|rule| (at, *rule)).collect::<Vec<_>>();
    ways(document, at, rules).into_iter().find(|it| accept(document, &[(it, &places)]))
}

/// The ways in their order, none of which has been tried out.
pub(crate) fn ways(document: &Document<'_>, at: Span, rules: &[&str]) -> Vec<Acceptance> {
    let rule = rules.join(", ");
    let rule = rule.as_str();
    let text = document.text;
    let line = line(text, at.start);
    let comment = document.comments.iter().find(|it| line.start <= it.start && it.end <= line.end);
    let is_of_document = is_of_document(at);
    let here = match comment {
        // The first line may be another one tomorrow.
        _ if is_of_document => comment
            .and_then(|comment| join(text, *comment, rule))
            .filter(|joined| joined.is_of_document),
        Some(comment) => join(text, *comment, rule),
        None => Some(written(line.after(), " ", rule, "")),
    };
    let above =
        || above(document, at).map(|place| written(place, &indent(text, place), rule, "\n"));
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let everywhere = format!("# {MARK} allow-file({rule}) ");
    let everywhere = Acceptance {
        reason: Some(everywhere.len()),
        edit: Edit { span: Span::new(start, start), text: everywhere + "\n" },
        is_of_document: true,
    };
    let above = if is_of_document { None } else { above() };
    here.into_iter().chain(above).chain([everywhere]).collect()
}

/// Whether the place is none in particular, as that of something that the
/// document as a whole lacks.
pub fn is_of_document(place: Span) -> bool {
    place == Span::default()
}

fn written(place: Span, before: &str, rule: &str, after: &str) -> Acceptance {
    let comment = format!("{before}# {MARK} allow({rule}) ");
    let reason = Some(comment.len());
    let edit = Edit { span: place, text: comment + after };
    Acceptance { edit, reason, is_of_document: false }
}

/// One name more in a comment that accepts something already.
fn join(text: &str, comment: Span, rule: &str) -> Option<Acceptance> {
    let said = comment.of(text);
    let words = said.trim_start_matches('#').trim_start().strip_prefix(MARK)?;
    let before = said.len() - words.len();
    let end = comment.start + before + words.find(')')?;
    let edit = Edit { span: Span::new(end, end), text: format!(", {rule}") };
    Some(Acceptance {
        edit,
        reason: None,
        is_of_document: words.trim_start().starts_with("allow-file"),
    })
}

/// The beginning of the line in which the statement around a place begins.
fn above(document: &Document<'_>, at: Span) -> Option<Span> {
    let entries = document.tree.tables().flat_map(|table| &table.entries);
    let statements = entries.filter(|entry| entry.is_statement());
    let spans = statements.map(|entry| entry.key.span.to(entry.value.span));
    let start = spans.filter(|it| it.start <= at.start && at.start < it.end).map(|it| it.start);
    let start = line(document.text, start.max().unwrap_or(at.start)).start;
    Some(Span::new(start, start))
}

fn indent(text: &str, line: Span) -> String {
    let rest = text.get(line.start..).unwrap_or_default();
    rest.chars().take_while(|it| matches!(it, ' ' | '\t')).collect()
}

/// Without its line break.
fn line(text: &str, offset: usize) -> Span {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| offset + at);
    let end = if text.get(start..end).is_some_and(|it| it.ends_with('\r')) { end - 1 } else { end };
    Span::new(start, end)
}

/// Whether the document with these comments says what it said, and whether each
/// of them accepts what its rules find at their places.
pub(crate) fn accept(
    document: &Document<'_>,
    comments: &[(&Acceptance, &Vec<(Span, &str)>)],
) -> bool {
    let mut edits: Vec<&Edit> = comments.iter().map(|(comment, _)| &comment.edit).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(document.text.len());
    let (mut done, mut longer) = (0, Vec::with_capacity(edits.len()));
    for edit in edits {
        let Some(between) = document.text.get(done..edit.span.start) else { return false };
        text.push_str(between);
        text.push_str(&edit.text);
        done = edit.span.end;
        longer.push((edit.span.start, text.len() - done));
    }
    text.push_str(document.text.get(done..).unwrap_or_default());
    let after = Document::parse(&text);
    // What is said of the whole document stays at its beginning, whatever is written there.
    let moved = |at: Span| match longer.partition_point(|(start, _)| *start <= at.start) {
        behind if behind > 0 && !is_of_document(at) => {
            at.shifted(longer.get(behind - 1).map_or(0, |(_, longer)| *longer))
        }
        _ => at,
    };
    let mut scopes: HashMap<&str, Vec<Span>> = HashMap::new();
    for allow in allows(&after, &mut Vec::new()) {
        scopes.entry(allow.name).or_default().push(allow.scope);
    }
    let is_accepted = |at: Span, rule: &str| {
        let at = moved(at).start;
        scopes.get(rule).is_some_and(|scopes| scopes.iter().any(|scope| scope.contains(at)))
    };
    after.errors.len() == document.errors.len()
        && after.comments.len() >= document.comments.len()
        && comments.iter().flat_map(|(_, places)| *places).all(|(at, rule)| is_accepted(*at, rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document with the comment for what stands at `^`, and `|` where the reason goes.
    fn accepted(text: &str) -> String {
        let at = text.find('^').expect("a place");
        let text = text.replace('^', "");
        let document = Document::parse(&text);
        let place = Span::new(at, at + 1);
        let found = acceptance(&document, place, &["vm-count"], &Levels::default()).expect("a way");
        let mut comment = found.edit.text;
        if let Some(reason) = found.reason {
            comment.insert(reason, '|');
        }
        let (before, behind) = text.split_at(found.edit.span.start);
        [before, &comment, behind].concat()
    }

    #[test]
    fn the_comment_stands_at_the_end_of_the_line() {
        assert_eq!(accepted("^a = 1\nb = 2\n"), "a = 1 # cmglint: allow(vm-count) |\nb = 2\n");
        assert_eq!(accepted("a = ^1"), "a = 1 # cmglint: allow(vm-count) |");
        assert_eq!(accepted("[^a]\r\nb = 1"), "[a] # cmglint: allow(vm-count) |\r\nb = 1");
        let array = "a = [\n  ^1,\n]\n";
        assert_eq!(accepted(array), "a = [\n  1, # cmglint: allow(vm-count) |\n]\n");
    }

    #[test]
    fn a_comment_that_accepts_already_gets_one_name_more() {
        let text = "^a = 1 # cmglint: allow(naming) known\n";
        assert_eq!(accepted(text), "a = 1 # cmglint: allow(naming, vm-count) known\n");
    }

    #[test]
    fn where_the_line_is_taken_it_stands_above_the_statement() {
        let text = "b = 1\n  ^a = 1 # one\n";
        let expected = "b = 1\n  # cmglint: allow(vm-count) |\n  a = 1 # one\n";
        assert_eq!(accepted(text), expected);
        let text = "a = \"\"\"\nx\n^y\n\"\"\"\n";
        let expected = "# cmglint: allow(vm-count) |\na = \"\"\"\nx\ny\n\"\"\"\n";
        assert_eq!(accepted(text), expected);
    }

    #[test]
    fn where_nothing_else_helps_it_holds_for_the_whole_document() {
        let expected = "# cmglint: allow-file(vm-count) |\n# about\n# x\n";
        assert_eq!(accepted("# about\n^# x\n"), expected);
    }

    #[test]
    fn what_is_said_of_the_document_is_accepted_for_all_of_it() {
        let text = "[a]\n";
        let found =
            acceptance(&Document::parse(text), Span::new(0, 0), &["vm-count"], &Levels::default());
        let edit = found.expect("a way").edit;
        assert_eq!(edit.text, "# cmglint: allow-file(vm-count) \n");
        let text = "# cmglint: allow-file(naming) known\na = 1\n";
        let found =
            acceptance(&Document::parse(text), Span::new(0, 0), &["vm-count"], &Levels::default());
        assert_eq!(found.expect("a way").edit.text, ", vm-count");
    }

    #[test]
    fn what_must_not_be_accepted_is_not() {
        let document = Document::parse("a = ");
        let at = Span::new(4, 4);
        assert_eq!(acceptance(&document, at, &["syntax"], &Levels::default()), None);
    }
}
