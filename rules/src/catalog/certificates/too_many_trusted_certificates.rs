use crate::{
    facts::{Versions, pages::OLD_CERTIFICATES},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Up to version 1902 a gateway holds two trusted root certificates and four of intermediate
    /// authorities; the wizard takes no more. From 1906 on there is no such limit.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "1902"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// trusted-certificate = [
    ///     { file = "certs/contoso-root.cer", store = "root" },
    ///     { file = "certs/contoso-root-g2.cer", store = "root" },
    ///     { file = "certs/fabrikam-root.cer", store = "root" }, # error: "3 root certificates"
    /// ]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "1902"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// trusted-certificate = [
    ///     { file = "certs/contoso-root-g2.cer", store = "root" },
    ///     { file = "certs/fabrikam-root.cer", store = "root" },
    /// ]
    /// ```
    "too-many-trusted-certificates" {
        summary: "more trusted certificates than an old site can give to a gateway",
        severities: [Error],
        source: OLD_CERTIFICATES.whole(),
        versions: Versions::until(1906),
        needs: [],
        check: Check::Gateway(check),
    }
}

/// How many of each store fit.
const MOST: [(&str, usize); 2] = [("root", 2), ("intermediate", 4)];

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for (store, most) in MOST {
        if let Some(surplus) = super::in_store(gateway, store).nth(most) {
            let count = super::in_store(gateway, store).count();
            let message =
                format!("{count} {store} certificates, before 1906 there is room for {most}");
            findings.add(surplus.span, message);
        }
    }
}
