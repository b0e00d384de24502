//! Navigation, symbols, folding, hints, lenses, actions and tokens, on texts with a mark
//! where the cursor is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[path = "assist_navigation/actions.rs"]
mod actions;
#[path = "assist_navigation/gateways.rs"]
mod gateways;
#[path = "assist_navigation/glance.rs"]
mod glance;
#[path = "assist_navigation/insertions.rs"]
mod insertions;
#[path = "assist_navigation/overview.rs"]
mod overview;
#[path = "assist_navigation/properties.rs"]
mod properties;
#[path = "assist_navigation/structure.rs"]
mod structure;
#[path = "assist_navigation/support.rs"]
mod support;
#[path = "assist_navigation/words.rs"]
mod words;
