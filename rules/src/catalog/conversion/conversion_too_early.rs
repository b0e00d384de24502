use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    rule::{Change, Check, Context, Findings},
};

rule! {
    /// Conversions came with version 2107. Before, a site has one model for all of its gateways: each
    /// classic one is deleted first, and until the scale sets are deployed no internet client reaches the
    /// site. Updating the site first saves that outage.
    ///
    /// A gateway that states `action = "redeploy"` is not converted, and this rule is silent.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set" # error: "the site has `2103`"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    "conversion-too-early" {
        summary: "classic gateway shall be converted before 2107",
        severities: [Error],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::until(2107),
        needs: [Baseline],
        silences: ["mixed-deployment-models", "scale-set-before-2010"],
        check: Check::Change(check),
    }
}

fn check(change: &Change<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(version) = context.version(findings) else { return };
    if change.converts(findings) {
        let message = format!("gateways can be converted from 2107 on, the site has `{version}`");
        let note = findings.add(change.new.model_span(), message);
        note.label(File::Baseline, change.old.model_span(), "deployed as a classic one");
    }
}
