//! One step of a runbook.

use crate::facts::{Source, Version};

#[derive(Clone, Debug)]
pub struct Step {
    /// What it is about: `gateway.eastus`, `connection-point`, `site`.
    pub subject: String,
    /// What to do, as an order: `Delete the gateway`.
    pub title: String,
    pub action: Action,
    /// What to know while doing it.
    pub details: Vec<String>,
    /// What shows that it is done.
    pub checks: Vec<String>,
    /// What it does to the gateways, for those who count them.
    pub effect: Effect,
    pub source: Source,
}

/// How a step is done.
#[derive(Clone, Debug)]
pub enum Action {
    Cmdlet(Cmdlet),
    /// No cmdlet does it. The way through the console, node by node, the
    /// command of the ribbon or the tab last.
    Console(Vec<&'static str>),
    /// A record in public DNS (and in the internal one, where names are split).
    Dns(Record),
    /// By hand, outside of the console.
    Manual,
    /// At least so many hours, in which clients learn of a change.
    Wait(u32),
}

/// A CNAME record of the service name.
#[derive(Clone, Debug)]
pub struct Record {
    pub name: String,
    /// The deployment name; nothing where the record is removed.
    pub target: Option<String>,
}

/// A cmdlet of the module ConfigurationManager (or of Az, where it says so),
/// run from the drive of the site.
#[derive(Clone, Debug)]
pub struct Cmdlet {
    pub name: &'static str,
    pub parameters: Vec<Parameter>,
    /// The release that brought it, or the parameters that are used.
    pub since: Option<Version>,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    /// Without the hyphen.
    pub name: &'static str,
    pub argument: Argument,
}

/// What stands behind a parameter. Renderers quote it: nothing of it is code.
#[derive(Clone, Debug)]
pub enum Argument {
    Text(String),
    Number(i64),
    Boolean(bool),
    /// The parameter stands alone.
    Switch,
    /// A password that somebody types in; the prompt says which.
    Password(String),
    /// A value that the document does not state; the prompt says which.
    Ask(String),
    List(Vec<String>),
    /// Paths of certificates of authorities, and whether each is a root.
    Authorities(Vec<(String, bool)>),
}

/// What a step does to the gateways of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    None,
    /// A gateway of that service name exists and serves when the step is done.
    Creates(String),
    /// It is gone.
    Deletes(String),
    /// It may be away while the step lasts.
    Interrupts(String),
    /// Clients have learnt of everything that exists.
    Informs,
}

impl Action {
    pub fn hours(&self) -> u32 {
        match self {
            Action::Wait(hours) => *hours,
            _ => 0,
        }
    }
}

impl Cmdlet {
    pub fn new(name: &'static str) -> Cmdlet {
        Cmdlet { name, parameters: Vec::new(), since: None }
    }

    pub fn since(self, version: u16) -> Cmdlet {
        Cmdlet { since: Some(Version(version)), ..self }
    }

    pub fn with(mut self, name: &'static str, argument: Argument) -> Cmdlet {
        self.parameters.push(Parameter { name, argument });
        self
    }

    pub fn text(self, name: &'static str, value: impl Into<String>) -> Cmdlet {
        self.with(name, Argument::Text(value.into()))
    }
}
