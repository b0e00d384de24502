use crate::{
    facts::{Versions, pages::ENTRA},
    finding::Severity,
    model::{Config, Field, Text},
    rule::{Check, Context, Findings},
};

rule! {
    /// The integration with Microsoft Entra takes two app registrations. The
    /// server app stands for the gateway: with it the site signs in to Azure to
    /// deploy and watch the service. The client app stands for the devices and
    /// users that connect; whatever concerns users needs both.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure] # error: "`azure.server-app` is missing"
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    ///
    /// [azure.client-app]
    /// client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"
    /// ```
    ///
    /// ## The client app
    ///
    /// ```toml
    /// [azure] # warning: "`azure.client-app` is missing"
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    ///
    /// [azure.client-app]
    /// client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"
    /// ```
    "entra-app-missing" {
        summary: "only one of the two app registrations is stated",
        severities: [Error, Warning],
        source: ENTRA.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value().filter(|_| context.is_desired()) else { return };
    // Gateways may name a server app of their own.
    let is_named = || config.gateways().iter().any(|it| it.server_app.is_written());
    match (&azure.server_app, &azure.client_app) {
        (Field::Default(app), Field::Given(_)) if is_absent(&app.client_id) && !is_named() => {
            findings.add(app.header, "`azure.server-app` is missing beside the client app");
        }
        (Field::Given(_), Field::Default(app)) if is_absent(&app.client_id) => {
            findings
                .add(app.header, "`azure.client-app` is missing beside the server app")
                .severity(Severity::Warning);
        }
        _ => {}
    }
}

/// A broken line above may be the table that seems absent: then its keys are not.
fn is_absent(key: &Field<Text>) -> bool {
    matches!(key, Field::Absent(_))
}
