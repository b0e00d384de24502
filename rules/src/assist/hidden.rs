//! What of a document may be shown: nothing that stands on the line of a secret.

use super::markdown::shown;
use crate::{document::Document, model::hidden_lines, span::Span};

/// The lines that no text may quote.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// In order, apart from each other.
    lines: Vec<Span>,
}

impl Hidden {
    pub fn of(document: &Document<'_>) -> Hidden {
        let mut lines: Vec<Span> = Vec::new();
        for line in hidden_lines(document) {
            match lines.last_mut() {
                Some(last) if line.start <= last.end => last.end = last.end.max(line.end),
                _ => lines.push(line),
            }
        }
        Hidden { lines }
    }

    pub fn hides(&self, span: Span) -> bool {
        let behind = self.lines.partition_point(|line| line.end < span.start);
        self.lines.get(behind).is_some_and(|line| line.start <= span.end)
    }

    /// The text on one line, unless it comes from a line that is hidden.
    pub fn shown(&self, text: &str, span: Span) -> Option<String> {
        (!text.is_empty() && !self.hides(span)).then(|| shown(text))
    }
}

#[test]
fn lines_of_secrets_are_hidden() {
    let text = "a = 1\npassword = \"x\"\nb = 2\n";
    let hidden = Hidden::of(&Document::parse(text));
    let shown = |part: &str| {
        let at = text.find(part).unwrap();
        hidden.shown(part, Span::new(at, at + part.len())).is_some()
    };
    assert!(shown("a = 1") && shown("b = 2") && !shown("password") && !shown("\"x\""));
}
