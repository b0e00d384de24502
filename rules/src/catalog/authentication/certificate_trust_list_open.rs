use crate::{
    facts::{Versions, pages::SECURITY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// With an empty list of trusted root certification authorities the site takes a client
    /// certificate from every authority that Windows trusts on the management point, public
    /// ones included. Whoever holds such a certificate can register as a client. The list
    /// narrows that down to your own authorities.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// certificate-trust-list = [] # warning: "any authority"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// certificate-trust-list = ["certs/contoso-root.cer"]
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    "certificate-trust-list-open" {
        summary: "site trusts client certificates of every authority that Windows trusts",
        severities: [Warning],
        source: SECURITY.section("Review entries in the site's certificate trust list"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(site) = config.site.value() else { return };
    let list = site.certificate_trust_list.given().filter(|list| list.is_empty());
    let Some(list) = list else { return };
    if super::methods(config, findings).is_some_and(|it| it.has("pki")) {
        findings.add(list.span, "client certificates of any authority Windows trusts are taken");
    }
}
