use crate::{
    facts::{Version, Versions, pages::COST},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The size of the virtual machines can be chosen for scale sets from
    /// version 2107 on. Before that, and for every classic gateway, it is
    /// Standard A2_v2. A plan with another size has no effect: a *Large* one
    /// would count on capacity that is never there.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// vm-size = "Standard_A4_v2" # error: "a classic gateway"
    /// ```
    ///
    /// ## A site that is too old
    ///
    /// ```toml
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-size = "Standard_A4_v2" # error: "a site on `2103`"
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
    /// deployment-model = "scale-set"
    /// vm-size = "Standard_A4_v2"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "vm-size-fixed" {
        summary: "size of virtual machines where it cannot be chosen",
        severities: [Error],
        source: COST.section("Virtual machine scale set"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

const ONLY: &str = "Standard_A2_v2";

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(size) = gateway.vm_size.given().filter(|it| it.value.0 != ONLY) else { return };
    let is_classic = ["classic", "service-manager"].iter().any(|it| gateway.has_model(it));
    let message = if is_classic {
        format!("a classic gateway has `{ONLY}` and no choice")
    } else {
        match context.version(findings) {
            Some(version) if version < Version(2107) => {
                format!("gateways of a site on `{version}` have `{ONLY}` and no choice")
            }
            _ => return,
        }
    };
    let note = findings.add(size.span, message);
    if context.is_desired() {
        note.fix(Safety::Safe, format!("Write `{ONLY}`"), size.span, format!("\"{ONLY}\""));
    }
}
