use crate::{
    facts::{Versions, pages::PLAN},
    finding::File,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// In versions 2010 and 2103 a scale set is supported below a standalone
    /// primary site only. A hierarchy with a central administration site keeps
    /// classic gateways until it has version 2107.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2103"
    /// type = "central-administration-site"
    ///
    /// [azure]
    /// subscription-offer = "csp"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set" # error: "needs a standalone primary site"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2107"
    /// type = "central-administration-site"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// ```
    "scale-set-needs-standalone-primary" {
        summary: "scale set in a hierarchy before 2107",
        severities: [Error],
        source: PLAN.section("Limitations with versions 2010 and 2103"),
        versions: Versions::between(2010, 2107),
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(site) = context.now.site.value() else { return };
    let is_hierarchy = findings.stated(&site.kind).is_some_and(|it| *it != "standalone-primary");
    if !is_hierarchy || context.is_scale_set(gateway, findings) != Some(true) {
        return;
    }
    let Some(version) = context.version(findings) else { return };
    let message = format!("in `{version}` a scale set needs a standalone primary site");
    let note = findings.add(gateway.model_span(), message);
    if let Some(span) = site.kind.span() {
        note.label(File::Document, span, "the site is another one");
    }
}
