use crate::{
    facts::{Versions, pages::MODIFY},
    model::Config,
    quote::how_long,
    rule::{Check, Context, Findings},
};

rule! {
    /// The secret key of the server app expires soon, and with it every Azure
    /// service of the site. The console shows a notification only for apps that
    /// it created, so for imported ones this warning is the only one. Renewing
    /// takes a person with the right role in Microsoft Entra, which may take
    /// days to arrange.
    ///
    /// ## Example
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// secret-expires = 2026-12-04 # warning: "expires in 12 days"
    /// ```
    ///
    /// ## The last day
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// secret-expires = 2026-11-22 # warning: "expires today"
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
    /// secret-expires = 2027-11-16
    /// ```
    "secret-key-expiring" {
        summary: "secret key of the server app expires soon",
        severities: [Warning],
        source: MODIFY.section("Renew Azure service secret key"),
        versions: Versions::ANY,
        needs: [Today],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((expires, days)) = super::secret_expires(config, context, findings) else { return };
    if (0..=i64::from(context.windows().secret_days)).contains(&days) {
        let when = match days {
            0 => "today".to_owned(),
            _ => format!("in {}", how_long(days)),
        };
        findings.add(expires.span, format!("the secret key of the server app expires {when}"));
    }
}
