use crate::{
    facts::{Versions, azure::MISSING_VM_SIZES, pages::UNAVAILABLE_REGION, regions},
    model::{Gateway, Named},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// Not every region has every size of virtual machine. Where the size is
    /// missing, the wizard refuses to create the gateway. Another size or
    /// another region helps, or a request to Microsoft support. A gateway that
    /// Azure already runs has its machines, so this is about others.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.west]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus3"
    /// vm-size = "Standard_A2_v2" # warning: "`Standard_A2_v2` is missing in `westus3`"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## The default
    ///
    /// ```toml
    /// [gateway.west]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus3" # warning: "`Standard_A2_v2` is missing in `westus3`"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.west]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus3"
    /// vm-size = "Standard_A4_v2"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "vm-size-not-in-region" {
        summary: "region is known to lack the size of virtual machine",
        severities: [Warning],
        source: UNAVAILABLE_REGION.whole(),
        versions: Versions::since(2107),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(given) = gateway.region.given() else { return };
    let Some(region) = regions::find(given) else { return };
    let Some(size) = gateway.vm_size.value() else { return };
    if MISSING_VM_SIZES.contains(&(region.name, size.0))
        && context.age(gateway) != Age::Existing
        && context.is_scale_set(gateway, findings) == Some(true)
    {
        let span = gateway.vm_size.span().unwrap_or(given.span);
        findings.add(span, format!("the size `{}` is missing in `{}`", size.0, region.name));
    }
}
