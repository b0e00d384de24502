use crate::{
    facts::{Versions, host, pages::CERTIFICATE},
    model::{Gateway, Named},
    quote::{listed, quoted},
    rule::{Check, Context, Findings},
};

rule! {
    /// The CNAME record must lead to the deployment name, which Azure makes from
    /// the first label of the service name, the region and the deployment model.
    /// With any other target clients on the internet reach nothing, or a service
    /// whose certificate they refuse. It goes wrong where a gateway was moved to
    /// another region, or where the record of another gateway was copied.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.dns]
    /// cname = "granitefalls.westus.cloudapp.azure.com" # error: "not to `granitefalls.eastus"
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
    /// cname = "granitefalls.eastus.cloudapp.azure.com."
    /// ```
    "cname-target-mismatch" {
        summary: "CNAME record leads to another name than the gateway has in Azure",
        severities: [Error],
        source: CERTIFICATE.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(target) = super::target(gateway) else { return };
    let Some(names) = context.deployment_names(gateway, findings) else { return };
    if names.iter().any(|name| host::same(name, target)) {
        return;
    }
    // `deployment-name-mismatch` speaks of the same name.
    if gateway.deployment_name.given().is_some_and(|name| host::same(name, target)) {
        return;
    }
    let wanted = listed(names.iter().map(String::as_str), "or");
    let message = format!("the CNAME record leads to {}, not to {wanted}", quoted(target));
    let note = findings.add(target.span, message);
    context.correct(note, target, &names);
}
