use std::collections::HashMap;

use crate::{
    facts::{Versions, host, pages::CERTIFICATE},
    model::Config,
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
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut wrong = Vec::new();
    for gateway in config.gateways() {
        let Some(target) = super::target(gateway) else { continue };
        findings.about(gateway);
        let Some(names) = context.deployment_names(gateway, findings) else { continue };
        // `deployment-name-mismatch` speaks of the same name.
        let is_written = gateway.deployment_name.given().is_some_and(|it| host::same(it, target));
        if !is_written && !context.agrees(gateway, target, &names) {
            wrong.push((gateway, target, names));
        }
    }
    if wrong.is_empty() {
        return;
    }
    let mut count: HashMap<String, usize> = HashMap::new();
    for name in config.gateways().iter().filter_map(|gateway| gateway.host_name()) {
        *count.entry(name.to_ascii_lowercase()).or_default() += 1;
    }
    for (gateway, target, names) in wrong {
        // One record cannot lead to two gateways: `duplicate-service-name` says so.
        let name = gateway.host_name().map(|name| name.to_ascii_lowercase());
        if name.and_then(|name| count.get(&name)).is_some_and(|count| *count > 1) {
            continue;
        }
        let wanted = listed(names.iter().map(String::as_str), "or");
        let message = format!("the CNAME record leads to {}, not to {wanted}", quoted(target));
        let note = findings.add(target.span, message);
        context.correct(note, target, &names);
    }
}
