use std::collections::HashMap;

use crate::{
    facts::{Versions, pages::SCALE},
    model::{Config, ConnectionPoint, Given},
    quote::quoted,
    rule::{Check, Context, Findings, References},
};

rule! {
    /// While the only connection point of a primary site restarts or is updated,
    /// clients of the site that are on the internet cannot reach it. A second one
    /// takes over, and shares the load the rest of the time.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]] # info: "the only connection point of site `P01`"
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp02.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    ///
    /// ## In a lab
    ///
    /// ```toml
    /// [gateway.lab]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// purpose = "lab"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "lab"
    /// ```
    "single-connection-point" {
        summary: "primary site with a single connection point",
        severities: [Info],
        source: SCALE.section("Improve performance"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    if !config.connection_points.is_understood() {
        return;
    }
    let sites = super::Sites::of(config);
    let references = References::of(config, context);
    let gateways: HashMap<_, _> = config.gateways().iter().map(|it| (&*it.handle, it)).collect();
    let gateway_of = |point: &Given<ConnectionPoint>| {
        gateways.get(references.handle(point.gateway.value()?)?).copied()
    };
    let mut by_site: HashMap<String, Vec<&Given<ConnectionPoint>>> = HashMap::new();
    for point in config.connection_points.each() {
        // It might be the second one of any site.
        let Some(site) = point.site.value() else { return };
        let purpose = gateway_of(point).and_then(|it| it.purpose.value());
        if sites.may_be_primary(site) && purpose.is_none_or(|it| *it != "lab") {
            by_site.entry(site.to_ascii_uppercase()).or_default().push(point);
        }
    }
    for (site, points) in by_site {
        let [point] = points.as_slice() else { continue };
        let Some(gateway) = gateway_of(point) else { continue };
        if findings.stated(&gateway.purpose).is_some_and(|it| *it == "production") {
            let message =
                format!("the only connection point of site {} for production", quoted(&site));
            findings.add(point.header, message);
        }
    }
}
