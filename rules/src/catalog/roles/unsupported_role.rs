use crate::{
    facts::{Versions, pages::SUPPORTED},
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Behind a gateway stand management points and software update points, and
    /// nothing else: no other role has the option to allow traffic of gateways.
    /// What clients on the internet expect of another role does not reach it.
    /// Content needs none, because the gateway itself serves it.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [[site-system-role]]
    /// role = "fallback status point"
    /// server = "fsp01.corp.contoso.com"
    /// cmg-traffic = true # error: "no gateway carries traffic for"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [[site-system-role]]
    /// role = "fallback status point"
    /// server = "fsp01.corp.contoso.com"
    /// ```
    "unsupported-role" {
        summary: "CMG traffic is wanted for a role that gateways do not support",
        severities: [Error],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    for system in config.site_system_roles.each() {
        let (Some(allowed), Some(role)) = (system.cmg_traffic.given(), system.role.value()) else {
            continue;
        };
        let is_supported =
            super::is_management_point(role) || super::is_software_update_point(role);
        if allowed.value && !is_supported {
            let message = format!("no gateway carries traffic for the role {}", quoted(role));
            findings.add(allowed.span, message);
        }
    }
}
