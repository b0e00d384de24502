use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure resources are named after the first label of the service name, and
    /// a key vault has a name of 3 to 24 characters.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "gf.contoso.com" # error: "has the length 2, not 3 to 24"
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
    "name-prefix-length" {
        summary: "first label of the service name is too short or too long",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    let length = prefix.chars().count();
    if !(3..=24).contains(&length) {
        let span = name.part(0..prefix.len());
        let message =
            format!("the first label of the service name has the length {length}, not 3 to 24");
        findings.add(span, message);
    }
}
