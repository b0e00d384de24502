//! Where lines begin and end, for edits that add or remove one.

use super::{Document, Entry, Table};
use crate::span::Span;

/// Where a key that a table lacks would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// A new line at this offset, the end of the last line of its own.
    Line(usize),
    /// Between braces, behind the last value.
    Inline { at: usize, empty: bool },
    /// A new table at this offset, the end of the table above.
    Table(usize),
    /// Nowhere without a closer look.
    Unknown,
}

impl Room {
    /// Offset and text that add `key = value`; `header` is the full name of the
    /// table, for where it does not exist yet.
    pub fn add(self, header: &str, key: &str, value: &str) -> Option<(usize, String)> {
        match self {
            Room::Line(at) => Some((at, format!("\n{key} = {value}"))),
            Room::Inline { at, empty: true } => Some((at, format!(" {key} = {value} "))),
            Room::Inline { at, empty: false } => Some((at, format!(", {key} = {value}"))),
            Room::Table(at) => Some((at, format!("\n\n[{header}]\n{key} = {value}"))),
            Room::Unknown => None,
        }
    }
}

impl Document<'_> {
    /// Where another key of the table would be written.
    pub fn room(&self, table: &Table<'_>) -> Room {
        let Some(section) = table.sections.first() else { return Room::Unknown };
        if table.is_inline() {
            let end = match table.entries.last() {
                Some(last) => last.value.span.end,
                None => section.header.start + 1,
            };
            return Room::Inline { at: end, empty: table.entries.is_empty() };
        }
        let mut end = section.body.end;
        // Comments and blank lines above the next header belong to that one.
        while let Some(line) = self.last_line(section.body.start, end) {
            let says = line.of(self.text).trim();
            if !says.is_empty() && !says.starts_with('#') {
                return Room::Line(line.start + line.of(self.text).trim_end().len());
            }
            end = line.start;
        }
        if section.header.is_empty() {
            // Nothing but comments stands above the first table, and nobody knows whose.
            return Room::Unknown;
        }
        // An empty table: behind its header, and the comment that may follow it.
        let line = Span::new(section.body.start, self.text.len()).of(self.text);
        let length = line.lines().next().unwrap_or_default().trim_end().len();
        Room::Line(section.body.start + length)
    }

    /// The last line that begins behind `start` and before `end`.
    fn last_line(&self, start: usize, end: usize) -> Option<Span> {
        let body = Span::new(start, end).of(self.text);
        let body_end = body.strip_suffix('\n').unwrap_or(body);
        let begin = match body_end.rfind('\n') {
            Some(at) => at + 1,
            // Only the lines before the first header begin where their section does.
            None if start == 0 && !body.is_empty() => 0,
            None => return None,
        };
        Some(Span::new(start + begin, end))
    }

    /// The whole lines of `key = value`; nothing where something else stands on them.
    pub fn statement_lines(&self, entry: &Entry<'_>) -> Option<Span> {
        entry.is_statement().then(|| self.lines_of(entry.key.span.to(entry.value.span)))?
    }

    /// The whole lines of a statement; nothing where something else stands on them.
    pub fn lines_of(&self, statement: Span) -> Option<Span> {
        let before = self.text.get(..statement.start)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(statement.end..)?;
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let behind = rest.get(..end)?.trim();
        let alone =
            is_path(before.get(start..)?.trim()) && (behind.is_empty() || behind.starts_with('#'));
        alone.then(|| Span::new(start, statement.end + end))
    }
}

/// Whether nothing stands before a key, or the tables of a dotted one do.
fn is_path(before: &str) -> bool {
    let is_bare = |it: u8| it.is_ascii_alphanumeric() || b"-_. \t".contains(&it);
    before.is_empty() || before.ends_with('.') && before.bytes().all(is_bare)
}

#[test]
fn a_dotted_key_has_its_line() {
    for (text, is_alone) in [
        ("a = 1\n  key = 2 # x\n", true),
        ("a = 1\ndns.key = 2\n", true),
        ("a = 1\ndns = { key = 2 }\n", false),
        ("a = { x = 1, dns.key = 2 }\n", false),
    ] {
        let document = Document::parse(text);
        let at = text.find("key").unwrap();
        let lines = document.lines_of(Span::new(at, at + "key = 2".len()));
        assert_eq!(lines.is_some(), is_alone, "{text}");
    }
}
