use crate::{
    facts::{Versions, pages::ENTRA},
    finding::Safety,
    model::{Config, Field},
    quote::{quoted, toml_string},
    rule::{Check, Context, Findings},
};

rule! {
    /// The application id URI stands in every token by which a client asks for
    /// access, and has to be unique in the tenant. The wizard proposes
    /// `https://ConfigMgrService`, which Microsoft Entra no longer takes for a
    /// new app: it wants the tenant id, or a domain that the tenant has verified.
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
    if super::tenant_of_uri(uri).is_some() || is_in_domain(uri) {
        return;
    }
    let message =
        format!("{} is neither `api://TENANT/NAME` nor `https://DOMAIN/NAME`", quoted(uri));
    let note = findings.add(uri.span, message);
    let tenant = config.azure.value().map(|it| &it.tenant_id).and_then(Field::given);
    if let Some(tenant) = tenant.filter(|it| super::is_guid(it)) {
        let text = format!("api://{}/ConfigMgrService", tenant.as_str());
        note.fix(Safety::Unsafe, format!("Write `{text}`"), uri.span, toml_string(&text));
    }
}

/// `https://DOMAIN/NAME`; which domains are verified only the tenant knows.
fn is_in_domain(uri: &str) -> bool {
    let parts = uri.split_once("://").and_then(|(scheme, rest)| {
        let (domain, name) = rest.split_once('/')?;
        Some((scheme, domain, name))
    });
    parts.is_some_and(|(scheme, domain, name)| {
        let has_dot = domain.split_once('.').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
        scheme.eq_ignore_ascii_case("https") && has_dot && !name.is_empty()
    })
}
