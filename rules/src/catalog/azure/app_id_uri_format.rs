use crate::{
    facts::{Versions, pages::ENTRA},
    finding::Safety,
    model::{Config, Field},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// The application id URI stands in every token by which a client asks for
    /// access, and has to be unique in the tenant. `https://ConfigMgrService`,
    /// which the wizard proposes, is to be changed: Microsoft Entra wants the id
    /// of the tenant in it, or a domain that the tenant has verified.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    ///
    /// [azure.server-app]
    /// app-id-uri = "https://ConfigMgrService" # warning: "is neither"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    ///
    /// [azure.server-app]
    /// app-id-uri = "api://05a349fa-298a-4427-8771-9efcdb73431e/ConfigMgrService"
    /// ```
    ///
    /// ## Or
    ///
    /// ```toml
    /// [azure.server-app]
    /// app-id-uri = "https://contoso.onmicrosoft.com/ConfigMgrService"
    /// ```
    "app-id-uri-format" {
        summary: "application id URI names neither the tenant nor a domain of it",
        severities: [Warning],
        source: ENTRA.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(app) = super::server_app(config) else { return };
    let Some(uri) = app.app_id_uri.given() else { return };
    let fits = super::uri_parts(uri).is_some_and(|(scheme, owner, _)| match scheme {
        "api" => super::is_guid(owner),
        // Which domains are verified only the tenant knows.
        "https" => owner.contains('.'),
        _ => false,
    });
    if fits {
        return;
    }
    let message =
        format!("{} is neither `api://TENANT/NAME` nor `https://DOMAIN/NAME`", quoted(uri));
    let note = findings.add(uri.span, message);
    let tenant = config.azure.value().map(|it| &it.tenant_id).and_then(Field::given);
    if let Some(tenant) = tenant.filter(|it| super::is_guid(it)) {
        let text = format!("api://{}/ConfigMgrService", tenant.as_str());
        note.rewrite(Safety::Unsafe, uri, &text);
    }
}
