//! "Accept with a comment": the comment at once, and the cursor where the reason goes.

use cmg_rules::{
    allow::{Acceptance, acceptance},
    document::Document as Parsed,
    finding::Finding,
    levels::Levels,
};
use tower_lsp::ls_types::Position;

use crate::{convert, documents::Document};

/// Comments that accept what comments do wrong would go round in circles.
const ABOUT_COMMENTS: [&str; 2] = ["unused-allow", "unknown-allow"];

/// A comment for a finding.
pub struct Accept {
    pub edits: Vec<tower_lsp::ls_types::TextEdit>,
    /// Whether the comment holds for every line.
    pub is_of_document: bool,
    /// Where the reason goes, once the comment is there.
    pub cursor: Option<Position>,
}

/// Nothing where no comment may accept the finding.
pub fn accept(
    document: &Document,
    parsed: &Parsed<'_>,
    finding: &Finding,
    levels: &Levels,
) -> Option<Accept> {
    if ABOUT_COMMENTS.contains(&finding.rule.name) {
        return None;
    }
    let Acceptance { edit, reason, is_of_document } =
        acceptance(parsed, finding.note.span, &[finding.rule.name], levels)?;
    let edits = convert::text_edits(document, std::slice::from_ref(&edit));
    let cursor = reason.map(|reason| {
        let mut after = document.text.clone();
        let at = after.byte_to_char(edit.span.start.min(after.len_bytes()));
        after.insert(at, &edit.text);
        document.encoding.position(&after, edit.span.start + reason)
    });
    Some(Accept { edits, is_of_document, cursor })
}
