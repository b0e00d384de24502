use crate::{
    facts::{Versions, pages::ENTRA},
    finding::Severity,
    model::{Config, Field},
    rule::{Check, Context, Findings},
};

rule! {
    /// The integration with Microsoft Entra takes two app registrations. The
    /// server app stands for the gateway: with it the site signs in to Azure to
    /// deploy and watch the service, so nothing works without. The client app
    /// stands for devices and users; without it nobody gets a Microsoft Entra
    /// token for the gateway.
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
    match (&azure.server_app, &azure.client_app) {
        (Field::Default(server), Field::Given(_)) if is_absent(&server.client_id) => {
            // Gateways may name a server app of their own.
            if config.gateways().iter().all(|it| is_absent(&it.server_app)) {
                findings.add(server.header, "`azure.server-app` is missing beside the client app");
            }
        }
        (Field::Given(_), Field::Default(client)) if is_absent(&client.client_id) => {
            findings
                .add(client.header, "`azure.client-app` is missing beside the server app")
                .severity(Severity::Warning);
        }
        _ => {}
    }
}

/// A broken line above may be the table that seems absent; its keys know.
fn is_absent<T>(key: &Field<T>) -> bool {
    matches!(key, Field::Absent(_))
}
