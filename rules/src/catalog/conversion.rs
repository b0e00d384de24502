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

use std::{collections::BTreeMap, ops::Deref};

use super::azure::is_guid;
use crate::{
    facts::{host, regions},
    finding::{File, Note, Severity},
    model::{Config, Field, Gateway, Named},
    quote::quoted,
    rule::{Change, Context, Findings, Rule, of_baseline},
    span::Span,
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

/// A setting of a gateway that only a redeployment changes.
struct Setting {
    /// Its key in the table of a gateway.
    key: &'static str,
    name: &'static str,
    /// What a gateway is in relation to its value, as in "deployed in".
    deployed: &'static str,
    /// The value that counts for a gateway, its own or that of `[azure]`.
    read: for<'c> fn(&'c Gateway, &'c Config) -> Reading<'c>,
    /// Whether a new value does the same as the deployed one, or is a mistake
    /// of which another rule speaks.
    same: fn(&str, &str) -> bool,
}

/// Nothing where the document writes what nobody understands; else the value,
/// or the path of the key that states none.
type Reading<'c> = Option<Stated<'c>>;
type Stated<'c> = Result<Effective<'c>, &'static str>;

/// The value that counts for a gateway.
#[derive(Clone, Copy)]
struct Effective<'c> {
    value: &'c str,
    span: Span,
    /// Whether it is written in the table of the gateway.
    is_own: bool,
}

/// A written value that differs from a deployed one.
struct Difference<'c> {
    new: Effective<'c>,
    old: Effective<'c>,
    /// The gateways for which the one counts and the other did.
    gateways: Vec<&'c Named<Gateway>>,
}

static SUBSCRIPTION: Setting = Setting {
    key: "subscription-id",
    name: "subscription",
    deployed: "deployed in",
    read: |gateway, config| {
        let common = config.azure.value().map(|it| (&it.subscription_id, it.header));
        effective(gateway, &gateway.subscription_id, common)
    },
    same: is_same_id,
};

static SERVICE_NAME: Setting = Setting {
    key: "service-name",
    name: "service name",
    deployed: "deployed as",
    read: |gateway, _| reading(&gateway.service_name, gateway.header),
    same: |new, old| host::flaw(new).is_some() || new.contains('*') || host::same(new, old),
};

static REGION: Setting = Setting {
    key: "region",
    name: "region",
    deployed: "deployed in",
    read: |gateway, _| reading(&gateway.region, gateway.header),
    same: |new, old| match (regions::find(new), regions::find(old)) {
        (None, _) => true,
        (Some(new), Some(old)) => new == old,
        (Some(_), None) => false,
    },
};

static RESOURCE_GROUP: Setting = Setting {
    key: "resource-group",
    name: "resource group",
    deployed: "deployed in",
    read: |gateway, _| reading(&gateway.resource_group, gateway.header),
    same: |new, old| new.to_lowercase() == old.to_lowercase(),
};

static ENVIRONMENT: Setting = Setting {
    key: "environment",
    name: "Azure environment",
    deployed: "deployed in",
    read: |gateway, config| {
        let common = config.azure.value().map(|it| (&it.environment, it.header));
        effective(gateway, &gateway.environment, common)
    },
    same: |new, old| new == old,
};

static ENTRA_APP: Setting = Setting {
    key: "server-app",
    name: "server app",
    deployed: "deployed with",
    read: |gateway, config| {
        let app = config.azure.value().and_then(|it| it.server_app.value());
        effective(gateway, &gateway.server_app, app.map(|it| (&it.client_id, it.header)))
    },
    same: is_same_id,
};

/// What a conversion keeps as it is ("Modify a CMG", Convert).
static FROZEN: [&Setting; 5] = [&ENVIRONMENT, &SUBSCRIPTION, &ENTRA_APP, &REGION, &RESOURCE_GROUP];

/// Ids compare without case; `invalid-guid` speaks of what is none.
fn is_same_id(new: &str, old: &str) -> bool {
    !is_guid(new) || new.eq_ignore_ascii_case(old)
}

/// That of the gateway over that of `[azure]`, which stands in the table at the place.
fn effective<'c, T: Deref<Target = str>>(
    gateway: &'c Gateway,
    own: &'c Field<T>,
    common: Option<(&'c Field<T>, Span)>,
) -> Reading<'c> {
    match own {
        Field::Absent(_) => {
            let (common, header) = common?;
            let it = reading(common, header)?;
            Some(it.map(|it| Effective { is_own: false, ..it }))
        }
        own => reading(own, gateway.header),
    }
}

fn reading<T: Deref<Target = str>>(field: &Field<T>, header: Span) -> Reading<'_> {
    let (value, span) = match field {
        Field::Wrong(_) => return None,
        Field::Absent(path) => return Some(Err(path)),
        Field::Default(value) => (value, header),
        Field::Given(it) => (&it.value, it.span),
    };
    Some(Ok(Effective { value, span, is_own: true }))
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
        let (new, old) = (quoted(it.new.value), quoted(it.old.value));
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
            if new.value != old.value && !(self.same)(new.value, old.value) {
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

    fn readings<'c>(
        &self,
        change: &Change<'c>,
        now: &'c Config,
        before: &'c Config,
    ) -> Option<(Stated<'c>, Stated<'c>)> {
        Some(((self.read)(change.new, now)?, (self.read)(change.old, before)?))
    }

    /// Whether both sides state it, and differ.
    fn differs<'c>(&self, change: &Change<'c>, now: &'c Config, before: &'c Config) -> bool {
        match self.readings(change, now, before) {
            Some((Ok(new), Ok(old))) => !(self.same)(new.value, old.value),
            _ => false,
        }
    }
}

impl Change<'_> {
    fn keeps_name(&self) -> bool {
        match (self.old.service_name.value(), self.new.service_name.value()) {
            (Some(old), Some(new)) => host::same(old, new),
            _ => false,
        }
    }

    /// Whether the gateway goes from one model to the other; skips where the
    /// deployed one is unknown.
    fn goes(&self, from: &str, to: &str, findings: &mut Findings<'_>) -> bool {
        findings.about(self.new);
        has_model(self.new, to)
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

impl<'c> Change<'c> {
    /// Whether another gateway takes the place and the name of the deployed one:
    /// the author says so, or says nothing and changes what takes it.
    fn replaces(&self, now: &'c Config, before: &'c Config) -> bool {
        self.keeps_name()
            && match &self.new.action {
                Field::Absent(_) => self.needs_redeployment(now, before),
                _ => self.new.is_redeployed(),
            }
    }

    /// Whether it changes more than a conversion or the properties do. A change
    /// from classic to a scale set is a conversion unless the author decides else.
    fn needs_redeployment(&self, now: &'c Config, before: &'c Config) -> bool {
        let (old, new) = (self.old, self.new);
        if has_model(old, "classic") && has_model(new, "scale-set") {
            return new.is_redeployed();
        }
        let leaves_service_manager = has_model(old, "service-manager")
            && new.deployment_model.value().is_some_and(|it| *it != "service-manager");
        leaves_service_manager || FROZEN.iter().any(|it| it.differs(self, now, before))
    }
}

fn has_model(gateway: &Gateway, model: &str) -> bool {
    gateway.deployment_model.value().is_some_and(|it| *it == model)
}

/// Where the model is written; else where it is not.
fn model_span(gateway: &Gateway) -> Span {
    gateway.deployment_model.span().unwrap_or(gateway.header)
}
