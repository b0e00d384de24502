//! Settings of a gateway that decide what it costs and carries, and that count
//! although nobody has written them.

use super::{HintKind, List};
use crate::{
    assist::markdown::{Page, code},
    model::{Config, Field, Gateway, Literal},
    quote::toml_string,
};

pub(super) fn add(list: &mut List<'_>) {
    for gateway in list.config.gateways() {
        if !list.is_header(gateway.header) || !list.shows(gateway.header) {
            continue;
        }
        let defaults: Vec<Default> = unwritten(gateway, list.config).filter_map(default).collect();
        if defaults.is_empty() {
            continue;
        }
        let text = defaults.iter().map(|it| format!("{} = {}", it.key, it.shown));
        let text = text.collect::<Vec<_>>().join(", ");
        let mut page = Page::titled("Defaults");
        page.paragraph("What counts because the document does not say anything else:");
        for it in &defaults {
            page.item(&code(&format!("{} = {}", it.key, it.written)));
        }
        let lines = defaults.iter().map(|it| (it.key, it.written.as_str()));
        let edit = list.lines(gateway, lines);
        list.add(HintKind::Default, gateway.header, text, page.finish(), edit);
    }
}

/// The keys whose defaults count.
fn unwritten(gateway: &Gateway, config: &Config) -> impl Iterator<Item = &'static str> {
    let instances = matches!(gateway.vm_instances, Field::Default(_));
    let size = matches!(gateway.vm_size, Field::Default(_)) && has_size(gateway, config);
    let keys = [(instances, "vm-instances"), (size, "vm-size")];
    keys.into_iter().filter(|(counts, _)| *counts).map(|(_, key)| key)
}

/// Older releases, and classic gateways, have one size only.
fn has_size(gateway: &Gateway, config: &Config) -> bool {
    let since = Gateway::KEYS.iter().find(|key| key.name == "vm-size").and_then(|it| it.since);
    let is_old = config.version().is_ok_and(|site| since.is_some_and(|it| site < it));
    gateway.has_model("scale-set") && !is_old
}

struct Default {
    key: &'static str,
    /// As people read it.
    shown: String,
    /// As TOML.
    written: String,
}

fn default(name: &str) -> Option<Default> {
    let key = Gateway::KEYS.iter().find(|key| key.name == name)?;
    let (shown, written) = match key.default? {
        Literal::Boolean(it) => (it.to_string(), it.to_string()),
        Literal::Integer(it) => (it.to_string(), it.to_string()),
        Literal::Text(it) => (it.to_owned(), toml_string(it)),
    };
    Some(Default { key: key.name, shown, written })
}
