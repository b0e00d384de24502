//! How loud each rule is: what command line and settings make of the defaults.

use crate::finding::Severity;

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

/// One level for each rule, in the order of the catalog, which makes the
/// [`Default`]: every rule as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    rules: Vec<Slot>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    rule: &'static str,
    family: &'static str,
    level: Level,
    /// Whether no comment accepts its findings.
    firm: bool,
}

/// A document that is not understood cannot accept that, nor may a secret stay.
const ALWAYS_FIRM: &[&str] = &["syntax", "secret-in-document"];

impl Levels {
    /// For rules of these names and families.
    pub(crate) fn of_rules(rules: impl Iterator<Item = (&'static str, &'static str)>) -> Levels {
        let slot = |(rule, family)| {
            let firm = ALWAYS_FIRM.contains(&rule);
            Slot { rule, family, level: Level::Own, firm }
        };
        Levels { rules: rules.map(slot).collect() }
    }

    /// By the place of the rule in the catalog.
    pub(crate) fn at(&self, rule: usize) -> Level {
        self.rules.get(rule).map(|slot| slot.level).unwrap_or_default()
    }

    pub fn of(&self, rule: &str) -> Level {
        self.slot(rule).map(|slot| slot.level).unwrap_or_default()
    }

    /// Whether comments may accept findings of the rule.
    pub fn may_be_allowed(&self, rule: &str) -> bool {
        self.slot(rule).is_none_or(|slot| !slot.firm)
    }

    /// Sets every rule that is chosen by name and family.
    pub fn set(&mut self, level: Level, chosen: impl Fn(&str, &str) -> bool) {
        self.map(|rule, family, before| if chosen(rule, family) { level } else { before });
    }

    /// The same from each rule's level so far.
    pub fn map(&mut self, new: impl Fn(&str, &str, Level) -> Level) {
        for slot in &mut self.rules {
            slot.level = new(slot.rule, slot.family, slot.level);
        }
    }

    pub fn forbid_allow(&mut self, chosen: impl Fn(&str, &str) -> bool) {
        for slot in &mut self.rules {
            slot.firm |= chosen(slot.rule, slot.family);
        }
    }

    fn slot(&self, rule: &str) -> Option<&Slot> {
        self.rules.iter().find(|slot| slot.rule == rule)
    }
}
