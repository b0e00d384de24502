use crate::{
    facts::{Version, Versions, pages::COST},
    finding::{File, Severity},
    quote::quoted,
    rule::{Change, Check, Context, Findings},
};

rule! {
    /// The size of the virtual machines of a scale set can be changed in its properties from version 2107
    /// on; the console does it, no cmdlet does. Azure then replaces the machines, and with only one of
    /// them the gateway is away for a while. A conversion to a scale set may change the size as well.
    /// Anywhere else the size is fixed: on a classic gateway, and on a scale set before 2107.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic"
    /// vm-size = "Standard_A2_v2"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic"
    /// vm-size = "Standard_A4_v2" # error: "cannot change"
    /// ```
    ///
    /// ## A scale set
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// vm-size = "Standard_A2_v2"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// vm-size = "Standard_A4_v2" # info: "changes in place"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// vm-size = "Standard_A2_v2"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// vm-size = "Standard_A2_v2"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "vm-size-changed" {
        summary: "virtual machines of a deployed gateway get another size",
        severities: [Info, Error],
        source: COST.section("Virtual machine scale set"),
        versions: Versions::ANY,
        needs: [Baseline],
        silences: ["vm-size-fixed"],
        check: Check::Change(check),
    }
}

fn check(change: &Change<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let (old, new) = (change.old, change.new);
    let Some(size) = new.vm_size.value() else { return };
    let Some(deployed) = findings.stated_before(&old.vm_size).filter(|it| *it != size) else {
        return;
    };
    let Some(is_scale_set) = context.is_scale_set(new, findings) else { return };
    let Some(model) = findings.stated_before(&old.deployment_model) else { return };
    // A scale set has had a choice since 2107.
    let has_choice = match is_scale_set {
        true => match context.version(findings) {
            Some(version) => version >= Version(2107),
            None => return,
        },
        false => false,
    };
    let (severity, way) = match model.0 {
        _ if has_choice && new.is_redeployed() => (Severity::Info, "the redeployment changes it"),
        "scale-set" if has_choice => (Severity::Info, "it changes in place"),
        "classic" if has_choice => (Severity::Info, "the conversion changes it"),
        // Whether the new size can be had at all, `vm-size-fixed` says.
        _ if new.is_redeployed() => return,
        _ => (Severity::Error, "it cannot change"),
    };
    let (size, deployed) = (quoted(size), quoted(deployed));
    let place = new.vm_size.span().unwrap_or(new.header);
    let message = format!("the virtual machines have {size}, deployed are {deployed}: {way}");
    let note = findings.add(place, message).severity(severity);
    let place = old.vm_size.span().unwrap_or(old.header);
    note.label(File::Baseline, place, format!("deployed with {deployed}"));
}
