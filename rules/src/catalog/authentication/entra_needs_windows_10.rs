use crate::{
    facts::{Versions, clients, pages::PLAN_AUTHENTICATION},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Only Windows 10, Windows Server 2016 and their successors can authenticate with Microsoft
    /// Entra ID. Older clients need a certificate or a site token, and are cut off where there
    /// is neither.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"] # error: "older than Windows 10"
    /// operating-systems = ["Windows Server 2012 R2"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id", "token"]
    /// operating-systems = ["Windows Server 2012 R2"]
    /// ```
    "entra-needs-windows-10" {
        summary: "Entra ID is the only authentication, and every client is too old for it",
        severities: [Error],
        source: PLAN_AUTHENTICATION.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(clients) = config.clients.value() else { return };
    let systems = &clients.operating_systems;
    if !systems.is_understood() || !systems.each().all(|it| is_old(it)) {
        return;
    }
    let methods = super::methods(config, findings).filter(|it| super::are_only(it, "entra-id"));
    let Some(method) = methods.and_then(|it| it.each().next()) else { return };
    if findings.stated(systems).is_some_and(|it| !it.is_empty()) {
        let message = "every client is older than Windows 10, which Microsoft Entra ID needs";
        findings.add(method.span, message);
    }
}

fn is_old(name: &str) -> bool {
    clients::find(name).is_some_and(|it| !it.entra && it.begins.starts_with("windows"))
}
