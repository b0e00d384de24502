use crate::{
    facts::{Versions, pages::REGISTER_APPS},
    model::{Config, Field},
    rule::{Check, Context, Findings},
};

rule! {
    /// Nobody can warn of a day that nobody wrote down. The console notifies of
    /// expiring secret keys of the apps that it created, never of imported ones,
    /// and a forgotten key stops every Azure service of the site. Copy the day
    /// from the app registration.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure.server-app] # warning: "`secret-expires` is missing"
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
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
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    /// secret-expires = 2027-11-16
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "secret-key-expiry-missing" {
        summary: "no day is recorded on which the secret key expires",
        severities: [Warning],
        source: REGISTER_APPS.whole(),
        versions: Versions::since(2006),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(app) = super::server_app(config).filter(|_| context.is_desired()) else { return };
    if let Field::Absent(_) = app.secret_expires {
        findings.add(app.header, "`secret-expires` is missing, the last day of the secret key");
    }
}
