use crate::{
    facts::{Versions, pages::SETUP},
    finding::Safety,
    model::{Config, ManagementPoint},
    rule::{Check, Context, Findings},
};

rule! {
    /// Policy, inventory and everything else that clients send goes through the
    /// gateway to a management point. Without one that allows CMG traffic, and
    /// serves more than the intranet, the connection point has nobody to forward
    /// to, and clients on the internet are not managed.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// site = "P01"
    /// cmg-traffic = false # error: "no management point allows CMG traffic"
    /// ```
    ///
    /// ## Not stated
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[management-point]] # error: "no management point allows CMG traffic"
    /// server = "mp01.corp.contoso.com"
    /// site = "P01"
    /// ```
    ///
    /// ## For the intranet only
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// site = "P01"
    /// cmg-traffic = true
    /// connections = "intranet" # error: "serves the intranet only"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// site = "P01"
    /// cmg-traffic = true
    /// ```
    "management-point-missing" {
        summary: "no management point allows CMG traffic",
        severities: [Error],
        source: SETUP.section("Configure client-facing roles for CMG traffic"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let points = &config.management_points;
    if !context.is_desired() || config.gateways().is_empty() || !points.is_understood() {
        return;
    }
    let is_allowed = |it: &ManagementPoint| super::may_be_allowed(&it.cmg_traffic);
    let is_reached =
        |it: &ManagementPoint| it.connections.value().is_none_or(|it| *it != "intranet");
    if points.each().any(|it| is_allowed(it) && is_reached(it))
        || super::is_allowed_elsewhere(config, super::is_management_point)
    {
        return;
    }
    let inside = points.each().filter(|it| is_allowed(it)).find_map(|it| it.connections.given());
    if let Some(connections) = inside {
        let message = "the management point for CMG traffic serves the intranet only";
        let word = "\"internet-and-intranet\"";
        findings.add(connections.span, message).fix(
            Safety::Unsafe,
            format!("Write `{word}`"),
            connections.span,
            word,
        );
        return;
    }
    let message = "no management point allows CMG traffic";
    match points.each().find(|it| is_reached(it)) {
        Some(point) => {
            super::allow(findings.add(point.header, message), &point.cmg_traffic, point.room)
        }
        None => {
            findings.add(config.header, message);
        }
    }
}
