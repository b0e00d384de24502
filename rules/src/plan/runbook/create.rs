//! A gateway that does not exist yet.

use super::{GATEWAYS, Runbook, Step, subject, written};
use crate::{
    change::{self, Kept},
    facts::{
        Version,
        azure::{self, CLASSIC_PROVIDERS, Cloud, SCALE_SET_PROVIDERS},
        pages::{CERTIFICATE, COST, ENTRA, MODIFY, NEW_CMDLET},
    },
    model::{Config, Gateway, Named},
    plan::{Action, Argument, Cmdlet, Effect, Record, cmdlets},
};

/// From here on a new gateway is a scale set ("What's new in version 2203").
const ONE_MODEL_LEFT: Version = Version(2203);

const NEW_NAME: &str = "Point the service name to the new gateway in DNS";

impl Runbook<'_, '_> {
    /// One that the baseline does not have at all.
    pub(super) fn create_new(&mut self, gateway: &Named<Gateway>) {
        self.before_creation(gateway);
        if self.work.sides.before.gateways().is_empty() {
            let text = "The site is onboarded to Microsoft Entra ID: the Azure service Cloud \
                Management has a server app and a client app (Get-CMAADApplication).";
            self.verify_first(text, ENTRA.whole());
        }
        self.point_name(gateway, NEW_NAME);
        self.create(gateway, "Create the gateway");
        self.link_new(gateway);
        self.distribute(gateway, "Distribute content to the gateway");
        let text = "Delete the new gateway and its connection point; nothing else has changed.";
        let back = cmdlets::remove(written(gateway));
        self.roll_back(&subject(gateway), text, Some(back));
    }

    /// The new one of a gateway that gets another name; the old one stays.
    pub(super) fn create_renamed(&mut self, kept: &Kept<'_>) {
        let gateway = kept.change.new;
        self.before_creation(gateway);
        self.point_name(gateway, NEW_NAME);
        self.create(gateway, "Create the new gateway beside the old one");
        self.link_new(gateway);
        self.distribute(gateway, "Distribute content to the new gateway");
        let text = format!(
            "Until {} is deleted it serves its clients as before: delete the new gateway and its \
             connection point.",
            written(kept.change.old)
        );
        let back = cmdlets::remove(written(gateway));
        self.roll_back(&kept.subject(), text, Some(back));
    }

    /// What has to be at hand before `New-CMCloudManagementGateway` runs.
    pub(super) fn before_creation(&mut self, gateway: &Named<Gateway>) {
        let name = written(gateway);
        if let Some(prefix) = gateway.prefix() {
            let text = format!(
                "The name `{prefix}` is free in Azure, for {} and a storage account.",
                match gateway.has_model("scale-set") {
                    true => "a scale set, a key vault",
                    false => "a cloud service",
                }
            );
            self.verify_first(text, CERTIFICATE.section("Globally unique name"));
        }
        let text = format!(
            "The server authentication certificate for `{name}` is at hand as .pfx, with its \
             private key and password, and clients trust its issuer."
        );
        self.verify_first(text, CERTIFICATE.whole());
        self.verify_azure(gateway);
    }

    /// What the subscription, the operator and the site must have.
    pub(super) fn verify_azure(&mut self, gateway: &Gateway) {
        let providers = match gateway.has_model("scale-set") {
            true => SCALE_SET_PROVIDERS,
            false => CLASSIC_PROVIDERS,
        };
        let text = format!(
            "The subscription has registered the resource providers {}.",
            providers.join(", ")
        );
        self.verify_first(text, ENTRA.section("Configure Azure resource providers"));
        let text = "Whoever does it is Subscription Owner and Global Administrator.";
        self.verify_first(text, MODIFY.section("Convert"));
        let text = "The optional features of the gateway are on in the site (Updates and \
            Servicing > Features; Get-CMSiteFeature).";
        self.verify_first(text, MODIFY.section("Convert"));
    }

    /// The gateway itself, and its size.
    pub(super) fn create(&mut self, gateway: &Named<Gateway>, title: &str) {
        let name = written(gateway);
        let sides = &self.work.sides;
        let trusted = change::authorities(gateway, sides.files.0);
        let version = sides.releases.latest();
        let cmdlet = cmdlets::create(gateway, sides.now, &trusted, version);
        let mut step = Step::new(&subject(gateway), title, Action::Cmdlet(cmdlet));
        if version.is_none_or(|it| it < ONE_MODEL_LEFT) {
            step.details.push(
                "Its page documents no values of -Version: where the site offers a choice of \
                 deployment model, take the wizard (Create Cloud Management Gateway)."
                    .to_owned(),
            );
        }
        if version.is_none() {
            step.details.push("Before 2309 there is no -TenantId.".to_owned());
        }
        let by_hand: Vec<String> =
            trusted.iter().filter(|it| it.path.is_none()).map(|it| it.shown()).collect();
        if !by_hand.is_empty() {
            step.details.push(format!(
                "Add these authorities in the properties, since the document names no file: {}.",
                by_hand.join(", ")
            ));
        }
        step.checks =
            vec!["Its status is Ready in the console; CloudMgr.log has no error.".to_owned()];
        step.effect = Effect::Creates(name.to_ascii_lowercase());
        step.source = NEW_CMDLET.whole();
        self.step(step);
        let size = gateway.vm_size.given().filter(|it| it.value != "Standard_A2_v2");
        let has_choice = gateway.has_model("scale-set") && self.work.sides.releases.resizes();
        if let Some(size) = size.filter(|_| has_choice) {
            let title = format!("Choose the VM size {}", console_size(size.0));
            let mut path = GATEWAYS.to_vec();
            path.extend(["Properties", "Settings"]);
            let mut step = Step::new(&subject(gateway), title, Action::Console(path));
            step.source = COST.section("Virtual machine scale set");
            self.step(step);
        }
    }

    /// The CNAME record of a service name, which an Azure name does without.
    pub(super) fn point_name(&mut self, gateway: &Named<Gateway>, title: &str) {
        let name = written(gateway);
        if azure::domain_of(name).is_some() || name.is_empty() {
            return;
        }
        let mut step = match self.target(gateway, self.work.sides.now) {
            Some(target) => {
                let record = Record { name: name.to_owned(), target: Some(target) };
                Step::new(&subject(gateway), title, Action::Dns(record))
            }
            None => {
                let mut step = Step::new(&subject(gateway), title, Action::Manual);
                step.details.push("The console shows its deployment name, the target.".to_owned());
                step
            }
        };
        step.details.push("Do the same in internal DNS where it has the zone as well.".to_owned());
        step.source = CERTIFICATE.section("Create a DNS CNAME alias");
        self.step(step);
    }

    /// The name that DNS shall know for it: what the document states, else what
    /// follows from prefix, region and model.
    pub(super) fn target(&self, gateway: &Gateway, config: &Config) -> Option<String> {
        let cloud = match (change::ENVIRONMENT.read)(gateway, config) {
            Some(Ok(it)) => Cloud::of_word(&it.value.text()),
            _ => None,
        };
        let stated = gateway.dns.value().and_then(|it| it.cname.given());
        let stated = stated.or(gateway.deployment_name.given());
        // Where the pages disagree about the domain, the console knows.
        let derived = || match gateway.deployment_names(cloud?)?.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        };
        stated.map(|it| it.value.as_str().to_owned()).or_else(derived)
    }

    /// The connection points of a gateway that has just been created.
    pub(super) fn link_new(&mut self, gateway: &Named<Gateway>) {
        let before = &self.work.sides.before.connection_points;
        let is_known = before.value().is_some() || self.work.sides.before.is_desired();
        let points = self.points(&gateway.handle).into_iter();
        let new: Vec<_> = points.filter(|it| !is_known || self.is_added(it)).collect();
        let add = "Add-CMCloudManagementGatewayConnectionPoint";
        if new.is_empty() {
            let ask = Argument::Ask("Site system server without a connection point".to_owned());
            let cmdlet = Cmdlet::new(add)
                .text("CloudManagementGatewayName", written(gateway))
                .with("SiteSystemServerName", ask);
            let title = "Add a connection point for the new gateway";
            let mut step = Step::new(&subject(gateway), title, Action::Cmdlet(cmdlet));
            step.details.push(
                "The document names no server that is free for it: those that serve another \
                 gateway are needed there until that one is gone."
                    .to_owned(),
            );
            step.source = MODIFY.section("Replace a CMG with a new service name");
            self.step(step);
        }
        for point in new {
            let cmdlet = cmdlets::link(add, written(gateway), point);
            let title = "Add a connection point for the new gateway";
            let mut step = Step::new(&subject(gateway), title, Action::Cmdlet(cmdlet));
            if !is_known {
                step.details.push(
                    "The baseline does not state connection points: where this server serves \
                     another gateway until that one goes, take a free server instead."
                        .to_owned(),
                );
            }
            step.checks = vec!["Its connection status is Connected.".to_owned()];
            step.source = MODIFY.section("Replace a CMG with a new service name");
            self.step(step);
        }
    }

    /// Content for a new storage account.
    pub(super) fn distribute(&mut self, gateway: &Named<Gateway>, title: &str) {
        if gateway.serve_content.value() != Some(&true) {
            return;
        }
        let path = vec!["Software Library", "Distribute Content"];
        let mut step = Step::new(&subject(gateway), title, Action::Console(path));
        step.details.push("Add it to the boundary groups that need it as well.".to_owned());
        step.checks = vec!["Monitoring > Content Status shows it complete.".to_owned()];
        step.source = MODIFY.section("Content tab");
        self.step(step);
    }
}

/// A size as the console shows it.
pub(super) fn console_size(name: &str) -> &str {
    azure::VM_SIZES.iter().find(|it| it.name == name).map_or(name, |it| it.console)
}
