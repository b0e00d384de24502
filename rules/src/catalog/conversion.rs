//! What it takes to change a gateway that is deployed: a conversion, a redeployment, or less.

mod subscription_changed;
mod service_name_changed;
mod region_changed;
mod resource_group_changed;
mod azure_environment_changed;
mod entra_app_changed;
mod conversion_needed;
mod conversion_too_early;
mod conversion_to_classic;
mod conversion_of_cloudapp_net;
mod conversion_of_frozen_setting;
mod conversion_not_ready;
mod conversion_without_roles;
mod vm_size_changed;
mod name_reuse_needs_two_gateways;
mod name_reuse_with_other_certificate;
mod new_name_with_old_certificate;
mod content_turned_off;

use std::collections::BTreeMap;

use crate::{
    change::{Effective, Setting},
    finding::{File, Note, Severity},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Change, Context, Findings, Rule, of_baseline},
};

pub const FAMILY: &str = "conversion";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &subscription_changed::RULE,
    &service_name_changed::RULE,
    &region_changed::RULE,
    &resource_group_changed::RULE,
    &azure_environment_changed::RULE,
    &entra_app_changed::RULE,
    &conversion_needed::RULE,
    &conversion_too_early::RULE,
    &conversion_to_classic::RULE,
    &conversion_of_cloudapp_net::RULE,
    &conversion_of_frozen_setting::RULE,
    &conversion_not_ready::RULE,
    &conversion_without_roles::RULE,
    &vm_size_changed::RULE,
    &name_reuse_needs_two_gateways::RULE,
    &name_reuse_with_other_certificate::RULE,
    &new_name_with_old_certificate::RULE,
    &content_turned_off::RULE,
];

/// A written value that differs from a deployed one.
struct Difference<'c> {
    new: Effective<'c>,
    old: Effective<'c>,
    /// The gateways for which the one counts and the other did.
    gateways: Vec<&'c Named<Gateway>>,
}

impl Setting {
    /// The body of the rules `*-changed`.
    fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        for it in self.differences(context.changes(), context, findings) {
            let (severity, way) = match it.gateways.iter().all(|it| it.is_redeployed()) {
                true => (Severity::Info, "the redeployment changes it"),
                false => (Severity::Error, "only a redeployment changes it"),
            };
            self.add(&it, way, findings).severity(severity);
        }
    }

    /// A finding at the new value that points to the deployed one.
    fn add<'f>(
        &self,
        it: &Difference<'_>,
        rest: &str,
        findings: &'f mut Findings<'_>,
    ) -> &'f mut Note {
        let whose = match it.gateways.len() {
            1 => String::new(),
            several => format!(" of {several} gateways"),
        };
        let (name, deployed) = (self.name, self.deployed);
        let (new, old) = (quoted(&it.new.value.text()), quoted(&it.old.value.text()));
        let message = format!("the {name}{whose} is {new}, {deployed} {old}: {rest}");
        let note = findings.add(it.new.span, message);
        note.label(File::Baseline, it.old.span, format!("{deployed} {old}"));
        if let Some(gateway) = it.gateways.first().filter(|_| !it.new.is_own) {
            note.label(File::Document, gateway.handle_span, "counts for this gateway");
        }
        note
    }

    /// What differs from the baseline, in the order of the document, and once where
    /// several gateways share it.
    fn differences<'c>(
        &self,
        changes: impl IntoIterator<Item = Change<'c>>,
        context: &Context<'c>,
        findings: &mut Findings<'_>,
    ) -> Vec<Difference<'c>> {
        let mut differences = BTreeMap::new();
        let before = context.before();
        for change in changes {
            findings.about(change.new);
            let (new, old) = match before.and_then(|it| self.readings(&change, context.now, it)) {
                Some((Ok(new), Ok(old))) => (new, old),
                Some((Ok(_), Err(path))) => {
                    findings.skip(of_baseline(&format!("not stated: {path}").into()));
                    continue;
                }
                Some((Err(path), Ok(_))) => {
                    findings.skip(format!("not stated: {path}"));
                    continue;
                }
                Some((Err(_), Err(_))) | None => continue,
            };
            if !self.is_same(new.value, old.value) {
                let difference = || Difference { new, old, gateways: Vec::new() };
                differences
                    .entry((new.span, old.value))
                    .or_insert_with(difference)
                    .gateways
                    .push(change.new);
            }
        }
        differences.into_values().collect()
    }
}

impl Change<'_> {
    /// Whether the gateway goes from one model to the other; skips where the
    /// deployed one is unknown.
    fn goes(&self, from: &str, to: &str, findings: &mut Findings<'_>) -> bool {
        findings.about(self.new);
        self.new.has_model(to)
            && findings.stated_before(&self.old.deployment_model).is_some_and(|it| *it == from)
    }

    /// Whether the change of its model is a conversion: it is none where the
    /// gateway is deployed anew, by decision or under another name.
    fn converts(&self, findings: &mut Findings<'_>) -> bool {
        !self.new.is_redeployed()
            && self.keeps_name()
            && self.goes("classic", "scale-set", findings)
    }
}
