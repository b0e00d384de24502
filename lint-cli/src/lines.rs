//! Offsets into lines and columns, for people.

use std::cell::Cell;

use cmg_rules::span::Span;

const BOM: char = '\u{feff}';

/// Where each line of a text begins.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The offset that was asked about last, and its column.
    last: Cell<(usize, usize)>,
}

/// Both from 1; columns count Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl<'t> Lines<'t> {
    pub fn of(text: &'t str) -> Lines<'t> {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        // A byte order mark is nothing that anyone sees.
        let first = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        let starts = std::iter::once(first).chain(breaks).collect();
        Lines { text, starts, last: Cell::new((first, 1)) }
    }

    pub fn position(&self, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.start(line);
        let offset = offset.clamp(start, self.text.len());
        let count = |start, end| Span::new(start, end).of(self.text).chars().count();
        let (known, column) = self.last.get();
        // Whoever asks about a long line asks again, a little further on.
        let column = if (start..=offset).contains(&known) {
            column + count(known, offset)
        } else {
            1 + count(start, offset)
        };
        self.last.set((offset, column));
        Position { line: line + 1, column }
    }

    /// From 0.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The line without its line break.
    pub fn span(&self, line: usize) -> Span {
        let start = self.start(line);
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let text = Span::new(start, end).of(self.text);
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len())
    }

    pub fn text(&self) -> &'t str {
        self.text
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }
}

#[test]
fn lines_and_columns_begin_at_one() {
    let lines = Lines::of("é = 1\r\nb");
    assert_eq!(lines.position(0), Position { line: 1, column: 1 });
    assert_eq!(lines.position("é = ".len()), Position { line: 1, column: 5 });
    assert_eq!(lines.position("é = 1\r\nb".len()), Position { line: 2, column: 2 });
    assert_eq!(lines.span(0).of(lines.text()), "é = 1");
    assert_eq!(Lines::of("").position(0), Position { line: 1, column: 1 });
    let marked = Lines::of("\u{feff}a = 1");
    assert_eq!(marked.position(0), Position { line: 1, column: 1 });
    assert_eq!(marked.position(BOM.len_utf8() + 4), Position { line: 1, column: 5 });
    assert_eq!(marked.span(0).of(marked.text()), "a = 1");
}
