use crate::{
    facts::{Versions, pages::MODIFY},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// A stopped gateway serves no client, but Azure goes on charging for parts of
    /// it. Only deleting it, in the console, ends all costs.
    ///
    /// ## Example
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// status = "stopped" # info: "still costs money"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// status = "ready"
    /// ```
    "stopped-gateway-costs" {
        summary: "gateway is stopped, but not deleted",
        severities: [Info],
        source: MODIFY.section("Stop and start the service"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(status) = gateway.status.given() else { return };
    if !context.is_desired() && status.value == "stopped" {
        findings.add(status.span, "a stopped gateway still costs money");
    }
}
