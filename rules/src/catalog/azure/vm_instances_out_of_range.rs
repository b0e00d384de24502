use crate::{
    facts::{Versions, azure::MAX_INSTANCES, pages::SETUP},
    finding::Safety,
    model::{Gateway, Named},
    quote::counted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway has 1 to 16 virtual machines; the console and the cmdlets
    /// refuse any other number. For more clients than 16 machines serve, take a
    /// larger size or a second gateway.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-instances = 20 # error: "20 instances, not 1 to 16"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-instances = 16
    /// ```
    "vm-instances-out-of-range" {
        summary: "gateway has less than 1 or more than 16 virtual machines",
        severities: [Error],
        source: SETUP.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(given) = gateway.vm_instances.given() else { return };
    let nearest = given.value.clamp(1, MAX_INSTANCES);
    if nearest != given.value {
        let message = format!("{}, not 1 to {MAX_INSTANCES}", counted(given.value, "instance"));
        let note = findings.add(given.span, message);
        let title = format!("Write `{nearest}`");
        note.fix(Safety::Unsafe, title, given.span, nearest.to_string());
    }
}
