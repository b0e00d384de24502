use crate::{
    facts::{Versions, pages::AUTHENTICATION},
    model::{Config, Field},
    rule::{Check, Context, Findings},
};

rule! {
    /// An HTTPS management point asks everyone who connects for a client certificate, the server
    /// with the connection point included. Clients with a token of Microsoft Entra ID or of the
    /// site get around that, and so does enhanced HTTP; where PKI is all there is, a connection
    /// point without a client authentication certificate gets 403
    /// `CMGConnector_Clientcertificaterequired`, and no client gets through.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// client-communication = "https-only"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// protocol = "https"
    ///
    /// [[connection-point]] # warning: "client certificate"
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// client-communication = "https-only"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// protocol = "https"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    "connection-point-without-certificate" {
        summary: "connection point has no client certificate for an HTTPS management point",
        severities: [Warning],
        source: AUTHENTICATION.section("CMG connection point"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(mode) = config.site.value().map(|it| &it.client_communication) else { return };
    let points = config.connection_points.each();
    let mut without =
        points.filter(|it| matches!(it.client_certificate, Field::Absent(_))).peekable();
    if !context.is_desired()
        || without.peek().is_none()
        || mode.value().is_some_and(|it| *it == "enhanced-http")
        || !super::methods(config, findings).is_some_and(|it| super::are_only(it, "pki"))
        || !config.management_points.each().any(|it| super::takes_traffic(it, "https", findings))
        || findings.stated(mode).is_none()
    {
        return;
    }
    for point in without {
        let message = "no client certificate is named for the HTTPS management point";
        findings.add(point.header, message);
    }
}
