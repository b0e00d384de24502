use crate::{
    facts::{Versions, pages::DNS},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients find the gateway through a CNAME record of the service name, and
    /// the name of a whole domain has other records, with which no CNAME can
    /// stand. The name of the Azure resources would be the organization's name
    /// as well, which is likely taken.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "contoso.com" # error: "no CNAME record"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    "service-name-at-apex" {
        summary: "service name is a whole domain",
        severities: [Error],
        source: DNS.whole(),
        versions: Versions::ANY,
        needs: [],
        silences: [
            "name-prefix-length",
            "name-prefix-start",
            "name-prefix-end",
            "name-prefix-consecutive-hyphens",
            "name-prefix-hyphen",
            "name-prefix-uppercase"
        ],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = gateway.host_name() else { return };
    if name.split('.').count() < 3 {
        let message = format!("{} is a whole domain, which can have no CNAME record", quoted(name));
        findings.add(name.span, message);
    }
}
