//! Where a rule puts what it finds.

use std::{ops::Deref, sync::Arc};

use super::of_baseline;
use crate::{
    finding::{Edit, Finding, Note, RuleInfo},
    model::{Field, Gateway, Given, Named},
    span::Span,
};

/// Stamps each finding with the rule.
pub struct Findings<'a> {
    pub(crate) rule: &'static RuleInfo,
    pub(crate) subject: Option<Arc<str>>,
    pub(crate) found: &'a mut Vec<Finding>,
    pub(crate) skipped: &'a mut Vec<Skipped>,
}

/// A rule that could not look.
#[derive(Clone, Debug)]
pub struct Skipped {
    pub rule: &'static RuleInfo,
    /// The handle of the gateway; nothing for the whole document.
    pub subject: Option<Arc<str>>,
    pub reason: Reason,
}

/// Why a rule could not look; many rules may have one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Fixed(&'static str),
    Shared(Arc<str>),
}

impl Deref for Reason {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Reason::Fixed(text) => text,
            Reason::Shared(text) => text,
        }
    }
}

impl From<&'static str> for Reason {
    fn from(text: &'static str) -> Reason {
        Reason::Fixed(text)
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Reason {
        Reason::Shared(Arc::from(text))
    }
}

impl Findings<'_> {
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Note {
        self.push(Note::new(span, message))
    }

    /// From here on skips are those of this gateway; for rules that look at
    /// several of them.
    pub fn about(&mut self, gateway: &Named<Gateway>) {
        self.subject = Some(Arc::clone(&gateway.handle));
    }

    /// The value of a field that the rule cannot do without; where nobody
    /// stated it, the rule is skipped for this subject.
    pub fn stated<'f, T>(&mut self, field: &'f Field<T>) -> Option<&'f T> {
        if let Field::Absent(path) = field {
            self.skip(format!("not stated: {path}"));
        }
        field.value()
    }

    /// The same of a field of the baseline.
    pub fn stated_before<'f, T>(&mut self, field: &'f Field<T>) -> Option<&'f T> {
        if let Field::Absent(path) = field {
            self.skip(of_baseline(&format!("not stated: {path}").into()));
        }
        field.value()
    }

    /// The rule cannot look at this subject.
    pub fn skip(&mut self, reason: impl Into<Reason>) {
        let (subject, reason) = (self.subject.clone(), reason.into());
        // Each of several certificates may lack the same password.
        let is_said = self.skipped.last().is_some_and(|last| {
            (last.rule.name, &last.subject, &last.reason) == (self.rule.name, &subject, &reason)
        });
        if !is_said {
            self.skipped.push(Skipped { rule: self.rule, subject, reason });
        }
    }

    pub(crate) fn push(&mut self, note: Note) -> &mut Note {
        &mut self.found.push_mut(Finding { rule: self.rule, note }).note
    }
}

/// The edit that takes one element out of a list, with the comma beside it.
pub fn removal<T>(list: &Given<Vec<Field<T>>>, at: usize) -> Edit {
    let place = |at: usize| list.get(at).and_then(Field::span);
    let before = at.checked_sub(1).and_then(place);
    let span = match (place(at), place(at + 1), before) {
        (Some(this), Some(next), _) => Span::new(this.start, next.start),
        (Some(this), None, Some(before)) => Span::new(before.end, this.end),
        _ => return Edit { span: list.span, text: "[]".to_owned() },
    };
    Edit { span, text: String::new() }
}

/// The edit that adds elements, spelled as TOML, to the end of a list.
pub fn addition<T>(list: &Given<Vec<Field<T>>>, elements: &[String]) -> Edit {
    let elements = elements.join(", ");
    match list.last().and_then(Field::span) {
        Some(last) => Edit { span: last.after(), text: format!(", {elements}") },
        None => Edit { span: list.span, text: format!("[{elements}]") },
    }
}
