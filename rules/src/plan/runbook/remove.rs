//! A gateway that goes.

use super::{Runbook, Step, subject, written};
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
        self.delete(gateway, "Delete the gateway");
        self.unlink(gateway);
        self.forget_name(gateway);
    }

    /// The old one of a gateway that has got another name.
    pub(super) fn remove_renamed(&mut self, kept: &Kept<'a>) {
        let (old, new) = (kept.change.old, kept.change.new);
        self.wait_for_clients();
        let points: Vec<_> =
            self.points(&new.handle).into_iter().filter(|it| !self.is_added(it)).collect();
        let known = self.work.sides.before.connection_points.value().is_some();
        for point in points.into_iter().filter(|_| known) {
            let cmdlet = "Set-CMCloudManagementGatewayConnectionPoint";
            let cmdlet = Action::Cmdlet(cmdlets::link(cmdlet, written(new), point));
            let title = "Link the connection point of the old gateway with the new one";
            let mut step = Step::new(&subject(new), title, cmdlet);
            step.checks = vec!["Its connection status is Connected.".to_owned()];
            step.source = MODIFY.section("Replace a CMG with a new service name");
            self.step(step);
        }
        self.delete(old, "Delete the old gateway");
        self.unlink(old);
        self.forget_name(old);
        let title = "Replace the old name wherever it is written down";
        let mut step = Step::new(&subject(new), title, Action::Manual);
        step.details.push(
            "Command lines of ccmsetup, bulk registration tokens, CMGFQDNs, boot media: each names \
             one gateway."
                .to_owned(),
        );
        step.source = TASK_SEQUENCES.whole();
        self.step(step);
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
            let cmdlet = Action::Cmdlet(cmdlets::unlink(written(gateway), point));
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
