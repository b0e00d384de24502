use crate::{
    facts::{Versions, days_between, pages::NEW_2409},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// From version 2409 the console refuses to renew the secret key of an app
    /// that was registered more than 800 days ago. When the key expires, the
    /// Azure services of the site stop. Plan a new server app in time: a gateway
    /// changes its app only by a redeployment.
    ///
    /// ## Example
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// created = 2024-03-01 # warning: "996 days old"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Instead
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// created = 2026-03-01
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "server-app-too-old" {
        summary: "server app is too old for a renewal of its secret key",
        severities: [Warning],
        source: NEW_2409.whole(),
        versions: Versions::since(2409),
        needs: [Today],
        check: Check::Document(check),
    }
}

/// Days after which the console refuses.
const MAX_AGE: i64 = 800;

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(app) = super::server_app(config) else { return };
    if findings.stated(&app.created).is_none() {
        return;
    }
    let (Some(created), Some(today)) = (app.created.given(), context.today()) else { return };
    let days = days_between(created.value, today);
    if days > MAX_AGE {
        let message =
            format!("the server app is {days} days old, no key is renewed after {MAX_AGE}");
        findings.add(created.span, message);
    }
}
