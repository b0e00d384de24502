use crate::{
    facts::{Versions, pages::MODIFY},
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings, References, Stray},
};

rule! {
    /// Deleting a gateway leaves its connection points behind. Each goes on trying
    /// to reach a service that is gone, and fills its log with errors: delete it
    /// with the gateway, or link it to another one.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus]
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    /// ```
    ///
    /// ```toml
    /// [gateway.westus]
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus" # warning: "the gateway `eastus` is removed"
    ///
    /// [[connection-point]]
    /// server = "cmgcp02.corp.contoso.com"
    /// site = "P01"
    /// gateway = "westus"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus]
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    /// ```
    ///
    /// ```toml
    /// [gateway.westus]
    /// service-name = "graniteridge.contoso.com"
    /// region = "westus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp02.corp.contoso.com"
    /// site = "P01"
    /// gateway = "westus"
    /// ```
    "orphan-connection-point" {
        summary: "connection point of a gateway that is removed",
        severities: [Warning],
        source: MODIFY.section("Replace a CMG with a new service name"),
        versions: Versions::ANY,
        needs: [Baseline],
        silences: ["unknown-gateway-reference"],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(points) = config.connection_points.given() else { return };
    if !config.gateways_by_handle.is_understood() {
        return;
    }
    let references = References::of(config, context);
    for (at, point) in points.iter().enumerate() {
        let Some(point) = point.given() else { continue };
        let Some(reference) = point.gateway.given() else { continue };
        if let Some(Stray::Removed) = references.stray(reference) {
            let message = format!("the gateway {} is removed", quoted(reference));
            let note = findings.add(reference.span, message);
            if let Some(edit) = context.table_removal(points, at, point.header, point.room) {
                note.fix_all(Safety::Unsafe, "Delete the connection point", vec![edit]);
            }
        }
    }
}
