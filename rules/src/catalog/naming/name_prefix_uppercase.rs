use crate::{
    facts::{Versions, pages::CERTIFICATE},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// The storage account of a gateway is named after the first label of the
    /// service name, in lower case whatever the label says. Once a certificate
    /// is issued its spelling is binding: a renewed certificate must have the
    /// common name of the old one letter for letter, which is easier to get
    /// right without capitals.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "GraniteFalls.contoso.com" # info: "capitals"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml before
    /// [gateway.westus]
    /// service-name = "fourthcoffee.contoso.com"
    /// region = "westus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    "name-prefix-uppercase" {
        summary: "first label of the service name has capitals",
        severities: [Info],
        source: CERTIFICATE.section("Content-enabled CMG storage account"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some((name, prefix)) = super::prefix(gateway) else { return };
    if !prefix.contains(|it: char| it.is_ascii_uppercase()) {
        return;
    }
    let message = "the first label of the service name has capitals, storage accounts have none";
    let note = findings.add(name.part(0..prefix.len()), message);
    // Certificates are compared with case, so only a name that nobody has is free.
    if context.age(gateway) == Age::New && !gateway.certificate.is_written() {
        note.rewrite(Safety::Safe, name, &super::renamed(name, &prefix.to_ascii_lowercase()));
    }
}
