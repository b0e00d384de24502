use std::collections::HashMap;

use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    model::{Config, Field, Gateway},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// In versions 2010 and 2103 all gateways of a site are either classic or
    /// scale sets: once there is one, the wizard refuses to deploy the other
    /// kind. The gateways that exist have to be deleted first, which leaves
    /// clients on the internet without any. From 2107 on both may stand side by
    /// side.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// region = "westus"
    /// deployment-model = "classic" # error: "other model than `eastus`"
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
    /// deployment-model = "classic"
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// region = "westus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    "mixed-deployment-models" {
        summary: "classic gateways and scale sets in one site before 2107",
        severities: [Error],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::between(2010, 2107),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let mut first_of_site = HashMap::new();
    for gateway in config.gateways() {
        let known = gateway.deployment_model.value().is_some();
        let Some(site) = site(gateway, config).filter(|_| known) else { continue };
        let first = *first_of_site.entry(site).or_insert(gateway);
        // Azure Service Manager runs classic cloud services as well.
        if first.has_model("scale-set") != gateway.has_model("scale-set") {
            let message = format!(
                "another model than {}, before 2107 a site has one for all",
                quoted(&first.handle)
            );
            findings.add(gateway.model_span(), message).label(
                File::Document,
                first.model_span(),
                "the first gateway of the site",
            );
        }
    }
}

/// The site that owns a gateway, which is nobody's in particular where no code is stated.
fn site(gateway: &Gateway, config: &Config) -> Option<String> {
    let code = match &gateway.site {
        Field::Absent(_) => &config.site.value()?.code,
        own => own,
    };
    (!matches!(code, Field::Wrong(_)))
        .then(|| code.value().map(|code| code.to_ascii_uppercase()).unwrap_or_default())
}
