use crate::{
    facts::{Versions, pages},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Where authentication with Microsoft Entra ID is disabled for the tenant,
    /// clients could not communicate with a gateway at all before version 2503,
    /// not even those with a certificate or a token.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// entra-authentication = false # warning: "before 2503"
    /// ```
    ///
    /// ```version
    /// 2409
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// entra-authentication = false
    /// ```
    ///
    /// ```version
    /// 2503
    /// ```
    "entra-disabled-needs-2503" {
        summary: "Entra authentication is disabled on a site that cannot do without",
        severities: [Warning],
        source: pages::KB31909343.section("Issues that are fixed"),
        versions: Versions::between(2010, 2503),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value() else { return };
    if let Some(given) = azure.entra_authentication.given().filter(|it| !it.value) {
        let message = "without Entra authentication clients reach no gateway before 2503";
        findings.add(given.span, message);
    }
}
