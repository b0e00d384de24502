use crate::{
    facts::{Versions, pages::MODIFY},
    model::{Gateway, Named},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// From version 2203 on a classic gateway still runs, but nobody can deploy
    /// another one, and the site cannot be updated to 2403 or later as long as
    /// it exists. A conversion to a scale set keeps the service name and the
    /// storage account; it needs a new target for the CNAME record.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic" # warning: "has to be converted before 2403"
    /// ```
    ///
    /// ```version
    /// 2309
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// action = "convert"
    /// ```
    ///
    /// ```version
    /// 2309
    /// ```
    "classic-deployment-kept" {
        summary: "gateway stays a classic cloud service",
        severities: [Warning],
        source: MODIFY.section("Convert"),
        versions: Versions::between(2203, 2403),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    // A gateway that becomes classic is another mistake than one that stays so.
    let becomes = || match super::deployed(gateway, context) {
        Some(old) => old.has_model("scale-set"),
        None => context.age(gateway) == Age::New,
    };
    if gateway.has_model("classic") && !becomes() {
        let message = "a classic gateway has to be converted before 2403 can be installed";
        findings.add(gateway.model_span(), message);
    }
}
