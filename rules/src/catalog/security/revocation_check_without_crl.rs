use crate::{
    facts::{Versions, pages::SECURITY},
    finding::{File, Safety},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// *Verify Client Certificate Revocation* makes the gateway look up the
    /// certificate of every client in the revocation list of its issuer. Azure
    /// reaches that list only where it is published on the internet; otherwise
    /// clients are refused, try again, and the traffic is paid for. The option is
    /// on unless somebody turns it off.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// verify-client-certificate-revocation = true # error: "not on the internet"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// crl-published = false
    /// ```
    ///
    /// ## By default
    ///
    /// ```toml
    /// [gateway.eastus] # error: "not on the internet"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// crl-published = false
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
    "revocation-check-without-crl" {
        summary: "gateway checks a revocation list that it cannot reach",
        severities: [Error],
        source: SECURITY.section("Publish the certificate revocation list"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(clients) = context.now.clients.value() else { return };
    let (verify, published) =
        (&gateway.verify_client_certificate_revocation, &clients.crl_published);
    if verify.value() == Some(&false)
        || published.value() == Some(&true)
        || context.authenticates(&["pki"], findings) != Some(true)
        || findings.stated(verify).is_none()
        || findings.stated(published).is_none()
    {
        return;
    }
    let span = verify.span().unwrap_or(gateway.header);
    let note =
        findings.add(span, "the gateway checks a revocation list that is not on the internet");
    if let Some(published) = published.span() {
        note.label(File::Document, published, "not published");
    }
    match verify.span() {
        Some(span) => note.fix(Safety::Unsafe, "Turn the check off", span, "false"),
        None => {
            let table = format!("gateway.{}", gateway.handle);
            note.insert(gateway.room, &table, "verify-client-certificate-revocation", "false")
        }
    };
}
