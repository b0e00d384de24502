use crate::{
    change::{FROZEN, Setting},
    facts::{Versions, pages::MODIFY},
    finding::{Edit, Note, Safety},
    model::Config,
    quote::toml_string,
    rule::{Change, Check, Context, Findings},
    span::Span,
};

use super::Difference;

rule! {
    /// A conversion keeps the Azure environment, the subscription, the server app, the region and the
    /// resource group of a gateway: the first page of the wizard shows them, and nobody can change them
    /// there. Convert first and leave them as they are, or give up the conversion and deploy the gateway
    /// anew with all that shall be different.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus" # error: "a conversion keeps it"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    ///
    /// ## For all gateways
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "0c1f4a4e-3f6e-4a7b-9d5b-6b9f3f1d2a77" # error: "a conversion keeps it"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "conversion-of-frozen-setting" {
        summary: "conversion shall also change what it keeps",
        severities: [Error],
        source: MODIFY.section("Convert"),
        versions: Versions::since(2107),
        needs: [Baseline],
        silences: [
            "azure-environment-changed",
            "entra-app-changed",
            "region-changed",
            "resource-group-changed",
            "subscription-changed"
        ],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let converted: Vec<Change<'_>> = context.changes().filter(|it| it.converts(findings)).collect();
    for setting in FROZEN {
        for it in setting.differences(converted.iter().copied(), context, findings) {
            keep(setting.add(&it, "a conversion keeps it", findings), setting, &it);
        }
    }
}

/// Offers the deployed value: in place of the new one, or for each gateway that
/// shares the new one with others.
fn keep(note: &mut Note, setting: &Setting, it: &Difference<'_>) {
    let value = toml_string(&it.old.value.text());
    let edits = if it.new.is_own {
        vec![Edit { span: it.new.span, text: value }]
    } else {
        let rooms = it.gateways.iter().filter_map(|it| it.room.add("", setting.key, &value));
        rooms.map(|(at, text)| Edit { span: Span::new(at, at), text }).collect()
    };
    if edits.len() == it.gateways.len() {
        note.fix_all(Safety::Unsafe, "Keep the deployed value", edits);
    }
}
