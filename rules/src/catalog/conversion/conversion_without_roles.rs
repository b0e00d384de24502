use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    model::{Config, folded},
    quote::listed,
    rule::{Check, Context, Findings},
};

rule! {
    /// Whoever converts a gateway must be owner of the subscription and global administrator of the
    /// tenant, at the same time and for the whole of it: the wizard makes resources in the one and asks
    /// for consent in the other. Without either role it ends in an error, with the gateway half converted
    /// at worst.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// operator-roles = ["subscription-owner"] # error: "without `global-administrator`"
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
    /// deployment-model = "classic"
    /// ```
    ///
    /// ```toml
    /// [azure]
    /// operator-roles = ["subscription-owner", "global-administrator"]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ```version
    /// 2107
    /// ```
    "conversion-without-roles" {
        summary: "operator lacks the roles that a conversion takes",
        severities: [Error],
        source: MODIFY.section("Process to convert a CMG to a virtual machine scale set"),
        versions: Versions::since(2107),
        needs: [Baseline],
        check: Check::Document(check),
    }
}

const ROLES: [&str; 2] = ["subscription-owner", "global-administrator"];

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(stated) = config.azure.value().map(|it| &it.operator_roles) else { return };
    let Some(change) = context.changes().find(|it| it.converts(findings)) else { return };
    findings.stated(stated);
    let Some(roles) = stated.given().filter(|_| stated.is_understood()) else { return };
    let has = |role: &str| stated.each().any(|it| folded(it) == folded(role));
    let missing: Vec<&str> = ROLES.into_iter().filter(|it| !has(it)).collect();
    if !missing.is_empty() {
        let message = format!("without {} nobody converts a gateway", listed(missing, "and"));
        let note = findings.add(roles.span, message);
        note.label(File::Document, change.new.model_span(), "converted to a scale set");
    }
}
