use crate::{
    facts::{Versions, pages::SETUP},
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// In versions 2010 and 2103 a scale set is a pre-release feature, meant for
    /// customers whose subscription comes from a Cloud Solution Provider (CSP),
    /// who cannot have classic cloud services. Everybody else gets its limits
    /// for nothing: 2,000 clients for each virtual machine instead of 6,000, no
    /// hierarchies, and no way to convert the gateways that exist. From 2107 on
    /// a scale set is right for all.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set" # warning: "for CSP subscriptions only"
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
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    "scale-set-csp-only" {
        summary: "scale set before 2107 without a CSP subscription",
        severities: [Warning],
        source: SETUP.section("Set up a CMG"),
        versions: Versions::between(2010, 2107),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = context.now.azure.value() else { return };
    if !super::is_offer_of(gateway, context)
        || context.is_scale_set(gateway, findings) != Some(true)
    {
        return;
    }
    let Some(offer) = findings.stated(&azure.subscription_offer) else { return };
    let Some(version) = context.version(findings) else { return };
    if *offer != "csp" {
        let message = format!("in `{version}` a scale set is meant for CSP subscriptions only");
        findings.add(gateway.model_span(), message);
    }
}
