use crate::{
    facts::{Versions, pages::MONITOR},
    model::{Field, Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure charges for what the gateway sends to clients, and one large
    /// deployment to clients on the internet shows in the bill. The alert on the
    /// outbound traffic of 14 days is off until somebody turns it on; without it
    /// the bill is the first to tell.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus] # info: "no alert watches the outbound traffic"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Only one of both alerts
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts] # info: "no alert watches the outbound traffic"
    /// storage-gb = 2000
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
    "traffic-alert-missing" {
        summary: "no alert on the outbound traffic of 14 days",
        severities: [Info],
        source: MONITOR.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(alerts) = gateway.alerts.value().filter(|_| context.is_desired()) else { return };
    // A gateway that is to stop misses the alert more: another rule says so.
    let is_to_stop = alerts.stop_when_critical.value() == Some(&true);
    if matches!(alerts.traffic_out_gb, Field::Absent(_)) && !is_to_stop {
        let note = findings.add(alerts.header, "no alert watches the outbound traffic");
        super::add_traffic_alert(note, gateway, alerts);
    }
}
