//! One gateway that is deployed, beside what it shall be.

use super::{
    Class, Deployed, Difference, FROZEN, Releases, Setting, Stated, certificate,
    class::Judgement,
    setting::{self, SETTINGS, Value},
    trusted::Authorities,
};
use crate::{
    facts::{azure::Cloud, host},
    inputs::NamedFiles,
    model::{Config, Field},
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

    /// Whether it gets another service name; what nobody states changes nothing.
    pub(crate) fn renames(&self) -> bool {
        match (self.old.service_name.value(), self.new.service_name.value()) {
            (Some(old), Some(new)) => {
                !setting::SERVICE_NAME.is_same(Value::Text(new), Value::Text(old))
            }
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
            return self.unknown.push((setting.key, "not understood".to_owned()));
        };
        let mut deployed = None;
        let (old, new, span) = match (new, old) {
            (Ok(new), Ok(old)) if setting.is_same(new.value, old.value) => {
                // Of a mistake nobody knows what it would become.
                if !setting.is_same(old.value, new.value) {
                    self.unknown.push((setting.key, "not understood".to_owned()));
                }
                return;
            }
            (Ok(new), Ok(old)) => {
                let value = || Deployed { toml: old.value.toml(), span: old.span };
                deployed = new.is_written.then(value);
                (Some(old.value), Some(new.value), new.span)
            }
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
        let Judgement { class, note, source, rule } = self.judge(setting, sides);
        let text = |value: Option<Value<'_>>| value.map(|it| it.text().into_owned());
        let (key, name, old, new) = (setting.key, setting.name, text(old), text(new));
        let difference =
            Difference { key, name, old, new, class, note, source, span, rule, deployed };
        self.differences.push(difference);
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

    /// The new certificate, where it comes from another issuer.
    pub fn has_new_issuer(&self) -> bool {
        self.differences.iter().any(|it| it.note.as_deref() == Some(certificate::NEW_ISSUER))
    }

    /// The cloud that the gateway shall run in.
    pub fn cloud(&self, now: &Config) -> Option<Cloud> {
        match (setting::ENVIRONMENT.read)(self.change.new, now)?.ok()?.value {
            Value::Text(word) => Cloud::of_word(word),
            _ => None,
        }
    }
}
