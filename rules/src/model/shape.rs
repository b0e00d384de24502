//! What a value may be, as schema, messages and documentation say it.

use super::Key;

#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Text,
    Integer,
    Boolean,
    /// A date or a date-time; only the day counts.
    Date,
    List(&'static Shape),
    /// `[key]`
    Table(&'static [Key]),
    /// `[key.HANDLE]`
    Handles(&'static [Key]),
    /// A table whose keys the author chooses, and whose values are strings.
    Variables,
    /// `{ env = "NAME" }` or `{ file = "path" }`
    Secret,
}

impl Shape {
    /// With its article, for "is a string, not …".
    pub const fn describe(&self) -> &'static str {
        match self {
            Shape::Text => "a string",
            Shape::Integer => "an integer",
            Shape::Boolean => "a boolean",
            Shape::Date => "a date",
            Shape::List(Shape::Text) => "an array of strings",
            Shape::List(Shape::Table(_)) => "an array of tables",
            Shape::List(_) => "an array",
            Shape::Table(_) | Shape::Handles(_) | Shape::Variables | Shape::Secret => "a table",
        }
    }
}
