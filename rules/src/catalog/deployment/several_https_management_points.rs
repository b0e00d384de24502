use crate::{
    facts::{Versions, pages::PLAN},
    finding::File,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// In versions 2010 and 2103, with a scale set, the client cannot be
    /// installed on devices over the internet while more than one management
    /// point uses HTTPS. Version 2107 lifted the limit.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2103"
    ///
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// protocol = "https"
    ///
    /// [[management-point]]
    /// server = "mp02.corp.contoso.com"
    /// protocol = "https" # error: "only one management point uses HTTPS"
    ///
    /// [clients]
    /// internet-install = true
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2103"
    /// client-communication = "enhanced-http"
    ///
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// protocol = "https"
    ///
    /// [[management-point]]
    /// server = "mp02.corp.contoso.com"
    /// protocol = "http"
    ///
    /// [clients]
    /// internet-install = true
    /// ```
    "several-https-management-points" {
        summary: "several HTTPS management points keep clients from being installed",
        severities: [Error],
        source: PLAN.section("Limitations with versions 2010 and 2103"),
        versions: Versions::between(2010, 2107),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let mut https = config
        .management_points
        .each()
        .filter_map(|point| point.protocol.given())
        .filter(|protocol| protocol.value == "https");
    let (Some(first), Some(second)) = (https.next(), https.next()) else { return };
    if !config.gateways().iter().any(|it| it.has_model("scale-set"))
        || super::installs_over_internet(config, findings) != Some(true)
    {
        return;
    }
    findings
        .add(
            second.span,
            "clients install over the internet if only one management point uses HTTPS",
        )
        .label(File::Document, first.span, "the first one");
}
