use crate::{
    facts::{Versions, pages::NEW_CMDLET},
    finding::Safety,
    model::{Config, Field, Text},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Azure knows a subscription, a tenant and an app registration by its GUID.
    /// With a digit lost, or a display name in its place, the cmdlets refuse the
    /// value or find nothing. Braces and missing hyphens are mere spelling,
    /// which can be put right.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "contoso.onmicrosoft.com" # error: "is not a GUID"
    /// subscription-id = "{e517b8cb-a969-4d1e-b2ea-ae1e6c052020}" # error: "is not a GUID"
    /// ```
    ///
    /// ## Of one gateway
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// server-app = "CmgServerApp" # error: "is not a GUID"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    /// ```
    "invalid-guid" {
        summary: "id of a subscription, a tenant or an app is not a GUID",
        severities: [Error],
        source: NEW_CMDLET.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(azure) = config.azure.value() {
        look(&azure.subscription_id, findings);
        look(&azure.tenant_id, findings);
        azure.server_app.value().into_iter().for_each(|it| look(&it.client_id, findings));
        azure.client_app.value().into_iter().for_each(|it| look(&it.client_id, findings));
    }
    for gateway in config.gateways() {
        look(&gateway.subscription_id, findings);
        look(&gateway.tenant_id, findings);
        look(&gateway.server_app, findings);
    }
}

fn look(id: &Field<Text>, findings: &mut Findings<'_>) {
    let Some(id) = id.given().filter(|id| !super::is_guid(id)) else { return };
    let message = format!("{} is not a GUID of 8-4-4-4-12 hexadecimal digits", quoted(id));
    let note = findings.add(id.span, message);
    if let Some(guid) = respelled(id) {
        note.rewrite(Safety::Safe, id, &guid);
    }
}

/// The GUID whose digits are all there, whatever stands between them.
fn respelled(text: &str) -> Option<String> {
    let is_between = |it: char| matches!(it, '{' | '}' | '(' | ')' | '-') || it.is_whitespace();
    let mut digits = text.chars().filter(|it| !is_between(*it));
    let mut guid = String::with_capacity(36);
    for length in [8, 4, 4, 4, 12] {
        if !guid.is_empty() {
            guid.push('-');
        }
        guid.extend(digits.by_ref().take(length));
    }
    (super::is_guid(&guid) && digits.next().is_none()).then_some(guid)
}
