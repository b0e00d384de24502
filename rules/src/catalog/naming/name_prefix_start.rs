use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A key vault gets the first label of the service name as its own name,
    /// and such a name begins with a letter. A digit would do for the storage
    /// account, but the deployment stops at the key vault.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "1granitefalls.contoso.com" # error: "begins with `1`"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls1.contoso.com"
    /// region = "eastus"
    /// ```
    "name-prefix-start" {
        summary: "first label of the service name does not begin with a letter",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    let Some(first) = prefix.chars().next().filter(|it| !it.is_ascii_alphabetic()) else { return };
    let shown = quoted(&first.to_string());
    let message = format!("the service name begins with {shown}, not with a letter");
    findings.add(name.part(0..first.len_utf8()), message);
}
