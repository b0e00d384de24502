//! Completion and hover, on texts with a mark where the cursor is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[path = "assist/places.rs"]
mod places;
#[path = "assist/headers.rs"]
mod headers;
#[path = "assist/everywhere.rs"]
mod everywhere;
#[path = "assist/hovers.rs"]
mod hovers;
#[path = "assist/comments.rs"]
mod comments;
#[path = "assist/keys.rs"]
mod keys;
#[path = "assist/values.rs"]
mod values;
#[path = "assist/support.rs"]
mod support;
