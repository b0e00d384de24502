use crate::{
    facts::{Versions, pages::CERTIFICATE},
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// The `*` of a wildcard certificate stands in for the prefix of the service name, so it is the whole
    /// first label of the common name, and the only `*` in it. Clients cannot be relied on to match it
    /// anywhere else, and the wizard has no place there for the prefix.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=gr*.contoso.com,O=Contoso"
    /// dns-names = ["granitefalls.contoso.com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "`gr*.contoso.com`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=*.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "wildcard-not-leftmost" {
        summary: "the wildcard of a certificate is not the first label",
        severities: [Error],
        source: CERTIFICATE.whole(),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(common_name) = it.common_name(findings) else { return };
    let Some(name) = common_name.value.filter(|name| name.contains('*')) else { return };
    if !super::is_wildcard(name) {
        let message = format!("in {} the `*` is not the whole first label", quoted(name));
        super::point(findings.add(common_name.span, message), it, "its common name is that");
    }
}
