//! Releases of Configuration Manager as numbers that compare.

use std::fmt;

/// A current-branch release, written `2107`: two digits of the year, two of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u16);

/// When something holds: from `since`, up to but not including `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    pub since: Option<Version>,
    pub until: Option<Version>,
}

impl Version {
    /// `2107`, as `site.version` states it; nothing where that is no year and month.
    pub fn parse(text: &str) -> Option<Version> {
        let digits = text.len() == 4 && text.bytes().all(|it| it.is_ascii_digit());
        let number: u16 = digits.then_some(text)?.parse().ok()?;
        (1..=12).contains(&(number % 100)).then_some(Version(number))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl Versions {
    pub const ANY: Versions = Versions { since: None, until: None };

    pub const fn since(version: u16) -> Versions {
        Versions { since: Some(Version(version)), until: None }
    }

    /// Up to, but not including.
    pub const fn until(version: u16) -> Versions {
        Versions { since: None, until: Some(Version(version)) }
    }

    /// From the first up to, but not including, the second.
    pub const fn between(since: u16, until: u16) -> Versions {
        Versions { since: Some(Version(since)), until: Some(Version(until)) }
    }

    /// Whether it holds without knowing the version.
    pub const fn is_any(self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    pub fn contain(self, version: Version) -> bool {
        self.since.is_none_or(|since| since <= version)
            && self.until.is_none_or(|until| version < until)
    }
}

impl fmt::Display for Versions {
    /// As a person would say it: `2107 and later`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.since, self.until) {
            (None, None) => f.write_str("every version"),
            (Some(since), None) => write!(f, "{since} and later"),
            (None, Some(until)) => write!(f, "before {until}"),
            (Some(since), Some(until)) => write!(f, "from {since}, before {until}"),
        }
    }
}

#[test]
fn until_is_excluded() {
    let versions = Versions::until(2107);
    assert!(versions.contain(Version(2103)) && !versions.contain(Version(2107)));
}

#[test]
fn only_year_and_month_are_a_version() {
    assert_eq!(Version::parse("2603"), Some(Version(2603)));
    for text in ["", "603", "26O3", "2613", "2600", "+603", "26030"] {
        assert_eq!(Version::parse(text), None, "{text}");
    }
}
