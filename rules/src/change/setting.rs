//! The settings of a gateway that mean something to Azure, in one table: where
//! each is read, and when two values of it are the same.

use std::{borrow::Cow, fmt};

use crate::{
    facts::{azure::is_guid, host, regions},
    model::{self, Alerts, Config, Field, Gateway, Key, Text, Word},
    quote::toml_string,
    span::Span,
};

/// A setting that one deployed gateway has, and another may have differently.
pub(crate) struct Setting {
    /// Its key below the table of a gateway: `alerts.traffic-out-gb`.
    pub key: &'static str,
    /// As people call it.
    pub name: &'static str,
    /// What a gateway is in relation to its value, as in "deployed in".
    pub deployed: &'static str,
    /// The value that counts for a gateway, its own or that of `[azure]`.
    pub read: for<'c> fn(&'c Gateway, &'c Config) -> Reading<'c>,
    /// Whether a new text does the same as the deployed one, or is a mistake
    /// of which another rule speaks. Numbers and switches compare as they are.
    pub same: fn(&str, &str) -> bool,
}

/// Nothing where the document writes what nobody understands; else the value,
/// or the path of the key that states none.
pub(crate) type Reading<'c> = Option<Stated<'c>>;
pub(crate) type Stated<'c> = Result<Effective<'c>, &'static str>;

/// The value that counts for a gateway.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effective<'c> {
    pub value: Value<'c>,
    pub span: Span,
    /// Whether it stands in the table of the gateway, or is a default.
    pub is_own: bool,
    /// Whether the document writes it.
    pub is_written: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value<'c> {
    Text(&'c str),
    Number(i64),
    Switch(bool),
}

impl<'c> Value<'c> {
    pub fn text(self) -> Cow<'c, str> {
        match self {
            Value::Text(it) => it.into(),
            other => other.to_string().into(),
        }
    }

    /// As a document writes it.
    pub fn toml(self) -> String {
        match self {
            Value::Text(it) => toml_string(it),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(it) => f.write_str(it),
            Value::Number(it) => it.fmt(f),
            Value::Switch(it) => it.fmt(f),
        }
    }
}

/// What a key holds, as a value that can be compared.
trait Comparable {
    fn as_value(&self) -> Value<'_>;
}

impl Comparable for Text {
    fn as_value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Comparable for Word {
    fn as_value(&self) -> Value<'_> {
        Value::Text(self.0)
    }
}

impl Comparable for i64 {
    fn as_value(&self) -> Value<'_> {
        Value::Number(*self)
    }
}

impl Comparable for bool {
    fn as_value(&self) -> Value<'_> {
        Value::Switch(*self)
    }
}

pub(crate) static SUBSCRIPTION: Setting = Setting {
    key: "subscription-id",
    name: "subscription",
    deployed: "deployed in",
    read: |gateway, config| {
        let common = config.azure.value().map(|it| (&it.subscription_id, it.header));
        effective(gateway, &gateway.subscription_id, common)
    },
    same: is_same_id,
};

pub(crate) static SERVICE_NAME: Setting = Setting {
    key: "service-name",
    name: "service name",
    deployed: "deployed as",
    read: |gateway, _| reading(&gateway.service_name, gateway.header),
    same: |new, old| host::flaw(new).is_some() || new.contains('*') || host::same(new, old),
};

pub(crate) static REGION: Setting = Setting {
    key: "region",
    name: "region",
    deployed: "deployed in",
    read: |gateway, _| reading(&gateway.region, gateway.header),
    same: |new, old| match (regions::find(new), regions::find(old)) {
        (None, _) => true,
        (Some(new), Some(old)) => new == old,
        (Some(_), None) => false,
    },
};

pub(crate) static RESOURCE_GROUP: Setting = Setting {
    key: "resource-group",
    name: "resource group",
    deployed: "deployed in",
    read: |gateway, _| reading(&gateway.resource_group, gateway.header),
    same: |new, old| new.to_lowercase() == old.to_lowercase(),
};

pub(crate) static ENVIRONMENT: Setting = Setting {
    key: "environment",
    name: "Azure environment",
    deployed: "deployed in",
    read: |gateway, config| {
        let common = config.azure.value().map(|it| (&it.environment, it.header));
        effective(gateway, &gateway.environment, common)
    },
    same: |new, old| new == old,
};

pub(crate) static ENTRA_APP: Setting = Setting {
    key: "server-app",
    name: "server app",
    deployed: "deployed with",
    read: |gateway, config| {
        let app = config.azure.value().and_then(|it| it.server_app.value());
        effective(gateway, &gateway.server_app, app.map(|it| (&it.client_id, it.header)))
    },
    same: is_same_id,
};

pub(crate) static TENANT: Setting = Setting {
    key: "tenant-id",
    name: "tenant",
    deployed: "deployed in",
    read: |gateway, config| {
        let common = config.azure.value().map(|it| (&it.tenant_id, it.header));
        effective(gateway, &gateway.tenant_id, common)
    },
    same: is_same_id,
};

/// The site that owns the gateway; no page says how that changes.
static SITE: Setting = Setting {
    key: "site",
    name: "site",
    deployed: "deployed at",
    read: |gateway, config| {
        let common = config.site.value().map(|it| (&it.code, it.header));
        effective(gateway, &gateway.site, common)
    },
    same: |new, old| new.eq_ignore_ascii_case(old),
};

/// What a conversion keeps as it is ("Modify a CMG", Convert).
pub(crate) static FROZEN: [&Setting; 5] =
    [&ENVIRONMENT, &SUBSCRIPTION, &ENTRA_APP, &REGION, &RESOURCE_GROUP];

/// A setting that stands in the table of the gateway and nowhere else.
macro_rules! own {
    ($name:ident, $key:literal, $title:literal, $field:ident) => {
        pub(crate) static $name: Setting = Setting {
            key: $key,
            name: $title,
            deployed: "deployed with",
            read: |gateway, _| reading(&gateway.$field, gateway.header),
            same: |new, old| new == old,
        };
    };
    ($name:ident, $key:literal, $title:literal, alerts.$field:ident) => {
        pub(crate) static $name: Setting = Setting {
            key: $key,
            name: $title,
            deployed: "deployed with",
            read: |gateway, _| gateway.alerts.value().and_then(|it| reading(&it.$field, it.header)),
            same: |new, old| new == old,
        };
    };
}

own!(MODEL, "deployment-model", "deployment model", deployment_model);
own!(DESCRIPTION, "description", "description", description);
own!(VM_SIZE, "vm-size", "VM size", vm_size);
own!(VM_INSTANCES, "vm-instances", "VM instances", vm_instances);
own!(
    VERIFY_CRL,
    "verify-client-certificate-revocation",
    "Verify Client Certificate Revocation",
    verify_client_certificate_revocation
);
own!(ENFORCE_TLS, "enforce-tls-1-2", "Enforce TLS 1.2", enforce_tls_1_2);
own!(SERVE_CONTENT, "serve-content", "serve content from Azure storage", serve_content);
own!(TRAFFIC, "alerts.traffic-out-gb", "traffic threshold", alerts.traffic_out_gb);
own!(
    TRAFFIC_WARNING,
    "alerts.traffic-warning-percent",
    "traffic warning",
    alerts.traffic_warning_percent
);
own!(
    TRAFFIC_CRITICAL,
    "alerts.traffic-critical-percent",
    "critical traffic",
    alerts.traffic_critical_percent
);
own!(
    TRAFFIC_STOP,
    "alerts.stop-when-critical",
    "stop at critical traffic",
    alerts.stop_when_critical
);
own!(STORAGE, "alerts.storage-gb", "storage threshold", alerts.storage_gb);
own!(
    STORAGE_WARNING,
    "alerts.storage-warning-percent",
    "storage warning",
    alerts.storage_warning_percent
);
own!(
    STORAGE_CRITICAL,
    "alerts.storage-critical-percent",
    "critical storage",
    alerts.storage_critical_percent
);

/// Every setting that is one value, in the order of the format.
pub(crate) static SETTINGS: &[&Setting] = &[
    &SERVICE_NAME,
    &MODEL,
    &DESCRIPTION,
    &REGION,
    &RESOURCE_GROUP,
    &ENVIRONMENT,
    &SUBSCRIPTION,
    &TENANT,
    &ENTRA_APP,
    &SITE,
    &VM_SIZE,
    &VM_INSTANCES,
    &VERIFY_CRL,
    &ENFORCE_TLS,
    &SERVE_CONTENT,
    &TRAFFIC,
    &TRAFFIC_WARNING,
    &TRAFFIC_CRITICAL,
    &TRAFFIC_STOP,
    &STORAGE,
    &STORAGE_WARNING,
    &STORAGE_CRITICAL,
];

/// Ids compare without case; `invalid-guid` speaks of what is none.
fn is_same_id(new: &str, old: &str) -> bool {
    !is_guid(new) || new.eq_ignore_ascii_case(old)
}

/// That of the gateway over that of a table for all, which stands at the place.
fn effective<'c, T: Comparable>(
    gateway: &'c Gateway,
    own: &'c Field<T>,
    common: Option<(&'c Field<T>, Span)>,
) -> Reading<'c> {
    match own {
        Field::Absent(_) => {
            let (common, header) = common?;
            let it = reading(common, header)?;
            Some(it.map(|it| Effective { is_own: false, ..it }))
        }
        own => reading(own, gateway.header),
    }
}

fn reading<T: Comparable>(field: &Field<T>, header: Span) -> Reading<'_> {
    let (value, span, is_written) = match field {
        Field::Wrong(_) => return None,
        Field::Absent(path) => return Some(Err(path)),
        Field::Default(value) => (value, header, false),
        Field::Given(it) => (&it.value, it.span, true),
    };
    Some(Ok(Effective { value: value.as_value(), span, is_own: true, is_written }))
}

impl Setting {
    pub fn is_same(&self, new: Value<'_>, old: Value<'_>) -> bool {
        match (new, old) {
            (Value::Text(new), Value::Text(old)) => new == old || (self.same)(new, old),
            (new, old) => new == old,
        }
    }

    /// What the format says about changing it.
    pub fn change(&self) -> Option<model::Change> {
        let (keys, name) = match self.key.split_once('.') {
            Some((_, name)) => (Alerts::KEYS, name),
            None => (Gateway::KEYS, self.key),
        };
        keys.iter().find(|key: &&Key| key.name == name)?.change
    }

    /// Whether it is a threshold of an alert, which is off where it is absent.
    pub fn is_threshold(&self) -> bool {
        std::ptr::eq(self, &TRAFFIC) || std::ptr::eq(self, &STORAGE)
    }
}

#[test]
fn every_key_that_changes_a_gateway_is_compared() {
    let elsewhere = ["deployment-name", "certificate", "trusted-certificate", "alerts"];
    for key in Gateway::KEYS.iter().filter(|key| key.change.is_some()) {
        let is_compared = SETTINGS.iter().any(|it| it.key == key.name);
        assert!(is_compared != elsewhere.contains(&key.name), "{}", key.name);
    }
    for key in Alerts::KEYS {
        let path = format!("alerts.{}", key.name);
        assert!(SETTINGS.iter().any(|it| it.key == path && it.change() == key.change), "{path}");
    }
}
