use crate::{
    facts::{Versions, pages::NEW_2603},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Before 2603 a site does not count the outbound traffic of a scale set. The
    /// alert is never raised, and the service never stops, however much is sent:
    /// until the site is updated, watch the costs with a budget in Azure.
    ///
    /// ## Example
    ///
    /// ```version
    /// 2509
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000 # warning: "is not counted before 2603"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// ```
    "traffic-alert-blind" {
        summary: "traffic alert of a scale set whose traffic is not counted",
        severities: [Warning],
        source: NEW_2603.whole(),
        versions: Versions::until(2603),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(alerts) = gateway.alerts.value() else { return };
    // A threshold that cannot be is another mistake.
    let Some(traffic) = alerts.traffic_out_gb.given().filter(|it| it.value > 0) else { return };
    if context.is_scale_set(gateway, findings) == Some(true) {
        findings.add(traffic.span, "the traffic of a scale set is not counted before 2603");
    }
}
