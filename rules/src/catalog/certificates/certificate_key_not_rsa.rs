use crate::{
    facts::{Versions, pages::CNG},
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// Configuration Manager accepts keys in a CNG provider, but their algorithm has to be RSA. A
    /// certificate with an elliptic curve opens and imports like any other, so what goes wrong with it
    /// goes wrong late, between the gateway and its clients.
    ///
    /// A key that is bound to RSA-PSS is not plain RSA either: it has an object identifier of its own,
    /// which Windows does not take for that of an RSA key. What matters is the key; a certificate with a plain RSA key
    /// whose issuer signs with RSA-PSS is not meant here.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key = "EC 256"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "the key is EC, not RSA"
    /// ```
    ///
    /// ## Bound to RSA-PSS
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key = "RSA-PSS 2048"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "the key is RSA-PSS"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// key = "RSA 2048"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-key-not-rsa" {
        summary: "the key of a certificate is not an RSA key",
        severities: [Error],
        source: CNG.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(file) = it.file(findings) else { return };
    let message = match file.leaf.key.algorithm.as_str() {
        "RSA" => return,
        "RSA-PSS" => "the key is RSA-PSS, not plain RSA".to_owned(),
        dotted if dotted.contains('.') => format!("the key is {}, not RSA", quoted(dotted)),
        word => format!("the key is {word}, not RSA"),
    };
    super::point(findings.add(file.path.span, message), it, "its key is not RSA");
}
