//! The steps around the gateways.

use super::{Runbook, Step, written};
use crate::{
    change::{Class, Link, Role, RoleKind},
    facts::pages::{AZURE_SERVICES, CONFIGURE_CLIENTS, PREREQUISITE_CHECKS, SCALE, SETUP},
    model::{Config, ConnectionPoint},
    plan::{Action, Argument, Cmdlet, cmdlets},
};

impl<'a> Runbook<'_, 'a> {
    /// What makes the rest possible, or takes nothing away from anybody.
    pub(super) fn roles_before(&mut self) {
        for role in &self.work.roles {
            if role.is_first(self.work.leaves_classic()) {
                self.role(role);
            }
        }
    }

    pub(super) fn roles_after(&mut self) {
        for role in &self.work.roles {
            if !role.is_first(self.work.leaves_classic()) {
                self.role(role);
            }
        }
    }

    /// More connection points for gateways that stay as they are.
    pub(super) fn links_before(&mut self) {
        for link in &self.work.links {
            let Link::Added(point) = link else { continue };
            let handle = point.gateway.value().map(|it| it.as_str()).unwrap_or_default();
            let kept = self.work.kept.iter().find(|it| &*it.change.new.handle == handle);
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
            let service = service_of(self.work.sides.now, new);
            let cmdlet =
                cmdlets::link("Set-CMCloudManagementGatewayConnectionPoint", &service, new);
            self.link("Link the connection point with its new gateway", new, cmdlet);
        }
    }

    /// Connection points that go though their gateway stays.
    pub(super) fn links_after(&mut self) {
        for link in &self.work.links {
            let Link::Removed(point) = link else { continue };
            let handle = point.gateway.value().map(|it| it.as_str()).unwrap_or_default();
            let kept = self.work.kept.iter().find(|it| &*it.change.old.handle == handle);
            let Some(kept) = kept.filter(|it| it.class != Some(Class::RedeployNewName)) else {
                continue;
            };
            let cmdlet = cmdlets::unlink(written(kept.change.new), point);
            self.link("Remove a connection point", point, cmdlet);
        }
    }

    fn link(&mut self, title: &str, point: &ConnectionPoint, cmdlet: Cmdlet) {
        let server = point.server.value().map_or("", |it| it.as_str());
        let title = format!("{title}: {server}");
        let mut step = Step::new("connection-point", title, Action::Cmdlet(cmdlet));
        step.checks = vec!["The connection status of the gateway is Connected.".to_owned()];
        step.source = SCALE.section("Size and scale for CMG connection point");
        self.step(step);
    }

    fn role(&mut self, role: &Role) {
        let on = role.new.as_deref() == Some("true");
        let verb = if on { "Allow" } else { "Stop" };
        let traffic = |name| {
            let cmdlet = Cmdlet::new(name)
                .text("SiteSystemServerName", role.name.as_str())
                .with("EnableCloudGateway", Argument::Boolean(on));
            match &role.site {
                Some(site) => cmdlet.text("SiteCode", site.as_str()),
                None => cmdlet,
            }
        };
        let new = role.new.as_deref().unwrap_or("none");
        let (title, action, source) = match role.kind {
            RoleKind::ManagementPoint => (
                format!("{verb} gateway traffic at the management point {}", role.name),
                Action::Cmdlet(traffic("Set-CMManagementPoint")),
                SETUP.section("Configure client-facing roles for CMG traffic"),
            ),
            RoleKind::SoftwareUpdatePoint => (
                format!("{verb} gateway traffic at the software update point {}", role.name),
                Action::Cmdlet(traffic("Set-CMSoftwareUpdatePoint")),
                SETUP.section("Configure client-facing roles for CMG traffic"),
            ),
            RoleKind::BoundaryGroup => (
                format!("Set the gateways of the boundary group {} to {new}", role.name),
                Action::Console(vec![
                    "Administration",
                    "Hierarchy Configuration",
                    "Boundary Groups",
                    "Properties",
                    "References",
                ]),
                SETUP.section("Configure boundary groups"),
            ),
            RoleKind::Clients => {
                let parameter = match role.key {
                    "use-cmg" => "AllowCloudManagementGateway",
                    _ => "AllowCloudDistributionPoint",
                };
                let cmdlet = Cmdlet::new("Set-CMClientSettingCloudService")
                    .with("DefaultSetting", Argument::Switch)
                    .with(parameter, Argument::Boolean(on));
                let title = format!("{verb} {} in the client settings", role.key);
                (title, Action::Cmdlet(cmdlet), CONFIGURE_CLIENTS.whole())
            }
            RoleKind::ServerApp => (
                format!("Renew the secret key of {}, until {new}", role.name),
                Action::Console(vec![
                    "Administration",
                    "Cloud Services",
                    "Microsoft Entra tenants",
                    "Renew Secret Key",
                ]),
                AZURE_SERVICES.section("Renew secret key"),
            ),
            RoleKind::Site => (
                format!("Update the site to {new}"),
                Action::Console(vec!["Administration", "Updates and Servicing"]),
                PREREQUISITE_CHECKS.whole(),
            ),
        };
        let mut step = Step::new(role.kind.subject(), title, action);
        step.source = source;
        match role.kind {
            RoleKind::Clients => step.details.push(
                "Custom client settings of the clients on the internet need the same (-Name in \
                 place of -DefaultSetting)."
                    .to_owned(),
            ),
            RoleKind::Site if self.work.leaves_classic() => step
                .details
                .push("Its prerequisite check stops while a classic gateway exists.".to_owned()),
            _ => {}
        }
        self.step(step);
    }
}

impl Role {
    /// Whether it comes before the gateways change.
    fn is_first(&self, leaves_classic: bool) -> bool {
        match self.kind {
            RoleKind::ManagementPoint | RoleKind::SoftwareUpdatePoint => {
                self.new.as_deref() == Some("true")
            }
            RoleKind::ServerApp => true,
            // From 2403 on the update does not begin while a classic gateway exists.
            RoleKind::Site => {
                !(leaves_classic && self.new.as_deref().is_some_and(|it| it >= "2403"))
            }
            RoleKind::BoundaryGroup | RoleKind::Clients => false,
        }
    }
}

impl RoleKind {
    pub(in crate::plan) const fn subject(self) -> &'static str {
        match self {
            RoleKind::ManagementPoint => "management-point",
            RoleKind::SoftwareUpdatePoint => "software-update-point",
            RoleKind::BoundaryGroup => "boundary-group",
            RoleKind::Clients => "clients",
            RoleKind::ServerApp => "azure.server-app",
            RoleKind::Site => "site",
        }
    }
}

/// The service name of the gateway that a connection point names; else its handle.
pub(in crate::plan) fn service_of(config: &Config, point: &ConnectionPoint) -> String {
    let handle = point.gateway.value().map(|it| it.as_str()).unwrap_or_default();
    match config.gateway(handle) {
        Some(gateway) => written(gateway).to_owned(),
        None => handle.to_owned(),
    }
}
