use crate::{
    facts::{Versions, pages::ENTRA},
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// The GUID of an application id URI is that of the tenant or of the app
    /// itself; Microsoft Entra takes no other. This one is neither, as happens
    /// when a document is copied for another tenant.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    /// app-id-uri = "api://e517b8cb-a969-4d1e-b2ea-ae1e6c052020/ConfigMgrService" # warning: "neither the tenant nor the server app"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    ///
    /// [azure.server-app]
    /// client-id = "7078946d-fc1c-43b7-8dee-dd6e6b00d783"
    /// app-id-uri = "api://05a349fa-298a-4427-8771-9efcdb73431e/ConfigMgrService"
    /// ```
    "app-id-uri-of-other-tenant" {
        summary: "application id URI names another tenant",
        severities: [Warning],
        source: ENTRA.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(azure), Some(app)) = (config.azure.value(), super::server_app(config)) else {
        return;
    };
    let Some(uri) = app.app_id_uri.given() else { return };
    let Some(("api", guid, name)) = super::uri_parts(uri) else { return };
    if !super::is_guid(guid) {
        return;
    }
    let Some(tenant) = findings.stated(&azure.tenant_id) else { return };
    if !super::is_guid(tenant) || guid.eq_ignore_ascii_case(tenant) {
        return;
    }
    let Some(client) = findings.stated(&app.client_id) else { return };
    if !super::is_guid(client) || guid.eq_ignore_ascii_case(client) {
        return;
    }
    let at = "api://".len();
    let span = uri.part(at..at + guid.len());
    let message = format!("{} is neither the tenant nor the server app", quoted(guid));
    let text = format!("api://{}/{name}", tenant.as_str());
    findings.add(span, message).rewrite(Safety::Safe, uri, &text);
}
