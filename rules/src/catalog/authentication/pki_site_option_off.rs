use crate::{
    facts::{Versions, pages::SETUP},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients take their certificate for the site only if the primary site says so: *Use PKI
    /// client certificate (client authentication) when available* on its page *Communication
    /// Security*. While that is off they keep to their self-signed certificate, which a gateway
    /// does not accept.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// use-pki-client-certificate = false # warning: "PKI"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// use-pki-client-certificate = true
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// ```
    "pki-site-option-off" {
        summary: "clients shall authenticate with PKI, and the site tells them not to",
        severities: [Warning],
        source: SETUP.section("Configure primary site for client certificate authentication"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(option) = config.site.value().map(|it| &it.use_pki_client_certificate) else { return };
    if option.value() == Some(&true)
        || !super::methods(config, findings).is_some_and(|it| it.has("pki"))
        || findings.stated(option).is_none()
    {
        return;
    }
    if let Some(option) = option.given() {
        findings
            .add(option.span, "clients authenticate with PKI, but the site does not let them")
            .fix(Safety::Unsafe, "Write `true`", option.span, "true");
    }
}
