use crate::{
    facts::{Date, Versions, pages::MODIFY},
    finding::File,
    model::{Config, Field, Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
    span::Span,
};

rule! {
    /// Clients ask for policy every 24 hours, and learn of a new gateway only then. Whoever deletes the old
    /// one before has clients that know a gateway which is gone, and that nothing can tell of the new one.
    /// Wait at least a day after the new gateway was created, and longer for computers that are turned off
    /// over a weekend or a holiday.
    ///
    /// The rule looks for a gateway that stays and whose `created` in the baseline is a day or more ago.
    /// Where the baseline has none that stays, the gateways of the document are yet to be created.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// created = 2026-11-22
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [gateway.westus] # error: "before clients know `westus`, on 2026-11-23 at the earliest"
    /// service-name = "stonebridge.contoso.com"
    /// ```
    ///
    /// ## Both at once
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [gateway.westus] # error: "before clients know the new `westus`"
    /// service-name = "stonebridge.contoso.com"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// created = 2026-11-21
    /// ```
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [gateway.westus]
    /// service-name = "stonebridge.contoso.com"
    /// ```
    "removed-before-policy-refresh" {
        summary: "gateway is removed before clients know another one",
        severities: [Error],
        source: MODIFY.section("Redeploy the service"),
        versions: Versions::ANY,
        needs: [Baseline, Today],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(gone) = context.removed().find(|it| it.is_active()) else { return };
    if !config.gateways_by_handle.is_understood() {
        return;
    }
    let Some(today) = context.today() else { return };
    // The one that clients learn of first.
    let mut oldest: Option<(Date, &Named<Gateway>, Span)> = None;
    let mut unknown = None;
    for change in context.changes() {
        match &change.old.created {
            Field::Given(it) if oldest.is_none_or(|(day, ..)| it.value < day) => {
                oldest = Some((it.value, change.new, it.span));
            }
            Field::Given(_) => {}
            other => unknown = Some(other),
        }
    }
    let (message, gateway) = match (oldest, unknown) {
        (Some((created, ..)), _) if created < today => return,
        (_, Some(unknown)) => {
            findings.stated_before(unknown);
            return;
        }
        (Some((created, gateway, _)), None) => {
            let Ok(known) = created.tomorrow() else { return };
            let (gone, stays) = (quoted(&gone.handle), quoted(&gateway.handle));
            let message = format!(
                "{gone} is removed before clients know {stays}, on {known} at the earliest"
            );
            (message, gateway)
        }
        // Without any gateway there is nothing that clients could learn of.
        (None, None) => {
            let Some(new) = config.gateways().first() else { return };
            let (gone, new_name) = (quoted(&gone.handle), quoted(&new.handle));
            (format!("{gone} is removed before clients know the new {new_name}"), new)
        }
    };
    let note = findings.add(gateway.header, message);
    note.label(File::Baseline, gone.handle_span, "the document no longer has it");
    if let Some((.., created)) = oldest {
        note.label(File::Baseline, created, "created less than a day ago");
    }
}
