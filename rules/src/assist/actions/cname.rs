//! The CNAME record that a gateway needs, where the document does not state it.

use super::List;
use crate::{
    assist::{describe, hidden::Hidden},
    finding::Edit,
    model::{Field, Gateway, Named},
    quote::{quoted, toml_string},
    span::Span,
};

const RULE: &str = "cname-missing";

pub(super) fn add(list: &mut List<'_>) {
    let config = list.config;
    let hidden = Hidden::of(&list.inputs.now.document);
    let Some(gateway) = list.handle().and_then(|it| config.gateway(&it)) else { return };
    if gateway.service_name.span().is_some_and(|it| hidden.hides(it)) {
        return;
    }
    for (target, edit) in targets(list, gateway) {
        let title = format!("Insert the CNAME target {}", quoted(&target));
        let header = gateway.dns.value().map(|dns| dns.header);
        list.add(
            title,
            vec![edit],
            |it| it.rule.name == RULE && Some(it.note.span) == header,
            |after| {
                let gateway = after.config.as_ref().and_then(|it| it.gateway(&gateway.handle));
                let dns = gateway.and_then(|it| it.dns.value());
                dns.and_then(|it| it.cname.given()).is_some_and(|it| it.as_str() == target)
            },
        );
    }
}

/// The names that it may lead to, of which only the portal tells which one it is
/// where there are several.
fn targets(list: &List<'_>, gateway: &Named<Gateway>) -> Vec<(String, Edit)> {
    let Some(dns) = gateway.dns.value() else { return Vec::new() };
    if gateway.aliased_name().is_none() || !matches!(dns.cname, Field::Absent(_)) {
        return Vec::new();
    }
    let situation = describe::Situation::of(list.inputs, Some(gateway));
    let names = situation.cloud.map(|cloud| describe::deployment_names(gateway, cloud));
    let header = format!("gateway.{}.dns", gateway.handle);
    let edit = |name: String| {
        let (at, text) = dns.room.add(&header, "cname", &toml_string(&name))?;
        Some((name, Edit { span: Span::new(at, at), text }))
    };
    names.unwrap_or_default().into_iter().filter_map(edit).collect()
}
