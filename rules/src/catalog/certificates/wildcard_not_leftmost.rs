use crate::{
    facts::{Versions, pages::CERTIFICATE},
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// A wildcard is the whole first label of a name and stands once. Windows takes `*` anywhere else
    /// for a letter like any other, so such a certificate fits no name, and the wizard finds no place
    /// for the prefix of the service name in it.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=gr*.contoso.com,O=Contoso"
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
