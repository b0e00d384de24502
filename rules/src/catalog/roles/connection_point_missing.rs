use crate::{
    facts::{Versions, pages::PLAN},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway in Azure hands what clients ask to a CMG connection point, which
    /// opens the connection from the inside. Until one links to the gateway, the
    /// service runs and costs money, and no client on the internet gets an answer.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus] # error: "no connection point links to this gateway"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    "connection-point-missing" {
        summary: "gateway without a CMG connection point",
        severities: [Error],
        source: PLAN.section("Requirements"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    if !context.is_desired() {
        return;
    }
    let Some(points) = super::connection_points(config, context) else { return };
    for gateway in config.gateways() {
        if !points.contains_key(&*gateway.handle) {
            findings.add(gateway.header, "no connection point links to this gateway");
        }
    }
}
