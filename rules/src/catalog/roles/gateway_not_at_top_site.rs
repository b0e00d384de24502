use crate::{
    facts::{Versions, pages::SETUP},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Gateways are created at the top-level site, which is the central
    /// administration site or a standalone primary site: there is the service
    /// connection point that deploys and watches them. Primary sites share them
    /// through their own connection points.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// code = "CAS"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// site = "P01" # warning: "is not the top-level site `CAS`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// code = "CAS"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// site = "CAS"
    /// ```
    "gateway-not-at-top-site" {
        summary: "gateway belongs to another site than the top-level site",
        severities: [Warning],
        source: SETUP.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(owner) = gateway.site.given() else { return };
    let Some(site) = context.now.site.value() else { return };
    let Some(top) = findings.stated(&site.code) else { return };
    if !owner.eq_ignore_ascii_case(top) {
        let message = format!("{} is not the top-level site {}", quoted(owner), quoted(top));
        findings.add(owner.span, message);
    }
}
