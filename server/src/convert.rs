//! The only module that knows the protocol's positions: bytes in the core, lines and columns
//! outside.

mod diagnostic;
mod edits;
mod position;

pub use diagnostic::{diagnostics, diagnostics_of, report, result_id};
pub use edits::{changes, text_edits, workspace_edit, workspace_edits};
pub use position::Encoding;

use cmg_rules::span::Span;
use tower_lsp::ls_types::{Position, Range, Uri};

use crate::documents::Document;

impl Document {
    /// A place of another text as the client counts.
    pub fn range_in(&self, text: &str, span: Span) -> Range {
        position::Lines::of(text).range(self.encoding, span)
    }

    /// A place of the core as the client counts.
    pub fn range(&self, span: Span) -> Range {
        let position = |byte| self.encoding.position(&self.text, byte);
        Range::new(position(span.start), position(span.end))
    }

    /// The byte at a position of the client.
    pub fn offset(&self, position: Position) -> usize {
        self.text.char_to_byte(self.encoding.char_at(&self.text, position))
    }
}

/// The address of a file, where it has one.
pub fn file_uri(path: &std::path::Path) -> Option<Uri> {
    Uri::from_file_path(path)
}
