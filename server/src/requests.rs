//! One module for each thing that clients ask for.

pub mod actions;
pub mod commands;
pub mod lenses;
pub mod pull;

mod accept;
