use crate::{
    facts::{Versions, pages::SCALE},
    model::Config,
    quote::counted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Each client on the internet keeps a connection open for notifications, and
    /// each of those takes one dynamic TCP port of a connection point. Windows
    /// Server has 16,384 of them. Where they run out, further clients get no
    /// connection: link another connection point, or widen the range and say so in
    /// `dynamic-ports`.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-size = "Standard_A4_v2"
    /// vm-instances = 3
    /// expected-clients = 30000 # warning: "there are ports for 16384 on 1 connection point"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-size = "Standard_A4_v2"
    /// vm-instances = 3
    /// expected-clients = 30000
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// dynamic-ports = 40000
    /// ```
    "connection-point-port-exhaustion" {
        summary: "more clients than the connection points have TCP ports",
        severities: [Warning],
        source: SCALE.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(points) = super::connection_points(config, context) else { return };
    let mut unstated = None;
    for gateway in config.gateways() {
        let Some(points) = points.get(&*gateway.handle) else { continue };
        let Some(expected) = gateway.expected_clients.given() else {
            unstated = unstated.or(Some(&gateway.expected_clients));
            continue;
        };
        let ports: Option<Vec<i64>> =
            points.iter().map(|it| findings.stated(&it.dynamic_ports).copied()).collect();
        let Some(ports) = ports.and_then(|it| it.into_iter().min()) else { continue };
        let linked = i64::try_from(points.len()).unwrap_or(i64::MAX);
        if expected.value > ports.saturating_mul(linked) {
            let message = format!(
                "{} clients are expected, there are ports for {} on {}",
                expected.value,
                ports.saturating_mul(linked).max(0),
                counted(linked, "connection point"),
            );
            findings.add(expected.span, message);
        }
    }
    unstated.map(|it| findings.stated(it));
}
