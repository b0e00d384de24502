use crate::{
    facts::{Versions, pages::MODIFY},
    finding::{File, Safety},
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Applications, packages, task sequences and pull distribution points fetch
    /// their content from a gateway only where one has *Allow CMG to function as a
    /// cloud distribution point and serve content from Azure storage*. Otherwise
    /// clients get the policy and then wait for content that nobody offers on the
    /// internet.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// serve-content = false # error: "which `software-distribution-device` needs"
    ///
    /// [features]
    /// use = ["software-distribution-device"]
    /// ```
    ///
    /// ## Instead
    ///
    /// One gateway that serves content is enough.
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// serve-content = false
    ///
    /// [gateway.westeurope]
    /// service-name = "granitehills.contoso.com"
    /// region = "westeurope"
    ///
    /// [features]
    /// use = ["software-distribution-device"]
    /// ```
    "content-not-served" {
        summary: "no gateway serves content, and something needs it",
        severities: [Error],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some((name, place)) = super::in_need_of_content(config)
        && let Some(off) = super::unserved(config, findings)
    {
        findings
            .add(off.span, format!("no gateway serves content, which {} needs", quoted(name)))
            .label(File::Document, place, "needs content")
            .fix(Safety::Unsafe, "Serve content", off.span, "true");
    }
}
