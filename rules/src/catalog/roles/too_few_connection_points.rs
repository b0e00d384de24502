use crate::{
    facts::{
        Versions,
        azure::{INSTANCES_PER_CONNECTION_POINT, MAX_INSTANCES},
        pages::SCALE,
    },
    model::Config,
    quote::counted,
    rule::{Check, Context, Findings},
};

rule! {
    /// One connection point keeps up with four instances of a gateway. With fewer
    /// connection points than that, the instances that are paid for wait for the
    /// site.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-instances = 6 # warning: "want 2 connection points"
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
    /// vm-instances = 6
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp02.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    "too-few-connection-points" {
        summary: "fewer connection points than the instances of the gateway want",
        severities: [Warning],
        source: SCALE.section("Size and scale for CMG connection point"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(points) = super::connection_points(config, context) else { return };
    for gateway in config.gateways() {
        let Some(instances) = gateway.vm_instances.given() else { continue };
        // That there are none at all, or too many instances, is for other rules to say.
        let Some(points) = points.get(&*gateway.handle) else { continue };
        if !(1..=MAX_INSTANCES).contains(&instances.value) {
            continue;
        }
        let wanted = (instances.value - 1) / INSTANCES_PER_CONNECTION_POINT + 1;
        let linked = i64::try_from(points.len()).unwrap_or(i64::MAX);
        if linked < wanted {
            let instances_want = format!("{} instances want", instances.value);
            let wanted = counted(wanted, "connection point");
            let message = format!("{instances_want} {wanted}, the gateway has {linked}");
            findings.add(instances.span, message);
        }
    }
}
