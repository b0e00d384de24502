use crate::{
    facts::{Versions, pages::CERTIFICATE},
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// A self-signed certificate has no issuer that clients could trust, so every single client must be
    /// given the certificate itself, as a trusted root, before it talks to the gateway, and again after
    /// each renewal. With a public provider there is nothing to do, and with an enterprise PKI clients
    /// trust one root for good.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// issuer = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "self-signed"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// issuer = "CN=Contoso Issuing CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-self-signed" {
        summary: "the certificate of a gateway is self-signed",
        severities: [Warning],
        source: CERTIFICATE.section("Choose the certificate type"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(it_is) = it.is_self_signed(findings).filter(|it_is| it_is.value) else { return };
    let message = "the certificate is self-signed, so no client trusts it by itself";
    super::point(findings.add(it_is.span, message), it, "signed with its own key");
}
