//! One module for each thing that clients ask for.

pub mod actions;
pub mod commands;
pub mod help;
pub mod hints;
pub mod lenses;
pub mod navigation;
pub mod overview;
pub mod pull;
pub mod structure;

mod accept;
