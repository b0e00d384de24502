use crate::{
    change::SUBSCRIPTION,
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// The properties of a gateway do not let anybody change its subscription, and neither does a
    /// conversion: what Azure runs in one subscription does not move to another. The gateway is deleted
    /// and deployed anew, and while it is away its internet clients need another one. Plan for that, or
    /// take back an id that was changed by mistake.
    ///
    /// What counts is the subscription of the gateway, else that of `[azure]`, in both documents.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "0c1f4a4e-3f6e-4a7b-9d5b-6b9f3f1d2a77" # error: "deployed in `e517b8cb-a969-4d1e-b2ea-ae1e6c052020`: only a redeployment changes it"
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
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "0c1f4a4e-3f6e-4a7b-9d5b-6b9f3f1d2a77" # info: "the redeployment changes it"
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
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "E517B8CB-A969-4D1E-B2EA-AE1E6C052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    "subscription-changed" {
        summary: "gateway goes to another subscription",
        severities: [Error, Info],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    SUBSCRIPTION.check(context, findings);
}
