use crate::{
    facts::{Versions, pages::NEW_2603},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// From version 2603 on the management point itself checks the tokens of Microsoft Entra ID
    /// and asks `login.microsoftonline.com` and `sts.windows.net` for it. Where its server
    /// cannot reach them, it turns away every client that comes with such a token; the log
    /// `CCM_STS_ManagedBase.log` shows `MISE12034`. A proxy must be set for the system account.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// internet-access = false # warning: "Entra"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// internet-access = true
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// ```
    "management-point-without-internet" {
        summary: "management point cannot reach Entra ID to check tokens of clients",
        severities: [Warning],
        source: NEW_2603.section("New requirements"),
        versions: Versions::since(2603),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    for point in config.management_points.each() {
        if point.cmg_traffic.value() == Some(&false)
            || point.internet_access.value() == Some(&true)
            || !super::methods(config, findings).is_some_and(|it| it.has("entra-id"))
            || findings.stated(&point.cmg_traffic).is_none()
            || findings.stated(&point.internet_access).is_none()
        {
            continue;
        }
        if let Some(access) = point.internet_access.given() {
            findings.add(access.span, "the management point cannot reach Entra ID to check tokens");
        }
    }
}
