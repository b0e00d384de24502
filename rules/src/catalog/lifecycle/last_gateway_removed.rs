use crate::{
    facts::{Versions, pages::MODIFY},
    finding::File,
    model::{Config, Field},
    quote::quoted,
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// Clients on the internet learn of everything, a new gateway included, through a gateway. When the
    /// last one goes, they are cut off: only a visit to the intranet, or a new installation, brings them
    /// back. Keep one until the others are known, or state `use-cmg = false` when no client uses gateways
    /// any more.
    ///
    /// A gateway counts as active unless the baseline states that it is stopped, stopping, being deleted
    /// or in error.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// format = 1 # error: "the last active gateway, `eastus`, is removed"
    /// ```
    ///
    /// ## Nobody uses it
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [clients]
    /// use-cmg = false
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    "last-gateway-removed" {
        summary: "the last active gateway is removed",
        severities: [Error],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [Baseline],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(clients) = config.clients.value() else { return };
    let is_used =
        clients.use_cmg.value() != Some(&false) && !matches!(clients.use_cmg, Field::Wrong(_));
    let is_new = |it: &_| context.age(it) == Age::New;
    if !is_used
        || !config.gateways_by_handle.is_understood()
        || config.gateways().iter().any(is_new)
        || context.changes().any(|it| it.old.is_active())
    {
        return;
    }
    if let Some(last) = context.removed().find(|it| it.is_active()) {
        let message = format!("the last active gateway, {}, is removed", quoted(&last.handle));
        let note = findings.add(config.header, message);
        note.label(File::Baseline, last.handle_span, "the document no longer has it");
    }
}
