use crate::{
    facts::{Versions, pages::MONITOR},
    model::{Field, Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The option stops the service when the alert on outbound traffic becomes
    /// critical. Where that alert is off, there is nothing to exceed: the service
    /// runs on, and costs go up in the belief that they cannot.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// stop-when-critical = true # error: "no traffic alert that could become critical"
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
    /// stop-when-critical = true
    /// ```
    "stop-without-alert" {
        summary: "service is to stop at a traffic alert that is off",
        severities: [Error],
        source: MONITOR.section("Process to stop the cloud service when it exceeds threshold"),
        versions: Versions::ANY,
        needs: [],
        silences: ["stop-cuts-off-clients"],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(alerts) = gateway.alerts.value().filter(|_| context.is_desired()) else { return };
    let Some(stop) = alerts.stop_when_critical.given().filter(|it| it.value) else { return };
    if matches!(alerts.traffic_out_gb, Field::Absent(_)) {
        let note = findings.add(stop.span, "there is no traffic alert that could become critical");
        super::add_traffic_alert(note, gateway, alerts);
    }
}
