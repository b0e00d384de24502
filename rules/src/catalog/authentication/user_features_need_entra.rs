use crate::{
    facts::{Versions, pages::PLAN_AUTHENTICATION},
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A certificate or a site token tells the site which device calls, never which user. Only
    /// Microsoft Entra ID names the user, so without it nothing that is deployed to a user
    /// collection reaches clients on the internet, and Software Center does not offer it.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["pki", "token"]
    ///
    /// [features]
    /// use = ["software-distribution-user-required"] # error: "needs Microsoft Entra ID"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id", "pki"]
    ///
    /// [features]
    /// use = ["software-distribution-user-required"]
    /// ```
    "user-features-need-entra" {
        summary: "software is deployed to users, and no client authenticates with Entra ID",
        severities: [Error],
        source: PLAN_AUTHENTICATION.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

const FOR_USERS: &[&str] =
    &["software-distribution-user-required", "software-distribution-user-available"];

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(features) = config.features.value() else { return };
    let mut for_users = features.used.each().filter(|it| FOR_USERS.contains(&it.0)).peekable();
    if for_users.peek().is_none()
        || !super::methods(config, findings).is_some_and(|it| super::lack(it, "entra-id"))
    {
        return;
    }
    for feature in for_users {
        let message = format!("{} needs Microsoft Entra ID, no client uses it", quoted(feature.0));
        findings.add(feature.span, message);
    }
}
