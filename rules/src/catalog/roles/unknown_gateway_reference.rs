use crate::{
    facts::{Versions, pages::CONNECTION_POINT_CMDLET},
    finding::Safety,
    model::Config,
    quote::{quoted, toml_string},
    rule::{Check, Context, Findings, References, Stray, references},
};

rule! {
    /// Connection points, boundary groups and bootable media name a gateway by
    /// its handle, the word behind `gateway.` in the header of its table, letter
    /// case included. A name that leads nowhere links nothing.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "esatus" # error: "did you mean `eastus`?"
    ///
    /// [[boundary-group]]
    /// name = "New York"
    /// gateways = ["EastUS"] # error: "did you mean `eastus`?"
    ///
    /// [[task-sequence]]
    /// name = "Bare metal"
    /// scenario = "boot-image"
    /// media = { gateway = "north" } # error: "no gateway has the handle `north`"
    /// ```
    ///
    /// ## A service name
    ///
    /// The cmdlets take the service name. Here the handle stands in its place,
    /// which stays when the service name changes.
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "GraniteFalls.contoso.com" # error: "is a service name, the handle is `eastus`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// ```
    "unknown-gateway-reference" {
        summary: "a reference names no gateway of the document",
        severities: [Error],
        source: CONNECTION_POINT_CMDLET.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    if !config.gateways_by_handle.is_understood() {
        return;
    }
    let known = References::of(config, context);
    for reference in references(config) {
        let Some(stray) = known.stray(reference) else { continue };
        let name = quoted(reference);
        let Stray::Means(gateway) = stray else {
            findings.add(reference.span, format!("no gateway has the handle {name}"));
            continue;
        };
        let service_name = gateway.service_name.value();
        let handle = &gateway.handle;
        let message = if service_name.is_some_and(|it| it.eq_ignore_ascii_case(reference)) {
            format!("{name} is a service name, the handle is `{handle}`")
        } else {
            format!("no gateway has the handle {name}, did you mean `{handle}`?")
        };
        findings.add(reference.span, message).fix(
            Safety::Unsafe,
            format!("Write `{handle}`"),
            reference.span,
            toml_string(handle),
        );
    }
}
