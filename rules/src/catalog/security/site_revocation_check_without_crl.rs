use crate::{
    facts::{Versions, pages::SETUP},
    finding::{File, Safety},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// With *Clients check the certificate revocation list (CRL) for site systems*
    /// every client looks up the certificate of the server it talks to. On the
    /// internet it does not find a list that is only published inside, and then
    /// refuses to talk to the gateway.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// check-site-system-crl = true # warning: "not on the internet"
    ///
    /// [clients]
    /// crl-published = false
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// check-site-system-crl = false
    ///
    /// [clients]
    /// crl-published = false
    /// ```
    "site-revocation-check-without-crl" {
        summary: "clients check a revocation list that they cannot reach",
        severities: [Warning],
        source: SETUP.section("Configure primary site for client certificate authentication"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(site), Some(clients)) = (config.site.value(), config.clients.value()) else {
        return;
    };
    if let Some(check) = site.check_site_system_crl.given().filter(|check| check.value)
        && findings.stated(&clients.crl_published) == Some(&false)
    {
        let note = findings.add(check.span, "clients check a list that is not on the internet");
        if let Some(published) = clients.crl_published.span() {
            note.label(File::Document, published, "not published");
        }
        note.fix(Safety::Unsafe, "Turn the check off", check.span, "false");
    }
}
