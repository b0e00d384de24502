use crate::{
    certificate::{is_self_signed, weak_hash},
    facts::{Versions, pages::PKI},
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// Signatures with SHA-1, and with MD5 all the more, can be forged. Configuration Manager asks for
    /// SHA-2, and clients that refuse the older hashes refuse the gateway; one such certificate on the
    /// way to the root is enough. An authority that was set up long ago signs like that until somebody
    /// changes its hash.
    ///
    /// A root is not judged: it is trusted because it is installed, and nobody looks at its signature.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// signature = "SHA-1 with RSA"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "signed with SHA-1"
    /// ```
    ///
    /// ## An intermediate in the file
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// chain = [
    ///     { subject = "CN=Contoso Issuing CA,O=Contoso", issuer = "CN=Contoso Root CA", signature = "SHA-1 with RSA", ca = true },
    /// ]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "`Contoso Issuing CA` in its chain is signed with SHA-1"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// signature = "SHA-256 with RSA"
    /// chain = [
    ///     { subject = "CN=Contoso Issuing CA,O=Contoso", issuer = "CN=Contoso Root CA", ca = true },
    ///     { subject = "CN=Contoso Root CA", signature = "SHA-1 with RSA", ca = true },
    /// ]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-weak-signature" {
        summary: "a certificate is signed with SHA-1 or MD5",
        severities: [Error],
        source: PKI.section("Secure Hash Algorithm 2"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(file) = it.file(findings) else { return };
    let mut weak = file.file.chain().iter().enumerate().filter_map(|(at, certificate)| {
        let hash = weak_hash(&certificate.signature_algorithm)?;
        (!is_self_signed(certificate)).then_some((at, certificate, hash))
    });
    let Some((at, certificate, hash)) = weak.next() else { return };
    let message = if at == 0 {
        format!("the certificate is signed with {hash}")
    } else {
        let subject = &certificate.subject;
        let name = subject.common_name().unwrap_or(&subject.text);
        format!("{} in its chain is signed with {hash}", quoted(name))
    };
    let note = findings.add(file.path.span, message);
    for (_, certificate, hash) in std::iter::once((at, certificate, hash)).chain(weak) {
        note.certificate(file.path, certificate, format!("signed with {hash}"));
    }
}
