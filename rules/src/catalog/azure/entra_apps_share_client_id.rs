use crate::{
    facts::{Versions, pages::ENTRA},
    finding::File,
    model::{Config, Field},
    rule::{Check, Context, Findings},
};

rule! {
    /// The server app and the client app are two registrations of different
    /// kinds in Microsoft Entra, each with a client id of its own. One id for
    /// both is a slip of copying, and one half of the service has no app.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    ///
    /// [azure.client-app]
    /// client-id = "7078946D-FC1C-43B7-8DEE-DD6E6B00D783" # error: "same client id"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    ///
    /// [azure.client-app]
    /// client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"
    /// ```
    "entra-apps-share-client-id" {
        summary: "server app and client app have the same client id",
        severities: [Error],
        source: ENTRA.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value() else { return };
    let client = azure.client_app.value().and_then(|it| it.client_id.given());
    let Some(client) = client.filter(|it| super::is_guid(it)) else { return };
    let common = super::server_app(config).map(|it| &it.client_id);
    let own = config.gateways().iter().map(|it| &it.server_app);
    for server in common.into_iter().chain(own).filter_map(Field::given) {
        if server.eq_ignore_ascii_case(client) {
            let message = "server app and client app have the same client id";
            let (first, second) = match server.span < client.span {
                true => (server.span, client.span),
                false => (client.span, server.span),
            };
            findings.add(second, message).label(File::Document, first, "first here");
        }
    }
}
