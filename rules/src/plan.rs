//! What a change of the document means: which way each setting changes, and the
//! ordered steps that get there without leaving clients alone.
//!
//! All of it is plain data with owned text, so that a shell can show it in any form.

mod cmdlets;
mod items;
mod obstacles;
mod runbook;
mod step;
mod work;

use crate::{
    change::Class,
    facts::Source,
    inputs::{Baseline, Inputs, Snapshot},
    report::Report,
};
use items::{items, unknown};
use obstacles::obstacles;
pub use step::{Action, Argument, Cmdlet, Effect, Parameter, Record, Step};
use work::Work;

/// One document against what is deployed.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Why it cannot be carried out; empty where it can.
    pub obstacles: Vec<Obstacle>,
    /// What changes: gateways by their handles, those that stay, those that come
    /// and those that go, then everything around them.
    pub changes: Vec<Item>,
    /// What could not be compared.
    pub unknown: Vec<Unknown>,
    /// Said aloud where internet clients are without any gateway for a while.
    pub outage: Option<String>,
    /// What to verify by hand before anything is touched.
    pub before: Vec<Precondition>,
    /// In the order in which they are done; empty where there is an obstacle.
    pub steps: Vec<Step>,
    /// What to verify when all is done.
    pub after: Vec<String>,
    /// How to get back, and until when.
    pub rollback: Vec<Rollback>,
}

/// Something that forbids the plan.
#[derive(Clone, Debug)]
pub struct Obstacle {
    /// The gateway, as in `gateway.eastus`; nothing where it is the whole.
    pub subject: Option<String>,
    pub message: String,
    /// The rule that says so as well, where there is one.
    pub rule: Option<&'static str>,
    /// Byte offset in the document of what is at fault.
    pub offset: usize,
    pub source: Source,
}

/// One thing that changes.
#[derive(Clone, Debug)]
pub struct Item {
    pub sign: Sign,
    /// As the document calls it: `gateway.eastus`, `connection-point`.
    pub subject: String,
    /// Its own name: the service name, the server.
    pub name: String,
    /// The strongest class of its settings; nothing for what is added or goes.
    pub class: Option<Class>,
    /// What the change is, in a few words: `conversion to a scale set`.
    pub way: &'static str,
    /// How long clients miss it, in a few words.
    pub downtime: &'static str,
    pub settings: Vec<Setting>,
    pub source: Source,
}

/// As `terraform plan` shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Add,
    Remove,
    Change,
    /// Deleted and deployed anew.
    Replace,
}

impl Sign {
    pub const fn text(self) -> &'static str {
        match self {
            Sign::Add => "+",
            Sign::Remove => "-",
            Sign::Change => "~",
            Sign::Replace => "-/+",
        }
    }
}

/// One key that changes.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Below the subject: `vm-instances`, `alerts.traffic-out-gb`.
    pub key: String,
    /// As it is deployed, for people; nothing where it was not there.
    pub old: Option<String>,
    /// As it shall be; nothing where it goes.
    pub new: Option<String>,
    pub class: Class,
    /// What else there is to know: why it is not possible, what is not judged.
    pub note: Option<String>,
    pub source: Source,
}

/// Keys that the baseline does not state, and the document does.
#[derive(Clone, Debug)]
pub struct Unknown {
    pub subject: String,
    pub keys: Vec<String>,
    pub reason: String,
}

#[derive(Clone, Debug)]
pub struct Precondition {
    pub text: String,
    pub source: Source,
}

/// What to do when something goes wrong.
#[derive(Clone, Debug)]
pub struct Rollback {
    pub subject: String,
    pub text: String,
    /// What brings the deployed state back, where a cmdlet does.
    pub cmdlet: Option<Cmdlet>,
}

impl Plan {
    /// Whether the document is what is deployed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub fn is_possible(&self) -> bool {
        self.obstacles.is_empty()
    }

    /// Hours that the steps wait, which cannot be shortened.
    pub fn hours(&self) -> u32 {
        self.steps.iter().map(|step| step.action.hours()).sum()
    }
}

/// The plan of one document, with what the rules found in it. Without a baseline
/// every gateway is new.
pub fn plan(inputs: &Inputs<'_>, report: &Report) -> Plan {
    let Some(now) = &inputs.now.config else { return Plan::default() };
    let nothing = Snapshot::read("format = 1\n");
    let none = &nothing.files;
    let (before, files) = match &inputs.before {
        Baseline::Known(before) => (before.config.as_ref(), &before.files),
        Baseline::None | Baseline::Unreadable { .. } => (nothing.config.as_ref(), none),
    };
    let Some(before) = before else { return Plan::default() };
    let work = Work::of(inputs.today, now, before, (&inputs.now.files, files));
    let (changes, unknown) = (items(&work), unknown(&work));
    let mut plan = Plan { changes, unknown, ..Plan::default() };
    if plan.changes.is_empty() {
        return plan;
    }
    plan.obstacles = obstacles(&work, report);
    if plan.is_possible() {
        if work.changes_model_of_all() && before.gateways().iter().any(|it| it.is_active()) {
            let outage = "Clients on the internet are cut off from the first deletion until a new \
                gateway is ready and they have learnt of it: before 2107 all gateways of a site \
                have one deployment model.";
            plan.outage = Some(outage.to_owned());
        }
        runbook::write(&work, &mut plan);
    }
    plan
}
