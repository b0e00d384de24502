use crate::{
    facts::{Versions, pages::HIERARCHY},
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Gateways belong to the top-level site, connection points to the primary
    /// sites, whose management points and software update points they talk to. On
    /// a central administration site or a secondary site they serve nobody.
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
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "CAS" # error: "is the central administration site"
    /// gateway = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp02.corp.contoso.com"
    /// site = "S01" # error: "is no primary site"
    /// gateway = "eastus"
    /// ```
    ///
    /// ## Below a standalone primary site
    ///
    /// ```toml
    /// [site]
    /// code = "P01"
    ///
    /// [[connection-point]]
    /// server = "cmgcp02.corp.contoso.com"
    /// site = "S01" # error: "is no primary site"
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
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    "connection-point-not-on-primary" {
        summary: "connection point on a site that is no primary site",
        severities: [Error],
        source: HIERARCHY.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let mut places = config.connection_points.each().filter_map(|it| it.site.given()).peekable();
    let Some(site) = config.site.value().filter(|_| places.peek().is_some()) else { return };
    let Some(kind) = findings.stated(&site.kind) else { return };
    if findings.stated(&site.code).is_none() {
        return;
    }
    if *kind == "central-administration-site" {
        findings.stated(&config.primary_sites);
    }
    let sites = super::Sites::of(config);
    for place in places.filter(|it| !sites.may_be_primary(it)) {
        let what = match sites.is_central(place) {
            true => "is the central administration site, not a primary site",
            false => "is no primary site",
        };
        findings.add(place.span, format!("{} {what}", quoted(place)));
    }
}
