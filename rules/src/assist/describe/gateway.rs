//! A gateway, and the names that Azure gives to its parts.

use super::situation;
use crate::{
    assist::markdown::{Page, code, codes, shown},
    facts::{
        azure::{self, Cloud},
        pages::{CERTIFICATE, SUPPORTED},
        regions,
    },
    model::{Config, Field, Gateway, Named},
};

/// Its service name and region, for a list.
pub(in crate::assist) fn short(gateway: &Gateway) -> String {
    let service = gateway.service_name.given().map(|it| shown(it));
    let region = gateway.region.given().map(|it| shown(it));
    service.into_iter().chain(region).collect::<Vec<_>>().join(", ")
}

/// A gateway as the other side of a reference.
pub(in crate::assist) fn summary(gateway: &Named<Gateway>, config: &Config) -> Page {
    let mut page = Page::titled(&format!("Gateway {}", code(&gateway.handle)));
    if let Some(name) = gateway.service_name.given() {
        page.item(&format!("Service name {}", code(name)));
    }
    if let Some(region) = gateway.region.given() {
        page.item(&format!("Region {}", code(region)));
    }
    names(&mut page, gateway, config);
    page
}

/// The names in Azure that follow from the service name.
pub(in crate::assist) fn names(page: &mut Page, gateway: &Named<Gateway>, config: &Config) {
    let Some(prefix) = gateway.prefix() else {
        if gateway.service_name.given().is_some() {
            page.item("Its first label cannot be the name of resources in Azure");
            page.see(SUPPORTED.section("Specifications"));
        }
        return;
    };
    let cloud = situation::cloud(config, Some(gateway));
    let deployed = cloud.map(|cloud| deployment_names(gateway, cloud)).unwrap_or_default();
    if let Some(first) = deployed.first() {
        let or = if deployed.len() > 1 { " (the pages name several)" } else { "" };
        page.item(&format!("Deployment name {}{or}", codes(deployed.iter().map(String::as_str))));
        if let Some(name) = gateway.host_name().filter(|it| azure::domain_of(it).is_none()) {
            let (name, target) = (code(name), code(first));
            page.item(&format!("To create in public DNS: CNAME of {name} to {target}"));
        }
    }
    page.item(&format!("Key vault {}", code(prefix)));
    match gateway.serve_content.value() {
        Some(false) => {}
        // Storage accounts have lower-case letters and digits only.
        _ if prefix.contains('-') => {
            page.item("Storage account: none can be named so, because of the hyphen");
        }
        _ => {
            page.item(&format!("Storage account {}", code(&prefix.to_ascii_lowercase())));
        }
    }
    page.see(CERTIFICATE.section("Globally unique name"));
}

/// The names under which Azure may know it. While a line of the table is broken
/// nobody knows its model; most likely it is the default.
pub(in crate::assist) fn deployment_names(gateway: &Gateway, cloud: Cloud) -> Vec<String> {
    let by_default = || {
        let is_unwritten =
            matches!(&gateway.deployment_model, Field::Wrong(span) if *span == gateway.header);
        let region = regions::find(gateway.region.given()?).filter(|it| it.cloud == cloud)?;
        let names = cloud.deployment_names(gateway.prefix()?, region.name, true);
        is_unwritten.then_some(names)
    };
    gateway.deployment_names(cloud).or_else(by_default).unwrap_or_default()
}
