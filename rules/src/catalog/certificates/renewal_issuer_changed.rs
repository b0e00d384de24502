use crate::{
    certificate::{Attribute, same_name, text, who},
    facts::{Versions, pages::CERTIFICATE},
    finding::{File, Severity},
    quote::quoted,
    rule::{Check, Context, Findings, Renewal, ServerCertificate},
};

rule! {
    /// Clients trust a gateway because they trust the root that its certificate goes back to. When
    /// an authority of the company is replaced, the new root has to be on every client first, also
    /// on those that only ever meet the gateway: they cannot fetch it over a connection that they
    /// do not trust.
    ///
    /// The roots of public providers are on every Windows already; there it is worth knowing and no
    /// more. Say with `issued-by` which of the two it is.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// issuer = "CN=Contoso Issuing CA,O=Contoso"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// issuer = "CN=Contoso Issuing CA G2,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # warning: "issued by `Contoso Issuing CA G2`"
    /// issued-by = "enterprise-pki"
    /// ```
    ///
    /// ## A public provider
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// issuer = "CN=Fabrikam TLS CA 2024,O=Fabrikam"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// issuer = "CN=Fabrikam TLS CA 2026,O=Fabrikam"
    /// chain = [
    ///     { ca = true, subject = "CN=Fabrikam TLS CA 2026,O=Fabrikam", issuer = "CN=Fabrikam Root" },
    /// ]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # info: "issued by `Fabrikam TLS CA 2026`"
    /// issued-by = "public-provider"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// issuer = "CN=Contoso Issuing CA,O=Contoso"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// issuer = "CN=Contoso Issuing CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx"
    /// ```
    "renewal-issuer-changed" {
        summary: "a renewed certificate comes from another authority than the deployed one",
        severities: [Warning, Info],
        source: CERTIFICATE.section("Choose the certificate type"),
        versions: Versions::ANY,
        needs: [Baseline, Certificate],
        check: Check::Renewal(check),
    }
}

fn check(renewal: &Renewal<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if !renewal.is_one() {
        return;
    }
    let (Some(new), Some(old)) = (renewal.new.issuer(findings), renewal.old.issuer(findings))
    else {
        return;
    };
    let (by, (name, deployed)) = if !same_name(new.value, old.value) {
        ("by", shown(new.value, old.value))
    } else if let (Some(new), Some(old)) = (root(renewal.new), root(renewal.old))
        && !same_name(new, old)
    {
        ("below", shown(new, old))
    } else {
        return;
    };
    let message =
        format!("the certificate is issued {by} {name}, the deployed one {by} {deployed}");
    let note = findings.add(new.span, message);
    let issued_by = renewal.new.table.issued_by.value();
    note.severity(match issued_by.is_some_and(|it| *it == "enterprise-pki") {
        true => Severity::Warning,
        false => Severity::Info,
    });
    note.label(File::Baseline, old.span, format!("deployed with {deployed}"));
    super::point(note, renewal.new, "another issuer");
}

/// Two names as people tell them apart.
fn shown(new: &[Attribute], old: &[Attribute]) -> (String, String) {
    let (a, b) = (who(new), who(old));
    if a == b { (quoted(&text(new)), quoted(&text(old))) } else { (quoted(&a), quoted(&b)) }
}

/// The root of the chain, where the file has it.
fn root<'a>(certificate: &ServerCertificate<'a>) -> Option<&'a [Attribute]> {
    let top = certificate.file_if_read()?.file.chain().last()?;
    top.is_self_issued().then_some(top.subject.attributes.as_slice())
}
