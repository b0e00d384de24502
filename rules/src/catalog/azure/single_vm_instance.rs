use crate::{
    facts::{Versions, pages::SCALE},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// One virtual machine is what the console proposes. While Azure maintains
    /// it, or Configuration Manager updates it, there is no second one in
    /// another update domain that goes on, and clients on the internet reach
    /// nobody. Two machines and two connection points keep the service up.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-instances = 1 # info: "maintenance interrupts the service"
    /// ```
    ///
    /// ## The default
    ///
    /// ```toml
    /// [gateway.eastus] # info: "maintenance interrupts the service"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-instances = 2
    ///
    /// [gateway.lab]
    /// service-name = "cascadefalls.contoso.com"
    /// region = "eastus"
    /// purpose = "lab"
    /// ```
    "single-vm-instance" {
        summary: "gateway has one virtual machine only",
        severities: [Info],
        source: SCALE.section("Improve performance"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if gateway.vm_instances.value() != Some(&1) {
        return;
    }
    if findings.stated(&gateway.purpose).is_some_and(|it| *it == "production") {
        let span = gateway.vm_instances.span().unwrap_or(gateway.header);
        let note = findings.add(span, "with 1 instance, maintenance interrupts the service");
        super::set_instances(note, gateway, 2);
    }
}
