//! What Microsoft states, as data: releases, regions, sizes, features, and the
//! pages that say so. A new release of Configuration Manager is an edit here.

mod version;
mod page;
pub mod azure;
pub mod clients;
pub mod features;
pub mod host;
pub mod pages;
pub mod regions;
pub mod releases;

pub use page::{Page, Source};
pub use version::{Version, Versions};

/// A day of the calendar, without a time zone; documents and clocks are read as UTC.
pub use jiff::civil::Date;

/// From one day to another; negative where that one lies before.
pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
