use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway is reached over IPv4 alone. A client that has nothing but an IPv6 address, and
    /// no translation on its way, cannot connect.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    /// ip-versions = ["ipv6"] # error: "IPv4"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    /// ip-versions = ["ipv4", "ipv6"]
    /// ```
    "ipv6-only-clients" {
        summary: "clients have IPv6 addresses only",
        severities: [Error],
        source: SUPPORTED.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(versions) = config.clients.value().map(|it| &it.ip_versions) else { return };
    findings.stated(versions);
    if let Some(list) = versions.given()
        && versions.has("ipv6")
        && list.iter().all(|it| it.value().is_some_and(|it| *it == "ipv6"))
    {
        findings.add(list.span, "clients have IPv6 only, a gateway is reached over IPv4");
    }
}
