use crate::{
    facts::{Versions, pages::CERTIFICATE},
    finding::Severity,
    model::{Field, Gateway, Named},
    quote::{quoted, toml_string},
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients ask public DNS for the service name, and only a CNAME record in
    /// your own domain leads them on to the name that Azure gives. Nobody else
    /// makes that record, and a network that answers for the domain itself needs
    /// it there, too. The document that states it can be checked after each
    /// conversion and each move.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus] # warning: "no CNAME record of `granitefalls.contoso.com`"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Known to be absent
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// dns.cname = "" # error: "has no CNAME record"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.dns]
    /// cname = "granitefalls.eastus.cloudapp.azure.com"
    /// ```
    "cname-missing" {
        summary: "no CNAME record leads from the service name to Azure",
        severities: [Warning, Error],
        source: CERTIFICATE.section("Create a DNS CNAME alias"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(name), Some(dns)) = (gateway.aliased_name(), gateway.dns.value()) else { return };
    let shown = quoted(name);
    match &dns.cname {
        Field::Absent(_) if context.is_desired() => {
            let cloud = context.cloud(gateway, findings);
            let names = cloud.and_then(|it| gateway.deployment_names(it)).unwrap_or_default();
            let note = findings.add(dns.header, format!("no CNAME record of {shown} is stated"));
            if let [target] = names.as_slice() {
                let header = format!("gateway.{}.dns", gateway.handle);
                note.insert(dns.room, &header, "cname", &toml_string(target));
            }
        }
        Field::Given(target) if target.trim().is_empty() => {
            let message = format!("{shown} has no CNAME record, clients cannot resolve it");
            let severity = if context.is_desired() { Severity::Warning } else { Severity::Error };
            findings.add(target.span, message).severity(severity);
        }
        _ => {}
    }
}
