//! Everything that a plan is made from, compared once. All of it is in the order
//! of names, not of the text: a document whose tables are moved is the same one.

use crate::{
    change::{Class, Kept, Link, Releases, Role, Sides, links, roles},
    facts::Date,
    inputs::NamedFiles,
    model::{Config, Gateway, Named},
    rule::Pairs,
};

pub(super) struct Work<'a> {
    pub sides: Sides<'a>,
    /// Those that both have, by their handles in the document.
    pub kept: Vec<Kept<'a>>,
    pub added: Vec<&'a Named<Gateway>>,
    /// By their handles in the baseline.
    pub removed: Vec<&'a Named<Gateway>>,
    pub links: Vec<Link<'a>>,
    pub roles: Vec<Role>,
    pub today: Option<Date>,
}

impl<'a> Work<'a> {
    pub fn of(
        today: Option<Date>,
        now: &'a Config,
        before: &'a Config,
        files: (&'a NamedFiles, &'a NamedFiles),
    ) -> Self {
        let sides = Sides { now, before, releases: Releases::of(before, now), files };
        let pairs = Pairs::of(before, now);
        let mut kept: Vec<Kept<'a>> =
            pairs.changes(now).map(|change| Kept::of(change, &sides)).collect();
        let is_new = |it: &&Named<Gateway>| pairs.old_of(&it.handle).is_none();
        let is_kept =
            |it: &&Named<Gateway>| kept.iter().any(|kept| std::ptr::eq(kept.change.old, *it));
        // Which gateways there are is not known where one is not understood.
        let understood = |config: &Config| config.gateways_by_handle.is_understood();
        let mut added: Vec<&Named<Gateway>> = match understood(before) {
            true => now.gateways().iter().filter(is_new).collect(),
            false => Vec::new(),
        };
        let mut removed: Vec<&Named<Gateway>> = match understood(now) {
            true => before.gateways().iter().filter(|it| !is_kept(it)).collect(),
            false => Vec::new(),
        };
        kept.sort_by(|a, b| a.change.new.handle.cmp(&b.change.new.handle));
        added.sort_by(|a, b| a.handle.cmp(&b.handle));
        removed.sort_by(|a, b| a.handle.cmp(&b.handle));
        let links = links(&sides, &pairs);
        let roles = roles(&sides);
        Work { sides, added, removed, links, roles, kept, today }
    }

    /// Those that are deployed anew.
    pub fn redeployed(&self) -> impl Iterator<Item = &Kept<'a>> {
        self.kept.iter().filter(|it| it.is_redeployed())
    }

    /// Whether clients know a deployed gateway: it is there since yesterday at
    /// least, as far as the baseline says, and it is no longer on its way.
    pub fn is_known(&self, gateway: &Gateway) -> bool {
        let is_young = match (gateway.created.value(), self.today) {
            (Some(created), Some(today)) => *created >= today,
            _ => false,
        };
        let is_coming =
            gateway.status.value().is_some_and(|it| ["provisioning", "starting"].contains(&it.0));
        !is_young && !is_coming
    }

    /// Whether a deployed gateway can serve clients, as far as the baseline
    /// states connection points.
    pub fn is_linked(&self, gateway: &Named<Gateway>) -> bool {
        let points = &self.sides.before.connection_points;
        let mut links = points.each().filter_map(|it| it.gateway.value());
        points.value().is_none() || links.any(|it| **it == *gateway.handle)
    }

    /// Whether any gateway is deployed.
    pub fn creates(&self) -> bool {
        !self.added.is_empty() || self.redeployed().next().is_some()
    }

    /// Whether gateways of another model are to be created on a release that
    /// takes one model only ("Modify a CMG", Redeploy the service).
    pub fn changes_model_of_all(&self) -> bool {
        let model = |it: &Named<Gateway>| it.deployment_model.value().map(|it| it.0);
        let mut new = self.redeployed().map(|it| it.change.new).chain(self.added.iter().copied());
        let old = self.sides.before.gateways();
        !self.sides.releases.mixes_models()
            && new.any(|new| {
                let new = model(new);
                new.is_some() && old.iter().any(|old| model(old).is_some_and(|it| Some(it) != new))
            })
    }

    /// Whether a classic gateway of the baseline is one no more.
    pub fn leaves_classic(&self) -> bool {
        let leaves = self.kept.iter().any(|it| it.change.modernizes());
        leaves || self.removed.iter().any(|it| it.has_model("classic"))
    }
}

impl Kept<'_> {
    /// Whether a new gateway takes its place.
    pub(super) fn is_redeployed(&self) -> bool {
        matches!(self.class, Some(Class::RedeploySameName | Class::RedeployNewName))
    }
}
