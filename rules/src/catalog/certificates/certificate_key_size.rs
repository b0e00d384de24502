use crate::{
    facts::{Versions, pages::CERTIFICATE},
    finding::Severity,
    quote::counted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// Gateways support RSA keys of 2048 and of 4096 bits. A shorter key is no protection any more, and
    /// no public provider signs it. Another length, such as 3072, may work, but it is not among those
    /// that Microsoft supports.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key = "RSA 1024"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "1024 bits"
    /// ```
    ///
    /// ## Another length
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key = "RSA 3072"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "3072 bits"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key = "RSA 4096"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-key-size" {
        summary: "the RSA key of a certificate has an unsupported length",
        severities: [Error, Warning],
        source: CERTIFICATE.section("Issue the certificate"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    // Of other kinds, RSA-PSS among them, `certificate-key-not-rsa` speaks.
    if it.file_if_read().is_some_and(|it| it.leaf.key.algorithm != "RSA") {
        return;
    }
    let Some(bits) = it.rsa_bits(findings) else { return };
    let severity = match bits.value {
        2048 | 4096 => return,
        ..2048 => Severity::Error,
        _ => Severity::Warning,
    };
    let length = counted(bits.value, "bit");
    let message = format!("the RSA key has {length}, supported are 2048 and 4096");
    let note = findings.add(bits.span, message).severity(severity);
    super::point(note, it, &format!("its key has {length}"));
}
