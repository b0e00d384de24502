//! One gateway that is deployed, beside what it shall be.

use super::{
    Class, Conversion, Difference, FROZEN, Releases, Setting, Stated, certificate,
    setting::{self, SETTINGS, Value},
    trusted::Authorities,
};
use crate::{
    facts::{
        Source,
        azure::{Cloud, is_in_domain},
        host,
        pages::{COST, MODIFY, SETUP},
    },
    inputs::NamedFiles,
    model::{self, Config, Field},
    rule::Change,
    span::Span,
};

/// A gateway that both sides have.
#[derive(Debug)]
pub(crate) struct Kept<'a> {
    pub change: Change<'a>,
    pub differences: Vec<Difference>,
    pub authorities: Authorities,
    /// Keys that cannot be compared, each with the reason.
    pub unknown: Vec<(&'static str, String)>,
    /// The way that brings all of it; nothing where nothing changes.
    pub class: Option<Class>,
}

/// Both sides of a comparison.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sides<'a> {
    pub now: &'a Config,
    pub before: &'a Config,
    pub releases: Releases,
    /// The certificates of the one and of the other.
    pub files: (&'a NamedFiles, &'a NamedFiles),
}

impl Change<'_> {
    pub(crate) fn keeps_name(&self) -> bool {
        match (self.old.service_name.value(), self.new.service_name.value()) {
            (Some(old), Some(new)) => host::same(old, new),
            _ => false,
        }
    }

    /// From classic to a scale set.
    pub(crate) fn modernizes(&self) -> bool {
        self.old.has_model("classic") && self.new.has_model("scale-set")
    }
}

impl<'c> Change<'c> {
    /// Whether another gateway takes the place and the name of the deployed one:
    /// the author says so, or says nothing and changes what takes it.
    pub(crate) fn replaces(&self, now: &'c Config, before: &'c Config) -> bool {
        self.keeps_name()
            && match &self.new.action {
                Field::Absent(_) => self.needs_redeployment(now, before),
                _ => self.new.is_redeployed(),
            }
    }

    /// Whether it changes more than a conversion or the properties do. A change
    /// from classic to a scale set is a conversion unless the author decides else.
    pub(crate) fn needs_redeployment(&self, now: &'c Config, before: &'c Config) -> bool {
        let (old, new) = (self.old, self.new);
        if self.modernizes() {
            return new.is_redeployed();
        }
        let leaves_service_manager = old.has_model("service-manager")
            && new.deployment_model.value().is_some_and(|it| *it != "service-manager");
        leaves_service_manager || FROZEN.iter().any(|it| it.differs(self, now, before))
    }
}

impl Setting {
    /// Both sides; nothing where one of them is not understood.
    pub(crate) fn readings<'c>(
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
            Some((Ok(new), Ok(old))) => !self.is_same(new.value, old.value),
            _ => false,
        }
    }
}

impl<'a> Kept<'a> {
    pub fn of(change: Change<'a>, sides: &Sides<'a>) -> Kept<'a> {
        let mut kept = Kept {
            change,
            differences: Vec::new(),
            authorities: Authorities::default(),
            unknown: Vec::new(),
            class: None,
        };
        for setting in SETTINGS {
            kept.compare(setting, sides);
        }
        let is_deployed = !sides.before.is_desired();
        match certificate::difference(&change, sides.files, is_deployed) {
            Ok(difference) => kept.differences.extend(difference),
            Err(reason) => kept.unknown.push(("certificate", reason.to_string())),
        }
        match Authorities::of(&change, sides.files, is_deployed) {
            Ok(authorities) => {
                kept.differences.extend(authorities.differences());
                kept.authorities = authorities;
            }
            Err(reason) => kept.unknown.push((super::trusted::KEY, reason.to_string())),
        }
        kept.decide();
        kept
    }

    /// Whether the key changes.
    pub fn changes(&self, key: &str) -> bool {
        self.differences.iter().any(|it| it.key == key)
    }

    fn compare(&mut self, setting: &'static Setting, sides: &Sides<'a>) {
        let Some((new, old)) = setting.readings(&self.change, sides.now, sides.before) else {
            return;
        };
        let (old, new, span) = match (new, old) {
            (Ok(new), Ok(old)) if setting.is_same(new.value, old.value) => return,
            (Ok(new), Ok(old)) => (Some(old.value), Some(new.value), new.span),
            (Ok(new), Err(_)) if new.is_written && sides.before.is_desired() => {
                (None, Some(new.value), new.span)
            }
            // The site that owns the gateway is commonly that of the document.
            (Ok(new), Err(_)) if !new.is_own && setting.key == "site" => return,
            (Ok(new), Err(_)) if new.is_written => {
                return self.unknown.push((setting.key, "not stated in the baseline".to_owned()));
            }
            (Err(_), Ok(_)) if setting.is_threshold() && sides.before.is_live() => {
                let reason = "an export does not tell whether the alert is on";
                return self.unknown.push((setting.key, reason.to_owned()));
            }
            (Err(_), Ok(old)) if setting.is_threshold() => {
                (Some(old.value), None, self.change.new.header)
            }
            _ => return,
        };
        if self.is_idle(setting) {
            return;
        }
        let (class, note, source, rule) = self.class(setting, sides);
        let text = |value: Option<Value<'_>>| value.map(|it| it.text().into_owned());
        self.differences.push(Difference {
            key: setting.key,
            old: text(old),
            new: text(new),
            class,
            note,
            source,
            span,
            rule,
        });
    }

    /// Percents of a threshold that nobody sets mean nothing.
    fn is_idle(&self, setting: &Setting) -> bool {
        let Some(alerts) = self.change.new.alerts.value() else { return false };
        let threshold = match setting.key {
            "alerts.traffic-warning-percent"
            | "alerts.traffic-critical-percent"
            | "alerts.stop-when-critical" => &alerts.traffic_out_gb,
            "alerts.storage-warning-percent" | "alerts.storage-critical-percent" => {
                &alerts.storage_gb
            }
            _ => return false,
        };
        matches!(threshold, Field::Absent(_))
    }

    fn class(
        &self,
        setting: &Setting,
        sides: &Sides<'a>,
    ) -> (Class, Option<String>, Source, Option<&'static str>) {
        let plain = |class: Class, source| (class, None, source, None);
        match setting.change() {
            Some(model::Change::NewName) => {
                plain(Class::RedeployNewName, MODIFY.section("Redeploy the service"))
            }
            Some(model::Change::Redeploy) => self.redeployment(setting),
            Some(model::Change::Convert) => self.model(sides),
            Some(model::Change::InPlaceOrConvert) if setting.key == "vm-size" => self.size(sides),
            Some(model::Change::InPlaceOrConvert) if self.converts(sides) => {
                plain(Class::Convert, MODIFY.section("Convert"))
            }
            Some(model::Change::InPlace) if setting.key.starts_with("alerts.") => {
                plain(Class::InPlace, MODIFY.section("Alerts tab"))
            }
            Some(_) => plain(Class::InPlace, MODIFY.section("Settings tab")),
            None => {
                let note = "no page says how it changes".to_owned();
                (Class::NotDocumented, Some(note), MODIFY.whole(), None)
            }
        }
    }

    /// What a new gateway is needed for; under its old name where that says
    /// nothing about it.
    fn redeployment(
        &self,
        setting: &Setting,
    ) -> (Class, Option<String>, Source, Option<&'static str>) {
        // Only the table of the conversion names these two.
        let is_frozen = ["environment", "server-app"].contains(&setting.key);
        let section = if is_frozen { "Convert" } else { "Redeploy the service" };
        let source = MODIFY.section(section);
        if setting.key == "region" && self.change.keeps_name() && self.is_named_after_region() {
            let note = "the service name has the old region in it".to_owned();
            return (Class::NotPossible, Some(note), source, Some("service-name-region-mismatch"));
        }
        (self.redeployed(), None, source, None)
    }

    /// By a new gateway: under which name, the document says.
    fn redeployed(&self) -> Class {
        match self.change.keeps_name() {
            true => Class::RedeploySameName,
            false => Class::RedeployNewName,
        }
    }

    fn is_named_after_region(&self) -> bool {
        let name = self.change.new.service_name.value();
        name.is_some_and(|it| is_in_domain(it, "cloudapp.azure.com"))
    }

    /// Whether the command Convert does it.
    pub fn converts(&self, sides: &Sides<'_>) -> bool {
        self.change.modernizes()
            && self.change.keeps_name()
            && !self.change.new.is_redeployed()
            && sides.releases.conversion() == Conversion::Convert
    }

    fn model(&self, sides: &Sides<'_>) -> (Class, Option<String>, Source, Option<&'static str>) {
        let redeploy = MODIFY.section("Redeploy the service");
        let change = &self.change;
        if change.modernizes() && change.keeps_name() && self.is_in_cloudapp_net() {
            let note = "a name in cloudapp.net cannot point to a scale set: choose a new one";
            let source = MODIFY.section("Convert");
            let rule = Some("conversion-of-cloudapp-net");
            return (Class::NotPossible, Some(note.to_owned()), source, rule);
        }
        if change.modernizes() {
            return match sides.releases.conversion() {
                _ if change.new.is_redeployed() || !change.keeps_name() => {
                    (self.redeployed(), None, redeploy, None)
                }
                Conversion::Convert => (Class::Convert, None, MODIFY.section("Convert"), None),
                Conversion::DeleteFirst => {
                    let note = "before 2107 all gateways have one model: deleted, then created";
                    (Class::RedeploySameName, Some(note.to_owned()), redeploy, None)
                }
                Conversion::Redeploy => {
                    let note = "from 2403 on there is nothing to convert any more";
                    (Class::RedeploySameName, Some(note.to_owned()), redeploy, None)
                }
                Conversion::None => {
                    let note = "scale sets came with 2010".to_owned();
                    let source = SETUP.section("Set up a CMG");
                    (Class::NotPossible, Some(note), source, Some("scale-set-before-2010"))
                }
            };
        }
        if change.new.has_model("service-manager") || change.old.has_model("scale-set") {
            let note = "no gateway goes back to an older model".to_owned();
            let source = MODIFY.section("Convert");
            return (Class::NotPossible, Some(note), source, Some("conversion-to-classic"));
        }
        (self.redeployed(), None, redeploy, None)
    }

    fn is_in_cloudapp_net(&self) -> bool {
        let name = self.change.new.service_name.value();
        name.is_some_and(|it| is_in_domain(it, "cloudapp.net"))
    }

    /// The size is a choice of scale sets from 2107 on, and of conversions.
    fn size(&self, sides: &Sides<'_>) -> (Class, Option<String>, Source, Option<&'static str>) {
        let source = COST.section("Virtual machine scale set");
        let is_scale_set = self.change.new.has_model("scale-set");
        if self.converts(sides) {
            (Class::Convert, None, MODIFY.section("Convert"), None)
        } else if !is_scale_set {
            let note = "the size of a classic gateway is fixed".to_owned();
            (Class::NotPossible, Some(note), source, Some("vm-size-changed"))
        } else if self.change.old.has_model("scale-set") && sides.releases.resizes() {
            (Class::InPlace, None, source, None)
        } else {
            (self.redeployed(), None, source, None)
        }
    }

    /// One way for all differences: what asks for less comes with the rest.
    fn decide(&mut self) {
        let strongest = self
            .differences
            .iter()
            .map(|it| it.class)
            .filter(|it| *it != Class::NotDocumented)
            .max();
        let Some(class) = strongest.or(self.differences.first().map(|it| it.class)) else {
            return;
        };
        let class = match class {
            Class::InPlace | Class::Convert if self.change.new.is_redeployed() => self.redeployed(),
            class => class,
        };
        self.class = Some(class);
        if matches!(class, Class::RedeploySameName | Class::RedeployNewName) {
            for it in &mut self.differences {
                match it.class {
                    Class::InPlace | Class::Convert if it.note.is_none() => {
                        it.note = Some("comes with the new gateway".to_owned());
                    }
                    Class::RedeploySameName => it.class = class,
                    _ => {}
                }
            }
        }
    }

    /// The action that the document states, where it is too weak for what
    /// changes, with its place.
    pub fn weak_action(&self) -> Option<(&'static str, Span)> {
        let action = self.change.new.action.given()?;
        let enough = match action.0 {
            "modify" => Class::InPlace,
            "convert" => Class::Convert,
            _ => return None,
        };
        let needed = self.class.filter(|it| *it != Class::NotDocumented)?;
        (needed > enough).then_some((action.0, action.span))
    }

    /// The cloud that the gateway shall run in.
    pub fn cloud(&self, now: &Config) -> Option<Cloud> {
        match (setting::ENVIRONMENT.read)(self.change.new, now)?.ok()?.value {
            Value::Text(word) => Cloud::of_word(word),
            _ => None,
        }
    }
}
