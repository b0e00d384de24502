use crate::{
    facts::{Versions, pages::PLAN},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// The service connection point creates, changes and watches gateways in
    /// Azure. In offline mode it does not talk to Azure at all: no gateway is
    /// created, and those that exist are no longer maintained.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// service-connection-point = "offline" # error: "the service connection point is offline"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// service-connection-point = "online"
    /// ```
    "service-connection-point-offline" {
        summary: "service connection point is in offline mode",
        severities: [Error],
        source: PLAN.section("Requirements"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let mode = config.site.value().and_then(|it| it.service_connection_point.given());
    let Some(mode) = mode.filter(|it| it.value == "offline") else { return };
    findings.add(mode.span, "the service connection point is offline, not online").fix(
        Safety::Unsafe,
        "Write `\"online\"`",
        mode.span,
        "\"online\"",
    );
}
