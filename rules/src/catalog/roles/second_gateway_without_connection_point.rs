use crate::{
    facts::{Versions, pages::MODIFY},
    model::Config,
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// A second gateway that is to take over from the first one needs a connection
    /// point of its own, because the one that exists is linked to the old gateway.
    /// Without it the new gateway answers nobody, and the day the old one is
    /// deleted all clients on the internet are lost.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus] # error: "no connection point links to the new gateway"
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus]
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp02.corp.contoso.com"
    /// site = "P01"
    /// gateway = "westus"
    /// ```
    "second-gateway-without-connection-point" {
        summary: "new gateway beside an existing one, without a connection point of its own",
        severities: [Error],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [Baseline],
        silences: ["connection-point-missing"],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let of_age = |age| config.gateways().iter().filter(move |it| context.age(it) == age);
    if !context.is_desired() || of_age(Age::Existing).next().is_none() {
        return;
    }
    let Some(points) = super::connection_points(config, context) else { return };
    for gateway in of_age(Age::New) {
        if !points.contains_key(&*gateway.handle) {
            let message = "no connection point links to the new gateway beside the existing one";
            findings.add(gateway.header, message);
        }
    }
}
