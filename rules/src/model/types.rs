//! The types that keys take, and how each is read.

use std::{hash, ops::Deref, sync::Arc};

use crate::{
    document::{Datetime, Kind, Room, TableId, Value},
    facts::Date,
    finding::Note,
    model::{Field, Given, Key, Literal, Named, ProblemKind, Read, Reader, Shape, secrets, wrong},
    quote::quoted,
    span::Span,
};

/// A string, and where its letters stand when it is spelled without escapes.
#[derive(Clone, Debug, Eq)]
pub struct Text {
    pub value: String,
    letters: Option<usize>,
}

/// One of the words of a key's vocabulary, in its canonical spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub &'static str);

/// `[gateway.HANDLE]`: tables that the author names, in their order.
#[derive(Clone, Debug)]
pub struct ByHandle<T> {
    pub tables: Vec<Named<T>>,
    /// Whether these are all: false where one of them could not be read.
    pub understood: bool,
}

/// Where a password is to be found; never the password.
#[derive(Clone, Debug, PartialEq, Eq, hash::Hash)]
pub enum Secret {
    /// Name of an environment variable.
    Env(Text),
    /// Path of a file.
    File(Text),
}

/// Strings under names that the author chooses.
#[derive(Clone, Debug)]
pub struct Variables {
    pub all: Vec<Variable>,
    /// Where another one would go.
    pub room: Room,
}

#[derive(Clone, Debug)]
pub struct Variable {
    pub name: String,
    pub value: Field<Text>,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl Text {
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Whether it names a PKCS#12 file.
    pub fn is_pfx(&self) -> bool {
        let ending = self.value.rsplit_once('.').map(|(_, it)| it);
        ending.is_some_and(|it| it.eq_ignore_ascii_case("pfx") || it.eq_ignore_ascii_case("p12"))
    }
}

/// The same text is the same wherever it stands.
impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.value == other.value
    }
}

impl hash::Hash for Text {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Given<Text> {
    /// The place of some of the letters; the whole value when they are escaped.
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        match self.value.letters {
            Some(start) => Span::new(start + range.start, start + range.end),
            None => self.span,
        }
    }
}

impl Variables {
    /// Names of variables compare without case, as in Windows.
    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.all.iter().find(|variable| variable.name.eq_ignore_ascii_case(name))
    }
}

impl<T> Field<ByHandle<T>> {
    /// In the order of the text; none where the table is absent or not understood.
    pub fn tables(&self) -> &[Named<T>] {
        self.value().map(|it| it.tables.as_slice()).unwrap_or_default()
    }

    /// Whether [`Field::tables`] are all that are written.
    pub fn is_understood(&self) -> bool {
        !matches!(self, Field::Wrong(_)) && self.value().is_none_or(|it| it.understood)
    }
}

impl<T> Field<Vec<Field<T>>> {
    /// The elements that are understood.
    pub fn each(&self) -> impl Iterator<Item = &Given<T>> {
        self.value().into_iter().flatten().filter_map(Field::given)
    }

    /// Whether [`Field::each`] tells everything that is written: an absence
    /// among the elements means nothing where one is not understood.
    pub fn is_understood(&self) -> bool {
        match self {
            Field::Wrong(_) => false,
            Field::Absent(_) => true,
            _ => self.value().into_iter().flatten().all(|it| !matches!(it, Field::Wrong(_))),
        }
    }
}

impl Field<Vec<Field<Word>>> {
    /// Whether the word is among the elements.
    pub fn has(&self, word: &str) -> bool {
        self.each().any(|it| it.value == word)
    }
}

impl Read for Text {
    const SHAPE: Shape = Shape::Text;

    fn read(value: &Value<'_>, key: &Key, reader: &mut Reader<'_, '_>) -> Option<Text> {
        let Kind::String(text) = &value.kind else { return None };
        let written = value.span.of(reader.document.text);
        let quotes =
            if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
        let start = value.span.end.saturating_sub(quotes + text.len());
        let plain = Span::new(start, start + text.len()).of(reader.document.text) == text;
        if key.is_path && text.contains(|it: char| it.is_control()) {
            let note = wrong::escaped_path(written, value.span);
            reader.problem(ProblemKind::UnknownValue, note);
            return None;
        }
        if key.is_site_code && !is_site_code(text) {
            let message = format!("{} cannot be a site code", quoted(text));
            reader.problem(ProblemKind::UnknownValue, Note::new(value.span, message));
            return None;
        }
        Some(Text { value: text.to_string(), letters: plain.then_some(start) })
    }

    fn literal(literal: Literal) -> Option<Text> {
        match literal {
            Literal::Text(it) => Some(Text { value: it.to_owned(), letters: None }),
            _ => None,
        }
    }
}

/// Three letters or digits, and no name that Windows keeps for itself.
pub fn is_site_code(text: &str) -> bool {
    let reserved = ["AUX", "CON", "NUL", "PRN", "SMS", "ENV"];
    text.len() == 3
        && text.bytes().all(|it| it.is_ascii_alphanumeric())
        && !reserved.iter().any(|it| it.eq_ignore_ascii_case(text))
}

impl Read for Word {
    const SHAPE: Shape = Shape::Text;

    fn read(value: &Value<'_>, key: &Key, reader: &mut Reader<'_, '_>) -> Option<Word> {
        match &value.kind {
            Kind::String(text) => reader.word(text, value.span, key),
            _ => None,
        }
    }

    fn literal(literal: Literal) -> Option<Word> {
        match literal {
            Literal::Text(it) => Some(Word(it)),
            _ => None,
        }
    }
}

impl Read for bool {
    const SHAPE: Shape = Shape::Boolean;

    fn read(value: &Value<'_>, _: &Key, _: &mut Reader<'_, '_>) -> Option<bool> {
        match value.kind {
            Kind::Boolean(it) => Some(it),
            _ => None,
        }
    }

    fn literal(literal: Literal) -> Option<bool> {
        match literal {
            Literal::Boolean(it) => Some(it),
            _ => None,
        }
    }
}

impl Read for i64 {
    const SHAPE: Shape = Shape::Integer;

    fn read(value: &Value<'_>, _: &Key, _: &mut Reader<'_, '_>) -> Option<i64> {
        match value.kind {
            Kind::Integer(it) => Some(it),
            _ => None,
        }
    }

    fn literal(literal: Literal) -> Option<i64> {
        match literal {
            Literal::Integer(it) => Some(it),
            _ => None,
        }
    }
}

impl Read for Date {
    const SHAPE: Shape = Shape::Date;

    fn read(value: &Value<'_>, _: &Key, _: &mut Reader<'_, '_>) -> Option<Date> {
        match value.kind {
            Kind::Date(it) => day(it),
            _ => None,
        }
    }
}

/// The day in UTC; nothing for a time of day.
pub(super) fn day(it: Datetime) -> Option<Date> {
    let date = it.date?;
    let day = Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    );
    let day = day.ok()?;
    let (Some(time), Some(toml_datetime::Offset::Custom { minutes })) = (it.time, it.offset) else {
        return Some(day);
    };
    let in_utc = i32::from(time.hour) * 60 + i32::from(time.minute) - i32::from(minutes);
    match in_utc {
        ..0 => day.yesterday().ok(),
        0..1440 => Some(day),
        _ => day.tomorrow().ok(),
    }
}

impl Read for Secret {
    const SHAPE: Shape = Shape::Secret;

    fn read(value: &Value<'_>, _: &Key, reader: &mut Reader<'_, '_>) -> Option<Secret> {
        let Some(table) = reader.table(value) else {
            if secrets::holds_text(reader.document, &value.kind) {
                let note = secrets::password(value.span, None);
                reader.problem(ProblemKind::SecretInDocument, note);
            }
            return None;
        };
        let text = super::key();
        let mut found = None;
        for entry in table.entries.iter().filter(|entry| !entry.duplicate) {
            let make = match entry.key.name.as_ref() {
                "env" => Secret::Env,
                "file" => Secret::File,
                _ if matches!(entry.value.kind, Kind::Broken) => return None,
                _ => {
                    let (kind, note) = secrets::stray(reader.document, value, entry);
                    reader.problem(kind, note);
                    return None;
                }
            };
            if found.is_some() {
                let note = Note::new(entry.key.span, "either `env` or `file`, not both");
                reader.problem(ProblemKind::UnknownKey, note);
                return None;
            }
            match reader.field::<Text>(entry, &text) {
                Field::Given(given) => found = Some(make(given.value)),
                _ => return None,
            }
        }
        if found.is_none() && !table.broken {
            let note = Note::new(value.span, "`env` or `file` is missing");
            reader.problem(ProblemKind::MissingKey, note);
        }
        found
    }
}

impl Read for Variables {
    const SHAPE: Shape = Shape::Variables;

    fn read(value: &Value<'_>, _: &Key, reader: &mut Reader<'_, '_>) -> Option<Variables> {
        let table = reader.table(value)?;
        let text = super::key();
        let mut variables = Vec::new();
        for entry in table.entries.iter().filter(|entry| !entry.duplicate) {
            let name = entry.key.name.to_string();
            let value = if secrets::is_secret(reader.document, entry) {
                reader.problem(ProblemKind::SecretInDocument, secrets::note(entry.value.span));
                Field::Wrong(entry.value.span)
            } else {
                reader.field(entry, &text)
            };
            variables.push(Variable { name, value });
        }
        Some(Variables { all: variables, room: reader.document.room(table) })
    }
}

impl<T: Read> Read for Vec<Field<T>> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn read(value: &Value<'_>, key: &Key, reader: &mut Reader<'_, '_>) -> Option<Vec<Field<T>>> {
        match &value.kind {
            Kind::Array(values) => {
                let element = |value: &Value<'_>| reader.value(value, key, key.name, value.span);
                Some(values.iter().map(element).collect())
            }
            Kind::Tables(tables) => {
                let element = |table: &TableId| {
                    let span = reader.document.tree[*table].header().unwrap_or(value.span);
                    let value = Value { kind: Kind::Table(*table), span };
                    reader.value(&value, key, key.name, span)
                };
                Some(tables.iter().map(element).collect())
            }
            _ => None,
        }
    }
}

impl<T: Read> Read for ByHandle<T> {
    const SHAPE: Shape = match T::SHAPE {
        Shape::Table(keys) => Shape::Handles(keys),
        other => other,
    };

    fn read(value: &Value<'_>, key: &Key, reader: &mut Reader<'_, '_>) -> Option<ByHandle<T>> {
        let table = reader.table(value)?;
        let mut tables = Vec::with_capacity(table.entries.len());
        let mut understood = true;
        let keys = super::unknown::keys_of(&T::SHAPE).unwrap_or_default();
        if reader.has_no_handle(table, key, keys) {
            reader.secrets_below(&value.kind);
            return None;
        }
        for entry in table.entries.iter().filter(|entry| !entry.duplicate) {
            if !reader.handle(entry, table, key, keys) {
                understood = false;
                continue;
            }
            match reader.field::<T>(entry, key) {
                Field::Given(given) => tables.push(Named {
                    handle: Arc::from(entry.key.name.as_ref()),
                    handle_span: entry.key.span,
                    table: given.value,
                }),
                _ => understood = false,
            }
        }
        // Which handles there are is unknown as soon as one is not understood;
        // those that are can still be judged.
        Some(ByHandle { tables, understood })
    }
}
