use crate::{
    facts::{Versions, pages::PLAN},
    finding::Safety,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A hybrid identity exists twice, in Active Directory and in Microsoft Entra ID. The site
    /// learns that both are one user from *Microsoft Entra user discovery*; without it, it cannot
    /// tell who holds the token, and what is deployed to that user does not arrive.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    /// user-discovery = false # warning: "hybrid"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// hybrid-joined = true
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    /// user-discovery = true
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// hybrid-joined = true
    /// ```
    "hybrid-needs-user-discovery" {
        summary: "hybrid-joined clients use Entra ID, and its users are not discovered",
        severities: [Warning],
        source: PLAN.section("Requirements"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(discovery) = config.azure.value().map(|it| &it.user_discovery) else { return };
    let Some(hybrid) = config.clients.value().map(|it| &it.hybrid_joined) else { return };
    if discovery.value() == Some(&true)
        || hybrid.value() == Some(&false)
        || !super::methods(config, findings).is_some_and(|it| it.has("entra-id"))
        || findings.stated(hybrid).is_none()
        || findings.stated(discovery).is_none()
    {
        return;
    }
    if let Some(discovery) = discovery.given() {
        findings
            .add(
                discovery.span,
                "hybrid-joined clients use Entra ID, but Entra user discovery is off",
            )
            .fix(Safety::Unsafe, "Write `true`", discovery.span, "true");
    }
}
