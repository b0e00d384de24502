//! Where a handle of a gateway is named, and what stands behind the word at the
//! cursor. All of it works on the words of the text, also beside broken lines.

mod definition;
mod mentions;
mod rename;

pub use definition::{Definition, Destination, definitions};
pub(super) use mentions::refers;
pub use mentions::{Mention, MentionRole, handle_at, highlights, mentions};
pub use rename::{prepare_rename, rename};
