use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway does not reach software update points behind a network load
    /// balancer, so clients on the internet never finish a scan. Configuration
    /// Manager has given up such clusters altogether: add several software update
    /// points instead, and clients switch to another one when theirs fails.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [[software-update-point]]
    /// server = "sup01.corp.contoso.com"
    /// cmg-traffic = true
    /// network-load-balanced = true # error: "behind a network load balancer"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [[software-update-point]]
    /// server = "sup01.corp.contoso.com"
    /// cmg-traffic = true
    ///
    /// [[software-update-point]]
    /// server = "sup02.corp.contoso.com"
    /// cmg-traffic = true
    /// ```
    "software-update-point-load-balanced" {
        summary: "software update point behind a network load balancer",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let balanced = config.software_update_points.each();
    for balanced in balanced.filter_map(|it| it.network_load_balanced.given()) {
        if balanced.value {
            let message =
                "no gateway reaches a software update point behind a network load balancer";
            findings.add(balanced.span, message);
        }
    }
}
