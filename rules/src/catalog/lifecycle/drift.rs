use crate::{
    facts::{Versions, pages::MODIFY},
    finding::{File, Safety},
    model::{Config, Field, Gateway, Named, Text},
    quote::{quoted, toml_string},
    rule::{Change, Check, Context, Findings},
    span::Span,
};

rule! {
    /// A gateway is changed in the Configuration Manager console or with its cmdlets, and nowhere else.
    /// What somebody changes in the Azure portal is not supported, and the next run of maintenance may
    /// undo it. And a change in the console that nobody writes down here is undone by the next person who
    /// works from this document.
    ///
    /// The rule compares settings that no other rule speaks about with the live state: an export of
    /// `Get-CMCloudManagementGateway`, or what `cmglint import` made of one. It is silent where the
    /// document itself has changed since the live state was recorded, as far as git knows, and where
    /// `action` says that a change is under way.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    /// imported = 2026-11-20
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// vm-instances = 4
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// vm-instances = 2 # warning: "`vm-instances` is `2`, live it is `4`: changed outside this document"
    /// ```
    ///
    /// ## A default
    ///
    /// ```toml before
    /// kind = "deployed"
    /// imported = 2026-11-20
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// traffic-warning-percent = 75
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus] # warning: "`traffic-warning-percent` is `50`, live it is `75`"
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    /// imported = 2026-11-20
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// vm-instances = 4
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// vm-instances = 4
    /// ```
    ///
    /// ## A change that is under way
    ///
    /// ```toml before
    /// kind = "deployed"
    /// imported = 2026-11-20
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// vm-instances = 4
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// vm-instances = 2
    /// action = "modify"
    /// ```
    "drift" {
        summary: "gateway was changed outside the document",
        severities: [Warning],
        source: MODIFY.section("Modifications in the Azure portal"),
        versions: Versions::ANY,
        needs: [Baseline],
        fix: Unsafe,
        check: Check::Change(check),
    }
}

fn check(change: &Change<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(live) = context.before().filter(|before| before.is_live()) else { return };
    if change.new.action.is_written() {
        return;
    }
    let settings = settings(context.now, change.new).into_iter().zip(settings(live, change.old));
    for (now, live) in settings {
        let (Some(value), Some(live_value), Some(place)) = (now.value, live.value, live.span)
        else {
            continue;
        };
        if value.is(live_value) || is_changed_here(change.new, &now, context) {
            continue;
        }
        let message = format!(
            "`{}` is {}, live it is {}: changed outside this document",
            now.key,
            value.shown(),
            live_value.shown()
        );
        let own = now.span.filter(|_| now.is_own);
        let note = findings.add(now.span.unwrap_or(change.new.header), message);
        note.label(File::Baseline, place, format!("{} live", live_value.shown()));
        let toml = live_value.toml();
        let new_key = || {
            let (room, table) = match now.table {
                None => (change.new.room, format!("gateway.{}", change.new.handle)),
                Some(table) => {
                    let room = change.new.alerts.value()?.room;
                    (room, format!("gateway.{}.{table}", change.new.handle))
                }
            };
            let (at, text) = room.add(&table, now.key, &toml)?;
            Some((Span::new(at, at), text))
        };
        if let Some((span, text)) = own.map(|span| (span, toml.clone())).or_else(new_key) {
            note.fix(Safety::Unsafe, "Take the live value", span, text);
        }
    }
}

/// Whether the author has changed the setting since the live state was
/// recorded, or written the gateway down only then.
fn is_changed_here(new: &Named<Gateway>, now: &Setting<'_>, context: &Context<'_>) -> bool {
    let Some(then) = context.document_then() else { return false };
    let is_same_service = |old: &&Named<Gateway>| {
        let names = old.service_name.value().zip(new.service_name.value());
        names.is_some_and(|(old, new)| old.eq_ignore_ascii_case(new))
    };
    let old = then.gateway(&new.handle).or_else(|| then.gateways().iter().find(is_same_service));
    let Some(old) = old else { return true };
    let old = settings(then, old).into_iter().find(|it| it.key == now.key);
    let (old, now) = (old.and_then(|it| it.value), now.value);
    !old.zip(now).is_some_and(|(old, now)| old.is(now))
}

/// A setting of a gateway as it counts in one document.
struct Setting<'a> {
    key: &'static str,
    /// The table below that of the gateway, where it stands in one.
    table: Option<&'static str>,
    value: Option<Value<'a>>,
    /// Where it is written.
    span: Option<Span>,
    /// Whether it is written for this gateway, and not for all of them.
    is_own: bool,
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Text(&'a str),
    /// Compared without case.
    Code(&'a str),
    Number(i64),
    Flag(bool),
}

/// What a property with a documented meaning tells of the live state, and no
/// rule on changes speaks about; all of them in the same order.
fn settings<'a>(config: &'a Config, gateway: &'a Gateway) -> Vec<Setting<'a>> {
    let mut settings = vec![
        setting("description", &gateway.description, |it: &Text| Value::Text(it)),
        setting("vm-instances", &gateway.vm_instances, |it| Value::Number(*it)),
    ];
    let common = config.site.value().map(|site| &site.code);
    let site = match (&gateway.site, common) {
        (Field::Absent(_), Some(code)) => {
            Setting { is_own: false, ..setting("site", code, |it: &Text| Value::Code(it)) }
        }
        (own, _) => setting("site", own, |it: &Text| Value::Code(it)),
    };
    settings.push(site);
    let Some(alerts) = gateway.alerts.value() else { return settings };
    let number = |key, field| Setting { table: Some("alerts"), ..setting(key, field, number) };
    settings.extend([
        number("traffic-out-gb", &alerts.traffic_out_gb),
        number("traffic-warning-percent", &alerts.traffic_warning_percent),
        number("traffic-critical-percent", &alerts.traffic_critical_percent),
        Setting {
            table: Some("alerts"),
            ..setting("stop-when-critical", &alerts.stop_when_critical, |it| Value::Flag(*it))
        },
        number("storage-gb", &alerts.storage_gb),
        number("storage-warning-percent", &alerts.storage_warning_percent),
        number("storage-critical-percent", &alerts.storage_critical_percent),
    ]);
    settings
}

fn number(number: &i64) -> Value<'_> {
    Value::Number(*number)
}

fn setting<'a, T>(
    key: &'static str,
    field: &'a Field<T>,
    value: impl Fn(&'a T) -> Value<'a>,
) -> Setting<'a> {
    Setting { key, table: None, value: field.value().map(value), span: field.span(), is_own: true }
}

impl Value<'_> {
    fn is(self, other: Value<'_>) -> bool {
        // A list wraps long texts, and then nobody knows their spaces.
        let letters = |text: &str| -> String { text.split_whitespace().collect() };
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => a == b || letters(a) == letters(b),
            (Value::Code(a), Value::Code(b)) => a.eq_ignore_ascii_case(b),
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::Flag(a), Value::Flag(b)) => a == b,
            _ => false,
        }
    }

    fn shown(self) -> String {
        match self {
            Value::Text("") => "empty".to_owned(),
            Value::Text(text) | Value::Code(text) => quoted(text),
            Value::Number(number) => format!("`{number}`"),
            Value::Flag(flag) => format!("`{flag}`"),
        }
    }

    fn toml(self) -> String {
        match self {
            Value::Text(text) | Value::Code(text) => toml_string(text),
            Value::Number(number) => number.to_string(),
            Value::Flag(flag) => flag.to_string(),
        }
    }
}
