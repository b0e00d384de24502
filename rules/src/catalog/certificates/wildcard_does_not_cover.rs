use crate::{
    facts::{Versions, host, pages::SETUP},
    finding::File,
    quote::quoted,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// The `*` of a wildcard certificate stands for the first label of a name, and for nothing more or
    /// less: `*.contoso.com` is good for `granitefalls.contoso.com`, not for `contoso.com` itself and
    /// not for `granitefalls.cmg.contoso.com`. The wizard lets you replace the `*` only, so any other
    /// service name cannot be entered, and clients would refuse the gateway.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=*.contoso.com,O=Contoso"
    /// dns-names = ["*.contoso.com", "*.cmg.contoso.com"]
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.cmg.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "`*.contoso.com` does not cover"
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
    "wildcard-does-not-cover" {
        summary: "a wildcard certificate does not cover the service name",
        severities: [Error],
        source: SETUP.section("Set up a CMG"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(service_name) = it.gateway.host_name() else { return };
    let Some(common_name) = it.common_name(findings) else { return };
    let Some(name) = common_name.value.filter(|name| name.contains('*')) else { return };
    if !super::is_wildcard(name) || host::covers(name, service_name) {
        return;
    }
    let message = format!("{} does not cover {}", quoted(name), quoted(service_name));
    let note = findings.add(common_name.span, message);
    note.label(File::Document, service_name.span, "not one label under it");
    super::point(note, it, "its common name is the wildcard");
}
