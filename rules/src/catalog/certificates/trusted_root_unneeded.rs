use crate::{
    catalog::authentication,
    facts::{Versions, pages::SETUP},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Trusted roots serve to check the certificates of clients. Clients that authenticate with
    /// Microsoft Entra ID or a site token show none, so the list has no use: it only has to be
    /// maintained, and lets in whoever holds a certificate of that authority.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]] # info: "no client authenticates with PKI"
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// ```
    "trusted-root-unneeded" {
        summary: "trusted roots are listed, and no client authenticates with PKI",
        severities: [Info],
        source: SETUP.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(root) = super::in_store(gateway, "root").next() else { return };
    let methods = authentication::methods(context.now, findings);
    if methods.is_some_and(|it| authentication::lack(it, "pki")) {
        findings.add(root.span, "a trusted root is listed, but no client authenticates with PKI");
    }
}
