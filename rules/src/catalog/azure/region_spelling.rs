use crate::{
    facts::{Versions, pages::NEW_CMDLET, regions},
    finding::Safety,
    model::{Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure has a name for each region that programs use: lower case, without
    /// spaces. It is the one that stands in deployment names and DNS records.
    /// The console shows another one, and the cmdlets a third; all are
    /// understood, but a search for the region finds only one of them.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.europe]
    /// service-name = "granitefalls.contoso.com"
    /// region = "North Europe" # info: "is spelled `northeurope`"
    /// resource-group-region = "NorthEurope" # info: "is spelled `northeurope`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.europe]
    /// service-name = "granitefalls.contoso.com"
    /// region = "northeurope"
    /// resource-group-region = "northeurope"
    /// ```
    "region-spelling" {
        summary: "region is not spelled as Azure spells it",
        severities: [Info],
        source: NEW_CMDLET.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for given in super::regions(gateway) {
        let Some(region) = regions::find(given) else { continue };
        let name = region.name;
        if given.as_str() != name {
            let message = format!("{} is spelled `{name}`", quoted(given));
            findings.add(given.span, message).rewrite(Safety::Safe, given, name);
        }
    }
}
