//! How loud each rule is: what command line and settings make of the defaults.

use crate::{catalog, finding::Severity};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Not run, and not listed as skipped.
    Off,
    /// As the rule says.
    #[default]
    Own,
    /// Whatever the rule says.
    Set(Severity),
}

/// One level for each rule, in the order of the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    levels: Vec<Level>,
    /// Rules that no comment accepts.
    firm: Vec<bool>,
}

impl Default for Levels {
    fn default() -> Levels {
        let count = catalog::rules().count();
        let firm = catalog::rules().map(|rule| ALWAYS_FIRM.contains(&rule.info.name)).collect();
        Levels { levels: vec![Level::Own; count], firm }
    }
}

/// A document that is not understood cannot accept that, nor may a secret stay.
const ALWAYS_FIRM: &[&str] = &["syntax", "secret-in-document"];

impl Levels {
    /// By the place of the rule in the catalog.
    pub(crate) fn at(&self, rule: usize) -> Level {
        self.levels.get(rule).copied().unwrap_or_default()
    }

    pub fn of(&self, rule: &str) -> Level {
        position(rule).map_or(Level::Own, |at| self.at(at))
    }

    /// Whether comments may accept findings of the rule.
    pub fn may_be_allowed(&self, rule: &str) -> bool {
        position(rule).and_then(|at| self.firm.get(at)).is_none_or(|firm| !firm)
    }

    /// Sets every rule that is chosen by name and family.
    pub fn set(&mut self, level: Level, chosen: impl Fn(&str, &str) -> bool) {
        for (slot, rule) in self.levels.iter_mut().zip(catalog::rules()) {
            if chosen(rule.info.name, rule.info.family) {
                *slot = level;
            }
        }
    }

    /// The same from each rule's level so far.
    pub fn map(&mut self, new: impl Fn(&str, &str, Level) -> Level) {
        for (slot, rule) in self.levels.iter_mut().zip(catalog::rules()) {
            *slot = new(rule.info.name, rule.info.family, *slot);
        }
    }

    pub fn forbid_allow(&mut self, chosen: impl Fn(&str, &str) -> bool) {
        for (slot, rule) in self.firm.iter_mut().zip(catalog::rules()) {
            *slot |= chosen(rule.info.name, rule.info.family);
        }
    }
}

fn position(name: &str) -> Option<usize> {
    catalog::rules().position(|rule| rule.info.name == name)
}
