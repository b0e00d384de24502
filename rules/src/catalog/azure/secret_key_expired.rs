use crate::{
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// With the secret key of the server app the site signs in to Microsoft
    /// Entra. Once the key has expired it cannot, and every Azure service of the
    /// site stops working. Renew the key in the node *Microsoft Entra tenants* of the
    /// console, or in Azure if the app was imported, and write the new day down.
    ///
    /// ## Example
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// secret-expires = 2026-11-16 # error: "expired on 2026-11-16"
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
    "secret-key-expired" {
        summary: "secret key of the server app has expired",
        severities: [Error],
        source: MODIFY.section("Renew Azure service secret key"),
        versions: Versions::ANY,
        needs: [Today],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((expires, days)) = super::secret_expires(config, context, findings) else { return };
    if days < 0 {
        let message = format!("the secret key of the server app expired on {}", expires.value);
        findings.add(expires.span, message);
    }
}
