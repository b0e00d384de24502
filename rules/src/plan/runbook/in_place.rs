//! What the properties of a gateway change.

use super::{GATEWAYS, Runbook, Step, create::console_size, written};
use crate::{
    change::{Class, Kept},
    facts::{
        Version,
        pages::{
            COMMUNICATION_ERRORS, COST, DATA_FLOW, MODIFY, MONITOR, SCALE, SECURITY, SET_CMDLET,
        },
    },
    plan::{Action, Argument, Effect, cmdlets},
    quote::counted,
};

impl<'a> Runbook<'_, 'a> {
    /// Everything that remains to be done in place.
    pub(super) fn in_place(&mut self, kept: &Kept<'a>) {
        let is_left = |key: &str| {
            kept.differences.iter().any(|it| it.key == key && it.class == Class::InPlace)
        };
        self.trust(kept);
        if is_left("certificate") {
            self.renew(kept);
        }
        for change in cmdlets::in_place(kept) {
            if !change.keys.iter().any(|key| is_left(key)) {
                continue;
            }
            let text = format!("{}: the way back.", change.title);
            let action = Action::Cmdlet(change.cmdlet);
            let mut step = Step::new(&kept.subject(), change.title, action);
            self.explain(kept, change.keys, &mut step);
            self.step(step);
            if let Some(back) = change.back {
                self.roll_back(&kept.subject(), text, Some(back));
            }
        }
        if is_left("vm-size") {
            self.resize(kept);
        }
    }

    /// What to know about one of the changes.
    pub(super) fn explain(&mut self, kept: &Kept<'a>, keys: &[&str], step: &mut Step) {
        let new = kept.change.new;
        step.source = SET_CMDLET.whole();
        match keys {
            ["vm-instances"] => {
                let number = new.vm_instances.value().copied().unwrap_or(1);
                let points = counted(number.saturating_add(3) / 4, "connection point");
                let machines = counted(number, "virtual machine");
                step.details.push(format!("{machines} need {points}: one for four."));
                let text = format!(
                    "The connection points of `{}` reach it by {}.",
                    written(new),
                    ports(number, new.has_model("scale-set"))
                );
                self.verify_first(text, DATA_FLOW.section("Required ports"));
                step.checks = vec!["Its status is Ready; CloudMgr.log has no error.".to_owned()];
                step.effect = Effect::Interrupts(written(new).to_ascii_lowercase());
                step.source = SCALE.whole();
            }
            ["verify-client-certificate-revocation"]
                if new.verify_client_certificate_revocation.value() == Some(&true) =>
            {
                let section = SECURITY.section("Publish the certificate revocation list");
                let text = "Clients and gateway reach the certificate revocation list from the \
                    internet.";
                self.verify_first(text, section);
                step.source = section;
            }
            ["enforce-tls-1-2"] if new.enforce_tls_1_2.value() == Some(&true) => {
                step.details.push(
                    "On 2107 with its update rollup, and later, it holds for the storage account \
                     as well."
                        .to_owned(),
                );
                step.source = MODIFY.section("Settings tab");
            }
            ["serve-content"] if new.serve_content.value() == Some(&false) => {
                let text = "No deployment, pull distribution point or task sequence takes content \
                    from the gateway any more.";
                self.verify_first(text, MODIFY.section("Content tab"));
                step.source = MODIFY.section("Settings tab");
            }
            ["serve-content"] => {
                step.details.push(
                    "Then distribute content to it, and allow clients access to cloud distribution \
                     points."
                        .to_owned(),
                );
                step.source = MODIFY.section("Settings tab");
            }
            [first, ..] if first.starts_with("alerts.") => {
                step.source = MONITOR.section("Set up outbound traffic alerts");
            }
            _ => {}
        }
    }

    /// Authorities come before clients have certificates of them, and go when no
    /// client has one any more.
    fn trust(&mut self, kept: &Kept<'a>) {
        let name = written(kept.change.old);
        let source = MODIFY.section("Settings tab");
        let (added, removed) = (&kept.authorities.added, &kept.authorities.removed);
        let moved = kept.authorities.moved().filter_map(|it| it.thumbprint.clone());
        let moved: Vec<String> = moved.collect();
        if !moved.is_empty() {
            let list = Argument::List(moved.clone());
            let cmdlet = cmdlets::set(name).with("RemoveCertThumbprints", list);
            let title = "Take authorities out of the wrong store";
            let mut step = Step::new(&kept.subject(), title, Action::Cmdlet(cmdlet));
            step.source = source;
            self.step(step);
        }
        let with_file = added.iter().any(|it| it.path.is_some());
        if with_file {
            let cmdlet = cmdlets::authorities(cmdlets::set(name), added);
            let title = "Add authorities that client certificates come from";
            let mut step = Step::new(&kept.subject(), title, Action::Cmdlet(cmdlet));
            step.source = source;
            self.step(step);
        }
        let by_hand: Vec<String> =
            added.iter().filter(|it| it.path.is_none()).map(|it| it.shown()).collect();
        if !by_hand.is_empty() {
            let mut path = GATEWAYS.to_vec();
            path.extend(["Properties", "Settings", "Certificates"]);
            let title = "Add authorities that client certificates come from";
            let mut step = Step::new(&kept.subject(), title, Action::Console(path));
            step.details.push(format!("The document names no file of {}.", by_hand.join(", ")));
            step.source = source;
            self.step(step);
        }
        let prints = removed.iter().filter_map(|it| it.thumbprint.clone());
        let prints: Vec<String> = prints.filter(|it| !moved.contains(it)).collect();
        if !prints.is_empty() {
            let cmdlet = cmdlets::set(name).with("RemoveCertThumbprints", Argument::List(prints));
            let title = "Remove authorities that no client needs any more";
            let mut step = Step::new(&kept.subject(), title, Action::Cmdlet(cmdlet));
            step.source = source;
            self.step(step);
            let text = "No client has a certificate of the authorities that are removed.";
            self.verify_first(text, source);
        }
    }

    fn renew(&mut self, kept: &Kept<'a>) {
        let new = kept.change.new;
        let name = written(new);
        let text = format!(
            "The new certificate of `{name}` has the common name of the old one letter for letter, \
             and the same subject."
        );
        self.verify_first(text, MODIFY.section("Settings tab"));
        if kept.has_new_issuer() {
            let text = format!("Clients trust the root of the new certificate of `{name}`.");
            self.verify_first(text, MODIFY.section("Settings tab"));
        }
        let latest = self.work.sides.releases.latest();
        let set = cmdlets::set(written(kept.change.old));
        let set = if latest.is_none() { set.since(2006) } else { set };
        let cmdlet = cmdlets::certificate(set, new.certificate.value(), name);
        let title = "Renew the server authentication certificate";
        // Before 2006 no cmdlet takes the certificate.
        let action = match latest {
            Some(version) if version < Version(2006) => {
                let mut path = GATEWAYS.to_vec();
                path.extend(["Properties", "Settings", "Certificate file"]);
                Action::Console(path)
            }
            _ => Action::Cmdlet(cmdlet),
        };
        let mut step = Step::new(&kept.subject(), title, action);
        step.details.push("Leave the key vault alone: the console brings it there.".to_owned());
        step.checks = vec![
            "CloudMgr.log has no error, and the status is Ready.".to_owned(),
            format!(
                "https://{name}/CCM_Proxy_MutualAuth/ServiceMetadata shows the new certificate."
            ),
        ];
        step.effect = Effect::Interrupts(name.to_ascii_lowercase());
        step.source = COMMUNICATION_ERRORS.whole();
        self.step(step);
        let text = "Renew it again with the old certificate, as long as that is valid.";
        self.roll_back(&kept.subject(), text, None);
    }

    /// Whether the new size of virtual machines is to be had.
    pub(super) fn verify_size(&mut self, kept: &Kept<'a>) {
        let size = kept.change.new.vm_size.value().map_or("", |it| it.0);
        let text = format!("The region and the subscription offer the VM size {size}.");
        self.verify_first(text, COST.section("Virtual machine scale set"));
    }

    fn resize(&mut self, kept: &Kept<'a>) {
        let size = kept.change.new.vm_size.value().map_or("", |it| it.0);
        let source = COST.section("Virtual machine scale set");
        self.verify_size(kept);
        let mut path = GATEWAYS.to_vec();
        path.extend(["Properties", "Settings"]);
        let title = format!("Change the VM size to {}", console_size(size));
        let mut step = Step::new(&kept.subject(), title, Action::Console(path));
        step.details.push(
            "Azure replaces the virtual machines; with a single one the gateway is away meanwhile."
                .to_owned(),
        );
        step.checks = vec!["Its status is Ready.".to_owned()];
        step.effect = Effect::Interrupts(written(kept.change.new).to_ascii_lowercase());
        step.source = source;
        self.step(step);
        let old = kept.change.old.vm_size.value().map_or("", |it| it.0);
        self.roll_back(&kept.subject(), format!("Change the VM size back to {old}."), None);
    }
}

/// How connection points reach so many virtual machines ("CMG data flow",
/// Required ports).
pub(super) fn ports(number: i64, is_scale_set: bool) -> String {
    let last = |first: i64| first.saturating_add(number.saturating_sub(1));
    let https = match number {
        1 => "HTTPS 443".to_owned(),
        _ => format!("HTTPS 10124 to {}", last(10_124)),
    };
    match is_scale_set {
        true => https,
        false => format!("TCP-TLS 10140 to {}, or {https}", last(10_140)),
    }
}
