use crate::{
    facts::{Versions, pages::PLAN},
    finding::{Safety, Severity},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients fetch content from a gateway only with the client setting *Allow access to cloud
    /// distribution point*. Where it is off, deployments to clients on the internet wait for
    /// content for ever, although the gateway holds it and you pay for its storage.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// serve-content = true
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// use-cloud-distribution-point = false # error: "is off"
    /// ```
    ///
    /// ## No gateway serves content
    ///
    /// The setting belongs to the requirements of a gateway all the same.
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// serve-content = false
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// use-cloud-distribution-point = false # warning: "is off"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// use-cloud-distribution-point = true
    /// ```
    "distribution-point-client-setting-off" {
        summary: "client setting keeps clients from content of a gateway",
        severities: [Error, Warning],
        source: PLAN.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(clients) = config.clients.value() else { return };
    findings.stated(&clients.use_cloud_distribution_point);
    let setting = clients.use_cloud_distribution_point.given();
    let Some(setting) = setting.filter(|it| !it.value) else { return };
    let serves = config.gateways().iter().any(|it| it.serve_content.value() == Some(&true));
    findings
        .add(setting.span, "the client setting `Allow access to cloud distribution point` is off")
        .severity(if serves { Severity::Error } else { Severity::Warning })
        .fix(Safety::Unsafe, "Write `true`", setting.span, "true");
}
