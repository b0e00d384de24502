use crate::{
    change::ENVIRONMENT,
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// The public Azure cloud and that of the US Government are separate, with accounts and domains of
    /// their own. A gateway does not go from one to the other, in a conversion either: it is deleted and
    /// deployed anew.
    ///
    /// What counts is the environment of the gateway, else that of `[azure]`, in both documents.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure]
    /// environment = "AzurePublicCloud"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureUSGovernmentCloud" # error: "deployed in `AzurePublicCloud`: only a redeployment changes it"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ## A redeployment
    ///
    /// With `action = "redeploy"` the finding is information for those who review the change.
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure]
    /// environment = "AzurePublicCloud"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// environment = "AzureUSGovernmentCloud" # info: "the redeployment changes it"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// action = "redeploy"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure]
    /// environment = "AzurePublicCloud"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    "azure-environment-changed" {
        summary: "gateway goes to another Azure cloud",
        severities: [Error, Info],
        source: MODIFY.section("Convert"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    ENVIRONMENT.check(context, findings);
}
