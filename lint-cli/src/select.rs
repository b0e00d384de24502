//! Which rules a run is about: `--select` and `--ignore`.

use cmg_rules::{
    catalog,
    levels::{Level, Levels},
    model::nearest,
};
use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::error::ToolError;

/// What the command line chooses.
#[derive(Debug)]
pub struct Selection {
    /// Nothing where every rule is meant.
    select: Option<GlobSet>,
    ignore: GlobSet,
}

impl Selection {
    pub fn new(select: &[String], ignore: &[String]) -> Result<Selection, ToolError> {
        let chosen = patterns("--select", select)?;
        Ok(Selection {
            select: (!select.is_empty()).then_some(chosen),
            ignore: patterns("--ignore", ignore)?,
        })
    }

    /// First `--select`, which also switches on what settings turned off, then `--ignore`.
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
fn patterns(option: &'static str, patterns: &[String]) -> Result<GlobSet, ToolError> {
    let mut set = GlobSetBuilder::new();
    let families = || catalog::families().map(|(family, _)| family);
    let names = || catalog::rules().map(|rule| rule.info.name).chain(families()).chain(["all"]);
    for pattern in patterns {
        let wrong = |help: Option<String>| ToolError::Selection {
            option,
            name: pattern.clone(),
            help: help.unwrap_or_else(|| "`cmglint rules` lists them".to_owned()),
        };
        let glob = Glob::new(pattern.trim()).map_err(|error| wrong(Some(error.to_string())))?;
        let matcher = glob.compile_matcher();
        if !names().any(|name| matcher.is_match(name)) {
            let near = nearest(pattern, names()).map(|near| format!("did you mean `{near}`?"));
            return Err(wrong(near));
        }
        set.add(glob);
    }
    set.build().map_err(|error| ToolError::Selection {
        option,
        name: patterns.join(","),
        help: error.to_string(),
    })
}
