use crate::{
    facts::{Versions, host, pages::CERTIFICATE},
    finding::{File, Safety},
    quote::quoted,
    rule::{Age, Check, Context, Findings, ServerCertificate},
};

rule! {
    /// The service name of a gateway is the common name of its certificate: the wizard takes it
    /// from there, clients connect to it, and TLS compares the two. With another certificate
    /// the gateway is either refused or answers under a name that no client asks for.
    ///
    /// For a gateway that is new, the certificate decides. For one that is deployed, the name
    /// cannot change, and the file is the wrong one.
    ///
    /// ## Example
    ///
    /// The gateway is new, so the name can follow the certificate.
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// dns-names = ["*.contoso.com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefall.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "is for `granitefalls.contoso.com`"
    /// ```
    ///
    /// ## No common name
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "O=Contoso"
    /// dns-names = ["granitefalls.contoso.com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "no common name"
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
    "certificate-name-mismatch" {
        summary: "the certificate is for another name than the service name",
        severities: [Error],
        source: CERTIFICATE.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        fix: Safe,
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(service_name) = it.gateway.service_name.given() else { return };
    let Some(common_name) = it.common_name(findings) else { return };
    let expected = quoted(service_name);
    let Some(name) = common_name.value else {
        let message = format!("the certificate has no common name, the service name is {expected}");
        findings.add(common_name.span, message);
        return;
    };
    // Wildcards have rules of their own.
    if name.contains('*') || service_name.contains('*') || host::same(name, service_name) {
        return;
    }
    let message =
        format!("the certificate is for {}, the service name is {expected}", quoted(name));
    let note = findings.add(common_name.span, message);
    note.label(File::Document, service_name.span, "the service name");
    if context.age(it.gateway) == Age::New && host::flaw(name).is_none() {
        note.rewrite(Safety::Safe, service_name, name);
    }
    super::point(note, it, "its common name is that");
}
