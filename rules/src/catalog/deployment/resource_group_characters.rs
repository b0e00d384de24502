use crate::{
    facts::{Versions, pages::PLAN},
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Versions 2010 and 2103 name a storage container of the scale set after
    /// the resource group. Azure allows less in the name of a container than in
    /// that of a group, so a group with an upper-case letter, an underscore or
    /// a dot makes the deployment fail.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "RG_CMG_EastUS" # error: "lower-case letters, digits and hyphens"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group = "rg-cmg-eastus"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    "resource-group-characters" {
        summary: "no storage container can have the name of the resource group",
        severities: [Error],
        source: PLAN.section("Limitations with versions 2010 and 2103"),
        versions: Versions::between(2010, 2107),
        needs: [],
        silences: ["resource-group-name"],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(group) = gateway.resource_group.given() else { return };
    let fits = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    if group.bytes().all(fits) || context.is_scale_set(gateway, findings) != Some(true) {
        return;
    }
    let message = format!(
        "resource group {} has more than lower-case letters, digits and hyphens",
        quoted(group)
    );
    findings.add(group.span, message);
}
