use crate::{
    facts::{Version, Versions, pages::MODIFY},
    finding::{File, Safety, Severity},
    model::{Config, Gateway, Named},
    rule::{Age, Check, Context, Findings, addition},
};

rule! {
    /// An update does not turn on *Cloud Management Gateway with Azure virtual
    /// machine scale set* by itself. As long as the optional feature is off, the
    /// console shows neither the scale set in the wizard nor the button
    /// *Convert*, which looks as if the site were too old for them. Later
    /// releases no longer list the feature, so for them this is a reminder and
    /// no more.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2111"
    /// optional-features = ["cloud-management-gateway"] # warning: "`scale-set-gateway` is off"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// action = "convert"
    /// ```
    ///
    /// ## A gateway that exists
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    /// optional-features = ["cloud-management-gateway"] # info: "`scale-set-gateway` is off"
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
    /// version = "2111"
    /// optional-features = ["cloud-management-gateway", "scale-set-gateway"]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// action = "convert"
    /// ```
    "scale-set-feature-off" {
        summary: "optional feature for scale sets is off",
        severities: [Warning, Info],
        source: MODIFY.section("Convert"),
        versions: Versions::since(2010),
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(list) = super::features_without(config, "scale-set-gateway") else { return };
    let scale_sets = || config.gateways().iter().filter(|it| it.has_model("scale-set"));
    let waiting = scale_sets().find(|gateway| is_waiting(gateway, context));
    let severity = if waiting.is_some() { Severity::Warning } else { Severity::Info };
    let Some(gateway) = waiting.or_else(|| scale_sets().next()) else { return };
    findings
        .add(list.span, "the optional feature `scale-set-gateway` is off")
        .severity(severity)
        .label(File::Document, gateway.model_span(), "a scale set")
        .fix_all(
            Safety::Unsafe,
            "Add `scale-set-gateway`",
            vec![addition(list, &["\"scale-set-gateway\"".to_owned()])],
        );
}

/// Whether somebody is about to look for the feature in the console.
fn is_waiting(gateway: &Named<Gateway>, context: &Context<'_>) -> bool {
    let is_new = || {
        context.age(gateway) == Age::New
            && context.version_if_stated().is_some_and(|it| it < Version(2403))
    };
    let converts = || gateway.action.value().is_some_and(|action| *action == "convert");
    let was_classic =
        || super::deployed(gateway, context).is_some_and(|old| old.has_model("classic"));
    converts() || was_classic() || is_new()
}
