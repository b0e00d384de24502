use crate::{
    facts::{Versions, pages::REGISTER_APPS},
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Windows asks for tokens through its own broker, and Microsoft Entra
    /// answers only to a redirect URI that it was told: that of the broker, with
    /// the client id of the app at its end. With another one clients cannot
    /// authenticate with Microsoft Entra ID.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure.client-app]
    /// client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"
    /// redirect-uri = "https://ConfigMgrService" # warning: "not `ms-appx-web://Microsoft.AAD.BrokerPlugin/cf114f48-"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure.client-app]
    /// client-id = "cf114f48-88db-4829-ac45-0c186e86dbf6"
    /// redirect-uri = "ms-appx-web://Microsoft.AAD.BrokerPlugin/cf114f48-88db-4829-ac45-0c186e86dbf6"
    /// ```
    "client-app-redirect" {
        summary: "redirect URI of the client app is not the one for its client id",
        severities: [Warning],
        source: REGISTER_APPS.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(app) = config.azure.value().and_then(|it| it.client_app.value()) else { return };
    let Some(uri) = app.redirect_uri.given() else { return };
    let Some(client) = findings.stated(&app.client_id) else { return };
    let wanted = format!("ms-appx-web://Microsoft.AAD.BrokerPlugin/{}", client.as_str());
    if super::is_guid(client) && !uri.eq_ignore_ascii_case(&wanted) {
        let message = format!("the redirect URI is {}, not `{wanted}`", quoted(uri));
        findings.add(uri.span, message).rewrite(Safety::Safe, uri, &wanted);
    }
}
