use crate::{
    change::ENTRA_APP,
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway belongs to the server app in Microsoft Entra with which it was deployed. Its properties
    /// do not show the app, and a conversion keeps it, so another client id takes a gateway that is
    /// deployed anew. A renewed secret of the same app is no such change, and neither is another client
    /// app.
    ///
    /// What counts is the `server-app` of the gateway, else the client id of `[azure.server-app]`, in both
    /// documents.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// client-id = "b35dd1d4-8a52-4d6e-8a0e-8a4b35d2c5c1" # error: "deployed with `7078946d-fc1c-43b7-8dee-dd6e6b00d783`: only a redeployment changes it"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ## A redeployment
    ///
    /// With `action = "redeploy"` the finding is information for those who review the change.
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// client-id = "b35dd1d4-8a52-4d6e-8a0e-8a4b35d2c5c1" # info: "the redeployment changes it"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// action = "redeploy"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    /// secret-expires = 2028-11-16
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    "entra-app-changed" {
        summary: "gateway goes to another server app in Microsoft Entra",
        severities: [Error, Info],
        source: MODIFY.section("Convert"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    ENTRA_APP.check(context, findings);
}
