use crate::{
    facts::{Versions, pages::CERTIFICATE},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Microsoft owns the domain, so no public provider issues a certificate for
    /// it, and every client must be made to trust your own authority. The name
    /// also spells out where the gateway runs: in another region, or after a
    /// conversion, it is wrong, and then certificate and gateway are made anew.
    /// A name in your own domain stays, and only its CNAME record changes.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.eastus.cloudapp.azure.com" # warning: "an Azure domain"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.dns]
    /// cname = "granitefalls.eastus.cloudapp.azure.com"
    /// ```
    "service-name-in-azure-domain" {
        summary: "service name is in a domain of Azure",
        severities: [Warning],
        source: CERTIFICATE.section("Use an enterprise PKI certificate"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((domain, span)) = super::azure_domain(gateway) else { return };
    findings.add(span, format!("{} is an Azure domain, not one of your own", quoted(domain)));
}
