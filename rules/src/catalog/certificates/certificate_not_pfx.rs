use crate::{
    certificate::Container,
    facts::{Versions, pages::SETUP},
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// A gateway needs the certificate together with its private key, and the wizard opens nothing but a
    /// password-protected PKCS#12 file, mostly called `.pfx` or `.p12`. A `.cer` or `.p7b` file has no
    /// private key at all; a `.pem` file may have one, and has to be converted. What counts is what the
    /// file holds, not what it is called.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.cer"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.cer" # error: "a single certificate"
    /// ```
    ///
    /// ## A bundle
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.p7b"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.p7b" # error: "PKCS#7"
    /// ```
    ///
    /// ## Text
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pem"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pem" # error: "PEM"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-not-pfx" {
        summary: "the certificate file is not PKCS#12",
        severities: [Error],
        source: SETUP.section("Set up a CMG"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    // What is deployed needs no file any more, and may well be described by another.
    let Some(file) = it.file_if_read().filter(|_| context.is_desired()) else { return };
    let what = match file.file.container {
        Container::Pkcs12 => return,
        Container::Pem => "PEM, which is text",
        Container::Der => "a single certificate",
        Container::Pkcs7 => "PKCS#7, which has no private key",
    };
    let message = format!("the file is {what}, a gateway needs PKCS#12 (`.pfx`)");
    super::point(findings.add(file.path.span, message), it, "PEM, not PKCS#12");
}
