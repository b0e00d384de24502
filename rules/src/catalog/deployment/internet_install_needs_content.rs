use crate::{
    facts::{Versions, pages::PLAN},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// In versions 2010 and 2103 a scale set has to serve content, or else the
    /// client cannot be installed on devices over the internet: they find no
    /// place to download it from.
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
    /// serve-content = false # error: "serves no content"
    ///
    /// [clients]
    /// internet-install = true
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
    /// serve-content = true
    ///
    /// [clients]
    /// internet-install = true
    /// ```
    ///
    /// ```version
    /// 2103
    /// ```
    "internet-install-needs-content" {
        summary: "clients shall be installed over the internet without content",
        severities: [Error],
        source: PLAN.section("Limitations with versions 2010 and 2103"),
        versions: Versions::between(2010, 2107),
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(content) = gateway.serve_content.given().filter(|it| !it.value) else { return };
    if context.is_scale_set(gateway, findings) != Some(true)
        || super::installs_over_internet(context.now, findings) != Some(true)
    {
        return;
    }
    findings
        .add(content.span, "no client installs over the internet if the gateway serves no content")
        .fix(Safety::Unsafe, "Serve content", content.span, "true");
}
