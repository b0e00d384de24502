//! How values become fields.

use super::{Field, Given, Key, Literal, Problem, ProblemKind, Shape};
use crate::{
    document::{Document, Entry, Kind, Room, Table, TableId, Value},
    finding::{File, Note, Safety},
    model::{suggest::folded, wrong},
    span::Span,
};

/// How one type is read from the tree.
pub trait Read: Sized {
    const SHAPE: Shape;

    /// Nothing when the value is of another type; the caller says so.
    fn read(value: &Value<'_>, key: &Key, reader: &mut Reader<'_, '_>) -> Option<Self>;

    /// What an unwritten key stands for.
    fn unwritten(key: &Key, reader: &mut Reader<'_, '_>) -> Field<Self> {
        let default = key.default.filter(|_| reader.desired).and_then(Self::literal);
        default.map_or_else(|| reader.not_stated(key), Field::Default)
    }

    fn literal(_: Literal) -> Option<Self> {
        None
    }
}

pub struct Reader<'d, 't> {
    pub(super) document: &'d Document<'t>,
    /// Whether absent keys have their default, and required ones are missed.
    pub(super) desired: bool,
    pub(super) problems: Vec<Problem>,
    /// The tables that are being read, the innermost last.
    pub(super) frames: Vec<Frame>,
    /// Paths of keys that stand in a wrong place, or under a wrong name.
    pub(super) strays: Vec<&'static str>,
    /// The same, known from a first reading: they are not absent where they belong.
    lost: Vec<&'static str>,
}

pub(super) struct Frame {
    pub header: Span,
    pub room: Room,
    /// Some line of it is no TOML, so a key that seems absent may be there.
    pub broken: bool,
    /// More of the table stands somewhere else.
    pub lost: bool,
    /// Keys that an unknown key was probably meant to be, and where that stands.
    pub meant: Vec<(&'static str, Span)>,
}

impl<'d, 't> Reader<'d, 't> {
    /// The whole document as a `T`, with what is wrong in it.
    pub fn read<T: Read>(document: &'d Document<'t>) -> (Option<T>, Vec<Problem>) {
        let mut reader = Reader::of(document, Vec::new());
        let read = reader.document();
        if reader.strays.is_empty() {
            return (read, reader.problems);
        }
        let mut reader = Reader::of(document, reader.strays);
        (reader.document(), reader.problems)
    }

    fn of(document: &'d Document<'t>, lost: Vec<&'static str>) -> Reader<'d, 't> {
        let kind = document.root().get("kind").map(|entry| &entry.value.kind);
        let desired = !matches!(kind, Some(Kind::String(it)) if folded(it) == "deployed");
        let (problems, frames, strays) = (Vec::new(), Vec::new(), Vec::new());
        let mut reader = Reader { document, desired, problems, frames, strays, lost };
        for error in &document.errors {
            let mut note = Note::new(error.span, error.message.as_str());
            if let Some((span, text)) = error.other {
                note.label(File::Document, span, text);
            }
            reader.problem(ProblemKind::Syntax, note);
        }
        reader
    }

    fn document<T: Read>(&mut self) -> Option<T> {
        let root = Value { kind: Kind::Table(TableId::ROOT), span: Span::default() };
        T::read(&root, &super::key(), self)
    }

    /// Begins to read a table; `leave` ends it.
    pub fn enter(&mut self, value: &Value<'_>, key: &Key) -> Option<(&'d Table<'t>, Span, Room)> {
        let table = self.table(value)?;
        let header = table.header().unwrap_or(value.span);
        let room = self.document.room(table);
        let lost = self.is_lost(key);
        self.frames.push(Frame { header, room, broken: table.broken, lost, meant: Vec::new() });
        Some((table, header, room))
    }

    /// The table has been read; required keys that it lacks are problems.
    pub fn leave(&mut self, table: &Table<'_>, keys: &[Key], header: Span) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.broken || frame.lost {
            return;
        }
        let desired = self.desired;
        for key in keys.iter().filter(|key| key.always || (key.required && desired)) {
            let is_meant = frame.meant.iter().any(|(name, _)| *name == key.name);
            if table.get(key.name).is_none() && !is_meant && !self.lost.contains(&key.path) {
                self.missing(key, header);
            }
        }
    }

    /// Whether the innermost table has keys under other names.
    pub fn has_guessed(&self) -> bool {
        self.frames.last().is_some_and(|frame| !frame.meant.is_empty())
    }

    /// Where the key stands in this table under another name.
    pub fn meant(&self, name: &str) -> Option<Span> {
        let meant = self.frames.last()?.meant.iter().find(|(it, _)| *it == name);
        meant.map(|(_, span)| *span)
    }

    /// Whether the key may stand where it does not belong.
    fn is_lost(&self, key: &Key) -> bool {
        self.document.tree.adrift
            || self.lost.contains(&key.path)
            || self.frames.last().is_some_and(|frame| frame.lost)
    }

    fn missing(&mut self, key: &Key, header: Span) {
        let mut note = Note::new(header, format!("`{}` is missing", key.name));
        if key.path == "format" {
            let mark = '\u{feff}'.len_utf8();
            let at = if self.document.text.starts_with('\u{feff}') { mark } else { 0 };
            note.fix(Safety::Unsafe, "Write `format = 1`", Span::new(at, at), "format = 1\n");
        }
        let missing = Some(key.name);
        self.problems.push(Problem { kind: ProblemKind::MissingKey, note, missing });
    }

    /// Where findings about an absent table stand, and where it would be written.
    pub fn absent(&self) -> (Span, Room) {
        match self.frames.last() {
            None => (Span::default(), Room::Unknown),
            Some(frame) => {
                let room = match frame.room {
                    Room::Line(at) => Room::Table(at),
                    _ => Room::Unknown,
                };
                (frame.header, room)
            }
        }
    }

    pub fn table(&self, value: &Value<'_>) -> Option<&'d Table<'t>> {
        match value.kind {
            Kind::Table(id) => Some(&self.document.tree[id]),
            _ => None,
        }
    }

    pub fn unwritten<T: Read>(&mut self, key: &Key) -> Field<T> {
        match self.frames.last() {
            Some(frame) if self.is_lost(key) => Field::Wrong(frame.header),
            _ => T::unwritten(key, self),
        }
    }

    /// An unwritten key without a default.
    pub fn not_stated<T>(&self, key: &Key) -> Field<T> {
        match self.frames.last() {
            // The line that is no TOML may be the one that states it.
            Some(frame) if frame.broken => Field::Wrong(frame.header),
            _ => Field::Absent(key.path),
        }
    }

    pub fn field<T: Read>(&mut self, entry: &Entry<'_>, key: &Key) -> Field<T> {
        // A half-typed line is not taken away from the one who types it.
        if key.deployed_only && self.desired && !matches!(entry.value.kind, Kind::Broken) {
            self.read_only(entry);
        }
        self.value(&entry.value, key, &entry.key.name, entry.key.span)
    }

    pub(super) fn value<T: Read>(
        &mut self,
        value: &Value<'_>,
        key: &Key,
        name: &str,
        name_span: Span,
    ) -> Field<T> {
        let span = value.span;
        let problems = self.problems.len();
        if let Some(value) = T::read(value, key, self) {
            return Field::Given(Given { value, span, key: name_span });
        }
        // Quiet where the parser or the type has said something better.
        if !self.is_broken(&value.kind) && self.problems.len() == problems {
            let note = wrong::note(self.document, value, name, &T::SHAPE);
            self.problem(ProblemKind::WrongType, note);
            self.secrets_below(&value.kind);
        }
        Field::Wrong(span)
    }

    /// Whether the parser has complained about the value or its header.
    pub(super) fn is_broken(&self, kind: &Kind<'_>) -> bool {
        match kind {
            Kind::Broken => true,
            Kind::Table(id) => self.document.tree[*id].broken,
            Kind::Tables(ids) => ids.iter().any(|id| self.document.tree[*id].broken),
            _ => false,
        }
    }

    fn read_only(&mut self, entry: &Entry<'_>) {
        let message = format!("`{}` is for deployed documents only", entry.key.name);
        let mut note = Note::new(entry.key.span, message);
        if let Some(span) = self.document.statement_lines(entry) {
            note.fix(Safety::Safe, "Remove it", span, "");
        }
        self.problem(ProblemKind::ReadOnlyKey, note);
    }

    pub(super) fn problem(&mut self, kind: ProblemKind, note: Note) {
        self.problems.push(Problem { kind, note, missing: None });
    }
}
