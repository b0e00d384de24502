//! The way in which one setting of a gateway changes, as the pages have it.

use super::{Class, Conversion, Kept, NO_CLASSIC, Setting, Sides};
use crate::{
    facts::{
        Source,
        azure::is_in_domain,
        pages::{COST, MODIFY, SETUP},
    },
    model,
};

/// The way, and why it is this one.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    pub class: Class,
    pub note: Option<String>,
    pub source: Source,
    /// The rule that speaks of it as well where it is not possible.
    pub rule: Option<&'static str>,
}

impl Judgement {
    fn of(class: Class, source: Source) -> Judgement {
        Judgement { class, note: None, source, rule: None }
    }

    fn because(self, note: &str) -> Judgement {
        Judgement { note: Some(note.to_owned()), ..self }
    }

    /// Not possible, as a rule says as well.
    fn never(rule: &'static str, source: Source, note: &str) -> Judgement {
        let judgement = Judgement::of(Class::NotPossible, source).because(note);
        Judgement { rule: Some(rule), ..judgement }
    }
}

impl<'a> Kept<'a> {
    pub(super) fn judge(&self, setting: &Setting, sides: &Sides<'a>) -> Judgement {
        let in_place = |section| Judgement::of(Class::InPlace, MODIFY.section(section));
        match setting.change() {
            Some(model::Change::NewName) => {
                Judgement::of(Class::RedeployNewName, MODIFY.section("Redeploy the service"))
            }
            Some(model::Change::Redeploy) => self.redeployment(setting),
            Some(model::Change::Convert) => self.model(sides),
            Some(model::Change::InPlaceOrConvert) if setting.key == "vm-size" => self.size(sides),
            Some(model::Change::InPlaceOrConvert) if self.converts(sides) => {
                Judgement::of(Class::Convert, MODIFY.section("Convert"))
            }
            Some(model::Change::InPlace) if setting.key.starts_with("alerts.") => {
                in_place("Alerts tab")
            }
            Some(_) => in_place("Settings tab"),
            None => Judgement::of(Class::NotDocumented, MODIFY.whole())
                .because("no page says how it changes"),
        }
    }

    /// What a new gateway is needed for, under its old name or another.
    fn redeployment(&self, setting: &Setting) -> Judgement {
        // Only the table of the conversion names these two.
        let is_frozen = ["environment", "server-app"].contains(&setting.key);
        let section = if is_frozen { "Convert" } else { "Redeploy the service" };
        let source = MODIFY.section(section);
        if setting.key == "region" && !self.change.renames() && self.is_in("cloudapp.azure.com") {
            let note = "the service name has the old region in it";
            return Judgement::never("service-name-region-mismatch", source, note);
        }
        Judgement::of(self.redeployed(), source)
    }

    /// By a new gateway: under which name, the document says.
    pub(super) fn redeployed(&self) -> Class {
        match self.change.renames() {
            true => Class::RedeployNewName,
            false => Class::RedeploySameName,
        }
    }

    /// Whether the service name lies in a domain.
    fn is_in(&self, domain: &str) -> bool {
        self.change.new.service_name.value().is_some_and(|it| is_in_domain(it, domain))
    }

    /// Whether the command Convert does it.
    pub fn converts(&self, sides: &Sides<'_>) -> bool {
        self.change.modernizes()
            && !self.change.renames()
            && !self.change.new.is_redeployed()
            && sides.releases.conversion() == Conversion::Convert
    }

    fn model(&self, sides: &Sides<'_>) -> Judgement {
        let redeploy = Judgement::of(self.redeployed(), MODIFY.section("Redeploy the service"));
        let change = &self.change;
        if !change.modernizes() {
            if change.new.has_model("service-manager") || change.old.has_model("scale-set") {
                let note = "no gateway goes back to an older model";
                return Judgement::never("conversion-to-classic", MODIFY.section("Convert"), note);
            }
            return redeploy;
        }
        if !change.renames() && self.is_in("cloudapp.net") {
            let note = "a name in cloudapp.net cannot point to a scale set: choose a new one";
            return Judgement::never("conversion-of-cloudapp-net", MODIFY.section("Convert"), note);
        }
        if change.new.is_redeployed() || change.renames() {
            return redeploy;
        }
        match sides.releases.conversion() {
            Conversion::Convert => Judgement::of(Class::Convert, MODIFY.section("Convert")),
            Conversion::DeleteFirst => {
                redeploy.because("before 2107 all gateways have one model: deleted, then created")
            }
            Conversion::Redeploy => {
                redeploy.because("from 2403 on there is nothing to convert any more")
            }
            Conversion::None => Judgement::never(
                "scale-set-before-2010",
                SETUP.section("Set up a CMG"),
                "scale sets came with 2010",
            ),
        }
    }

    /// The size is a choice of scale sets from 2107 on, and of conversions.
    fn size(&self, sides: &Sides<'_>) -> Judgement {
        let source = COST.section("Virtual machine scale set");
        let (old, new) = (self.change.old, self.change.new);
        // An export does not tell the model of a scale set.
        let is_known = old.deployment_model.value().is_some();
        let is_scale_set = old.has_model("scale-set")
            || !is_known && sides.releases.latest().is_some_and(|it| it >= NO_CLASSIC);
        if self.converts(sides) {
            Judgement::of(Class::Convert, MODIFY.section("Convert"))
        } else if !new.has_model("scale-set") {
            let note = "the size of a classic gateway is fixed";
            Judgement::never("vm-size-changed", source, note)
        } else if is_scale_set && sides.releases.resizes() {
            Judgement::of(Class::InPlace, source)
        } else if !is_known && sides.releases.resizes() {
            Judgement::of(Class::InPlace, source)
                .because("if it is a scale set: the baseline does not state its model")
        } else {
            Judgement::of(self.redeployed(), source)
                .because("before 2107 there is no choice of size: update the site first")
        }
    }
}
