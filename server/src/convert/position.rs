//! Positions in the units that client and server agreed on.

use cmg_rules::span::Span;
use ropey::{Rope, RopeSlice};
use tower_lsp::ls_types::{Position, PositionEncodingKind, Range};

/// What one step of `Position::character` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The cheapest one that the client offers; every client knows UTF-16.
    pub fn negotiate(offered: &[PositionEncodingKind]) -> Encoding {
        let by_cost = [Encoding::Utf8, Encoding::Utf32];
        by_cost.into_iter().find(|it| offered.contains(&it.kind())).unwrap_or_default()
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The character at `position`: the end of the line, or of the text, if that lies beyond it,
    /// and the whole character if it points inside one.
    pub fn char_at(self, text: &Rope, position: Position) -> usize {
        let Some(line) = text.get_line(position.line as usize) else { return text.len_chars() };
        let line = without_break(line);
        let column = position.character as usize;
        let column = match self {
            Encoding::Utf8 => line.byte_to_char(column.min(line.len_bytes())),
            Encoding::Utf16 => line.utf16_cu_to_char(column.min(line.len_utf16_cu())),
            Encoding::Utf32 => column.min(line.len_chars()),
        };
        text.line_to_char(position.line as usize) + column
    }

    /// The position of a byte; the end of the text if it lies beyond that.
    pub fn position(self, text: &Rope, byte: usize) -> Position {
        let at = text.byte_to_char(byte.min(text.len_bytes()));
        let line = text.char_to_line(at);
        let start = text.line_to_char(line);
        let character = match self {
            Encoding::Utf8 => text.char_to_byte(at) - text.char_to_byte(start),
            Encoding::Utf16 => text.char_to_utf16_cu(at) - text.char_to_utf16_cu(start),
            Encoding::Utf32 => at - start,
        };
        Position::new(number(line), number(character))
    }
}

/// Where the lines of one text begin, for those who need many positions in it.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Lines<'a> {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect();
        Lines { text, starts }
    }

    /// A place in the text; what points inside a character means its first byte.
    pub fn range(&self, encoding: Encoding, span: Span) -> Range {
        Range::new(self.position(encoding, span.start), self.position(encoding, span.end))
    }

    /// As `Encoding::position`.
    pub fn position(&self, encoding: Encoding, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        let character = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
            Encoding::Utf32 => before.chars().count(),
        };
        Position::new(number(line), number(character))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn without_break(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let breaks =
        line.chars_at(line.len_chars()).reversed().take_while(|c| matches!(c, '\r' | '\n'));
    line.slice(..line.len_chars() - breaks.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_a_position_are_one() {
        let text = "a\r\nß = \"😀\"\rb\n\n\tü\r\n";
        let (rope, lines) = (Rope::from_str(text), Lines::of(text));
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for byte in
                (0..text.len() + 2).filter(|at| *at > text.len() || text.is_char_boundary(*at))
            {
                let position = encoding.position(&rope, byte);
                assert_eq!(lines.position(encoding, byte), position, "{encoding:?} {byte}");
            }
        }
    }
}
