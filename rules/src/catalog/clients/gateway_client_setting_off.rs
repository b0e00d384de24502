use crate::{
    facts::{Versions, pages::PLAN},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients learn of the gateway through the client setting *Enable clients to use a cloud
    /// management gateway*. Where it is off, they never try the gateway: on the internet they get
    /// no policy, and show as offline, while everything in Azure looks healthy.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    /// use-cmg = false # error: "is off"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    /// use-cmg = true
    /// ```
    "gateway-client-setting-off" {
        summary: "client setting keeps clients from using a cloud management gateway",
        severities: [Error],
        source: PLAN.section("Requirements"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(setting) = config.clients.value().map(|it| &it.use_cmg) else { return };
    findings.stated(setting);
    if let Some(setting) = setting.given().filter(|it| !it.value) {
        findings
            .add(
                setting.span,
                "the client setting `Enable clients to use a cloud management gateway` is off",
            )
            .fix(Safety::Unsafe, "Write `true`", setting.span, "true");
    }
}
