use crate::{
    facts::{
        Versions,
        pages::SETUP,
        regions::{self, REGIONS},
    },
    finding::Safety,
    model::{Gateway, Named, folded, nearest},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// No Azure region goes by this name, neither in the console nor in Azure
    /// itself. New regions open now and then, and which ones the wizard offers
    /// depends on the subscription, so this is a warning: if the region is new,
    /// accept the finding.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eatsus" # warning: "did you mean `eastus`?"
    /// resource-group-region = "atlantis" # warning: "unknown region `atlantis`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// resource-group-region = "eastus"
    /// ```
    "unknown-region" {
        summary: "no Azure region has this name",
        severities: [Warning],
        source: SETUP.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for region in super::regions(gateway).filter(|it| regions::find(it).is_none()) {
        let unknown = format!("unknown region {}", quoted(region));
        match nearest(&folded(region), REGIONS.iter().map(|it| it.name)) {
            None => findings.add(region.span, unknown),
            Some(name) => {
                let message = format!("{unknown}, did you mean `{name}`?");
                findings.add(region.span, message).rewrite(Safety::Unsafe, region, name)
            }
        };
    }
}
