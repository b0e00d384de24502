//! A gateway that is deleted and deployed anew: under its old name, or all of
//! them with another model.

use super::{Runbook, Step, few, service, subject, written};
use crate::{
    change::{self, Kept},
    facts::{host, pages::MODIFY},
    model::{Gateway, Named},
    plan::{Action, cmdlets},
};

const SECTION: &str = "Replace a CMG and reuse the same service name";

impl<'a> Runbook<'_, 'a> {
    /// One gateway, while others serve its clients.
    pub(super) fn replace(&mut self, kept: &Kept<'a>) {
        let (old, new) = (kept.change.old, kept.change.new);
        self.before_creation_of_same(kept);
        let others: Vec<&str> = self
            .known
            .iter()
            .chain(&self.fresh)
            .map(String::as_str)
            .filter(|it| Some(*it) != service(old).as_deref())
            .collect();
        if !others.is_empty() {
            let text = format!(
                "{} can serve the clients of `{}` meanwhile: ready, with a connection point of its \
                 own, enough virtual machines, and known to clients for a day.",
                few(&others, "or"),
                written(old)
            );
            self.verify_first(text, MODIFY.section(SECTION));
        }
        self.delete(old, "Delete the gateway");
        self.create_again(kept);
        self.deploy_back(old, &subject(new));
    }

    /// The way back of a gateway that is deleted first.
    fn deploy_back(&mut self, old: &Named<Gateway>, subject: &str) {
        let text = "Until it is deleted nothing has changed. Afterwards: delete the new one, create \
            it again as it was deployed (what the baseline does not state has its default), link \
            its connection point, set DNS back.";
        let sides = &self.work.sides;
        let trusted = change::authorities(old, sides.files.1);
        let back = cmdlets::create(old, sides.before, &trusted, sides.releases.latest());
        self.roll_back(subject, text, Some(back));
    }

    fn before_creation_of_same(&mut self, kept: &Kept<'a>) {
        let name = written(kept.change.new);
        let text = if kept.changes("certificate") {
            format!(
                "The new server authentication certificate for `{name}` is at hand as .pfx. \
                 Microsoft's procedure takes the old one: bring another only where that is the \
                 reason."
            )
        } else {
            format!(
                "The server authentication certificate that `{name}` has today is at hand as .pfx, \
                 with its password."
            )
        };
        self.verify_first(text, MODIFY.section(SECTION));
        self.verify_azure(kept.change.new);
        let text = "Azure keeps the name of a deleted key vault for a while, which can hold back a \
            gateway of the same name: whoever does it may purge deleted key vaults.";
        self.verify_first(text, MODIFY.section(SECTION));
    }

    /// The new gateway under the old name, with what stood around the old one.
    fn create_again(&mut self, kept: &Kept<'a>) {
        let new = kept.change.new;
        self.create(new, "Create the gateway again");
        let points = self.points(&new.handle);
        let has_none = points.is_empty();
        for point in points {
            let (cmdlet, title) = match self.is_added(point) {
                true => ("Add-CMCloudManagementGatewayConnectionPoint", "Add a connection point"),
                false => (
                    "Set-CMCloudManagementGatewayConnectionPoint",
                    "Reconfigure the connection point to use the new gateway",
                ),
            };
            let cmdlet = Action::Cmdlet(cmdlets::link(cmdlet, written(new), point));
            let mut step = Step::new(&subject(new), title, cmdlet);
            step.checks = vec!["Its connection status is Connected.".to_owned()];
            step.source = MODIFY.section(SECTION);
            self.step(step);
        }
        if has_none {
            let title = "Reconfigure the connection point to use the new gateway";
            let mut step = Step::new(&subject(new), title, Action::Manual);
            step.details.push(
                "The document names no connection point of this gateway: \
                 Set-CMCloudManagementGatewayConnectionPoint links the one that it has."
                    .to_owned(),
            );
            step.source = MODIFY.section(SECTION);
            self.step(step);
        }
        let sides = &self.work.sides;
        let (old, now) = (kept.change.old, sides.now);
        let names = (self.target(old, sides.before), self.target(new, now));
        match &names {
            (Some(old), Some(new)) if host::same(old, new) => {}
            (Some(_), _) => {
                self.point_name(new, "Point the service name to the new deployment name in DNS");
            }
            (None, _) => {
                self.point_name(new, "Check that the service name points to it in DNS");
            }
        }
        self.distribute(new, "Distribute content again: the storage account is a new one");
    }

    /// Before 2107 gateways of two models cannot stand beside each other: all go
    /// before the first new one comes.
    pub(super) fn one_model(&mut self) {
        let work = self.work;
        let section = MODIFY.section("Redeploy the service");
        let text = "Updating the site to 2107 or later first spares clients the outage: there the \
            model is converted, or changed beside the old one.";
        self.verify_first(text, section);
        let again: Vec<&Kept<'a>> = work.redeployed().collect();
        for kept in &again {
            match kept.change.renames() {
                true => self.before_creation(kept.change.new),
                false => self.before_creation_of_same(kept),
            }
        }
        let gone = again.iter().map(|it| it.change.old).chain(work.removed.iter().copied());
        let gone: Vec<&Named<Gateway>> = gone.collect();
        for gateway in gone {
            self.delete(gateway, "Delete the gateway of the old model");
            self.deploy_back(gateway, &subject(gateway));
        }
        for kept in &again {
            self.create_again(kept);
        }
        for gateway in &work.added {
            self.create_new(gateway);
        }
        self.links_moved();
        let renamed = again.iter().filter(|it| it.change.renames()).map(|it| it.change.old);
        for gateway in renamed.chain(work.removed.iter().copied()) {
            self.forget(gateway);
        }
    }
}
