use crate::{
    facts::{Versions, host, pages::NEW_CMDLET},
    finding::File,
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// Clients compare the name they connect to with the DNS names of the certificate. As soon as there
    /// is one, the common name does not count any more. So a certificate may be for the right name in
    /// the eyes of the wizard, which reads the common name, and be refused by every client.
    ///
    /// A certificate for another host is wrong in both places: `certificate-name-mismatch` speaks of its
    /// common name, this rule of its DNS names.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// dns-names = ["www.contoso.com", "contoso.com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "no DNS name"
    /// ```
    ///
    /// ## As deployed
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// dns-names = ["*.fabrikam.com"] # error: "no DNS name"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// dns-names = ["contoso.com", "*.contoso.com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-names-miss-service-name" {
        summary: "the DNS names of a certificate leave out the service name",
        severities: [Error],
        source: NEW_CMDLET.section("-ServiceName"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(service_name) = it.gateway.host_name() else { return };
    let Some(names) = it.dns_names(findings) else { return };
    if names.value.is_empty() || names.value.iter().any(|name| host::covers(name, service_name)) {
        return;
    }
    let message = format!("no DNS name of the certificate covers {}", quoted(service_name));
    let note = findings.add(names.span, message);
    note.label(File::Document, service_name.span, "the service name");
    super::point(note, it, "its DNS names are others");
}
