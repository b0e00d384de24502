//! Values that follow from the rest of the document.

use super::Ask;
use crate::{
    assist::{describe, markdown::shown, snippet::unmarked},
    inputs::{NamedFile, Opened},
    quote::toml_string,
};

/// More are no choice; the list of values has them all.
pub(super) const MOST_CHOICES: usize = 12;

/// Some of them for the template of a snippet; empty where there is none.
pub(super) fn choice(ask: &Ask<'_, '_>, path: &str) -> String {
    let some = texts(ask, path, MOST_CHOICES).into_iter().map(|(text, _)| text);
    // Templates write it between quotes as it is.
    let is_plain = |it: &String| toml_string(it).len() == it.len() + 2 && !it.contains('\\');
    some.filter(is_plain).map(|text| unmarked(&text)).collect::<Vec<_>>().join("|")
}

/// Texts that fit a key, each with a few words beside it; `path` is that of the
/// key. Of gateways and sites there may be many.
pub(super) fn texts(ask: &Ask<'_, '_>, path: &str, most: usize) -> Vec<(String, String)> {
    match path {
        "connection-point.gateway" | "boundary-group.gateways" | "media.gateway" => {
            handles(ask, most)
        }
        "site"
        | "connection-point.site"
        | "management-point.site"
        | "software-update-point.site" => sites(ask, most),
        "dns.cname" => deployment_names(ask, "target of the CNAME record"),
        "deployment-name" => deployment_names(ask, "follows from service name and region"),
        "service-name" => names_of_certificate(ask),
        "azure.server-app.app-id-uri" => app_id_uri(ask),
        _ => Vec::new(),
    }
}

fn handles(ask: &Ask<'_, '_>, most: usize) -> Vec<(String, String)> {
    let gateways = ask.config.map(|it| it.gateways()).unwrap_or_default();
    let some = gateways.iter().take(most);
    some.map(|it| (it.handle.to_string(), describe::short(it))).collect()
}

/// Codes of the sites that the document speaks of.
fn sites(ask: &Ask<'_, '_>, most: usize) -> Vec<(String, String)> {
    let Some(config) = ask.config else { return Vec::new() };
    let top = config.site.value().and_then(|site| site.code.given());
    let top = top.map(|code| (code.to_string(), "top-level site".to_owned()));
    let below = config.primary_sites.each().filter_map(|site| site.code.given());
    let below = below.map(|code| (code.to_string(), "primary site".to_owned()));
    // Connection points belong to primary sites, so that these come first.
    below.chain(top).take(most).collect()
}

fn deployment_names(ask: &Ask<'_, '_>, detail: &str) -> Vec<(String, String)> {
    let (Some(gateway), Some(cloud)) = (ask.gateway, ask.situation.cloud) else {
        return Vec::new();
    };
    let names = describe::deployment_names(gateway, cloud);
    names.into_iter().map(|name| (name, detail.to_owned())).collect()
}

/// The names that the certificate of the gateway is for.
fn names_of_certificate(ask: &Ask<'_, '_>) -> Vec<(String, String)> {
    let Some(table) = ask.gateway.and_then(|it| it.certificate.value()) else { return Vec::new() };
    let Some(path) = table.file.given() else { return Vec::new() };
    let named = NamedFile { path, password: Some(&table.password) };
    let Some(Opened::Read { file, .. }) = ask.inputs.now.files.get(&named) else {
        return Vec::new();
    };
    let Some(leaf) = file.leaf() else { return Vec::new() };
    let mut names: Vec<String> = Vec::new();
    for name in leaf.subject.common_name().into_iter().chain(leaf.names()) {
        if !name.contains('*') && shown(name) == name && !names.iter().any(|it| it == name) {
            names.push(name.to_owned());
        }
    }
    names.into_iter().map(|name| (name, "a name of the certificate".to_owned())).collect()
}

fn app_id_uri(ask: &Ask<'_, '_>) -> Vec<(String, String)> {
    let azure = ask.config.and_then(|it| it.azure.value());
    let tenant = azure.and_then(|azure| azure.tenant_id.given());
    let uri = tenant.map(|tenant| format!("api://{}/ConfigMgrService", tenant.as_str()));
    uri.into_iter().map(|uri| (uri, "with the id of the tenant".to_owned())).collect()
}
