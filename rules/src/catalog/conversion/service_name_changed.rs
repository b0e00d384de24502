use crate::{
    change::SERVICE_NAME,
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients know a gateway by its service name, which is also the common name of its certificate, so
    /// nobody can rename one. A new name is a new gateway, with a new certificate, a DNS record and a
    /// connection point of its own. It runs beside the old one for a day or more, until all clients have
    /// learned of it; only then is the old one deleted.
    ///
    /// Names compare without case.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "stonebridge.contoso.com" # error: "deployed as `granitefalls.contoso.com`: only a redeployment changes it"
    /// ```
    ///
    /// ## A redeployment
    ///
    /// With `action = "redeploy"` the finding is information for those who review the change.
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "stonebridge.contoso.com" # info: "the redeployment changes it"
    /// action = "redeploy"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "GraniteFalls.contoso.com"
    /// ```
    "service-name-changed" {
        summary: "deployed gateway gets another service name",
        severities: [Error, Info],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    SERVICE_NAME.check(context, findings);
}
