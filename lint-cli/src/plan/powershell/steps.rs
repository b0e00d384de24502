//! The steps of a script, one block each.

use std::fmt::Write;

use cmg_rules::plan::{Action, Argument, Cmdlet, Effect, Parameter, Plan, Step};

use super::{comment, said, wait_operator};
use crate::{
    plan::{
        command::{self, Letters, authority},
        words,
    },
    render::plain,
};

/// The steps, with what all of them share.
pub struct Steps<'p> {
    plan: &'p Plan,
    /// Paths of files; the script calls them `$file1` and so on.
    files: Vec<&'p str>,
    /// What asks for a password; the answers are `$password1` and so on.
    passwords: Vec<&'p str>,
}

impl<'p> Steps<'p> {
    pub fn of(plan: &'p Plan) -> Steps<'p> {
        let (mut files, mut passwords) = (Vec::new(), Vec::new());
        for parameter in plan.steps.iter().filter_map(cmdlet).flat_map(|it| &it.parameters) {
            let (into, texts): (_, Vec<&str>) = match &parameter.argument {
                Argument::Text(path) if is_path(parameter) => (&mut files, vec![path]),
                Argument::Authorities(all) => {
                    (&mut files, all.iter().map(|(path, _)| path.as_str()).collect())
                }
                Argument::Password(prompt) => (&mut passwords, vec![prompt]),
                _ => continue,
            };
            for text in texts {
                if !into.contains(&text) {
                    into.push(text);
                }
            }
        }
        Steps { plan, files, passwords }
    }

    /// Paths are resolved while the location is still a folder.
    pub fn files(&self, out: &mut String) {
        if !self.files.is_empty() {
            out.push_str("\n$folder = (Resolve-Path -LiteralPath $DocumentFolder).ProviderPath\n");
        }
        for (at, path) in self.files.iter().enumerate() {
            let combined = format!("[IO.Path]::Combine($folder, {})", said(path));
            let _ = writeln!(out, "$file{} = [IO.Path]::GetFullPath({combined})", at + 1);
        }
        if !self.files.is_empty() {
            let names: Vec<String> =
                (1..=self.files.len()).map(|it| format!("$file{it}")).collect();
            let _ = writeln!(out, "foreach ($file in @({})) {{", names.join(", "));
            out.push_str("    $is_there = Test-Path -LiteralPath $file -PathType Leaf\n");
            out.push_str("    if (-not $is_there -and -not $WhatIfPreference) {\n");
            out.push_str("        throw \"There is no file $file.\"\n    }\n}\n");
        }
        for at in 1..=self.passwords.len() {
            let _ = writeln!(out, "$password{at} = $null");
        }
    }

    pub fn write(&self, out: &mut String) {
        let count = self.plan.steps.len();
        for (at, step) in self.plan.steps.iter().enumerate() {
            let number = at + 1;
            out.push('\n');
            let title = format!("Step {number} of {count}: {}", plain(&step.title));
            let told = format!("{title} ({})", step.subject);
            comment(out, 4, "", &told);
            for text in &step.details {
                comment(out, 4, "  - ", &plain(text));
            }
            if let Some(since) = words::since(step) {
                comment(out, 4, "  - ", &since);
            }
            let _ = writeln!(out, "    # Source: {}", step.source.url());
            let _ = writeln!(out, "    if ($FirstStep -le {number}) {{");
            match cmdlet(step) {
                Some(cmdlet) => self.cmdlet(out, number, &title, step, cmdlet),
                None => by_hand(out, &told, step),
            }
            out.push_str("    }\n");
        }
    }

    fn cmdlet(&self, out: &mut String, number: usize, title: &str, step: &Step, it: &Cmdlet) {
        for text in &step.details {
            let _ = writeln!(out, "        Write-Host {}", said(&format!("  - {}", plain(text))));
        }
        let (target, title) = (said(target(step, it)), said(title));
        let _ = writeln!(out, "        if ($PSCmdlet.ShouldProcess({target}, {title})) {{");
        for parameter in &it.parameters {
            if let Argument::Password(prompt) = &parameter.argument {
                let name = self.password(prompt);
                let _ = writeln!(out, "            if ($null -eq {name}) {{");
                let prompt = said(prompt);
                let read = format!("{name} = Read-Host -AsSecureString -Prompt {prompt}");
                let _ = writeln!(out, "                {read}\n            }}");
            }
        }
        if let Effect::Deletes(service) = &step.effect {
            let name = said(text(it, "Name").unwrap_or_default());
            let service = said(service);
            let _ = writeln!(out, "            Assert-Gateway -Name {name} -ServiceName {service}");
        }
        self.call(out, it);
        if let Some(name) = becomes_ready(step, it) {
            let _ = writeln!(out, "            Wait-Gateway -Name {}", said(name));
        }
        if !step.checks.is_empty() {
            let texts: Vec<String> = step.checks.iter().map(|it| said(&plain(it))).collect();
            let title = said(&format!("Step {number} is done when:"));
            wait_operator(out, 12, &title, &texts);
        }
        // Going on without a step that somebody refuses could leave clients alone.
        out.push_str("        }\n        elseif (-not $WhatIfPreference) {\n");
        let onward = match number == self.plan.steps.len() {
            true => String::new(),
            false => format!(", or with -FirstStep {} where it is done already", number + 1),
        };
        let message =
            format!("Stopped before step {number}. Go on with -FirstStep {number}{onward}.");
        let _ = writeln!(out, "            throw {}\n        }}", said(&message));
    }

    fn call(&self, out: &mut String, it: &Cmdlet) {
        if it.parameters.is_empty() {
            let _ = writeln!(out, "            {}", it.name);
            return;
        }
        let width = it.parameters.iter().map(|it| it.name.len()).max().unwrap_or_default();
        out.push_str("            $parameters = @{\n");
        for parameter in &it.parameters {
            let (name, value) = (parameter.name, self.value(parameter));
            let _ = writeln!(out, "                {name:width$} = {value}");
        }
        let _ = writeln!(out, "            }}\n            {} @parameters", it.name);
    }

    fn value(&self, parameter: &Parameter) -> String {
        match &parameter.argument {
            Argument::Text(path) if is_path(parameter) => self.file(path),
            Argument::Password(prompt) => self.password(prompt),
            Argument::Authorities(all) => {
                let entries = all.iter().enumerate().filter_map(|(at, (path, root))| {
                    // A table holds each key once.
                    let known = all.iter().take(at).any(|(other, _)| other == path);
                    (!known).then(|| authority(&self.file(path), *root))
                });
                let entries: Vec<String> = entries.collect();
                let indent = format!("\n{}", " ".repeat(20));
                format!("@{{{indent}{}\n{}}}", entries.join(&indent), " ".repeat(16))
            }
            argument => command::value(argument, Letters::Ascii),
        }
    }

    fn file(&self, path: &str) -> String {
        variable("$file", self.files.iter().position(|it| *it == path))
    }

    fn password(&self, prompt: &str) -> String {
        variable("$password", self.passwords.iter().position(|it| *it == prompt))
    }
}

fn variable(name: &str, at: Option<usize>) -> String {
    format!("{name}{}", at.unwrap_or_default() + 1)
}

/// What a person does; the script says it and waits.
fn by_hand(out: &mut String, title: &str, step: &Step) {
    let mut lines: Vec<String> = match &step.action {
        Action::Console(path) => vec![said(&format!("In the console: {}", words::console(path)))],
        Action::Dns(record) => vec![said(&match &record.target {
            Some(target) => format!("DNS: CNAME {} -> {target}", record.name),
            None => format!("DNS: no CNAME {}", record.name),
        })],
        Action::Wait(hours) => {
            vec![format!("('Not before {{0:yyyy-MM-dd HH:mm}}.' -f (Get-Date).AddHours({hours}))")]
        }
        Action::Manual | Action::Cmdlet(_) => Vec::new(),
    };
    lines.extend(step.details.iter().map(|it| said(&plain(it))));
    lines.extend(step.checks.iter().map(|it| said(&format!("Then: {}", plain(it)))));
    wait_operator(out, 8, &said(title), &lines);
}

/// What the confirmation names: the gateway or server, else the table.
fn target<'s>(step: &'s Step, cmdlet: &'s Cmdlet) -> &'s str {
    let names = ["Name", "ServiceName", "CloudManagementGatewayName", "SiteSystemServerName"];
    match &step.effect {
        Effect::Creates(name) | Effect::Deletes(name) | Effect::Interrupts(name) => name,
        Effect::None | Effect::Informs => {
            names.iter().find_map(|name| text(cmdlet, name)).unwrap_or(&step.subject)
        }
    }
}

/// The gateway that has to become ready before anything else is done: one that
/// is deployed, or that gets another certificate.
fn becomes_ready<'s>(step: &'s Step, cmdlet: &'s Cmdlet) -> Option<&'s str> {
    // Of a gateway that is made, only the service name is known; its first label
    // is what the cmdlets call it.
    let first = |name: &'s str| name.split('.').next();
    match (cmdlet.name, &step.effect) {
        ("New-CMCloudManagementGateway", Effect::Creates(name)) => first(name),
        ("New-CMCloudManagementGateway", _) => text(cmdlet, "ServiceName").and_then(first),
        ("Set-CMCloudManagementGateway", _) => {
            text(cmdlet, "ServiceCertPath").and_then(|_| text(cmdlet, "Name"))
        }
        _ => None,
    }
}

fn text<'s>(cmdlet: &'s Cmdlet, name: &str) -> Option<&'s str> {
    let parameter = cmdlet.parameters.iter().find(|it| it.name == name)?;
    match &parameter.argument {
        Argument::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether the text is a path, relative to the document.
fn is_path(parameter: &Parameter) -> bool {
    parameter.name.ends_with("Path")
}

fn cmdlet(step: &Step) -> Option<&Cmdlet> {
    match &step.action {
        Action::Cmdlet(cmdlet) => Some(cmdlet),
        _ => None,
    }
}
