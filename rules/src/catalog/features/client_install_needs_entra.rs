use crate::{
    facts::{Versions, pages::SUPPORTED},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A device on the internet that has no client yet proves who it is with its
    /// Microsoft Entra identity. Where clients do not authenticate with Microsoft
    /// Entra ID, the gateway refuses the installation.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["pki"]
    ///
    /// [features]
    /// use = ["client-install-entra"] # error: "needs `entra-id`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id", "pki"]
    ///
    /// [features]
    /// use = ["client-install-entra"]
    /// ```
    "client-install-needs-entra" {
        summary: "client installation with Microsoft Entra ID, which clients do not use",
        severities: [Error],
        source: SUPPORTED.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for used in super::used(config).filter(|used| used.word == "client-install-entra") {
        if context.authenticates(&["entra-id"], findings) == Some(false) {
            let message = "this installation needs `entra-id` among the authentication methods";
            used.add(Safety::Unsafe, message, findings);
        }
    }
}
