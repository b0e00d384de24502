use std::collections::HashSet;

use crate::{
    facts::{Versions, pages::HIERARCHY},
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway serves a whole hierarchy, but it hands the requests of a client
    /// to a connection point of the primary site that the client is assigned to.
    /// Clients of a primary site without one stay unmanaged on the internet.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// code = "CAS"
    /// type = "central-administration-site"
    ///
    /// [[primary-site]]
    /// code = "P01"
    /// internet-clients = true
    ///
    /// [[primary-site]] # warning: "`P02` has clients on the internet"
    /// code = "P02"
    /// internet-clients = true
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// code = "CAS"
    /// type = "central-administration-site"
    ///
    /// [[primary-site]]
    /// code = "P01"
    /// internet-clients = true
    ///
    /// [[primary-site]]
    /// code = "P02"
    /// internet-clients = false
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    "primary-without-connection-point" {
        summary: "primary site with clients on the internet, but without a connection point",
        severities: [Warning],
        source: HIERARCHY.section("Example 2: Hierarchy"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.is_desired() || !config.connection_points.is_understood() {
        return;
    }
    let sites = super::Sites::of(config);
    let mut served = HashSet::new();
    for point in config.connection_points.each() {
        match point.site.value() {
            Some(site) if sites.may_be_primary(site) => served.insert(site.to_ascii_uppercase()),
            // Nobody knows which site it is for.
            _ => return,
        };
    }
    // Where there is none at all, the gateways miss theirs.
    if served.is_empty() {
        return;
    }
    for primary in config.primary_sites.each() {
        let Some(code) = primary.code.value() else { continue };
        if !served.contains(&code.to_ascii_uppercase())
            && findings.stated(&primary.internet_clients) == Some(&true)
        {
            let what = "has clients on the internet, but no connection point";
            findings.add(primary.header, format!("{} {what}", quoted(code)));
        }
    }
}
