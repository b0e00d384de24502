use crate::{
    facts::{Version, Versions, pages::PLAN},
    finding::File,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// A subscription from a Cloud Solution Provider (CSP) has no classic cloud
    /// services, so its gateways are scale sets, and those came with version
    /// 2010. A deployment of anything else fails.
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
    /// deployment-model = "classic" # error: "no classic gateways"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    ///
    /// ## A site that is too old
    ///
    /// ```toml
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus] # error: "needs 2010, the site has `2006`"
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2006
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
    "csp-needs-scale-set" {
        summary: "CSP subscription without a scale set",
        severities: [Error],
        source: PLAN.section("Requirements"),
        versions: Versions::ANY,
        needs: [],
        silences: ["scale-set-before-2010", "classic-not-recommended"],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = context.now.azure.value() else { return };
    let Some(offer) = azure.subscription_offer.given().filter(|it| it.value == "csp") else {
        return;
    };
    // Azure Service Manager has a rule of its own.
    if gateway.has_model("service-manager") || !super::is_offer_of(gateway, context) {
        return;
    }
    let message = if gateway.has_model("classic") {
        "a CSP subscription has scale sets only, no classic gateways".to_owned()
    } else {
        match context.version(findings) {
            Some(version) if version < Version(2010) => {
                format!("a gateway in a CSP subscription needs 2010, the site has `{version}`")
            }
            _ => return,
        }
    };
    findings.add(gateway.model_span(), message).label(
        File::Document,
        offer.span,
        "bought from a Cloud Solution Provider",
    );
}
