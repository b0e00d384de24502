use crate::{
    facts::{Versions, host, pages::MODIFY},
    finding::{File, Safety, Severity},
    quote::quoted,
    rule::{Age, Check, Context, Findings, ServerCertificate},
};

rule! {
    /// DNS does not care about the case of a name, Configuration Manager does: it takes the service
    /// name from the certificate, letter by letter, and a renewed certificate must have the same common
    /// name in the same case. A document that spells it in another way invites the next certificate to
    /// be ordered with that spelling, and the console refuses to renew with it.
    ///
    /// ## Example
    ///
    /// The gateway is new, so the service name can follow the certificate.
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=GraniteFalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "is `GraniteFalls.contoso.com`, in other case"
    /// ```
    ///
    /// ## A gateway that is deployed
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=GraniteFalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "in other case"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=GraniteFalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "GraniteFalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-name-case" {
        summary: "the certificate spells the service name in another case",
        severities: [Warning, Error],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Certificate],
        fix: Safe,
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(service_name) = it.gateway.host_name() else { return };
    let Some(common_name) = it.common_name(findings) else { return };
    let Some(name) = common_name.value else { return };
    let (spelled, expected) = (host::relative(name), host::relative(service_name));
    if spelled == expected || !spelled.eq_ignore_ascii_case(expected) {
        return;
    }
    let message =
        format!("the common name is {}, in other case than the service name", quoted(name));
    let note = findings.add(common_name.span, message);
    note.label(File::Document, service_name.span, "the service name");
    match context.age(it.gateway) {
        Age::New => {
            note.rewrite(Safety::Safe, service_name, name);
        }
        Age::Existing => {
            note.severity(Severity::Error);
        }
        Age::Unknown => {}
    }
    super::point(note, it, "its common name in other case");
}
