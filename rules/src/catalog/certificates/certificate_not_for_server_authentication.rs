use crate::{
    certificate::usage,
    facts::{Versions, pages::PKI},
    finding::Severity,
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// A certificate says in its extended key usage what it may be used for. Clients talk to a gateway
    /// only if that includes server authentication, as the template *Web Server* has it. A certificate
    /// from the template for clients looks just the same in a folder.
    ///
    /// Without that extension a certificate is good for anything; most clients take it, but an
    /// authority that leaves it out was hardly asked for a server certificate.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// extended-key-usage = ["client authentication"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "is for client authentication"
    /// ```
    ///
    /// ## Not said
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// extended-key-usage = []
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "does not say"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// extended-key-usage = ["client authentication", "server authentication"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-not-for-server-authentication" {
        summary: "a certificate is not for server authentication",
        severities: [Error, Warning],
        source: PKI.section("Cloud management gateway (CMG)"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

const SERVER_AUTHENTICATION: &str = "1.3.6.1.5.5.7.3.1";

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(file) = it.file(findings) else { return };
    let (severity, message, label) = match file.leaf.extended_key_usage.as_deref() {
        Some(all) if all.iter().any(|it| it == SERVER_AUTHENTICATION) => return,
        Some([only]) => {
            let word = usage(only).map_or_else(|| quoted(only), str::to_owned);
            let message = format!("the certificate is for {word}, not server authentication");
            (Severity::Error, message, "not for server authentication")
        }
        Some(_) => {
            let message = "the certificate is not for server authentication".to_owned();
            (Severity::Error, message, "not for server authentication")
        }
        None => {
            let message = "the certificate does not say that it is for server authentication";
            (Severity::Warning, message.to_owned(), "has no extended key usage")
        }
    };
    super::point(findings.add(file.path.span, message).severity(severity), it, label);
}
