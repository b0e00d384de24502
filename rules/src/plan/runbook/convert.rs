//! A classic gateway that becomes a scale set.

use super::{GATEWAYS, Runbook, Step, in_place::ports, written};
use crate::{
    change::{Class, Kept},
    facts::{
        azure::Cloud,
        pages::{CERTIFICATE, DATA_FLOW, MODIFY},
    },
    plan::{Action, Effect},
};

impl<'a> Runbook<'_, 'a> {
    pub(super) fn convert(&mut self, kept: &Kept<'a>) {
        let new = kept.change.new;
        let name = written(new);
        let section = MODIFY.section("Process to convert a CMG to a virtual machine scale set");
        let text = format!("The status of `{name}` is Ready.");
        self.verify_first(text, section);
        self.verify_azure(new);
        if let Some(prefix) = new.prefix() {
            let text = format!(
                "The name `{prefix}` is free in Azure for a scale set and a key vault; the storage \
                 account stays."
            );
            self.verify_first(text, CERTIFICATE.section("Globally unique name"));
        }
        if self.work.sides.releases.latest().is_none() {
            let text = "The site has a release from 2107 to 2309.";
            self.verify_first(text, MODIFY.section("Convert"));
        }
        if kept.cloud(self.work.sides.now) == Some(Cloud::UsGovernment) {
            let text = "The site has version 2111 or later: before, there are no scale sets in the \
                US Government cloud.";
            self.verify_first(text, MODIFY.section("Convert"));
        }
        let mut path = GATEWAYS.to_vec();
        path.push("Convert");
        let title = format!("Convert {name} to a virtual machine scale set");
        let mut step = Step::new(&kept.subject(), title, Action::Console(path));
        step.details.push("General: nothing can be changed here.".to_owned());
        step.details.push("Settings: note the new deployment name.".to_owned());
        let chosen = kept.differences.iter().filter(|it| it.class == Class::Convert);
        for it in chosen.filter(|it| it.key != "deployment-model") {
            let value = match it.new.as_deref().unwrap_or_default() {
                "true" => "on",
                "false" => "off",
                value => value,
            };
            step.details.push(format!("Settings: {} becomes {value}.", it.name));
            if it.key == "vm-size" {
                self.verify_size(kept);
            }
            // What else it takes is the same as in place.
            let mut in_place = Step::new("", "", Action::Manual);
            self.explain(kept, &[it.key], &mut in_place);
            step.details.append(&mut in_place.details);
        }
        step.checks = vec![
            "Its status is Ready again; cloudmgr.log shows it like a new deployment.".to_owned(),
        ];
        step.effect = Effect::Interrupts(name.to_ascii_lowercase());
        step.source = section;
        self.step(step);
        self.point_name(new, "Point the service name to the new deployment name in DNS");
        let ports = ports(new.vm_instances.value().copied().unwrap_or(1), true);
        let title = "Open the way from the connection point to the scale set";
        let mut step = Step::new(&kept.subject(), title, Action::Manual);
        step.details
            .push(format!("It uses {ports} from now on; 10140 to 10155 are of no use any more."));
        step.source = DATA_FLOW.section("Required ports");
        self.step(step);
        self.in_place(kept);
        let text = "A conversion has no way back: if it fails, deploy another gateway and delete \
            this one when clients know that.";
        self.roll_back(&kept.subject(), text, None);
    }
}
