use crate::{
    certificate::{Certificate, is_self_signed, who},
    facts::{Versions, pages::SET_CMDLET},
    finding::{File, Safety},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A self-signed certificate is a root, and every other one an intermediate. The gateway takes
    /// the word of the list: `RootCA` or `IntermediateCA`. In the wrong store of its machines a
    /// root is not trusted, and an intermediate is trusted for more than it vouches for, if the
    /// deployment succeeds at all.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-issuing.cer"
    /// store = "root" # error: "issued by `Contoso Root CA`"
    /// ```
    ///
    /// ## A root among the others
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/fabrikam-root.cer"]
    /// ca = true
    /// subject = "CN=Fabrikam Root CA"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/fabrikam-root.cer"
    /// store = "intermediate" # error: "`Fabrikam Root CA` is self-signed"
    /// ```
    ///
    /// ## The only one
    ///
    /// The root is still missing, so that there is nothing to swap.
    ///
    /// ```toml certificates
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-issuing.cer"
    /// store = "root" # error: "issued by `Contoso Root CA`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-issuing.cer"
    /// store = "intermediate"
    /// ```
    "trusted-certificate-in-wrong-store" {
        summary: "a root is listed as an intermediate, or the other way round",
        severities: [Error],
        source: SET_CMDLET.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    for entry in gateway.trusted_certificates.each() {
        findings.stated(&entry.file);
        findings.stated(&entry.store);
        let (Some(path), Some(store)) = (entry.file.given(), entry.store.given()) else { continue };
        let Some(facts) = context.certificate(path, findings) else { continue };
        let leaf = facts.leaf;
        let all = &facts.file.certificates;
        let name = quoted(&who(&leaf.subject.attributes));
        // A whole chain in one file has no right store, and a new key of an
        // authority that the old one signed is no root in spite of its names.
        let (message, right) =
            if store.value == "root" && !all.iter().any(Certificate::is_self_issued) {
                let issuer = quoted(&who(&leaf.issuer.attributes));
                (format!("{name} is issued by {issuer}, but listed as a root"), "intermediate")
            } else if store.value == "intermediate" && all.iter().all(is_self_signed) {
                (format!("{name} is self-signed, but listed as an intermediate"), "root")
            } else {
                continue;
            };
        let note = findings.add(store.span, message);
        note.label(File::Document, path.span, "the certificate");
        note.certificate(path, leaf, "its subject and its issuer");
        // What is no authority belongs into neither store, and the last root is missed.
        if leaf.ca != Some(false) && (right == "root" || has_root(gateway, context)) {
            let title = format!("Write `{right}`");
            note.fix(Safety::Safe, title, store.span, format!("\"{right}\""));
        }
    }
}

/// Whether a root is listed, in whatever store; one that nobody can read is
/// what the list says.
fn has_root(gateway: &Gateway, context: &Context<'_>) -> bool {
    gateway.trusted_certificates.each().any(|it| {
        let facts = it.file.given().and_then(|path| context.certificate_if_known(path).ok());
        facts.map_or_else(
            || it.store.value().is_some_and(|store| *store == "root"),
            |it| it.file.certificates.iter().any(Certificate::is_self_issued),
        )
    })
}
