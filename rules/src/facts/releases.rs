//! Releases of the current branch, and how long each is supported.
//!
//! From "Updates and servicing", sections "Supported versions" and "Historical versions".

use super::{Date, Version};

#[derive(Debug)]
pub struct Release {
    pub version: Version,
    pub build: &'static str,
    /// First day of the early update ring.
    pub available: Date,
    /// Last day of support.
    pub support_ends: Date,
    /// Oldest release that updates to this one; nothing where no page says.
    pub update_from: Option<Version>,
}

/// The newest first.
#[rustfmt::skip]
pub static RELEASES: &[Release] = &[
    release(2603, "5.00.9146", (2026, 5, 5), (2027, 11, 5), Some(2409)),
    release(2509, "5.00.9141", (2025, 11, 12), (2027, 5, 12), Some(2403)),
    release(2503, "5.00.9135", (2025, 3, 31), (2026, 9, 30), Some(2309)),
    release(2409, "5.00.9132", (2024, 12, 4), (2026, 6, 4), Some(2309)),
    release(2403, "5.00.9128", (2024, 4, 22), (2025, 10, 22), Some(2211)),
    release(2309, "5.00.9122", (2023, 10, 9), (2025, 4, 9), Some(2207)),
    release(2303, "5.00.9106", (2023, 4, 10), (2024, 10, 10), None),
    release(2211, "5.00.9096", (2022, 12, 5), (2024, 6, 5), None),
    release(2207, "5.00.9088", (2022, 8, 12), (2024, 2, 12), None),
    release(2203, "5.00.9078", (2022, 4, 6), (2023, 10, 6), None),
    release(2111, "5.00.9068", (2021, 12, 1), (2023, 6, 1), None),
    release(2107, "5.00.9058", (2021, 8, 2), (2023, 2, 2), None),
    release(2103, "5.00.9049", (2021, 4, 19), (2022, 10, 19), None),
    release(2010, "5.00.9040", (2020, 11, 30), (2022, 5, 30), None),
    release(2006, "5.00.9012", (2020, 8, 11), (2022, 2, 11), None),
    release(2002, "5.00.8968", (2020, 4, 1), (2021, 10, 1), None),
    release(1910, "5.00.8913", (2019, 11, 29), (2021, 5, 29), None),
    release(1906, "5.00.8853", (2019, 7, 26), (2021, 1, 26), None),
    release(1902, "5.00.8790", (2019, 3, 27), (2020, 9, 27), None),
    release(1810, "5.00.8740", (2018, 11, 27), (2020, 12, 1), None),
    release(1806, "5.00.8692", (2018, 7, 31), (2020, 1, 31), None),
    release(1802, "5.00.8634", (2018, 3, 22), (2019, 9, 22), None),
    release(1710, "5.00.8577", (2017, 11, 20), (2019, 5, 20), None),
    release(1706, "5.00.8540", (2017, 7, 31), (2018, 7, 31), None),
    release(1702, "5.00.8498", (2017, 3, 27), (2018, 3, 27), None),
    release(1610, "5.00.8458", (2016, 11, 18), (2017, 11, 18), None),
];

const fn release(
    version: u16,
    build: &'static str,
    available: (i16, i8, i8),
    support_ends: (i16, i8, i8),
    update_from: Option<u16>,
) -> Release {
    Release {
        version: Version(version),
        build,
        available: jiff::civil::date(available.0, available.1, available.2),
        support_ends: jiff::civil::date(support_ends.0, support_ends.1, support_ends.2),
        update_from: match update_from {
            Some(version) => Some(Version(version)),
            None => None,
        },
    }
}

pub fn find(version: Version) -> Option<&'static Release> {
    RELEASES.iter().find(|release| release.version == version)
}

/// Whether it is known, or newer than anything that is.
pub fn may_exist(version: Version) -> bool {
    find(version).is_some() || newest().is_some_and(|it| it.version < version)
}

/// The newest release that anybody has heard of.
pub fn newest() -> Option<&'static Release> {
    RELEASES.first()
}

/// The newest release that was there on a day, while it is supported.
pub fn newest_supported(today: Date) -> Option<&'static Release> {
    RELEASES
        .iter()
        .find(|release| release.available <= today)
        .filter(|release| today <= release.support_ends)
}

#[test]
fn releases_are_in_order() {
    assert!(RELEASES.is_sorted_by(|a, b| a.version > b.version));
    assert!(RELEASES.iter().all(|it| it.available < it.support_ends));
}
