use crate::{
    facts::{Versions, pages::MODIFY},
    finding::{File, Safety},
    model::{Config, Field, Gateway, Named, Text},
    quote::{quoted, toml_string},
    rule::{Change, Check, Context, Findings, Pairs},
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
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(live) = context.before().filter(|before| before.is_live()) else { return };
    let then = context.document_then().map(|then| (then, Pairs::of(then, context.now)));
    for change in context.changes().filter(|change| !change.new.action.is_written()) {
        let old = then.as_ref().map(|(then, pairs)| {
            let old = pairs.old_of(&change.new.handle);
            old.map(|old| settings(then, old)).unwrap_or_default()
        });
        let now = settings(context.now, change.new).into_iter();
        for (now, live) in now.zip(settings(live, change.old)) {
            if !old.as_ref().is_some_and(|old| is_changed_here(old, &now)) {
                compare(&change, &now, &live, findings);
            }
        }
    }
}

/// Whether the author has changed the setting since the live state was
/// recorded, or written the gateway down only then.
fn is_changed_here(old: &[Setting<'_>], now: &Setting<'_>) -> bool {
    let old = old.iter().find(|it| it.key == now.key).and_then(|it| it.value);
    !old.zip(now.value).is_some_and(|(old, now)| old.is(now))
}

fn compare(
    change: &Change<'_>,
    now: &Setting<'_>,
    live: &Setting<'_>,
    findings: &mut Findings<'_>,
) {
    let (Some(value), Some(live_value), Some(place)) = (now.value, live.value, live.span) else {
        return;
    };
    if value.is(live_value) {
        return;
    }
    let (shown, live_shown) = (value.shown(), live_value.shown());
    let message =
        format!("`{}` is {shown}, live it is {live_shown}: changed outside this document", now.key);
    let note = findings.add(now.span.unwrap_or(change.new.header), message);
    note.label(File::Baseline, place, format!("{live_shown} live"));
    let toml = live_value.toml();
    let edit = match now.span.filter(|_| now.is_own) {
        Some(span) => Some((span, toml)),
        None => new_line(change.new, now, &toml),
    };
    if let Some((span, text)) = edit {
        note.fix(Safety::Unsafe, "Take the live value", span, text);
    }
}

/// Where and how the setting is added for this gateway alone.
fn new_line(gateway: &Named<Gateway>, now: &Setting<'_>, toml: &str) -> Option<(Span, String)> {
    let (room, header) = match now.table {
        None => (gateway.room, format!("gateway.{}", gateway.handle)),
        Some(table) => {
            (gateway.alerts.value()?.room, format!("gateway.{}.{table}", gateway.handle))
        }
    };
    let (at, text) = room.add(&header, now.key, toml)?;
    Some((Span::new(at, at), text))
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
