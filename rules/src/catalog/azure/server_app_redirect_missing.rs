use crate::{
    facts::{Versions, pages::NEW_2309},
    finding::{Safety, Severity},
    model::{Config, Text},
    rule::{Age, Check, Context, Findings, addition},
};

rule! {
    /// From version 2309 the site creates gateways in the name of the server
    /// app, which needs the redirect URI `http://localhost` for that. Without
    /// it the wizard ends with "Your server application needs to be updated".
    /// *Update application settings* in the console adds it; gateways that
    /// already run should get it as well.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// redirect-uris = [] # error: "`http://localhost` is missing"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus]
    /// service-name = "cascadefalls.contoso.com"
    /// region = "westus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Gateways that already run
    ///
    /// ```toml
    /// [azure.server-app]
    /// redirect-uris = ["https://contoso.com"] # warning: "`http://localhost` is missing"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure.server-app]
    /// redirect-uris = ["http://localhost"]
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "server-app-redirect-missing" {
        summary: "server app lacks the redirect URI that new gateways need",
        severities: [Error, Warning],
        source: NEW_2309.whole(),
        versions: Versions::since(2309),
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

const URI: &str = "http://localhost";

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(app) = super::server_app(config) else { return };
    let uris = &app.redirect_uris;
    findings.stated(uris);
    let Some(given) = uris.given().filter(|_| uris.is_understood()) else { return };
    if uris.each().any(|it| is_localhost(it)) {
        return;
    }
    // A gateway with a server app of its own does not need this one.
    let mut users = config.gateways().iter().filter(|it| !it.server_app.is_written());
    let has_new = users.any(|it| context.age(it) == Age::New);
    let severity = if has_new { Severity::Error } else { Severity::Warning };
    let edit = addition(given, &[format!("\"{URI}\"")]);
    findings
        .add(given.span, format!("the redirect URI `{URI}` is missing"))
        .severity(severity)
        .fix_all(Safety::Unsafe, format!("Add `{URI}`"), vec![edit]);
}

fn is_localhost(uri: &Text) -> bool {
    uri.strip_suffix('/').unwrap_or(uri).eq_ignore_ascii_case(URI)
}
