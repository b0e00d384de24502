use crate::{
    facts::{Version, Versions, pages::CHECKLIST},
    finding::{File, Safety, Severity},
    model::Config,
    rule::{Age, Check, Context, Findings, addition},
};

rule! {
    /// The cloud management gateway is an optional feature, and an update does
    /// not turn it on by itself. As long as it is off, the console does not
    /// offer to create a gateway. Later releases no longer list the feature, so
    /// for them this is a reminder and no more.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2309"
    /// optional-features = ["scale-set-gateway"] # warning: "`cloud-management-gateway` is off"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ## Without a baseline
    ///
    /// ```toml
    /// [site]
    /// optional-features = ["scale-set-gateway"] # info: "`cloud-management-gateway` is off"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2309"
    /// optional-features = ["cloud-management-gateway", "scale-set-gateway"]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    "gateway-feature-off" {
        summary: "optional feature for gateways is off",
        severities: [Warning, Info],
        source: CHECKLIST.section("Checklist"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(list) = super::features_without(config, "cloud-management-gateway") else { return };
    let listed = context.version_if_stated().is_some_and(|it| it < Version(2403));
    let gateways = config.gateways();
    let waiting = gateways.iter().find(|it| listed && context.age(it) == Age::New);
    let severity = if waiting.is_some() { Severity::Warning } else { Severity::Info };
    let Some(gateway) = waiting.or_else(|| gateways.first()) else { return };
    findings
        .add(list.span, "the optional feature `cloud-management-gateway` is off")
        .severity(severity)
        .label(File::Document, gateway.header, "a gateway")
        .fix_all(
            Safety::Unsafe,
            "Add `cloud-management-gateway`",
            vec![addition(list, &["\"cloud-management-gateway\"".to_owned()])],
        );
}
