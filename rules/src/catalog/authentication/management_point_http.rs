use crate::{
    facts::{Versions, pages::AUTHENTICATION},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// What a gateway passes on must reach the management point encrypted. One that talks plain
    /// HTTP gets no traffic of clients on the internet: it needs HTTPS with a certificate of your
    /// PKI, or the option of the site *Use Configuration Manager-generated certificates for HTTP
    /// site systems* (enhanced HTTP), under which `protocol = "http"` counts as secure.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// client-communication = "https-or-http"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// protocol = "http" # error: "without enhanced HTTP"
    /// ```
    ///
    /// ## A site for HTTPS only
    ///
    /// ```toml
    /// [site]
    /// client-communication = "https-only"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// protocol = "http" # error: "without enhanced HTTP"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// client-communication = "enhanced-http"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// protocol = "http"
    /// ```
    "management-point-http" {
        summary: "management point takes traffic of gateways over plain HTTP",
        severities: [Error],
        source: AUTHENTICATION.section("Enable management point for HTTPS"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(mode) = config.site.value().map(|it| &it.client_communication) else { return };
    let is_enhanced = mode.value().is_some_and(|it| *it == "enhanced-http");
    for point in config.management_points.each().filter(|_| !is_enhanced) {
        if !super::takes_traffic(point, "http", findings) || findings.stated(mode).is_none() {
            continue;
        }
        let (Some(protocol), Some(mode)) = (point.protocol.given(), mode.given()) else { continue };
        let message = "traffic of gateways over plain HTTP, without enhanced HTTP";
        let note = findings.add(protocol.span, message);
        if mode.value == "https-only" {
            note.fix(Safety::Unsafe, "Write `https`", protocol.span, "\"https\"");
        } else {
            note.fix(Safety::Unsafe, "Enable enhanced HTTP", mode.span, "\"enhanced-http\"");
        }
    }
}
