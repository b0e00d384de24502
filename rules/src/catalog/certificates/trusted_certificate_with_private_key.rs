use crate::{
    certificate::who,
    facts::{Versions, pages::AUTHENTICATION},
    model::Config,
    quote::quoted,
    rule::{Check, Context, FileFacts, Findings, TrustList},
};

rule! {
    /// To trust an authority takes its public certificate. Whoever has its private key issues
    /// certificates that every gateway and every server of the company trusts: it belongs into the
    /// authority, or a safe, and not into a folder beside a document. Export the certificate
    /// without the key, and find out who has had the file.
    ///
    /// The certificate trust list of the site is judged in the same way.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.pfx"]
    /// ca = true
    /// private-key = "own"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.pfx" # warning: "holds the private key of `Contoso Root CA`"
    /// store = "root"
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
    "trusted-certificate-with-private-key" {
        summary: "the file of a trusted certificate holds a private key",
        severities: [Warning],
        source: AUTHENTICATION.section("Export the client certificate's trusted root"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for list in TrustList::all(context.now) {
        for trusted in list.read(context, findings) {
            let FileFacts { path, file, leaf } = trusted.facts;
            if !file.private_key.present {
                continue;
            }
            let message = match file.private_key.matches_leaf {
                Some(true) => {
                    let name = quoted(&who(&leaf.subject.attributes));
                    format!("the file holds the private key of {name}")
                }
                _ => "the file holds a private key".to_owned(),
            };
            findings.add(path.span, message).certificate(
                path,
                leaf,
                "the certificate alone is needed",
            );
        }
    }
}
