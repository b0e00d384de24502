use crate::{
    facts::{Versions, pages::MODIFY},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// When the only gateway stops because of its traffic, no client on the
    /// internet reaches the site any more, not even for a security update, until
    /// somebody starts the service again. Storage and other parts of it cost money
    /// all the same.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// stop-when-critical = true # warning: "cuts all clients on the internet off"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// ```
    "stop-cuts-off-clients" {
        summary: "the only gateway is to stop when its traffic alert is critical",
        severities: [Warning],
        source: MODIFY.section("Stop and start the service"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let gateways = &context.now.gateways_by_handle;
    if gateways.tables().len() != 1 || !gateways.is_understood() {
        return;
    }
    let stop = gateway.alerts.value().and_then(|it| it.stop_when_critical.given());
    if let Some(stop) = stop.filter(|it| it.value) {
        findings.add(stop.span, "stopping the only gateway cuts all clients on the internet off");
    }
}
