use crate::{
    facts::{Versions, pages::X509},
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// In every current way to begin a TLS connection the server signs with its key. A certificate whose
    /// key usage leaves out digital signatures allows only the old exchange with an RSA key, which TLS
    /// 1.3 no longer has and hardened clients turn off. They then cannot connect to the gateway.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key-usage = ["keyEncipherment"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "`digitalSignature`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key-usage = ["digitalSignature", "keyEncipherment"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-key-usage" {
        summary: "the key usage of a certificate lacks digital signatures",
        severities: [Warning],
        source: X509.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(file) = it.file(findings) else { return };
    let Some(usage) = &file.leaf.key_usage else { return };
    if !usage.contains(&"digitalSignature") {
        let message = "the key usage lacks `digitalSignature`, with which TLS servers sign";
        super::point(findings.add(file.path.span, message), it, "its key may not sign");
    }
}
