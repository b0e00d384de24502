//! The steps around the gateways.

use super::{Runbook, Step, service_of, written};
use crate::{
    change::{CONVERTS, Class, Link, NO_CLASSIC, PointKind, Role},
    facts::{
        Version,
        pages::{AZURE_SERVICES, CONFIGURE_CLIENTS, PREREQUISITE_CHECKS, SCALE, SETUP, UPDATES},
        releases,
    },
    model::ConnectionPoint,
    plan::{Action, Argument, Cmdlet, Effect, cmdlets},
};

/// Where in the runbook a step around the gateways stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    First,
    /// When what is new is there, and before anything goes.
    Between,
    Last,
}

impl<'a> Runbook<'_, 'a> {
    pub(super) fn roles(&mut self, when: When) {
        for role in &self.work.roles {
            if self.when(role) == when {
                self.role(role);
            } else if let (Role::Release { old, new }, When::First) = (role, when) {
                self.update_on_the_way(*old, *new);
            }
        }
    }

    fn when(&self, role: &Role) -> When {
        match role {
            Role::Secret { .. } => When::First,
            Role::Release { new, .. } if *new >= NO_CLASSIC && self.work.leaves_classic() => {
                When::Last
            }
            Role::Release { .. } => When::First,
            // Clients hear of it through the gateway that goes.
            Role::ClientSetting { on: false, .. } => When::First,
            Role::Traffic { on: false, .. } => When::Last,
            Role::Traffic { .. } | Role::ClientSetting { .. } | Role::BoundaryGroup { .. } => {
                When::Between
            }
        }
    }

    /// A site that leaves the releases without conversion behind stops on its way.
    fn update_on_the_way(&mut self, old: Version, new: Version) {
        let converts = self.work.kept.iter().any(|it| it.converts(&self.work.sides));
        if !converts || old >= CONVERTS || new < NO_CLASSIC {
            return;
        }
        let title = "Update the site to a release that converts: 2107 to 2309";
        self.update(title.to_owned(), None);
    }

    fn update(&mut self, title: String, detail: Option<String>) {
        let path = vec!["Administration", "Updates and Servicing"];
        let mut step = Step::new("site", title, Action::Console(path));
        step.details.extend(detail);
        step.checks =
            vec!["Its prerequisite check has passed, and the update is installed.".into()];
        step.source = UPDATES.whole();
        self.step(step);
    }

    fn role(&mut self, role: &Role) {
        match role {
            Role::Release { old, new } => self.release(*old, *new),
            Role::Secret { app, new, .. } => {
                let path = ["Administration", "Cloud Services", "Microsoft Entra tenants"];
                let mut path = path.to_vec();
                path.push("Renew Secret Key");
                let title = format!("Renew the secret key of {app}, until {new}");
                let mut step = Step::new(role.subject(), title, Action::Console(path));
                step.details.push(
                    "Of an imported app: add a new secret in Microsoft Entra first, and paste its \
                     value and its last day here. From 2409 on apps older than 800 days are \
                     refused."
                        .to_owned(),
                );
                step.source = AZURE_SERVICES.section("Renew secret key");
                self.step(step);
            }
            Role::Traffic { kind, server, site, on, .. } => {
                let (cmdlet, what) = match kind {
                    PointKind::Management => ("Set-CMManagementPoint", "management point"),
                    PointKind::SoftwareUpdate => {
                        ("Set-CMSoftwareUpdatePoint", "software update point")
                    }
                };
                let mut cmdlet = Cmdlet::new(cmdlet).text("SiteSystemServerName", server.as_str());
                if let Some(site) = site {
                    cmdlet = cmdlet.text("SiteCode", site.as_str());
                }
                let cmdlet = cmdlet.with("EnableCloudGateway", Argument::Boolean(*on));
                let verb = if *on { "Allow" } else { "Stop" };
                let title = format!("{verb} gateway traffic at the {what} {server}");
                let mut step = Step::new(role.subject(), title, Action::Cmdlet(cmdlet));
                step.source = SETUP.section("Configure client-facing roles for CMG traffic");
                self.step(step);
            }
            Role::BoundaryGroup { name, new, .. } => {
                let new = if new.is_empty() { "none".to_owned() } else { new.join(", ") };
                let path = vec![
                    "Administration",
                    "Hierarchy Configuration",
                    "Boundary Groups",
                    "Properties",
                    "References",
                ];
                let title = format!("Set the gateways of the boundary group {name} to {new}");
                let mut step = Step::new(role.subject(), title, Action::Console(path));
                step.source = SETUP.section("Configure boundary groups");
                self.step(step);
            }
            Role::ClientSetting { setting, on, .. } => {
                let cmdlet = Cmdlet::new("Set-CMClientSettingCloudService")
                    .with("DefaultSetting", Argument::Switch)
                    .with(setting.parameter, Argument::Boolean(*on));
                let title = format!("Set \"{}\" to {}", setting.label, super::yes_no(*on));
                let mut step = Step::new(role.subject(), title, Action::Cmdlet(cmdlet));
                step.details.push(
                    "Custom client settings of the clients on the internet need the same (-Name in \
                     place of -DefaultSetting)."
                        .to_owned(),
                );
                step.source = CONFIGURE_CLIENTS.whole();
                self.step(step);
                if setting.key == "use-cmg" && !on && !self.work.removed.is_empty() {
                    self.wait("Wait until clients have this setting", Effect::None);
                }
            }
        }
    }

    fn release(&mut self, old: Version, new: Version) {
        let from = releases::find(new).and_then(|it| it.update_from).filter(|from| *from > old);
        let detail = match from {
            Some(from) => Some(format!("{new} installs from {from} on: update to that first.")),
            None if new >= NO_CLASSIC && self.work.leaves_classic() => {
                Some("Its prerequisite check stops while a classic gateway exists.".to_owned())
            }
            None => None,
        };
        self.update(format!("Update the site to {new}"), detail);
        if let Some(step) = self.plan.steps.last_mut() {
            step.source = PREREQUISITE_CHECKS.whole();
        }
    }

    /// More connection points for gateways that stay as they are.
    pub(super) fn links_before(&mut self) {
        for link in &self.work.links {
            let Link::Added(point) = link else { continue };
            let kept = self.work.kept.iter().find(|it| *it.change.new.handle == *handle(point));
            let Some(kept) = kept.filter(|it| !it.is_redeployed()) else { continue };
            let service = written(kept.change.new);
            let cmdlet =
                cmdlets::link("Add-CMCloudManagementGatewayConnectionPoint", service, point);
            self.link("Add a connection point", point, cmdlet);
        }
    }

    /// Servers that serve another gateway from now on, once clients know that.
    pub(super) fn links_moved(&mut self) {
        for link in &self.work.links {
            let Link::Moved { new, .. } = link else { continue };
            self.wait_for_clients();
            let service = service_of(self.work.sides.now, handle(new));
            let cmdlet =
                cmdlets::link("Set-CMCloudManagementGatewayConnectionPoint", &service, new);
            self.link("Link the connection point with its new gateway", new, cmdlet);
        }
    }

    /// Connection points that go though their gateway stays.
    pub(super) fn links_after(&mut self) {
        for link in &self.work.links {
            let Link::Removed(point) = link else { continue };
            let kept = self.work.kept.iter().find(|it| *it.change.old.handle == *handle(point));
            if kept.is_some_and(|it| it.class != Some(Class::RedeployNewName)) {
                self.link("Remove a connection point", point, cmdlets::unlink(point));
            }
        }
    }

    fn link(&mut self, title: &str, point: &ConnectionPoint, cmdlet: Cmdlet) {
        let server = point.server.value().map_or("", |it| it.as_str());
        let title = format!("{title}: {server}");
        let mut step = Step::new("connection-point", title, Action::Cmdlet(cmdlet));
        step.checks = vec!["The gateway shows its connection points as Connected.".to_owned()];
        step.source = SCALE.section("Size and scale for CMG connection point");
        self.step(step);
    }
}

impl Role {
    /// As the document calls it.
    pub(in crate::plan) const fn subject(&self) -> &'static str {
        match self {
            Role::Traffic { kind: PointKind::Management, .. } => "management-point",
            Role::Traffic { kind: PointKind::SoftwareUpdate, .. } => "software-update-point",
            Role::BoundaryGroup { .. } => "boundary-group",
            Role::ClientSetting { .. } => "clients",
            Role::Secret { .. } => "azure.server-app",
            Role::Release { .. } => "site",
        }
    }
}

/// The gateway that a connection point names.
fn handle(point: &ConnectionPoint) -> &str {
    point.gateway.value().map_or("", |it| it.as_str())
}
