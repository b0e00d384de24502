use crate::{
    facts::{Versions, azure, pages::CERTIFICATE},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure resolves names in its own domains, and nobody else can put a record
    /// there. A CNAME that is stated for such a service name does not exist, so
    /// either the line is left over, or the service name is not the one that was
    /// meant.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.eastus.cloudapp.azure.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.dns]
    /// cname = "granitefalls.eastus.cloudapp.azure.com" # warning: "needs no CNAME record"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.eastus.cloudapp.azure.com"
    /// region = "eastus"
    /// ```
    "cname-unneeded" {
        summary: "a CNAME record is stated for a service name in a domain of Azure",
        severities: [Warning],
        source: CERTIFICATE.section("Summary comparison of certificate types"),
        versions: Versions::ANY,
        needs: [],
        silences: ["cname-target-mismatch", "cname-still-classic"],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(target) = super::target(gateway) else { return };
    if gateway.host_name().and_then(|name| azure::domain_of(name)).is_none() {
        return;
    }
    let note = findings.add(target.span, "a service name in an Azure domain needs no CNAME record");
    if let Some(edit) = context.statement_removal(target) {
        note.fix_all(Safety::Safe, "Remove it", vec![edit]);
    }
}
