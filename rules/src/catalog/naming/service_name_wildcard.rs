use crate::{
    facts::{Versions, pages::SETUP},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// A wildcard certificate will do for a gateway, a wildcard service name will
    /// not: Azure resources are named after its first label. The wizard shows
    /// the `*` of the certificate, and it is there to be replaced by a prefix
    /// that no other service has.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "*.contoso.com" # error: "`*`"
    /// deployment-name = "granitefalls.eastus.cloudapp.azure.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-name = "granitefalls.eastus.cloudapp.azure.com"
    /// region = "eastus"
    /// ```
    "service-name-wildcard" {
        summary: "service name is a wildcard",
        severities: [Error],
        source: SETUP.section("Set up a CMG"),
        versions: Versions::ANY,
        needs: [],
        silences: [
            "name-prefix-length",
            "name-prefix-start",
            "name-prefix-end",
            "name-prefix-consecutive-hyphens",
            "name-prefix-characters",
            "name-prefix-hyphen",
            "name-prefix-uppercase"
        ],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = gateway.service_name.given().filter(|name| name.contains('*')) else { return };
    let note = findings.add(name.span, "the service name has `*`, not the prefix of one gateway");
    if let (Some(domain), Some(prefix)) = (name.strip_prefix("*."), chosen_prefix(gateway))
        && !domain.contains('*')
    {
        note.rewrite(Safety::Unsafe, name, &format!("{prefix}.{domain}"));
    }
}

/// The first label of the name in Azure, which is that of the service name.
fn chosen_prefix(gateway: &Gateway) -> Option<&str> {
    let cname = gateway.dns.value().and_then(|dns| dns.cname.value());
    let target = gateway.deployment_name.value().or(cname)?;
    let (prefix, _) = target.split_once('.')?;
    let is_label = prefix.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    (is_label && !prefix.is_empty()).then_some(prefix)
}
