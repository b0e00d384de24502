//! A gateway that goes.

use super::{Runbook, Step, few, service, subject, written};
use crate::{
    change::{Kept, Link},
    facts::{
        azure,
        pages::{CERTIFICATE, MODIFY, TASK_SEQUENCES},
    },
    model::{Gateway, Named},
    plan::{Action, Record, cmdlets},
};

impl<'a> Runbook<'_, 'a> {
    /// One that the document no longer has.
    pub(super) fn remove(&mut self, gateway: &'a Named<Gateway>) {
        let stays = self.known.iter().chain(&self.fresh);
        let stays: Vec<&str> = stays.map(String::as_str).collect();
        let others: Vec<&str> =
            stays.into_iter().filter(|it| Some(*it) != service(gateway).as_deref()).collect();
        if !others.is_empty() && gateway.is_active() {
            let text = format!(
                "{} can serve the clients of `{}` from then on: ready, with a connection point of \
                 its own, and with enough virtual machines.",
                few(&others, "or"),
                written(gateway)
            );
            self.verify_first(text, MODIFY.section("Redeploy the service"));
        }
        self.delete(gateway, "Delete the gateway");
        self.forget(gateway);
    }

    /// What is left of a gateway that is gone.
    pub(super) fn forget(&mut self, gateway: &Named<Gateway>) {
        self.unlink(gateway);
        self.forget_name(gateway);
        let title = "Remove the old name wherever it is written down";
        let mut step = Step::new(&subject(gateway), title, Action::Manual);
        step.details.push(
            "Command lines of ccmsetup, bulk registration tokens, CMGFQDNs, boot media: each names \
             one gateway."
                .to_owned(),
        );
        step.source = TASK_SEQUENCES.whole();
        self.step(step);
    }

    /// The old one of a gateway that has got another name.
    pub(super) fn remove_renamed(&mut self, kept: &Kept<'a>) {
        let (old, new) = (kept.change.old, kept.change.new);
        self.wait_for_clients();
        let points: Vec<_> =
            self.points(&new.handle).into_iter().filter(|it| !self.is_added(it)).collect();
        let known = self.work.sides.before.connection_points.value().is_some();
        for point in points.iter().filter(|_| known) {
            let cmdlet = "Set-CMCloudManagementGatewayConnectionPoint";
            let cmdlet = Action::Cmdlet(cmdlets::link(cmdlet, written(new), point));
            let title = "Link the connection point of the old gateway with the new one";
            let mut step = Step::new(&subject(new), title, cmdlet);
            step.checks = vec!["Its connection status is Connected.".to_owned()];
            step.source = MODIFY.section("Replace a CMG with a new service name");
            self.step(step);
        }
        self.delete(old, "Delete the old gateway");
        self.forget(old);
        if !points.is_empty() && !self.points(&new.handle).iter().any(|it| self.is_added(it)) {
            let title = "Remove the connection point that was added for the time between";
            let mut step = Step::new(&subject(new), title, Action::Manual);
            step.details.push("Or keep it, and write it into the document.".to_owned());
            step.source = MODIFY.section("Replace a CMG with a new service name");
            self.step(step);
        }
    }

    /// The connection points that served nothing else.
    fn unlink(&mut self, gateway: &Named<Gateway>) {
        let work = self.work;
        let mut found = false;
        for link in &work.links {
            let Link::Removed(point) = link else { continue };
            if point.gateway.value().is_none_or(|it| it.as_str() != &*gateway.handle) {
                continue;
            }
            found = true;
            let cmdlet = Action::Cmdlet(cmdlets::unlink(point));
            let title = "Remove its connection point";
            let mut step = Step::new(&subject(gateway), title, cmdlet);
            step.source = MODIFY.section("Replace a CMG with a new service name");
            self.step(step);
        }
        let before = &work.sides.before.connection_points;
        if !found && before.value().is_none() && !work.sides.before.is_desired() {
            let title = "Remove its connection point, unless it serves another gateway now";
            let mut step = Step::new(&subject(gateway), title, Action::Manual);
            step.details.push("The baseline does not state connection points.".to_owned());
            step.source = MODIFY.section("Replace a CMG with a new service name");
            self.step(step);
        }
    }

    fn forget_name(&mut self, gateway: &Named<Gateway>) {
        let name = written(gateway);
        if azure::domain_of(name).is_some() || name.is_empty() {
            return;
        }
        let record = Action::Dns(Record { name: name.to_owned(), target: None });
        let mut step = Step::new(&subject(gateway), "Remove the old name from DNS", record);
        step.source = CERTIFICATE.section("Create a DNS CNAME alias");
        self.step(step);
    }
}
