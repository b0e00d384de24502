//! What a CMG document may say, and why: the pure core shared by every shell.
//!
//! Data flows one way, top to bottom of this list. Nothing here reads a file,
//! a clock, or the network.

pub mod span;
pub mod quote;
pub mod facts;
pub mod finding;
pub mod certificate;
pub mod document;
pub mod model;
pub mod levels;
pub mod inputs;
#[macro_use]
pub mod rule;
pub mod change;
pub mod catalog;
pub mod report;
pub mod allow;
pub mod run;
pub mod plan;
pub mod horizon;
pub mod edit;
pub mod adopt;
pub mod import;
pub mod settings;
pub mod assist;

#[cfg(test)]
mod examples;
