//! The order of the steps: what is added comes first, what goes comes last, and
//! nothing is deleted before clients know another gateway that serves them.

mod convert;
mod create;
mod in_place;
mod remove;
mod replace;
mod roles;

use std::collections::{BTreeSet, HashSet};

use super::{Action, Cmdlet, Effect, Plan, Precondition, Rollback, Step, Work, cmdlets};
use crate::{
    change::{Class, Kept, Link},
    facts::{Source, pages::MODIFY},
    model::{Config, ConnectionPoint, Gateway, Named},
};

use roles::When;

/// Hours in which every client that is online refreshes its policy ("Modify a
/// CMG", Redeploy the service).
const POLICY_REFRESH: u32 = 24;

/// Where gateways are in the console.
const GATEWAYS: [&str; 3] = ["Administration", "Cloud Services", "Cloud Management Gateway"];

/// Writes the steps into a plan that has no obstacle.
pub(super) fn write(work: &Work<'_>, plan: &mut Plan) {
    let active = || work.sides.before.gateways().iter().filter(|it| it.is_active());
    let names = |is_known: bool| {
        let of = move |it: &&Named<Gateway>| work.is_known(it) == is_known;
        active().filter(of).filter_map(|it| service(it)).collect()
    };
    let (known, fresh) = (names(true), names(false));
    Runbook { work, plan, known, fresh, verified: HashSet::new() }.everything();
}

/// A runbook in the making.
struct Runbook<'w, 'a> {
    work: &'w Work<'a>,
    plan: &'w mut Plan,
    /// Service names of active gateways that clients know.
    known: BTreeSet<String>,
    /// Those that were created and that clients do not know yet.
    fresh: BTreeSet<String>,
    /// What is said already before the first step.
    verified: HashSet<String>,
}

/// The service name as the DNS compares it.
fn service(gateway: &Gateway) -> Option<String> {
    Some(gateway.service_name.value()?.to_ascii_lowercase())
}

/// As the document writes it.
fn written(gateway: &Gateway) -> &str {
    gateway.service_name.value().map_or("", |it| it.as_str())
}

/// The service name of the gateway of a handle; else the handle.
fn service_of(config: &Config, handle: &str) -> String {
    config.gateway(handle).map_or(handle, |it| written(it)).to_owned()
}

/// Some names, and how many more there are.
fn few(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} {and} {two}"),
        [one, two, three] => format!("{one}, {two} {and} {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} {and} {} others", rest.len()),
    }
}

/// As the console shows a client setting.
const fn yes_no(on: bool) -> &'static str {
    if on { "Yes" } else { "No" }
}

fn subject(gateway: &Named<Gateway>) -> String {
    format!("gateway.{}", gateway.handle)
}

impl<'a> Runbook<'_, 'a> {
    fn everything(&mut self) {
        let work = self.work;
        let of = |class| work.kept.iter().filter(move |it| it.class == Some(class));
        self.roles(When::First);
        self.links_before();
        for kept in of(Class::InPlace) {
            self.in_place(kept);
        }
        if work.changes_model_of_all() {
            self.one_model();
            self.roles(When::Between);
        } else {
            for gateway in &work.added {
                self.create_new(gateway);
            }
            for kept in of(Class::RedeployNewName) {
                self.create_renamed(kept);
            }
            for kept in of(Class::Convert) {
                self.convert(kept);
            }
            for kept in of(Class::RedeploySameName) {
                self.replace(kept);
            }
            self.roles(When::Between);
            self.links_moved();
            for kept in of(Class::RedeployNewName) {
                self.remove_renamed(kept);
            }
            for gateway in &work.removed {
                self.remove(gateway);
            }
        }
        self.links_after();
        self.roles(When::Last);
        self.afterwards();
    }

    fn afterwards(&mut self) {
        let is_lasting =
            |it: &Step| matches!(it.effect, Effect::Creates(_) | Effect::Interrupts(_));
        if self.plan.steps.iter().any(is_lasting) {
            let analyzer = "Run the connection analyzer for each gateway that changed \
                (Cloud Management Gateway > Connection analyzer).";
            self.plan.after.push(analyzer.to_owned());
        }
        if !self.plan.steps.is_empty() {
            let state = "Export the live state again, so that the next plan starts from it \
                (`cmglint import`).";
            self.plan.after.push(state.to_owned());
        }
    }

    fn step(&mut self, step: Step) {
        match &step.effect {
            Effect::Creates(name) => {
                self.fresh.insert(name.clone());
            }
            Effect::Deletes(name) => {
                self.known.remove(name);
                self.fresh.remove(name);
            }
            Effect::Informs => self.known.append(&mut self.fresh),
            Effect::None | Effect::Interrupts(_) => {}
        }
        self.plan.steps.push(step);
    }

    fn verify_first(&mut self, text: impl Into<String>, source: Source) {
        let text = text.into();
        if self.verified.insert(text.clone()) {
            self.plan.before.push(Precondition { text, source });
        }
    }

    fn roll_back(&mut self, subject: &str, text: impl Into<String>, cmdlet: Option<Cmdlet>) {
        let rollback = Rollback { subject: subject.to_owned(), text: text.into(), cmdlet };
        self.plan.rollback.push(rollback);
    }

    /// Before a gateway goes, clients must have learnt of those that are new.
    fn wait_for_clients(&mut self) {
        if self.fresh.is_empty() {
            return;
        }
        let new: Vec<&str> = self.fresh.iter().map(String::as_str).collect();
        let title = format!("Wait until clients know {}", few(&new, "and"));
        self.wait(&title, Effect::Informs);
    }

    /// A day, in which clients refresh their policy.
    fn wait(&mut self, title: &str, effect: Effect) {
        let mut step = Step::new("clients", title, Action::Wait(POLICY_REFRESH));
        step.details = vec![
            "Clients on the internet refresh their policy every 24 hours by default, and only \
             then learn of a change."
                .to_owned(),
            "Wait longer where clients are turned off or offline.".to_owned(),
        ];
        if effect == Effect::Informs {
            step.checks = vec!["Clients are seen through the new gateway.".to_owned()];
        }
        step.effect = effect;
        step.source = MODIFY.section("Redeploy the service");
        self.step(step);
    }

    /// Deletes a gateway, after the wait that this may take.
    fn delete(&mut self, gateway: &Named<Gateway>, title: &str) {
        self.wait_for_clients();
        let name = written(gateway);
        let cmdlet = Action::Cmdlet(cmdlets::remove(name));
        let mut step = Step::new(&subject(gateway), title, cmdlet);
        step.details =
            vec!["Delete it in the console or by the cmdlet, never in Azure.".to_owned()];
        step.checks = vec!["It is gone from the console, and its resources from Azure.".to_owned()];
        step.effect = Effect::Deletes(name.to_ascii_lowercase());
        step.source = MODIFY.section("Delete the service");
        self.step(step);
    }

    /// The connection points of a gateway as the document has them.
    fn points(&self, handle: &str) -> Vec<&'a ConnectionPoint> {
        let points = self.work.sides.now.connection_points.each();
        let is_of = |it: &&ConnectionPoint| it.gateway.value().is_some_and(|it| **it == *handle);
        let mut points: Vec<_> = points.map(|it| &it.value).filter(is_of).collect();
        points.sort_by_key(|it| it.server.value().map(|it| it.to_ascii_lowercase()));
        points
    }

    /// Whether the server gets its connection point by this plan.
    fn is_added(&self, point: &ConnectionPoint) -> bool {
        self.work.links.iter().any(|it| matches!(it, Link::Added(new) if std::ptr::eq(*new, point)))
    }
}

impl Kept<'_> {
    fn subject(&self) -> String {
        subject(self.change.new)
    }
}

impl Step {
    fn new(subject: &str, title: impl Into<String>, action: Action) -> Step {
        Step {
            subject: subject.to_owned(),
            title: title.into(),
            action,
            details: Vec::new(),
            checks: Vec::new(),
            effect: Effect::None,
            source: MODIFY.whole(),
        }
    }
}
