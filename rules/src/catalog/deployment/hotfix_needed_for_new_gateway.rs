use crate::{
    facts::{Versions, pages},
    finding::Severity,
    model::Config,
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// On version 2409 a new gateway fails to install: the place that its setup
    /// downloads from has moved, and the extension `InstallCMG` of the scale set
    /// ends with exit code 1. The hotfix KB30833053 repairs it, and so does the
    /// update rollup KB30385346. Gateways that exist go on running, but their
    /// automatic upgrade can fail for the same reason.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2409"
    /// hotfixes = ["KB35958849"] # warning: "without `KB30833053`"
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
    /// ## A gateway that exists
    ///
    /// ```toml
    /// [site]
    /// version = "2409"
    /// hotfixes = [] # info: "without `KB30833053`"
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
    /// version = "2409"
    /// hotfixes = ["KB30833053"]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    "hotfix-needed-for-new-gateway" {
        summary: "2409 lacks the hotfix without which new gateways fail",
        severities: [Warning, Info],
        source: pages::KB30833053.whole(),
        versions: Versions::between(2409, 2503),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    if config.gateways().is_empty() {
        return;
    }
    let Some(hotfixes) = super::hotfixes(context, findings) else { return };
    if ["30833053", "30385346"].iter().any(|it| super::is_installed(hotfixes, it)) {
        return;
    }
    let (severity, message) = if config.gateways().iter().any(|it| context.age(it) == Age::New) {
        (Severity::Warning, "a new gateway fails to install on 2409 without `KB30833053`")
    } else {
        (Severity::Info, "the upgrade of a gateway can fail on 2409 without `KB30833053`")
    };
    findings.add(hotfixes.span, message).severity(severity);
}
