use crate::{
    facts::{
        Versions,
        azure::{Cloud, is_in_domain},
        pages::CERTIFICATE,
        regions,
    },
    model::{Gateway, Named},
    quote::listed,
    rule::{Check, Context, Findings},
};

rule! {
    /// Two names of a gateway are easily mixed up. The service name is the one
    /// that clients know, mostly in your own domain; the deployment name is the
    /// one that Azure gives, always in a domain of the Azure cloud that the
    /// gateway runs in.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-name = "granitefalls.contoso.com" # error: "`cloudapp.azure.com`"
    /// region = "eastus"
    /// ```
    ///
    /// ## In US Government
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureUSGovernmentCloud"
    ///
    /// [gateway.virginia]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-name = "granitefalls.cloudapp.net" # error: "`usgovcloudapp.net`"
    /// region = "usgovvirginia"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-name = "granitefalls.eastus.cloudapp.azure.com"
    /// region = "eastus"
    /// ```
    "deployment-name-outside-azure" {
        summary: "deployment name is in no Azure domain",
        severities: [Error],
        source: CERTIFICATE.whole(),
        versions: Versions::ANY,
        needs: [],
        silences: ["deployment-name-mismatch"],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(written) = gateway.deployment_name.given() else { return };
    let Some(cloud) = context.cloud(gateway, findings) else { return };
    let is_in = |cloud: Cloud| cloud.domains().iter().any(|domain| is_in_domain(written, domain));
    // Where the region is of the other cloud too, `region-outside-environment` says so.
    let region = gateway.region.value().and_then(|it| regions::find(it));
    if is_in(cloud) || region.is_some_and(|it| is_in(it.cloud)) {
        return;
    }
    let domains = listed(cloud.domains().iter().copied(), "or");
    let note = findings.add(written.span, format!("the deployment name is not in {domains}"));
    let names = gateway.deployment_names(cloud).unwrap_or_default();
    context.correct(note, written, &names);
}
