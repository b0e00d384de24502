use crate::{
    facts::{Versions, pages::SUPPORTED},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// With a bulk registration token a device on the internet gets a client and
    /// registers, without a certificate and without Microsoft Entra ID. It then
    /// keeps authenticating with a token of the site, which has to be one of the
    /// ways in which clients prove who they are.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    ///
    /// [features]
    /// use = ["client-install-token"] # error: "needs `token`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id", "token"]
    ///
    /// [features]
    /// use = ["client-install-token"]
    /// ```
    "client-install-needs-token" {
        summary: "client installation with a token, which clients do not use",
        severities: [Error],
        source: SUPPORTED.whole(),
        versions: Versions::since(2002),
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for used in super::used(config).filter(|used| used.word == "client-install-token") {
        if context.authenticates(&["token"], findings) == Some(false) {
            let message = "this installation needs `token` among the authentication methods";
            used.add(Safety::Unsafe, message, findings);
        }
    }
}
