//! Which rules are asked at all: `--select` and `--ignore`, and what editors
//! have for them.

use cmg_rules::{
    catalog,
    levels::{Level, Levels},
    model::nearest,
};
use globset::{Glob, GlobSet, GlobSetBuilder};

/// What somebody chooses over the settings of a folder.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Nothing where every rule is meant.
    select: Option<GlobSet>,
    ignore: GlobSet,
}

/// A pattern that means no rule and no family.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{list} names `{name}`, which is no rule and no family")]
pub struct NoSuchRule {
    /// `select` or `ignore`.
    pub list: &'static str,
    pub name: String,
    pub help: Option<String>,
}

impl Selection {
    pub fn new(select: &[String], ignore: &[String]) -> Result<Selection, NoSuchRule> {
        let chosen = patterns("select", select)?;
        Ok(Selection {
            select: (!select.is_empty()).then_some(chosen),
            ignore: patterns("ignore", ignore)?,
        })
    }

    /// First what is selected, which also switches on what settings turned off,
    /// then what is ignored.
    pub fn apply(&self, levels: &mut Levels) {
        let names = |set: &GlobSet, rule: &str, family: &str| {
            set.is_match(rule) || set.is_match(family) || set.is_match("all")
        };
        levels.map(|rule, family, level| match &self.select {
            _ if names(&self.ignore, rule, family) => Level::Off,
            None => level,
            Some(set) if !names(set, rule, family) => Level::Off,
            Some(_) if level == Level::Off => Level::Own,
            Some(_) => level,
        });
    }
}

/// Every pattern must mean something: a misspelt rule would silently select nothing.
fn patterns(list: &'static str, patterns: &[String]) -> Result<GlobSet, NoSuchRule> {
    let mut set = GlobSetBuilder::new();
    let families = || catalog::families().map(|(family, _)| family);
    let names = || catalog::rules().map(|rule| rule.info.name).chain(families()).chain(["all"]);
    for pattern in patterns {
        let wrong = |help| NoSuchRule { list, name: pattern.clone(), help };
        let glob = Glob::new(pattern.trim()).map_err(|error| wrong(Some(error.to_string())))?;
        let matcher = glob.compile_matcher();
        if !names().any(|name| matcher.is_match(name)) {
            let near = nearest(pattern, names()).map(|near| format!("did you mean `{near}`?"));
            return Err(wrong(near));
        }
        set.add(glob);
    }
    set.build().map_err(|error| NoSuchRule {
        list,
        name: patterns.join(","),
        help: Some(error.to_string()),
    })
}
