use crate::{
    certificate::{is_self_signed, who},
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
        // What is no authority belongs into neither store, and a new key of an
        // authority that the old one signed is no root in spite of its names.
        if leaf.ca == Some(false) {
            continue;
        }
        let name = quoted(&who(&leaf.subject.attributes));
        let (message, right) = if store.value == "root" && !leaf.is_self_issued() {
            let issuer = quoted(&who(&leaf.issuer.attributes));
            (format!("{name} is issued by {issuer}, but listed as a root"), "intermediate")
        } else if store.value == "intermediate" && is_self_signed(leaf) {
            (format!("{name} is self-signed, but listed as an intermediate"), "root")
        } else {
            continue;
        };
        let note = findings.add(store.span, message);
        note.label(File::Document, path.span, "the certificate");
        note.certificate(path, leaf, "its subject and its issuer");
        let title = format!("Write `{right}`");
        note.fix(Safety::Safe, title, store.span, format!("\"{right}\""));
    }
}
