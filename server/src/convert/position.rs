//! Positions in the units that client and server agreed on.

use ropey::{Rope, RopeSlice};
use tower_lsp::ls_types::{Position, PositionEncodingKind};

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
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Position::new(number(line), number(character))
    }
}

fn without_break(line: RopeSlice<'_>) -> RopeSlice<'_> {
    let breaks =
        line.chars_at(line.len_chars()).reversed().take_while(|c| matches!(c, '\r' | '\n'));
    line.slice(..line.len_chars() - breaks.count())
}
