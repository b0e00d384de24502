//! Whole tables to fill in, and a first document.

use super::{Ask, Completion, CompletionKind, List, computed};
use crate::{
    assist::snippet::{Insert, Snippet},
    document::Kind,
    facts::{azure::Cloud, releases::RELEASES},
    model::{Config, Key, Shape},
    span::Span,
};

/// A table to fill in: how it begins, what it is, and its template.
type Block = (&'static str, &'static str, fn(&Ask<'_, '_>) -> String);

const BLOCKS: &[Block] = &[
    ("gateway", "a gateway with certificate, alerts and DNS", gateway),
    ("connection-point", "a connection point", connection_point),
    ("management-point", "a management point", management_point),
    ("software-update-point", "a software update point", software_update_point),
    ("task-sequence", "a task sequence", task_sequence),
];

/// A whole document, where nothing is written yet.
pub(super) fn document(ask: &Ask<'_, '_>, replace: Span, list: &mut List) {
    if is_empty(ask) {
        let it = block("format", "a whole document to begin with", &first(ask), replace);
        list.push(it.filter("format"));
    }
}

/// Blocks in place of `replace`, compared behind `opening`. None above the keys of a table, which
/// would become those of the block, beside the same ones of its own.
pub(super) fn complete(ask: &Ask<'_, '_>, replace: Span, opening: &str, list: &mut List) {
    if keys_follow(ask, replace) {
        return;
    }
    for (name, about, template) in BLOCKS {
        if is_possible(ask, name) {
            let it = block(name, about, &template(ask), replace);
            list.push(it.filter(format!("{opening}{name}")));
        }
    }
}

fn keys_follow(ask: &Ask<'_, '_>, replace: Span) -> bool {
    let behind = ask.cursor.document().text.get(replace.end..).unwrap_or_default();
    let below = behind.lines().skip(1).map(str::trim_start);
    let next = below.into_iter().find(|line| !line.is_empty() && !line.starts_with('#'));
    next.is_some_and(|line| !line.starts_with('['))
}

fn block(name: &str, about: &str, template: &str, replace: Span) -> Completion {
    let snippet = Snippet::of(template);
    let mut it = Completion::new(
        CompletionKind::Block,
        format!("{name} …"),
        Insert::Snippet(snippet.clone()),
        replace,
    );
    it.documentation = format!("```toml\n{}\n```", snippet.plain());
    it.detail(about)
}

/// Whether nothing is written yet but the word at the cursor.
fn is_empty(ask: &Ask<'_, '_>) -> bool {
    let text = ask.cursor.document().text;
    let held = ask.cursor.held.span;
    let (before, behind) = (text.get(..held.start), text.get(held.end..));
    let is_blank = |it: &str| it.trim_start_matches('\u{feff}').trim().is_empty();
    before.is_some_and(is_blank) && behind.is_some_and(is_blank)
}

/// Whether a header may open the table: an inline one takes no more.
fn is_possible(ask: &Ask<'_, '_>, name: &str) -> bool {
    let document = ask.cursor.document();
    match document.root().get(name).map(|entry| &entry.value.kind) {
        Some(Kind::Table(id)) => {
            let is_list = Config::KEYS
                .iter()
                .any(|key: &Key| key.name == name && matches!(key.shape, Shape::List(_)));
            !is_list && !document.tree[*id].is_inline()
        }
        Some(Kind::Array(_)) => false,
        _ => true,
    }
}

/// A handle that no gateway has.
fn handle(ask: &Ask<'_, '_>) -> String {
    let gateways = ask.config.map(Config::gateways).unwrap_or_default();
    let is_free = |handle: &String| !gateways.iter().any(|it| &*it.handle == handle.as_str());
    let more = (2..).map(|number| format!("cmg{number}"));
    std::iter::once("cmg".to_owned()).chain(more).find(is_free).unwrap_or_default()
}

/// What the document knows of, as a choice; else an example.
fn choice(ask: &Ask<'_, '_>, path: &str, example: &str) -> String {
    let choice = computed::choice(ask, path);
    if choice.is_empty() { format!("‹{example}›") } else { format!("‹{choice}›") }
}

fn gateway(ask: &Ask<'_, '_>) -> String {
    let cloud = ask.situation.cloud.unwrap_or(Cloud::Public);
    let region = match cloud {
        Cloud::Public => "‹eastus›",
        Cloud::UsGovernment => "‹usgovvirginia›",
    };
    let names = cloud.deployment_names("‹granitefalls›", region, true);
    let cname = names.first().cloned().unwrap_or_default();
    let handle = handle(ask);
    format!(
        r#"[gateway.‹{handle}›]
service-name = "‹granitefalls›.‹contoso.com›"
region = "{region}"
resource-group = "‹rg-cmg›"
vm-size = "‹Standard_A2_v2|Standard_A4_v2|Standard_B2s›"
vm-instances = ‹2›

[gateway.‹{handle}›.certificate]
file = "‹certs/cmg.pfx›"
password = {{ env = "‹CMG_PFX_PASSWORD›" }}
issued-by = "‹public-provider|enterprise-pki›"

[gateway.‹{handle}›.alerts]
traffic-out-gb = ‹10000›

[gateway.‹{handle}›.dns]
cname = "{cname}""#
    )
}

fn connection_point(ask: &Ask<'_, '_>) -> String {
    let site = choice(ask, "connection-point.site", "P01");
    let gateway = choice(ask, "connection-point.gateway", "cmg");
    format!(
        r#"[[connection-point]]
server = "‹cmgcp01.corp.contoso.com›"
site = "{site}"
gateway = "{gateway}""#
    )
}

fn management_point(ask: &Ask<'_, '_>) -> String {
    let site = choice(ask, "management-point.site", "P01");
    format!(
        r#"[[management-point]]
server = "‹mp01.corp.contoso.com›"
site = "{site}"
cmg-traffic = ‹true|false›
protocol = "‹https|http›""#
    )
}

fn software_update_point(ask: &Ask<'_, '_>) -> String {
    let site = choice(ask, "software-update-point.site", "P01");
    format!(
        r#"[[software-update-point]]
server = "‹sup01.corp.contoso.com›"
site = "{site}"
cmg-traffic = ‹true|false›"#
    )
}

fn task_sequence(_: &Ask<'_, '_>) -> String {
    r#"[[task-sequence]]
name = "‹Windows 11 upgrade›"
scenario = "‹in-place-upgrade|no-boot-image|boot-image|other›"
start = "‹software-center|bootable-media›"
download = "‹when-needed|all-first›"
allow-internet = ‹true|false›
content-on-cmg = ‹true|false›"#
        .to_owned()
}

/// A document in which nothing is missing.
fn first(ask: &Ask<'_, '_>) -> String {
    let version = RELEASES.first().map(|it| it.version.to_string()).unwrap_or_default();
    let id = "00000000-0000-0000-0000-000000000000";
    let tables = [
        format!(
            r#"format = 1

[site]
code = "‹P01›"
version = "‹{version}›"
optional-features = ["cloud-management-gateway", "scale-set-gateway"]
client-communication = "‹enhanced-http|https-only|https-or-http›"

[azure]
tenant-id = "‹{id}›"
subscription-id = "‹›"
resource-providers = ["Microsoft.KeyVault", "Microsoft.Storage", "Microsoft.Network", "Microsoft.Compute"]"#
        ),
        gateway(ask),
        connection_point(ask),
        management_point(ask),
        software_update_point(ask),
        r#"[clients]
authentication = ["‹entra-id|pki|token›"]
operating-systems = ["‹Windows 11›"]
use-cmg = true
use-cloud-distribution-point = true

[features]
use = ["software-updates", "inventory", "client-status-notifications"]
"#
        .to_owned(),
    ];
    tables.join("\n\n")
}
