use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A key vault gets the first label of the service name as its own name,
    /// and Azure refuses to make one whose name ends with anything but a letter
    /// or a digit.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls-.contoso.com" # error: "ends with `-`"
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
    "name-prefix-end" {
        summary: "first label of the service name does not end with a letter or digit",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    let last = prefix.chars().next_back().filter(|it| !it.is_ascii_alphanumeric());
    let Some(last) = last else { return };
    let shown = quoted(&last.to_string());
    let message = format!(
        "the first label of the service name ends with {shown}, not with a letter or digit"
    );
    findings.add(name.part(prefix.len() - last.len_utf8()..prefix.len()), message);
}
