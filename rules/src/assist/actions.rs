//! What can be done at a place, beside the fixes that findings bring along.

mod cname;
mod deployed;
mod missing;

use super::{
    cursor::Cursor,
    outline::{Block, outline},
};
use crate::{
    edit::apply,
    finding::{Edit, Finding},
    inputs::{Inputs, Snapshot},
    model::Config,
    span::Span,
};

/// Something that somebody may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub title: String,
    /// Never empty, and apart from each other.
    pub edits: Vec<Edit>,
    /// Which of the findings it is an answer to, by their places in the list.
    pub answers: Vec<usize>,
}

/// What can be done within a range of bytes, both ends included. A fix of one of
/// the findings there is not offered again.
pub fn actions(inputs: &Inputs<'_>, findings: &[Finding], range: Span) -> Vec<Action> {
    // What is deployed is a record, and nobody mends it by hand.
    let Some(config) = inputs.now.config.as_ref().filter(|it| it.is_desired()) else {
        return Vec::new();
    };
    let blocks = outline(inputs.now.document.text);
    let mut list = List { inputs, config, findings, range, blocks, actions: Vec::new() };
    deployed::add(&mut list);
    cname::add(&mut list);
    missing::add_keys(&mut list);
    missing::add_tables(&mut list);
    list.actions
}

struct List<'a> {
    inputs: &'a Inputs<'a>,
    config: &'a Config,
    findings: &'a [Finding],
    range: Span,
    /// The tables of the text.
    blocks: Vec<Block<'a>>,
    actions: Vec<Action>,
}

impl List<'_> {
    fn text(&self) -> &str {
        self.inputs.now.document.text
    }

    fn touches(&self, place: Span) -> bool {
        self.range.start <= place.end && place.start <= self.range.end
    }

    /// The handle of the gateway in whose tables the range lies; nothing where
    /// there are several, since of more at once nobody chooses one.
    fn handle(&self) -> Option<String> {
        let here = self.blocks.iter().filter(|it| self.touches(it.whole));
        let mut handles = here.filter_map(|it| match it.names.as_slice() {
            [table, handle, ..] if table.text == "gateway" => Some(&*handle.text),
            _ => None,
        });
        match handles.next() {
            Some(first) => handles.all(|it| it == first).then(|| first.to_owned()),
            // On an empty line below its last statement.
            None => {
                let cursor = Cursor::at(&self.inputs.now.document, self.range.start);
                cursor.handle().map(str::to_owned)
            }
        }
    }

    /// Adds an action, unless it is offered already, would break something, or
    /// does not come to what it promises when the text is read again.
    fn add(
        &mut self,
        title: String,
        edits: Vec<Edit>,
        answers_to: impl Fn(&Finding) -> bool,
        holds: impl FnOnce(&Snapshot<'_>) -> bool,
    ) {
        let here = self.findings.iter().filter(|it| self.touches(it.note.span));
        let mut fixes = here.filter_map(|it| it.note.fix.as_ref());
        let is_offered = fixes.any(|fix| fix.edits == edits)
            || self.actions.iter().any(|action| action.edits == edits);
        if is_offered {
            return;
        }
        let now = &self.inputs.now;
        let text = apply(now.document.text, &edits.iter().collect::<Vec<_>>());
        let after = Snapshot::read(&text);
        let does_harm = after.document.errors.len() > now.document.errors.len()
            || after.problems.len() > now.problems.len();
        if text == now.document.text || does_harm || !holds(&after) {
            return;
        }
        let answers = self.findings.iter().enumerate();
        let answers = answers.filter(|(_, it)| answers_to(it)).map(|(at, _)| at).collect();
        self.actions.push(Action { title, edits, answers });
    }
}
