use crate::{
    facts::{Versions, pages::SETUP},
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// Clients on the internet scan for software updates against a software
    /// update point behind the gateway. Unless one allows CMG traffic, scans fail,
    /// and no update is ever offered to them.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[software-update-point]] # warning: "no software update point allows CMG traffic"
    /// server = "sup01.corp.contoso.com"
    ///
    /// [features]
    /// use = ["software-updates"]
    /// ```
    ///
    /// ## Turned off
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[software-update-point]]
    /// server = "sup01.corp.contoso.com"
    /// cmg-traffic = false # warning: "no software update point allows CMG traffic"
    ///
    /// [features]
    /// use = ["software-updates"]
    /// ```
    ///
    /// ## No such role
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [features]
    /// use = [
    ///     "inventory",
    ///     "software-updates", # warning: "no software update point allows CMG traffic"
    /// ]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[software-update-point]]
    /// server = "sup01.corp.contoso.com"
    /// cmg-traffic = true
    ///
    /// [features]
    /// use = ["software-updates"]
    /// ```
    "software-update-point-missing" {
        summary: "software updates are wanted, and no software update point allows CMG traffic",
        severities: [Warning],
        source: SETUP.section("Configure client-facing roles for CMG traffic"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let points = &config.software_update_points;
    if !context.is_desired() || config.gateways().is_empty() || !points.is_understood() {
        return;
    }
    if points.each().any(|it| super::may_be_allowed(&it.cmg_traffic))
        || super::is_allowed_elsewhere(config, super::is_software_update_point)
    {
        return;
    }
    let Some(features) = config.features.value() else { return };
    if findings.stated(&features.used).is_none() {
        return;
    }
    let Some(wanted) = features.used.each().find(|it| it.value == "software-updates") else {
        return;
    };
    let message = "no software update point allows CMG traffic";
    // One behind a load balancer would not do.
    match points.each().find(|it| it.network_load_balanced.value() != Some(&true)) {
        Some(point) => {
            super::allow(findings.add(point.header, message), &point.cmg_traffic, point.room)
        }
        None => {
            findings.add(wanted.span, message);
        }
    }
}
