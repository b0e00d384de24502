use crate::{
    facts::{
        Versions,
        azure::{MAX_INSTANCES, clients_per_instance},
        pages::SCALE,
    },
    model::{Gateway, Named},
    quote::counted,
    rule::{Check, Context, Findings},
};

rule! {
    /// One virtual machine serves so many clients at the same time: 6,000 in
    /// the size *Standard (A2_v2)* and 10,000 in *Large (A4_v2)*. A classic
    /// gateway serves 6,000, and a scale set of releases before 2107 only 2,000.
    /// Beyond that, clients wait for policy and notifications. The size
    /// *Lab (B2s)* is left to `lab-vm-size-in-production`.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-instances = 2
    /// expected-clients = 15000 # warning: "15000 clients are expected, 2 instances serve 12000"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## More than any number of instances serves
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-instances = 16
    /// expected-clients = 120000 # warning: "16 instances serve 96000"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Before 2107
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// expected-clients = 5000 # warning: "1 instance serves 2000"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-size = "Standard_A4_v2"
    /// vm-instances = 2
    /// expected-clients = 15000
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "capacity-exceeded" {
        summary: "more clients are expected than the gateway serves",
        severities: [Warning],
        source: SCALE.whole(),
        versions: Versions::ANY,
        needs: [Version],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    if findings.stated(&gateway.expected_clients).is_none() {
        return;
    }
    let Some(expected) = gateway.expected_clients.given() else { return };
    let Some(&instances) = findings.stated(&gateway.vm_instances) else { return };
    let Some(each) = clients_of_each(gateway, context, findings) else { return };
    let capacity = each.saturating_mul(instances);
    if !(1..=MAX_INSTANCES).contains(&instances) || expected.value <= capacity {
        return;
    }
    let message = format!(
        "{} are expected, {} {} {capacity}",
        counted(expected.value, "client"),
        counted(instances, "instance"),
        if instances == 1 { "serves" } else { "serve" },
    );
    let note = findings.add(expected.span, message);
    let needed = (expected.value - 1) / each + 1;
    if needed <= MAX_INSTANCES {
        super::set_instances(note, gateway, needed);
    }
}

fn clients_of_each(
    gateway: &Gateway,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Option<i64> {
    let is_scale_set = context.is_scale_set(gateway, findings)?;
    let size = if is_scale_set { findings.stated(&gateway.vm_size)?.0 } else { "" };
    if size == super::LAB_SIZE {
        return None;
    }
    let version = context.version(findings)?;
    clients_per_instance(size, is_scale_set, version).map(i64::from)
}
