//! Completion and hover, on texts with a mark where the cursor is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[path = "assist/places.rs"]
mod places;
#[path = "assist/support.rs"]
mod support;
