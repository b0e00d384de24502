use crate::{
    facts::{Versions, pages::MONITOR},
    model::{Field, Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// A threshold is a number of gigabytes. At zero or below, the first byte
    /// raises every alert, and stops the service where that is asked for. An alert
    /// is turned off by leaving its threshold out.
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
    /// storage-gb = 0 # error: "not at least 1"
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
    /// storage-gb = 2000
    /// ```
    "alert-threshold-not-positive" {
        summary: "threshold of an alert is zero or negative",
        severities: [Error],
        source: MONITOR.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(alerts) = gateway.alerts.value() else { return };
    let thresholds = [&alerts.traffic_out_gb, &alerts.storage_gb];
    for threshold in thresholds.into_iter().filter_map(Field::given) {
        if threshold.value <= 0 {
            let message = format!("the threshold is {} GB, not at least 1", threshold.value);
            findings.add(threshold.span, message);
        }
    }
}
