//! What is said of a value of another type than its key takes, and how to
//! write it right where nothing is lost.

use super::Shape;
use crate::{
    document::{Datetime, Document, Kind, Value},
    finding::{Note, Safety},
    quote::{quoted, toml_string},
    span::Span,
};

pub fn note(document: &Document<'_>, value: &Value<'_>, name: &str, wanted: &Shape) -> Note {
    let name = quoted(name);
    match (&value.kind, wanted) {
        (Kind::Tables(_), Shape::Handles(_)) => {
            let message = format!("{name} is an array of tables, write `[gateway.HANDLE]`");
            return Note::new(value.span, message);
        }
        (Kind::Table(_), Shape::List(Shape::Table(_))) => {
            return single_table(document, value, &name);
        }
        _ => {}
    }
    let message = format!("{name} is {}, not {}", value.kind.describe(), wanted.describe());
    let mut note = Note::new(value.span, message);
    if let Some(text) = converted(document, value, wanted) {
        note.fix(Safety::Safe, format!("Write `{text}`"), value.span, text);
    }
    note
}

/// `[connection-point]` where `[[connection-point]]` is meant.
fn single_table(document: &Document<'_>, value: &Value<'_>, name: &str) -> Note {
    let mut note = Note::new(value.span, format!("{name} is a table, not an array of tables"));
    let header = value.span.of(document.text);
    let is_header = header.starts_with('[') && header.ends_with(']') && !header.starts_with("[[");
    if is_header {
        note.fix(Safety::Safe, format!("Write `[{header}]`"), value.span, format!("[{header}]"));
    }
    note
}

/// The value as the wanted type, if it says exactly the same.
fn converted(document: &Document<'_>, value: &Value<'_>, wanted: &Shape) -> Option<String> {
    let text = match (&value.kind, wanted) {
        (Kind::Integer(it), Shape::Text) => toml_string(&it.to_string()),
        (Kind::Date(_), Shape::Text) => toml_string(value.span.of(document.text)),
        (Kind::String(it), Shape::Integer) => it.trim().parse::<i64>().ok()?.to_string(),
        (Kind::String(it), Shape::Boolean) => it.to_lowercase().parse::<bool>().ok()?.to_string(),
        (Kind::String(it), Shape::Date) => {
            super::types::day(it.parse::<Datetime>().ok()?)?;
            it.to_string()
        }
        (Kind::String(it), Shape::List(Shape::Text)) => format!("[{}]", toml_string(it)),
        _ => return None,
    };
    Some(text)
}

/// `"certs\north.pfx"`, in which `\n` is a line break.
pub fn escaped_path(written: &str, span: Span) -> Note {
    let mut note = Note::new(span, "a backslash in double quotes is an escape, not a folder");
    let inner = written.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    if let Some(inner) = inner.filter(|it| !it.contains(['\'', '"'])) {
        let text = format!("'{inner}'");
        note.fix(Safety::Safe, "Write it in single quotes", span, text);
    }
    note
}
