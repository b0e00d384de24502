//! The tree read as the tables a CMG document has. Never fails either: a wrong
//! value becomes a problem, and rules that need it stay silent.

mod field;
mod shape;
mod suggest;
mod table;
mod read;
mod types;
mod unknown;
mod wrong;
mod secrets;
mod tables;
pub(crate) mod require;

pub use field::{Field, Given, Named, Problem, ProblemKind};
pub use read::{Read, Reader};
pub use secrets::hidden_lines;
pub use shape::Shape;
pub use suggest::{folded, nearest};
pub use table::{Change, Key, Literal, key};
pub use tables::*;
pub use types::{ByHandle, Secret, Text, Variable, Variables, Word, is_site_code};
pub(crate) use unknown::{exact, is_handle};
