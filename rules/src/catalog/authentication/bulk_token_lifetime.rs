use crate::{
    facts::{Versions, clients::MAX_BULK_TOKEN_MINUTES, pages::BULK_TOKEN},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A bulk registration token lets a new client in before it has anything else to show.
    /// `BulkRegistrationTokenTool.exe /lifetime` takes at most 10,080 minutes, which are seven
    /// days; three days are the default. What has not been installed by then needs a new token.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [clients]
    /// bulk-token-minutes = 43200 # error: "10080"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [clients]
    /// bulk-token-minutes = 10080
    /// ```
    "bulk-token-lifetime" {
        summary: "bulk registration token lives longer than the tool allows, or not at all",
        severities: [Error],
        source: BULK_TOKEN.section("Bulk registration token tool usage"),
        versions: Versions::since(2002),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(clients) = config.clients.value() else { return };
    let Some(minutes) = clients.bulk_token_minutes.given() else { return };
    if !(1..=MAX_BULK_TOKEN_MINUTES).contains(&minutes.value) {
        let message = format!(
            "a bulk registration token lives 1 to {MAX_BULK_TOKEN_MINUTES} minutes, not {}",
            minutes.value
        );
        findings.add(minutes.span, message);
    }
}
