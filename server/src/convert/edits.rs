//! Changes of a document, as clients apply them.

use cmg_rules::{finding::Edit, span::Span};
use similar::{DiffOp, TextDiff};
use tower_lsp::ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit,
    WorkspaceEdit,
};

use crate::documents::Document;

/// Edits of the core, with the line breaks of the document.
pub fn text_edits(document: &Document, edits: &[Edit]) -> Vec<TextEdit> {
    let crlf = document.has_crlf();
    let text = |edit: &Edit| match crlf {
        true => edit.text.replace('\n', "\r\n"),
        false => edit.text.clone(),
    };
    edits.iter().map(|edit| TextEdit::new(document.range(edit.span), text(edit))).collect()
}

/// The lines in which another text differs, so that the rest of the document, and the cursor in
/// it, stays where it is.
pub fn changes(document: &Document, before: &str, after: &str) -> Vec<TextEdit> {
    let (old, new) = (Lines::of(before), Lines::of(after));
    let diff = TextDiff::from_slices(&old.lines, &new.lines);
    let changed = diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let edit = |op: &DiffOp| {
        let text = new.span(op.new_range()).of(after).to_owned();
        TextEdit::new(document.range(old.span(op.old_range())), text)
    };
    changed.map(edit).collect()
}

/// For one version of the document, where the client knows how to refuse another.
pub fn workspace_edit(document: &Document, edits: Vec<TextEdit>, versioned: bool) -> WorkspaceEdit {
    if !versioned {
        return WorkspaceEdit::new([(document.uri.clone(), edits)].into());
    }
    let (uri, version) = (document.uri.clone(), Some(document.version));
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![edit])),
        ..WorkspaceEdit::default()
    }
}

/// The same of several documents.
pub fn workspace_edits(all: Vec<(Document, Vec<TextEdit>)>, versioned: bool) -> WorkspaceEdit {
    if !versioned {
        let edits = all.into_iter().map(|(document, edits)| (document.uri, edits));
        return WorkspaceEdit::new(edits.collect());
    }
    let edits = all.into_iter().map(|(document, edits)| {
        // A document that is not open has no version.
        let version = (document.revision > 0).then_some(document.version);
        let uri = document.uri;
        TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        }
    });
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(edits.collect())),
        ..WorkspaceEdit::default()
    }
}

impl Document {
    /// Whether its first line ends as lines of Windows do.
    pub fn has_crlf(&self) -> bool {
        self.text.lines().next().is_some_and(|line| {
            let last = line.chars_at(line.len_chars()).reversed().nth(1);
            last == Some('\r')
        })
    }
}

/// The lines of a text with their breaks, and where they begin.
struct Lines<'t> {
    lines: Vec<&'t str>,
    /// One more than there are lines.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut starts = vec![0];
        starts.extend(lines.iter().scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        }));
        Lines { lines, starts }
    }

    fn span(&self, lines: std::ops::Range<usize>) -> Span {
        let start = |line: usize| self.starts.get(line).copied().unwrap_or_default();
        Span::new(start(lines.start), start(lines.end))
    }
}
