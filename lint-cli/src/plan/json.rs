//! Plans for programs. The shape is a contract: `schemas/plan.schema.json`.

use cmg_rules::{
    facts::Date,
    plan::{self, Argument},
};
use serde::Serialize;

use super::{
    Sheet,
    command::{self, Letters},
};
use crate::{
    catalog,
    error::ToolError,
    output,
    render::{Place, SourceItem, Tool, source_item},
};

/// A whole run.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "Plans of cmglint plan --format json"))]
pub struct Plans<'a> {
    /// Version of this shape.
    pub version: u8,
    pub tool: Tool,
    /// The day that counted as today: YYYY-MM-DD, in UTC.
    pub today: String,
    /// One for each document, by path.
    pub plans: Vec<Plan<'a>>,
}

/// One document against what is deployed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Plan<'a> {
    /// Relative to the working directory, with `/`.
    path: &'a str,
    /// What it is compared with; null for a first deployment.
    baseline: Option<&'a str>,
    /// Whether the document does not exist at that revision: all of it is new.
    is_new: bool,
    /// Whether it can be carried out: no obstacles, and no syntax errors.
    possible: bool,
    /// Where there are any, the plan is that of a document that nobody meant.
    syntax_errors: usize,
    /// Errors of the document that are no obstacles; `cmglint check` tells them.
    other_errors: usize,
    obstacles: Vec<Obstacle<'a>>,
    changes: Vec<Change<'a>>,
    unknown: Vec<Unknown<'a>>,
    /// Set where internet clients are without any gateway for a while.
    outage: Option<&'a str>,
    /// How long the steps wait in all; it cannot be shortened.
    hours: u32,
    /// What to verify before anything is touched.
    before: Vec<Precondition<'a>>,
    /// In the order in which they are done.
    steps: Vec<Step<'a>>,
    /// What to verify when all is done.
    after: &'a [String],
    rollback: Vec<Rollback<'a>>,
}

/// Something that forbids the plan.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Obstacle<'a> {
    /// The rule that says so as well, where there is one.
    rule: Option<&'a str>,
    /// The gateway, as in `gateway.eastus`; null where it is the whole.
    subject: Option<&'a str>,
    message: &'a str,
    start: Place,
    source: SourceItem<'static>,
}

/// One thing that changes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Change<'a> {
    /// `+`, `-`, `~` or `-/+`.
    sign: &'static str,
    /// As in `gateway.eastus`.
    subject: &'a str,
    /// Its own name: the service name, the server.
    name: &'a str,
    /// The strongest class of its settings; null for what is added or goes.
    class: Option<&'static str>,
    way: &'a str,
    /// How long clients miss it, in a few words.
    downtime: &'a str,
    settings: Vec<Setting<'a>>,
    source: SourceItem<'static>,
}

/// One key that changes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Setting<'a> {
    key: &'a str,
    /// Null where it was not there.
    old: Option<&'a str>,
    /// Null where it goes.
    new: Option<&'a str>,
    /// `in-place`, `convert`, `redeploy-same-name`, `redeploy-new-name`, `not-documented` or
    /// `not-possible`.
    class: &'static str,
    note: Option<&'a str>,
    source: SourceItem<'static>,
}

/// Keys that could not be compared.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Unknown<'a> {
    subject: &'a str,
    keys: &'a [String],
    reason: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Precondition<'a> {
    text: &'a str,
    source: SourceItem<'static>,
}

/// One step of the runbook.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Step<'a> {
    /// From 1.
    number: usize,
    subject: &'a str,
    title: &'a str,
    action: Action<'a>,
    details: &'a [String],
    /// What shows that it is done.
    checks: &'a [String],
    effect: Effect<'a>,
    source: SourceItem<'static>,
}

/// How a step is done.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Action<'a> {
    Cmdlet(Cmdlet<'a>),
    /// The way through the console, node by node; the command of the ribbon or the tab last.
    Console {
        path: &'a [&'static str],
    },
    /// A CNAME record; a null target removes it.
    Dns {
        name: &'a str,
        target: Option<&'a str>,
    },
    /// By hand, outside of the console.
    Manual,
    Wait {
        hours: u32,
    },
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Cmdlet<'a> {
    name: &'a str,
    parameters: Vec<Parameter<'a>>,
    /// The release that brought it, or the parameters that are used, as in `2309`.
    since: Option<String>,
    /// The whole as one line of PowerShell.
    line: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Parameter<'a> {
    /// Without the hyphen.
    name: &'a str,
    value: Value<'a>,
}

/// What stands behind a parameter.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Value<'a> {
    Text {
        text: &'a str,
    },
    Number {
        number: i64,
    },
    Boolean {
        boolean: bool,
    },
    Switch,
    /// A password that somebody types in.
    Password {
        prompt: &'a str,
    },
    /// What the document does not state.
    Ask {
        prompt: &'a str,
    },
    List {
        list: &'a [String],
    },
    Authorities {
        authorities: Vec<Authority<'a>>,
    },
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Authority<'a> {
    path: &'a str,
    root: bool,
}

/// What a step does to the gateways of the site.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Effect<'a> {
    None,
    Creates {
        name: &'a str,
    },
    Deletes {
        name: &'a str,
    },
    Interrupts {
        name: &'a str,
    },
    /// Clients have learnt of everything that exists.
    Informs,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Rollback<'a> {
    subject: &'a str,
    text: &'a str,
    cmdlet: Option<Cmdlet<'a>>,
}

pub fn all(sheets: &[Sheet<'_>], today: Date) -> Result<String, ToolError> {
    let plans = Plans {
        version: 1,
        tool: Tool::THIS,
        today: today.to_string(),
        plans: sheets.iter().map(plan).collect(),
    };
    Ok(output::harmless_json(&catalog::json(&plans)?))
}

fn plan<'a>(sheet: &'a Sheet<'_>) -> Plan<'a> {
    let plan = &sheet.planned.plan;
    let obstacle = |it: &'a plan::Obstacle| {
        let at = sheet.lines.position(it.offset);
        Obstacle {
            rule: it.rule,
            subject: it.subject.as_deref(),
            message: &it.message,
            start: Place { line: at.line, column: at.column, offset: it.offset },
            source: source_item(&it.source),
        }
    };
    let before = plan.before.iter();
    let steps = plan.steps.iter().enumerate();
    let rollback = plan.rollback.iter();
    Plan {
        path: &sheet.path,
        baseline: sheet.planned.baseline.as_deref(),
        is_new: sheet.planned.is_new,
        possible: sheet.is_possible(),
        syntax_errors: sheet.planned.syntax_errors,
        other_errors: sheet.errors,
        obstacles: plan.obstacles.iter().map(obstacle).collect(),
        changes: plan.changes.iter().map(change).collect(),
        unknown: plan.unknown.iter().map(unknown).collect(),
        outage: plan.outage.as_deref(),
        hours: plan.hours(),
        before: before
            .map(|it| Precondition { text: &it.text, source: source_item(&it.source) })
            .collect(),
        steps: steps.map(|(at, it)| step(at + 1, it)).collect(),
        after: &plan.after,
        rollback: rollback
            .map(|it| Rollback {
                subject: &it.subject,
                text: &it.text,
                cmdlet: it.cmdlet.as_ref().map(cmdlet),
            })
            .collect(),
    }
}

fn change(it: &plan::Item) -> Change<'_> {
    let settings = it.settings.iter().map(|it| Setting {
        key: &it.key,
        old: it.old.as_deref(),
        new: it.new.as_deref(),
        class: it.class.word(),
        note: it.note.as_deref(),
        source: source_item(&it.source),
    });
    Change {
        sign: it.sign.text(),
        subject: &it.subject,
        name: &it.name,
        class: it.class.map(cmg_rules::change::Class::word),
        way: it.way,
        downtime: it.downtime,
        settings: settings.collect(),
        source: source_item(&it.source),
    }
}

fn unknown(it: &plan::Unknown) -> Unknown<'_> {
    Unknown { subject: &it.subject, keys: &it.keys, reason: &it.reason }
}

fn step(number: usize, it: &plan::Step) -> Step<'_> {
    Step {
        number,
        subject: &it.subject,
        title: &it.title,
        action: match &it.action {
            plan::Action::Cmdlet(it) => Action::Cmdlet(cmdlet(it)),
            plan::Action::Console(path) => Action::Console { path },
            plan::Action::Dns(it) => Action::Dns { name: &it.name, target: it.target.as_deref() },
            plan::Action::Manual => Action::Manual,
            plan::Action::Wait(hours) => Action::Wait { hours: *hours },
        },
        details: &it.details,
        checks: &it.checks,
        effect: match &it.effect {
            plan::Effect::None => Effect::None,
            plan::Effect::Creates(name) => Effect::Creates { name },
            plan::Effect::Deletes(name) => Effect::Deletes { name },
            plan::Effect::Interrupts(name) => Effect::Interrupts { name },
            plan::Effect::Informs => Effect::Informs,
        },
        source: source_item(&it.source),
    }
}

fn cmdlet(it: &plan::Cmdlet) -> Cmdlet<'_> {
    let parameters = it.parameters.iter();
    Cmdlet {
        name: it.name,
        parameters: parameters
            .map(|it| Parameter { name: it.name, value: value(&it.argument) })
            .collect(),
        since: it.since.map(|version| version.to_string()),
        line: command::line(it, Letters::All),
    }
}

fn value(argument: &Argument) -> Value<'_> {
    match argument {
        Argument::Text(text) => Value::Text { text },
        Argument::Number(number) => Value::Number { number: *number },
        Argument::Boolean(boolean) => Value::Boolean { boolean: *boolean },
        Argument::Switch => Value::Switch,
        Argument::Password(prompt) => Value::Password { prompt },
        Argument::Ask(prompt) => Value::Ask { prompt },
        Argument::List(list) => Value::List { list },
        Argument::Authorities(all) => {
            let authorities = all.iter().map(|(path, root)| Authority { path, root: *root });
            Value::Authorities { authorities: authorities.collect() }
        }
    }
}

#[cfg(test)]
mod tests;
