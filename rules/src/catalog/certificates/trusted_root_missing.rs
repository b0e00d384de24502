use crate::{
    catalog::authentication,
    facts::{Versions, pages::AUTHENTICATION},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The gateway checks the certificates of clients itself, in Azure, and trusts nothing but
    /// the authorities that you hand it: the root and every intermediate authority below it.
    /// Without the root it answers each client with 401, which looks like a network fault.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus] # error: "no trusted root"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [clients]
    /// authentication = ["entra-id", "pki"]
    /// ```
    ///
    /// ## Instead
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
    /// [clients]
    /// authentication = ["entra-id", "pki"]
    /// ```
    "trusted-root-missing" {
        summary: "clients authenticate with PKI, and the gateway trusts no root of it",
        severities: [Error],
        source: AUTHENTICATION.section("Export the client certificate's trusted root"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let trusted = &gateway.trusted_certificates;
    if !context.is_desired()
        || !trusted.is_understood()
        || super::in_store(gateway, "root").next().is_some()
        || !authentication::methods(context.now, findings).is_some_and(|it| it.has("pki"))
        // One whose store nobody states may be the root.
        || trusted.each().any(|it| findings.stated(&it.store).is_none())
        // It says which one is missing.
        || super::trusted_chain_incomplete::speaks(gateway, context)
    {
        return;
    }
    findings.add(gateway.header, "clients authenticate with PKI, but no trusted root is listed");
}
