use crate::{
    facts::{Versions, pages::AUTHENTICATION},
    model::{Azure, Config, Field},
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients can authenticate with Microsoft Entra ID only where the site is integrated with
    /// it: through a server app, which stands for the site, and a client app, which clients ask
    /// for tokens of. Without them no client gets a token, and the gateway itself cannot be
    /// created.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure] # error: "no app"
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    ///
    /// [azure.client-app]
    /// client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// ```
    "entra-not-onboarded" {
        summary: "clients use Entra ID, and the site has no app in it",
        severities: [Error],
        source: AUTHENTICATION.section("Azure AD"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value() else { return };
    if context.is_desired()
        && lacks_apps(azure)
        && config.gateways().iter().all(|it| !it.server_app.is_written())
        && super::methods(config, findings).is_some_and(|it| it.has("entra-id"))
    {
        findings
            .add(azure.header, "clients use Microsoft Entra ID, but no app of the site is stated");
    }
}

fn lacks_apps(azure: &Azure) -> bool {
    // The keys of an absent table are absent too, unless its header may be the broken line.
    let (server, client) = (&azure.server_app, &azure.client_app);
    !server.is_written()
        && !client.is_written()
        && server.value().is_some_and(|it| matches!(it.client_id, Field::Absent(_)))
        && client.value().is_some_and(|it| matches!(it.client_id, Field::Absent(_)))
}
