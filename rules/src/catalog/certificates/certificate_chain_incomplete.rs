use std::collections::HashSet;

use crate::{
    certificate::{Container, Link, link, who},
    facts::{Versions, pages::COMMUNICATION_ERRORS},
    finding::File,
    model::Config,
    quote::quoted,
    rule::{Authorities, Check, Context, FileFacts, Findings, Links, ServerCertificate, TrustList},
};

rule! {
    /// Azure presents to clients what is in the PFX, and nothing else. Without the certificates of
    /// the intermediate authorities a client has to find these on its own: one that has met them
    /// elsewhere connects, another reports an invalid authority, and nobody sees a difference
    /// between the two. Export the PFX with all certificates in the certification path.
    ///
    /// What is missing is known where the other files of the document tell it, and for public
    /// providers, whose roots never issue certificates of servers.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// issuer = "CN=Fabrikam TLS CA,O=Fabrikam"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "lacks the intermediate `Fabrikam TLS CA`"
    /// issued-by = "public-provider"
    /// ```
    ///
    /// ## Known from another file
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// issuer = "CN=Contoso Issuing CA,O=Contoso"
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "lacks the intermediate `Contoso Issuing CA`"
    /// issued-by = "enterprise-pki"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-issuing.cer"
    /// store = "intermediate"
    /// ```
    ///
    /// ## Another key of the same name
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// issuer = "CN=Contoso Issuing CA"
    /// authority-key-id = "the key of 2026"
    /// chain = [
    ///     { ca = true, subject = "CN=Contoso Issuing CA", issuer = "CN=Root", subject-key-id = "old" },
    /// ]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "another key of that name"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// issuer = "CN=Fabrikam TLS CA,O=Fabrikam"
    /// chain = [
    ///     { ca = true, subject = "CN=Fabrikam TLS CA,O=Fabrikam", issuer = "CN=Fabrikam Root" },
    ///     { ca = true, subject = "CN=Fabrikam Root" },
    /// ]
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
    ///
    /// ## Issued by a root
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// subject = "CN=Contoso Root CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// issued-by = "enterprise-pki"
    ///
    /// [site]
    /// certificate-trust-list = ["certs/contoso-root.cer"]
    /// ```
    "certificate-chain-incomplete" {
        summary: "the PFX of a gateway lacks the intermediate certificates",
        severities: [Warning],
        source: COMMUNICATION_ERRORS.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut authorities = None;
    let mut links = Links::default();
    for gateway in context.now.gateways() {
        findings.about(gateway);
        let Some(certificate) = context.server_certificate(gateway, findings) else { continue };
        let Some(facts) = certificate.file(findings) else { continue };
        // Another container is a mistake of its own, and has no room for a chain.
        if facts.file.container == Container::Pkcs12 {
            let known = authorities.get_or_insert_with(|| of_document(context));
            judge(&certificate, facts, known, &mut links, findings);
        }
    }
}

/// Every authority that is trusted anywhere in the document.
fn of_document<'c>(context: &Context<'c>) -> Authorities<'c> {
    let mut authorities = Authorities::default();
    let mut seen = HashSet::new();
    let each = TrustList::all(context.now).flat_map(|list| list.each(context));
    for facts in each.filter_map(|it| Some(it.ok()?.facts)) {
        if seen.insert(facts.path.as_str()) {
            authorities.add(facts.path, facts.file);
        }
    }
    authorities
}

fn judge<'c>(
    certificate: &ServerCertificate<'_>,
    facts: FileFacts<'c>,
    known: &Authorities<'c>,
    links: &mut Links<'c>,
    findings: &mut Findings<'_>,
) {
    let (file, span) = (facts.file, facts.path.span);
    let Some(top) = file.chain().last().filter(|top| !top.is_self_issued()) else { return };
    let mut issuers = known.issuers(top, links);
    issuers.retain(|(_, _, may_be)| *may_be);
    if issuers.iter().any(|(_, issuer, _)| issuer.is_self_issued()) {
        return;
    }
    let issuer = quoted(&who(&top.issuer.attributes));
    let others = file.certificates.get(file.chain..).unwrap_or_default();
    let is_public = certificate.table.issued_by.value().is_some_and(|it| *it == "public-provider");
    if others.iter().any(|it| matches!(link(top, it), Some(Link::Broken(_)))) {
        let message =
            format!("{issuer} in the PFX is not the issuer, but another key of that name");
        findings.add(span, message);
    } else if let Some((path, ..)) = issuers.first() {
        let note = findings.add(span, format!("the PFX lacks the intermediate {issuer}"));
        note.label(File::Document, path.span, "the certificate that it lacks");
    } else if is_public && file.chain == 1 {
        findings.add(span, format!("the PFX lacks the intermediate {issuer}"));
    } else {
        findings.skip(format!("the issuer {issuer} is in no file of the document"));
    }
}
