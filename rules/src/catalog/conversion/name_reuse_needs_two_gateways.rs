use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    model::Config,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway that is deployed anew under its old service name has to be deleted first: two cannot have
    /// one name. From then until the new one is ready, and known to the clients, another gateway must
    /// serve them. Without one they get no policy, and so they never learn of anything new. Deploy a
    /// second gateway before, with a connection point of its own, and wait a day for the clients to learn
    /// of it.
    ///
    /// A gateway counts as active unless the baseline states that it is stopped, stopping, being deleted
    /// or in error.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com" # error: "no other active gateway"
    /// region = "westus"
    /// action = "redeploy"
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
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "westus"
    /// action = "redeploy"
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    "name-reuse-needs-two-gateways" {
        summary: "the only active gateway is replaced under its own name",
        severities: [Error],
        source: MODIFY.section("Replace a CMG and reuse the same service name"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(before) = context.before() else { return };
    let mut active = before.gateways().iter().filter(|it| it.is_active());
    let (Some(only), None) = (active.next(), active.next()) else { return };
    if !before.gateways_by_handle.is_understood() {
        return;
    }
    let Some(change) = context.changes().find(|it| it.old.handle == only.handle) else { return };
    if change.replaces(config, before) {
        let place = change.new.service_name.span().unwrap_or(change.new.header);
        let message =
            "the gateway is deleted to reuse its name, and no other active gateway exists";
        let note = findings.add(place, message);
        note.label(File::Baseline, only.handle_span, "the only active gateway");
        if let Some(action) = change.new.action.span() {
            note.label(File::Document, action, "deployed anew");
        }
    }
}
