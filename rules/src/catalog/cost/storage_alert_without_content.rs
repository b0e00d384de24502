use crate::{
    facts::{Versions, pages::MONITOR},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The storage alert watches how much content is stored on a gateway that
    /// serves content. One that serves none never raises it, so either the alert
    /// or the option to serve content is not what somebody meant.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// serve-content = false
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// storage-gb = 2000 # warning: "the gateway stores no content"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// serve-content = false
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// ```
    "storage-alert-without-content" {
        summary: "storage alert of a gateway that serves no content",
        severities: [Warning],
        source: MONITOR.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(alerts) = gateway.alerts.value() else { return };
    let Some(storage) = alerts.storage_gb.given() else { return };
    if findings.stated(&gateway.serve_content) == Some(&false) {
        findings.add(storage.span, "the gateway stores no content that the alert could watch");
    }
}
