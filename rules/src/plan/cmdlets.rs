//! The cmdlets of a plan, with what the document states for them.

use super::{Argument, Cmdlet};
use crate::{
    change::{self, Authority, Kept},
    facts::{Version, azure::Cloud, regions},
    model::{Alerts, Certificate, Config, ConnectionPoint, Field, Gateway},
};

/// The name by which cmdlets know a gateway: the first label of its service name.
fn name(service: &str) -> String {
    service.split('.').next().unwrap_or(service).to_owned()
}

pub(super) fn set(service: &str) -> Cmdlet {
    Cmdlet::new("Set-CMCloudManagementGateway").text("Name", name(service))
}

pub(super) fn remove(service: &str) -> Cmdlet {
    Cmdlet::new("Remove-CMCloudManagementGateway")
        .text("Name", name(service))
        .with("Force", Argument::Switch)
}

/// One of the two cmdlets that link a connection point with a gateway.
pub(super) fn link(cmdlet: &'static str, service: &str, point: &ConnectionPoint) -> Cmdlet {
    of_server(Cmdlet::new(cmdlet).text("CloudManagementGatewayName", service), point)
}

/// Takes the role from its server; which gateway it served does not matter.
pub(super) fn unlink(point: &ConnectionPoint) -> Cmdlet {
    of_server(Cmdlet::new("Remove-CMCloudManagementGatewayConnectionPoint"), point)
        .with("Force", Argument::Switch)
}

/// The server of a connection point, and its site where that is stated.
fn of_server(cmdlet: Cmdlet, point: &ConnectionPoint) -> Cmdlet {
    let cmdlet = match point.server.value() {
        Some(server) => cmdlet.text("SiteSystemServerName", server.as_str()),
        None => cmdlet.with("SiteSystemServerName", Argument::Ask("Site system server".to_owned())),
    };
    match point.site.value() {
        Some(site) => cmdlet.text("SiteCode", site.as_str()),
        None => cmdlet,
    }
}

/// The file and the password of a certificate.
pub(super) fn certificate(cmdlet: Cmdlet, table: Option<&Certificate>, service: &str) -> Cmdlet {
    let cmdlet = match table.and_then(|it| it.file.given()) {
        Some(file) => cmdlet.text("ServiceCertPath", file.as_str()),
        None => {
            let prompt =
                format!("Path of the server authentication certificate of {service} (.pfx)");
            cmdlet.with("ServiceCertPath", Argument::Ask(prompt))
        }
    };
    let prompt = format!("Password of the server authentication certificate of {service}");
    cmdlet.with("ServiceCertPassword", Argument::Password(prompt))
}

/// Authorities that have a file; those that are thumbprints only are not to be
/// had by any parameter.
pub(super) fn authorities(cmdlet: Cmdlet, all: &[Authority]) -> Cmdlet {
    let with_file =
        all.iter().filter_map(|it| Some((it.path.clone()?, it.store != Some("intermediate"))));
    match with_file.collect::<Vec<_>>() {
        none if none.is_empty() => cmdlet,
        some => cmdlet.with("CARootCert", Argument::Authorities(some)),
    }
}

/// The thresholds, as the format means them: an absent one is off.
fn all_alerts(cmdlet: Cmdlet, alerts: Option<&Alerts>) -> Cmdlet {
    let Some(alerts) = alerts else { return cmdlet };
    let cmdlet = match alerts.traffic_out_gb.value() {
        Some(_) => traffic(cmdlet, alerts),
        None => cmdlet,
    };
    match alerts.storage_gb.value() {
        Some(_) => storage(cmdlet, alerts),
        None => cmdlet,
    }
}

fn number(cmdlet: Cmdlet, name: &'static str, field: &Field<i64>) -> Cmdlet {
    match field.value() {
        Some(value) => cmdlet.with(name, Argument::Number(*value)),
        None => cmdlet,
    }
}

fn traffic(cmdlet: Cmdlet, alerts: &Alerts) -> Cmdlet {
    let is_on = alerts.traffic_out_gb.value().is_some();
    let mut cmdlet = cmdlet.with("EnableTrafficOut", Argument::Boolean(is_on));
    if is_on {
        cmdlet = number(cmdlet, "TrafficOutGB", &alerts.traffic_out_gb);
        cmdlet = number(cmdlet, "TrafficWarningPct", &alerts.traffic_warning_percent);
        cmdlet = number(cmdlet, "TrafficCriticalPct", &alerts.traffic_critical_percent);
        if let Some(stop) = alerts.stop_when_critical.value() {
            cmdlet = cmdlet.with("TrafficOutStopService", Argument::Boolean(*stop));
        }
    }
    cmdlet
}

fn storage(cmdlet: Cmdlet, alerts: &Alerts) -> Cmdlet {
    let is_on = alerts.storage_gb.value().is_some();
    let mut cmdlet = cmdlet.with("EnableStorageQuota", Argument::Boolean(is_on));
    if is_on {
        cmdlet = number(cmdlet, "StorageQuotaGB", &alerts.storage_gb);
        cmdlet = number(cmdlet, "StorageWarningPct", &alerts.storage_warning_percent);
        cmdlet = number(cmdlet, "StorageCriticalPct", &alerts.storage_critical_percent);
    }
    cmdlet
}

/// A new gateway with all that the document states.
pub(super) fn create(
    gateway: &Gateway,
    now: &Config,
    authorities_of_it: &[Authority],
    version: Option<Version>,
) -> Cmdlet {
    let service = gateway.service_name.value().map_or("", |it| it.as_str());
    let mut cmdlet = Cmdlet::new("New-CMCloudManagementGateway");
    cmdlet = certificate(cmdlet, gateway.certificate.value(), service);
    let text = |read: &change::Setting| match (read.read)(gateway, now) {
        Some(Ok(it)) => Some(it.value.text().into_owned()),
        _ => None,
    };
    let asked = |cmdlet: Cmdlet, name, value: Option<String>, prompt: &str| match value {
        Some(value) => cmdlet.text(name, value),
        None => cmdlet.with(name, Argument::Ask(format!("{prompt} of {service}"))),
    };
    let service_name = Some(service.to_owned()).filter(|it| !it.is_empty());
    cmdlet = asked(cmdlet, "ServiceName", service_name, "Service name");
    let environment = text(&change::ENVIRONMENT);
    if let Some(environment) = &environment {
        cmdlet = cmdlet.text("EnvironmentSetting", environment.as_str());
    }
    cmdlet = asked(cmdlet, "SubscriptionId", text(&change::SUBSCRIPTION), "Subscription id");
    // Before 2309 there is no such parameter.
    if version.is_none_or(|it| it >= Version(2309)) {
        cmdlet = asked(cmdlet, "TenantId", text(&change::TENANT), "Tenant id");
    }
    cmdlet =
        asked(cmdlet, "ServerAppClientId", text(&change::ENTRA_APP), "Client id of the server app");
    cmdlet = asked(cmdlet, "GroupName", text(&change::RESOURCE_GROUP), "Resource group");
    // Together with an app only from 2603 on.
    if gateway.resource_group_region.is_written() && version.is_none_or(|it| it >= Version(2603)) {
        cmdlet = cmdlet.with("IsUsingExistingGroup", Argument::Boolean(true));
    }
    cmdlet = asked(cmdlet, "Region", text(&change::REGION).map(region), "Region");
    if let Some(instances) = gateway.vm_instances.value() {
        cmdlet = cmdlet.with("VMInstanceCount", Argument::Number(*instances));
    }
    for (name, field) in [
        ("CheckClientCertRevocation", &gateway.verify_client_certificate_revocation),
        ("EnforceProtocol", &gateway.enforce_tls_1_2),
        ("EnableCloudDPFunction", &gateway.serve_content),
    ] {
        if let Some(value) = field.value() {
            cmdlet = cmdlet.with(name, Argument::Boolean(*value));
        }
    }
    cmdlet = authorities(cmdlet, authorities_of_it);
    cmdlet = all_alerts(cmdlet, gateway.alerts.value());
    if let Some(description) = gateway.description.value() {
        cmdlet = cmdlet.text("Description", description.as_str());
    }
    cmdlet
}

/// As the enumeration of the cmdlet spells it.
fn region(name: String) -> String {
    match regions::find(&name) {
        Some(region) => match (region.cmdlet, region.cloud) {
            (Some(spelling), _) => spelling.to_owned(),
            (None, Cloud::Public | Cloud::UsGovernment) => region.name.to_owned(),
        },
        None => name,
    }
}

/// Keys of a gateway, as differences name them.
type Keys = &'static [&'static str];

type SetAlerts = fn(Cmdlet, &Alerts) -> Cmdlet;

/// What of a gateway one cmdlet changes, with the keys that it is about.
pub(super) struct InPlace {
    pub title: String,
    pub keys: Keys,
    pub cmdlet: Cmdlet,
    /// The same with what is deployed.
    pub back: Option<Cmdlet>,
}

/// Every change in place that a cmdlet does, in the order in which they are done.
pub(super) fn in_place(kept: &Kept<'_>) -> Vec<InPlace> {
    let (old, new) = (kept.change.old, kept.change.new);
    let service = old.service_name.value().map_or("", |it| it.as_str());
    let mut all = Vec::new();
    let switches: [(&'static str, Keys, &'static str, _, _); 3] = [
        (
            "Verify Client Certificate Revocation",
            &["verify-client-certificate-revocation"],
            "CheckClientCertRevocation",
            &new.verify_client_certificate_revocation,
            &old.verify_client_certificate_revocation,
        ),
        (
            "Enforce TLS 1.2",
            &["enforce-tls-1-2"],
            "EnforceProtocol",
            &new.enforce_tls_1_2,
            &old.enforce_tls_1_2,
        ),
        (
            "Allow CMG to function as a cloud distribution point",
            &["serve-content"],
            "EnableCloudDPFunction",
            &new.serve_content,
            &old.serve_content,
        ),
    ];
    if kept.changes("description") {
        let with = |it: &Gateway| {
            set(service).text("Description", it.description.value().map_or("", |it| it.as_str()))
        };
        all.push(InPlace {
            title: "Change the description".to_owned(),
            keys: &["description"],
            cmdlet: with(new),
            back: Some(with(old)),
        });
    }
    if kept.changes("vm-instances") {
        let with = |it: &Gateway| {
            let number = it.vm_instances.value()?;
            Some(set(service).with("VMInstanceCount", Argument::Number(*number)))
        };
        all.extend(with(new).map(|cmdlet| InPlace {
            title: "Change the number of virtual machines".to_owned(),
            keys: &["vm-instances"],
            cmdlet,
            back: with(old),
        }));
    }
    for (label, keys, parameter, new, old) in switches {
        let is_on = new.value() == Some(&true);
        let title = format!("Turn {} \"{label}\"", if is_on { "on" } else { "off" });
        let with =
            |value: Option<&bool>| Some(set(service).with(parameter, Argument::Boolean(*value?)));
        if keys.iter().any(|key| kept.changes(key)) {
            all.extend(with(new.value()).map(|cmdlet| InPlace {
                title,
                keys,
                cmdlet,
                back: with(old.value()),
            }));
        }
    }
    let alerts: [(_, Keys, SetAlerts); 2] = [
        ("Change the alerts on outbound traffic", TRAFFIC, traffic),
        ("Change the alerts on storage", STORAGE, storage),
    ];
    for (title, keys, set_alerts) in alerts {
        let title = title.to_owned();
        let with = |it: &Gateway| Some(set_alerts(set(service), it.alerts.value()?));
        if keys.iter().any(|key| kept.changes(key)) {
            all.extend(with(new).map(|cmdlet| InPlace { title, keys, cmdlet, back: with(old) }));
        }
    }
    all
}

static TRAFFIC: &[&str] = &[
    "alerts.traffic-out-gb",
    "alerts.traffic-warning-percent",
    "alerts.traffic-critical-percent",
    "alerts.stop-when-critical",
];

static STORAGE: &[&str] =
    &["alerts.storage-gb", "alerts.storage-warning-percent", "alerts.storage-critical-percent"];
