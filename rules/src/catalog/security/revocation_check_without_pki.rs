use crate::{
    facts::{Versions, pages::SECURITY},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The check concerns certificates of clients. Clients that authenticate with
    /// Microsoft Entra ID or a token of the site show none, so that the option, which
    /// somebody took care to write down, protects nothing.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// verify-client-certificate-revocation = true # info: "no client has a certificate"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
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
    /// authentication = ["entra-id"]
    /// ```
    "revocation-check-without-pki" {
        summary: "gateway checks client certificates, which no client has",
        severities: [Info],
        source: SECURITY.section("Publish the certificate revocation list"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let verify = gateway.verify_client_certificate_revocation.given();
    if let Some(verify) = verify.filter(|verify| verify.value)
        && context.authenticates(&["pki"], findings) == Some(false)
    {
        findings
            .add(verify.span, "the gateway checks for revocation, but no client has a certificate");
    }
}
