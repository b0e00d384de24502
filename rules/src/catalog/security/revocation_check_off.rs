use crate::{
    facts::{Versions, pages::SECURITY},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The revocation list is on the internet, and the gateway does not look at it:
    /// a stolen laptop keeps its access to the site after its certificate was
    /// revoked.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// verify-client-certificate-revocation = false # warning: "revoked client certificates"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// crl-published = true
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// crl-published = true
    /// ```
    "revocation-check-off" {
        summary: "gateway accepts revoked client certificates",
        severities: [Warning],
        source: SECURITY.section("Publish the certificate revocation list"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let verify = gateway.verify_client_certificate_revocation.given();
    if let Some(verify) = verify.filter(|verify| !verify.value)
        && context.authenticates(&["pki"], findings) == Some(true)
        && let Some(clients) = context.now.clients.value()
        && findings.stated(&clients.crl_published) == Some(&true)
    {
        findings.add(verify.span, "the gateway accepts revoked client certificates").fix(
            Safety::Unsafe,
            "Turn the check on",
            verify.span,
            "true",
        );
    }
}
