use crate::{
    facts::{Versions, pages::PLAN_AUTHENTICATION},
    finding::Severity,
    model::{Config, Field},
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients come from the internet, so a gateway lets nobody in without proof: a token of
    /// Microsoft Entra ID, a client certificate of your PKI, or a token of the site. Without any
    /// of the three no client gets through.
    ///
    /// Which of them clients use also decides what the gateway, the management points and the
    /// site need, so the rules about those can only be asked where it is stated.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = [] # error: "no method"
    /// ```
    ///
    /// ## Not stated
    ///
    /// ```toml
    /// [clients] # warning: "not stated"
    /// use-cmg = true
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    /// ```
    "authentication-missing" {
        summary: "no method of client authentication is stated",
        severities: [Error, Warning],
        source: PLAN_AUTHENTICATION.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(clients) = config.clients.value().filter(|_| context.is_desired()) else { return };
    // A document that speaks of neither clients nor gateways need not say how they meet.
    let is_needed = config.clients.is_written() || !config.gateways().is_empty();
    match &clients.authentication {
        Field::Given(methods) if methods.is_empty() => {
            findings.add(methods.span, "clients have no method to authenticate with");
        }
        Field::Absent(_) if is_needed => {
            findings
                .add(clients.header, "how clients authenticate is not stated")
                .severity(Severity::Warning);
        }
        _ => {}
    }
}
