//! Offsets into lines and columns, for people.

use cmg_rules::span::Span;

/// Where each line of a text begins.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
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
        let starts = std::iter::once(0).chain(breaks).collect();
        Lines { text, starts }
    }

    pub fn position(&self, offset: usize) -> Position {
        let line = self.line(offset);
        let before = Span::new(self.start(line), offset).of(self.text);
        // A byte order mark at the beginning of the file is nothing that anyone sees.
        let before = if line == 0 { before.trim_start_matches('\u{feff}') } else { before };
        Position { line: line + 1, column: before.chars().count() + 1 }
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
}
