use crate::{
    certificate::who,
    facts::{Versions, pages::X509},
    model::Config,
    quote::quoted,
    rule::{Check, Context, FileFacts, Findings, TrustList},
};

rule! {
    /// The list is for authorities. The certificate of a server or of a client issues nothing, so
    /// that with it in the list nobody is let in. Export the certificates above it in its
    /// certification path instead.
    ///
    /// The certificate trust list of the site is a list of authorities as well, and is judged in
    /// the same way. Old roots do not say what they are; nothing is said about them.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/mp01.cer"]
    /// ca = false
    /// subject = "CN=mp01.corp.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/mp01.cer" # error: "`mp01.corp.contoso.com` is no authority"
    /// store = "intermediate"
    /// ```
    ///
    /// ## The site
    ///
    /// ```toml certificates
    /// ["certs/mp01.cer"]
    /// ca = false
    /// subject = "CN=mp01.corp.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [site]
    /// certificate-trust-list = ["certs/mp01.cer"] # error: "no authority"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
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
    /// ```
    "trusted-certificate-not-ca" {
        summary: "a trusted certificate is not that of an authority",
        severities: [Error],
        source: X509.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in TrustList::all(context.now) {
        for trusted in list.read(context, findings) {
            let FileFacts { path, leaf, .. } = trusted.facts;
            if leaf.ca == Some(false) {
                let name = quoted(&who(&leaf.subject.attributes));
                findings
                    .add(path.span, format!("{name} is no authority, it issues no certificates"))
                    .certificate(path, leaf, "no authority");
            }
        }
    }
}
