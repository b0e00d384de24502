//! Which gateway is meant where one is named.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Context;
use crate::model::{Config, Gateway, Given, Named, Text, nearest};

/// Longer searches are not worth a "did you mean".
const MOST_COMPARISONS: usize = 250_000;

/// Letters of a name that is searched for: any two shorter ones are a slip of
/// the hand apart, and no longer one is a name.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=255;

/// What is known about the references that are no handle of the document.
pub(crate) struct References<'c> {
    strays: HashMap<&'c str, Stray<'c>>,
}

/// What a reference means that is no handle of the document.
#[derive(Clone, Copy)]
pub(crate) enum Stray<'c> {
    /// Its service name, its former handle, or a slip of the hand.
    Means(&'c Named<Gateway>),
    /// A gateway of the baseline that is gone.
    Removed,
    Unknown,
}

impl<'c> References<'c> {
    pub fn of(config: &'c Config, context: &Context<'c>) -> References<'c> {
        let handles: HashSet<&str> = config.gateways().iter().map(|it| &*it.handle).collect();
        let is_stray = |it: &&'c str| !handles.contains(it);
        let strays = references(config).map(|it| it.as_str()).filter(is_stray);
        let mut strays: HashMap<&str, Stray<'_>> = strays.map(|it| (it, Stray::Unknown)).collect();
        if strays.is_empty() {
            return References { strays };
        }
        let before = context.before_if_known().map(Config::gateways).unwrap_or_default();
        let mut removed: HashSet<&str> = before.iter().map(|it| &*it.handle).collect();
        // In order, so that of two names equally near always the same is meant.
        let mut names: BTreeMap<String, &Named<Gateway>> = BTreeMap::new();
        for gateway in config.gateways() {
            let former = context.former_handle(gateway);
            former.map(|it| removed.remove(it));
            let service_name = gateway.service_name.value().map(Text::as_str);
            // Azure knows it by the first label, also of the deployment name.
            let prefix = service_name.and_then(|name| Some(name.split_once('.')?.0));
            let known = [Some(&*gateway.handle), service_name, former, prefix];
            for name in known.into_iter().flatten() {
                names.entry(name.to_ascii_lowercase()).or_insert(gateway);
            }
        }
        let may_search = strays.len().saturating_mul(names.len()) <= MOST_COMPARISONS;
        for (reference, stray) in &mut strays {
            let name = reference.to_ascii_lowercase();
            let near = || {
                let is_searched = may_search && LETTERS.contains(&name.len());
                let names = is_searched.then(|| names.keys().map(String::as_str))?;
                nearest(&name, names)
            };
            if removed.contains(reference) {
                *stray = Stray::Removed;
                continue;
            }
            let by_prefix = || names.get(name.split_once('.')?.0);
            let meant = names.get(&name).or_else(by_prefix).or_else(|| names.get(near()?));
            if let Some(gateway) = meant {
                *stray = Stray::Means(gateway);
            }
        }
        References { strays }
    }

    /// Nothing for a handle of the document.
    pub fn stray(&self, reference: &str) -> Option<Stray<'c>> {
        self.strays.get(reference).copied()
    }

    /// Whether nobody can tell which gateway is meant.
    pub fn may_mean_any(&self, reference: &str) -> bool {
        matches!(self.strays.get(reference), Some(Stray::Unknown))
    }

    /// The handle of the gateway that is meant, probably or for sure.
    pub fn handle<'r>(&self, reference: &'r str) -> Option<&'r str>
    where
        'c: 'r,
    {
        match self.strays.get(reference) {
            None => Some(reference),
            Some(Stray::Means(gateway)) => Some(&gateway.handle),
            Some(Stray::Removed | Stray::Unknown) => None,
        }
    }
}

/// Every place that names a gateway.
pub(crate) fn references(config: &Config) -> impl Iterator<Item = &Given<Text>> {
    let points = config.connection_points.each().filter_map(|it| it.gateway.given());
    let groups = config.boundary_groups.each().flat_map(|it| it.gateways.each());
    let media = config.task_sequences.each().filter_map(|it| it.media.value()?.gateway.given());
    points.chain(groups).chain(media)
}
