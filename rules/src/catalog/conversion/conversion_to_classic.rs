use crate::{
    facts::{Versions, pages::SUPPORTED},
    finding::File,
    rule::{Change, Check, Context, Findings},
};

rule! {
    /// The way from a classic cloud service to a scale set leads in one direction: a scale set does not
    /// become classic again. Classic gateways cannot be deployed any more since version 2203, and version
    /// 2403 does not install while one exists.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic" # error: "does not become classic"
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
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    "conversion-to-classic" {
        summary: "scale set shall become a classic gateway",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [Baseline],
        silences: ["mixed-deployment-models"],
        check: Check::Change(check),
    }
}

fn check(change: &Change<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if change.goes("scale-set", "classic", findings) {
        let message = "a scale set does not become classic again";
        let note = findings.add(change.new.model_span(), message);
        note.label(File::Baseline, change.old.model_span(), "deployed as a scale set");
    }
}
