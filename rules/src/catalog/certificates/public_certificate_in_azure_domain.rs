use crate::{
    facts::{Versions, azure, pages::CERTIFICATE},
    finding::File,
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// Public providers issue certificates for domains that you own. The domains of Azure belong to
    /// Microsoft, so no provider signs a name in them, and the order comes back refused. Either the
    /// certificate comes from your own PKI, or the service name is in a domain of your own, with a
    /// CNAME record that leads to Azure.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.pfx"]
    /// subject = "CN=granitefalls.eastus.cloudapp.azure.com,O=Contoso"
    /// chain = [{ subject = "CN=Contoso Issuing CA,O=Contoso", issuer = "CN=Contoso Root CA", ca = true }]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.eastus.cloudapp.azure.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.pfx" # error: "`cloudapp.azure.com`"
    /// issued-by = "public-provider"
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
    /// issued-by = "public-provider"
    /// ```
    "public-certificate-in-azure-domain" {
        summary: "a public certificate is for a name in a domain of Azure",
        severities: [Error],
        source: CERTIFICATE.section("Use a public provider certificate"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let issued_by = &it.table.issued_by;
    if issued_by.value().is_some_and(|it| *it != "public-provider") {
        return;
    }
    let Some(common_name) = it.common_name(findings) else { return };
    let Some((domain, _)) = common_name.value.and_then(azure::domain_of) else { return };
    if findings.stated(issued_by).is_none() {
        return;
    }
    let message = format!("no public provider issues names in {}", quoted(domain));
    let note = findings.add(common_name.span, message);
    if let Some(span) = issued_by.span() {
        note.label(File::Document, span, "a public provider");
    }
    super::point(note, it, "its common name is there");
}
