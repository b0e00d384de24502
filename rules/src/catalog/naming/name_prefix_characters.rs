use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Scale set, key vault and storage account are named after the first label
    /// of the service name. None of them takes an underscore, a letter with an
    /// accent, or the Punycode that stands for such letters in the DNS: the
    /// deployment fails after the certificate has been paid for.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granite_falls.contoso.com" # error: "`_`"
    /// region = "eastus"
    /// ```
    ///
    /// ## Encoded letters
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "xn--grnitefalls-r8a.contoso.com" # error: "Punycode"
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
    "name-prefix-characters" {
        summary: "first label of the service name has a character that Azure does not take",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        silences: [
            "name-prefix-start",
            "name-prefix-end",
            "name-prefix-consecutive-hyphens",
            "service-name-at-apex"
        ],
        check: Check::Gateway(check),
    }
}

/// How a label begins that the DNS keeps in ASCII for its real letters.
const PUNYCODE: &str = "xn--";

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    let is_odd = |it: &(usize, char)| !it.1.is_ascii_alphanumeric() && it.1 != '-';
    if let Some((at, odd)) = prefix.char_indices().find(is_odd) {
        let shown = quoted(&odd.to_string());
        let message = format!(
            "the first label of the service name has {shown}, not only letters, digits and hyphens"
        );
        findings.add(name.part(at..at + odd.len_utf8()), message);
    } else if prefix.get(..PUNYCODE.len()).is_some_and(|it| it.eq_ignore_ascii_case(PUNYCODE)) {
        let message = "the first label of the service name is Punycode, which Azure does not take";
        findings.add(name.part(0..PUNYCODE.len()), message);
    }
}
