use crate::{
    facts::{Versions, pages::PLAN},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Virtual machine scale sets came with version 2010. The wizard of an
    /// earlier release has no such choice and its gateways are classic, so the
    /// plan cannot be carried out. A gateway that states no model counts as a
    /// scale set, for that is what every release in support deploys.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set" # error: "from 2010 on, the site has `2006`"
    /// ```
    ///
    /// ```version
    /// 2006
    /// ```
    ///
    /// ## No model is stated
    ///
    /// ```toml
    /// [gateway.eastus] # error: "from 2010 on, the site has `2002`"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2002
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```version
    /// 2006
    /// ```
    "scale-set-before-2010" {
        summary: "scale set on a site that does not know them yet",
        severities: [Error],
        source: PLAN.section("Virtual machine scale sets"),
        versions: Versions::until(2010),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.is_scale_set(gateway, findings) != Some(true) {
        return;
    }
    let Some(version) = context.version(findings) else { return };
    let message = format!("a gateway can be a scale set from 2010 on, the site has `{version}`");
    findings.add(gateway.model_span(), message);
}
