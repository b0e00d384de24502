use crate::{
    certificate::Container,
    facts::{Versions, pages::PKI},
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// The gateway proves with the private key that the certificate is its own. An export from the
    /// Windows store leaves the key out unless somebody ticks the box, or where the key was not marked as
    /// exportable, and the file is a PFX all the same. Worse is a key of an earlier request: the file
    /// looks complete, and nothing can be done with it.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// private-key = "none"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "holds no private key"
    /// ```
    ///
    /// ## The key of another certificate
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// private-key = "other"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "does not belong"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// private-key = "own"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-without-private-key" {
        summary: "the PFX file lacks the private key of the certificate",
        severities: [Error],
        source: PKI.section("Cloud management gateway (CMG)"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(file) = it.file_if_read().filter(|_| context.is_desired()) else { return };
    // Other files are the wrong ones, whatever key they hold.
    if file.file.container != Container::Pkcs12 {
        return;
    }
    let key = file.file.private_key;
    let message = match key.matches_leaf {
        _ if !key.present => "the file holds no private key",
        Some(false) => "the private key in the file does not belong to the certificate",
        _ => return,
    };
    findings.add(file.path.span, message);
}
