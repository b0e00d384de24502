use crate::{
    facts::{Versions, pages::ENTRA},
    model::Config,
    quote::how_long,
    rule::{Check, Context, Findings},
};

rule! {
    /// Two years are the longest life of a secret key that the wizard offers.
    /// Keys that were once made to last forever got 99 years, which Microsoft
    /// Entra supports no longer. So the day is mistyped, or the key should be
    /// renewed with an end that somebody has an eye on.
    ///
    /// ## Example
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [azure.server-app]
    /// secret-expires = 2120-06-01 # warning: "two years are the longest"
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
    /// secret-expires = 2028-11-22
    /// ```
    "secret-key-validity" {
        summary: "secret key of the server app is valid for more than two years",
        severities: [Warning],
        source: ENTRA.whole(),
        versions: Versions::ANY,
        needs: [Today],
        check: Check::Document(check),
    }
}

/// Two years, one of them a leap year.
const TWO_YEARS: i64 = 731;

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((expires, days)) = super::secret_expires(config, context, findings) else { return };
    if days > TWO_YEARS {
        let valid = how_long(days);
        let message = format!("the secret key is valid for {valid}, two years are the longest");
        findings.add(expires.span, message);
    }
}
