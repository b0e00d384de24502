use crate::{
    facts::{Versions, pages::SETUP, regions},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// The public cloud and that of the US government are two separate clouds
    /// with regions, sign-in and domains of their own. A gateway of one cannot
    /// be created in a region of the other, and its environment cannot be
    /// changed afterwards.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.virginia]
    /// service-name = "granitefalls.contoso.com"
    /// region = "usgovvirginia" # error: "is not a region of `AzurePublicCloud`"
    /// ```
    ///
    /// ## The reverse
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureUSGovernmentCloud"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus" # error: "is not a region of `AzureUSGovernmentCloud`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureUSGovernmentCloud"
    ///
    /// [gateway.virginia]
    /// service-name = "granitefalls.contoso.com"
    /// region = "usgovvirginia"
    ///
    /// [gateway.eastus]
    /// service-name = "cascadefalls.contoso.com"
    /// environment = "AzurePublicCloud"
    /// region = "eastus"
    /// ```
    "region-outside-environment" {
        summary: "region belongs to another Azure cloud",
        severities: [Error],
        source: SETUP.whole(),
        versions: Versions::ANY,
        needs: [],
        silences: ["region-spelling"],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(given) = gateway.region.given() else { return };
    let Some(region) = regions::find(given) else { return };
    let Some(cloud) = context.cloud(gateway, findings) else { return };
    if region.cloud != cloud {
        let message = format!("{} is not a region of `{}`", quoted(given), cloud.word());
        findings.add(given.span, message);
    }
}
