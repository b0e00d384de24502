use crate::{
    facts::{Version, Versions, pages::PREREQUISITE_CHECKS},
    model::{Gateway, Named},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// Before it installs, version 2403 looks for gateways that are classic
    /// cloud services, and stops with an error when it finds one. The site then
    /// stays on a release that is out of support until each of them has been
    /// converted to a scale set or deleted.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2309"
    /// target-version = "2403"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic" # error: "update to `2403` is blocked"
    /// ```
    ///
    /// ## A site that cannot be
    ///
    /// A site on 2403 or later has no classic gateway, so one of the two
    /// statements is wrong.
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic" # error: "`2503` cannot have a classic gateway"
    /// ```
    ///
    /// ```version
    /// 2503
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2309"
    /// target-version = "2403"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// ```
    "classic-blocks-upgrade" {
        summary: "classic gateway stops the update to 2403",
        severities: [Error],
        source: PREREQUISITE_CHECKS
            .section("Check for a cloud management gateway (CMG) as a cloud service (classic)"),
        versions: Versions::ANY,
        needs: [],
        silences: ["classic-deployment-kept", "classic-not-recommended"],
        check: Check::Gateway(check),
    }
}

const BLOCKED: Version = Version(2403);

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    if !gateway.has_model("classic") || is_other_mistake(gateway, context) {
        return;
    }
    let target = super::target_version(context.now).map(|(version, _)| version);
    let message = match (context.version_if_stated(), target) {
        (Some(version), _) if version >= BLOCKED => {
            format!("a site on `{version}` cannot have a classic gateway, nor be updated with one")
        }
        (_, Some(target)) if target >= BLOCKED => {
            format!("the update to `{target}` is blocked while a classic gateway exists")
        }
        _ => {
            context.version(findings);
            return;
        }
    };
    findings.add(gateway.model_span(), message);
}

/// `classic-deployment-removed` and `conversion-to-classic` speak of classic
/// gateways that do not exist yet.
fn is_other_mistake(gateway: &Named<Gateway>, context: &Context<'_>) -> bool {
    let removed = || context.version_if_stated().is_some_and(|it| it >= Version(2203));
    super::deployed(gateway, context).is_some_and(|old| old.has_model("scale-set"))
        || context.age(gateway) == Age::New && removed()
}
