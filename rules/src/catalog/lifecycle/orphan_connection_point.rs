use crate::{
    document::Room,
    facts::{Versions, pages::MODIFY},
    finding::{Edit, Safety},
    model::{Config, ConnectionPoint, Field, Given},
    quote::quoted,
    rule::{Check, Context, Findings, References, Stray, removal},
    span::Span,
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
            if let Some(edit) = deletion(points, at, point, context) {
                note.fix_all(Safety::Unsafe, "Delete the connection point", vec![edit]);
            }
        }
    }
}

/// The edit that takes the table of a connection point out of the document.
fn deletion(
    points: &Given<Vec<Field<ConnectionPoint>>>,
    at: usize,
    point: &ConnectionPoint,
    context: &Context<'_>,
) -> Option<Edit> {
    let end = match point.room {
        Room::Line(end) => end,
        Room::Inline { .. } => return Some(removal(points, at)),
        Room::Table(_) | Room::Unknown => return None,
    };
    // With the blank lines that set it apart from the next table.
    let rest = context.text().get(end..)?;
    let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    Some(Edit { span: Span::new(point.header.start, end + blank), text: String::new() })
}
