//! Plans of two documents, and what they come to.

use std::collections::BTreeSet;

use cmg_rules::{
    facts::Date,
    inputs::{Baseline, Inputs, Snapshot},
    levels::Levels,
    plan::{Action, Argument, Cmdlet, Effect, Plan, plan},
    run::run,
};

const TODAY: Date = jiff::civil::date(2026, 11, 22);

pub fn planned(deployed: &str, desired: &str) -> Plan {
    let levels = Levels::default();
    let before = Baseline::Known(Box::new(Snapshot::read(deployed)));
    let now = Snapshot::read(desired);
    assert!(now.document.errors.is_empty(), "{desired}");
    let inputs = Inputs { before, today: Some(TODAY), ..Inputs::of(now, &levels) };
    let report = run(&inputs);
    plan(&inputs, &report)
}

/// The table: `~ gateway.one in place: vm-instances 2 -> 4 (in place)`.
pub fn table(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for item in &plan.changes {
        lines.push(format!(
            "{} {} {}: {}",
            item.sign.text(),
            item.subject,
            item.name,
            item.class.map_or("-", |it| it.word())
        ));
        for it in &item.settings {
            let show = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".to_owned());
            let line = format!(
                "    {} {} -> {}: {}",
                it.key,
                show(&it.old),
                show(&it.new),
                it.class.word()
            );
            lines.push(line);
        }
    }
    lines
}

/// The steps, each in a line: what it does, and to what.
pub fn steps(plan: &Plan) -> Vec<String> {
    let line = |it: &cmg_rules::plan::Step| match &it.action {
        Action::Cmdlet(cmdlet) => command(cmdlet),
        Action::Console(path) => format!("console: {}", path.join(" > ")),
        Action::Dns(record) => match &record.target {
            Some(target) => format!("dns: {} -> {target}", record.name),
            None => format!("dns: {} -", record.name),
        },
        Action::Manual => format!("by hand: {}", it.title),
        Action::Wait(hours) => format!("wait {hours} h"),
    };
    plan.steps.iter().map(line).collect()
}

pub fn command(cmdlet: &Cmdlet) -> String {
    let mut text = cmdlet.name.to_owned();
    for it in &cmdlet.parameters {
        text.push_str(&format!(" -{}", it.name));
        match &it.argument {
            Argument::Text(it) => text.push_str(&format!(" {it}")),
            Argument::Number(it) => text.push_str(&format!(" {it}")),
            Argument::Boolean(it) => text.push_str(&format!(" ${it}")),
            Argument::Switch => {}
            Argument::Password(_) => text.push_str(" <password>"),
            Argument::Ask(_) => text.push_str(" <asked>"),
            Argument::List(all) => text.push_str(&format!(" {}", all.join(","))),
            Argument::Authorities(all) => {
                let one = |(path, root): &(String, bool)| format!("{path}={root}");
                text.push_str(&format!(" {}", all.iter().map(one).collect::<Vec<_>>().join(",")));
            }
        }
    }
    text
}

/// The rules, or where none speaks the messages, that forbid a plan.
pub fn obstacles(plan: &Plan) -> Vec<&str> {
    plan.obstacles.iter().map(|it| it.rule.unwrap_or(&it.message)).collect()
}

/// The fewest gateways that clients know and that are there, at any time.
pub fn fewest(plan: &Plan, active: &[&str]) -> usize {
    let mut known: BTreeSet<String> = active.iter().map(|it| (*it).to_owned()).collect();
    let mut fresh = BTreeSet::new();
    let mut fewest = known.len();
    for step in &plan.steps {
        match &step.effect {
            Effect::Creates(name) => {
                assert!(!known.contains(name), "{name} is there already: {:?}", steps(plan));
                fresh.insert(name.clone());
            }
            Effect::Deletes(name) => {
                assert!(
                    known.remove(name) | fresh.remove(name) || !active.contains(&name.as_str())
                );
            }
            Effect::Informs => {
                assert!(step.action.hours() >= 24);
                known.append(&mut fresh);
            }
            Effect::None | Effect::Interrupts(_) => {}
        }
        fewest = fewest.min(known.len());
    }
    fewest
}

/// What the page of a cmdlet lists.
pub fn parameters(cmdlet: &str) -> Vec<&'static str> {
    let both = [
        "ServiceCertPath",
        "ServiceCertPassword",
        "Description",
        "VMInstanceCount",
        "CARootCert",
        "CheckClientCertRevocation",
        "EnforceProtocol",
        "EnableCloudDPFunction",
        "EnableTrafficOut",
        "TrafficOutGB",
        "TrafficWarningPct",
        "TrafficCriticalPct",
        "TrafficOutStopService",
        "EnableStorageQuota",
        "StorageQuotaGB",
        "StorageWarningPct",
        "StorageCriticalPct",
        "Force",
    ];
    let point = ["SiteSystemServerName", "SiteCode"];
    let own: &[&str] = match cmdlet {
        "New-CMCloudManagementGateway" => &[
            "ServiceName",
            "SubscriptionId",
            "GroupName",
            "IsUsingExistingGroup",
            "ServerAppClientId",
            "TenantId",
            "EnvironmentSetting",
            "Region",
        ],
        "Set-CMCloudManagementGateway" => &["Name", "RemoveCertThumbprints"],
        "Remove-CMCloudManagementGateway" => return vec!["Name", "Force"],
        "Add-CMCloudManagementGatewayConnectionPoint"
        | "Set-CMCloudManagementGatewayConnectionPoint" => {
            return [&point[..], &["CloudManagementGatewayName"]].concat();
        }
        "Remove-CMCloudManagementGatewayConnectionPoint" => {
            return [&point[..], &["Force"]].concat();
        }
        "Set-CMManagementPoint" | "Set-CMSoftwareUpdatePoint" => {
            return [&point[..], &["EnableCloudGateway"]].concat();
        }
        "Set-CMClientSettingCloudService" => {
            return vec![
                "DefaultSetting",
                "AllowCloudManagementGateway",
                "AllowCloudDistributionPoint",
            ];
        }
        other => panic!("{other}"),
    };
    [&both[..], own].concat()
}
