//! An object of the class `SMS_AzureService` as the tables of a gateway.

use super::{
    blob,
    said::{Code, Reading, Said, Statement, word},
    value::{Record, Value},
};
use crate::{
    facts::{azure::is_in_domain, regions},
    quote::quoted,
};

/// The kind of service that a gateway is; others have the same class.
const SERVICE_TYPE: &str = "CloudProxyService";

const DEPLOYMENT_MODELS: &[Code] = &[certain("1", "classic")];
const ENVIRONMENTS: &[Code] = &[certain("1", "AzurePublicCloud")];
const STATES: &[Code] = &[
    certain("0", "ready"),
    hearsay("1", "provisioning"),
    certain("4", "starting"),
    hearsay("5", "stopping"),
    certain("6", "stopped"),
    hearsay("99", "deleting"),
];

const fn certain(number: &'static str, word: &'static str) -> Code {
    Code { number, word, is_certain: true }
}

const fn hearsay(number: &'static str, word: &'static str) -> Code {
    Code { number, word, is_certain: false }
}

/// What an export says of one gateway.
#[derive(Clone, Debug)]
pub(super) struct Gateway {
    pub service_name: String,
    /// Each list in the order of its table; those of the gateway itself.
    pub own: Vec<Statement>,
    /// Settings that `[azure]` and `[site]` have for several gateways.
    pub shared: Shared,
    pub vm_instances: Said,
    pub status: Said,
    pub created: Said,
    pub certificate: Vec<Statement>,
    pub trusted: Vec<Trusted>,
    pub alerts: Vec<Statement>,
    pub remarks: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shared {
    pub environment: Said,
    pub subscription: Said,
    pub server_app: Said,
    pub site: Said,
}

/// A certification authority that client certificates may come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trusted {
    pub thumbprint: String,
    pub store: &'static str,
}

/// Whether the object is one of the class, of whatever type of service.
pub(super) fn is_service(record: &Record) -> bool {
    record.has("ServiceCName") || record.has("ServiceType") || record.has("AzureServiceID")
}

/// The gateway, or why the object is left out.
pub(super) fn read(record: &Record) -> Result<Gateway, String> {
    let mut reading = Reading::of(record);
    let kind = reading.token("ServiceType");
    let is_gateway = kind.as_ref().is_none_or(|it| it.eq_ignore_ascii_case(SERVICE_TYPE));
    let Some(service_name) = reading.token("ServiceCName").filter(|_| is_gateway) else {
        let name = reading.token("Name").map_or(String::new(), |it| format!(" {}", quoted(&it)));
        return Err(match kind.filter(|_| !is_gateway) {
            Some(kind) => format!("service{name} of the type {} is no gateway", quoted(&kind)),
            None => format!("gateway{name} has no ServiceCName"),
        });
    };
    let name = reading.token("Fqdn");
    let name = name.as_deref();
    let own = vec![
        Statement::new("service-name", Said::text(&service_name)),
        Statement::new("deployment-name", name.map_or_else(Said::nothing, Said::text)),
        Statement::new("deployment-model", model(&mut reading, name)),
        Statement::new("description", description(&mut reading)),
        Statement::new("region", region(&mut reading)),
        Statement::new("resource-group", reading.word("AffinityGroup")),
    ];
    let shared = Shared {
        environment: reading.coded("AzureEnvironmentId", "environment", ENVIRONMENTS),
        subscription: reading.guid("SubscriptionID"),
        server_app: reading.guid("AADApplicationId"),
        site: reading.site_code(),
    };
    Ok(Gateway {
        service_name,
        own,
        shared,
        vm_instances: reading.number("NumberOfInstances"),
        status: reading.coded("State", "status", STATES),
        created: reading.day("CreationTime"),
        certificate: certificate(&mut reading),
        trusted: trusted(&mut reading),
        alerts: alerts(&mut reading),
        remarks: reading.remarks,
    })
}

/// The number, where it is known, unless the deployment name says otherwise
/// ("Modify a CMG" tells the names of both models).
fn model(reading: &mut Reading<'_>, name: Option<&str>) -> Said {
    let named = name.and_then(model_of_name);
    let follows = |model: &str| format!("{} follows from the deployment name", quoted(model));
    let Some(told) = reading.phrase("DeploymentModel") else {
        let Some(model) = named else { return Said::nothing() };
        reading.remark(format!("deployment-model {}", follows(model)));
        return Said::text(model);
    };
    let known = DEPLOYMENT_MODELS.iter().find(|code| code.number == told);
    let known = known.map(|code| code.word).or_else(|| word("deployment-model", &told));
    match (known, named) {
        // A name cannot tell the two classic models apart.
        (Some("service-manager"), Some("classic")) => Said::text("service-manager"),
        (Some(known), Some(named)) if known != named => {
            reading.unclear("DeploymentModel", &told, "contradicts the deployment name")
        }
        (Some(known), _) => Said::text(known),
        (None, Some(named)) => {
            let mut said = reading.unclear("DeploymentModel", &told, "is not documented");
            reading.remark(format!("deployment-model {}", follows(named)));
            said.value = Said::text(named).value;
            said
        }
        (None, None) => reading.unclear("DeploymentModel", &told, "is not documented"),
    }
}

fn model_of_name(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    if is_in_domain(&name, "cloudapp.net") {
        return Some("classic");
    }
    let (_, region) = name.strip_suffix(".cloudapp.azure.com")?.rsplit_once('.')?;
    regions::find(region).map(|_| "scale-set")
}

/// An export that shows the property empty says that there is none.
fn description(reading: &mut Reading<'_>) -> Said {
    let Some(value) = reading.record.get("Description") else {
        let is_shown = reading.record.has("Description");
        return if is_shown { Said::text("") } else { Said::nothing() };
    };
    if matches!(value, Value::Lines(_)) {
        reading.remark("the description is wrapped in the export: look at its line breaks");
    }
    match value.text() {
        Some(text) => Said::text(&text),
        None => {
            reading.remark("Description is not shown as a text, left out");
            Said::nothing()
        }
    }
}

fn region(reading: &mut Reading<'_>) -> Said {
    let Some(text) = reading.phrase("Region") else { return Said::nothing() };
    match regions::find(&text) {
        Some(region) => Said::text(region.name),
        None => {
            reading.remark(format!("no region that is known is called {}", quoted(&text)));
            Said::text(&text)
        }
    }
}

/// The facts of the certificate; its thumbprint alone where there is no more, or
/// where the two do not belong together.
fn certificate(reading: &mut Reading<'_>) -> Vec<Statement> {
    let algorithm = reading.token("ServiceThumbprintAlgorithm");
    let is_sha1 = algorithm.is_none_or(|it| it.eq_ignore_ascii_case("SHA1"));
    let stated = reading.token("ServiceThumbprint");
    let thumbprint = stated.as_deref().filter(|_| is_sha1).and_then(blob::thumbprint);
    let said = match (&stated, &thumbprint) {
        (Some(stated), None) => {
            reading.unclear("ServiceThumbprint", stated, "is no SHA-1 thumbprint")
        }
        (_, thumbprint) => thumbprint.as_deref().map_or_else(Said::nothing, Said::text),
    };
    let alone = vec![Statement::new("thumbprint", said)];
    let Some(value) = reading.record.get("ServiceCertificate") else { return alone };
    match blob::facts(value) {
        Ok(facts) if thumbprint.as_ref().is_none_or(|it| *it == facts.thumbprint) => {
            facts.statements
        }
        Ok(_) => {
            let what = "ServiceCertificate is not the one of ServiceThumbprint, left out";
            reading.remark(what);
            alone
        }
        Err(why) => {
            reading.remark(format!("ServiceCertificate {why}"));
            alone
        }
    }
}

/// Roots first, each of them once.
fn trusted(reading: &mut Reading<'_>) -> Vec<Trusted> {
    let properties = [
        ("RootCertificate", "root"),
        ("SubCACertificate", "intermediate"),
        ("SubCACertThumbprint", "intermediate"),
    ];
    let mut all: Vec<Trusted> = Vec::new();
    for (property, store) in properties {
        let Some(value) = reading.record.get(property) else { continue };
        let Some(thumbprints) = blob::thumbprints(value) else {
            let what = "holds neither thumbprints nor certificates that can be read, left out";
            reading.remark(format!("{property} {what}"));
            continue;
        };
        for thumbprint in thumbprints {
            if !all.iter().any(|it| it.thumbprint == thumbprint) {
                all.push(Trusted { thumbprint, store });
            }
        }
    }
    all
}

fn alerts(reading: &mut Reading<'_>) -> Vec<Statement> {
    vec![
        Statement::new("traffic-out-gb", threshold(reading, "TrafficOutInGB")),
        Statement::new("traffic-warning-percent", reading.number("TrafficWarningThreshold")),
        Statement::new("traffic-critical-percent", reading.number("TrafficCriticalThreshold")),
        Statement::new("stop-when-critical", reading.boolean("TrafficOutStopService")),
        Statement::new("storage-gb", threshold(reading, "StorageQuotaInGB")),
        Statement::new("storage-warning-percent", reading.number("StorageWarningThreshold")),
        Statement::new("storage-critical-percent", reading.number("StorageCriticalThreshold")),
    ]
}

fn threshold(reading: &mut Reading<'_>, property: &str) -> Said {
    match reading.number(property) {
        said if said.value.as_deref() == Some("0") => {
            reading.unclear(property, "0", "may mean that the alert is off")
        }
        said => said,
    }
}
