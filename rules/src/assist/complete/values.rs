//! What a key may take, as far as anybody knows.

use super::{Ask, Completion, CompletionKind, List, computed, paths};
use crate::{
    assist::{
        describe::{self, Meaning},
        place::Place,
        scope::{self, Scope},
        snippet::{Insert, Snippet},
    },
    facts::{
        azure::VM_SIZES,
        regions::{REGIONS, Region},
        releases::RELEASES,
    },
    model::{Key, Literal, Shape},
    quote::toml_string,
};

pub(super) fn complete(ask: &Ask<'_, '_>, list: &mut List) {
    let Place::Value { key, .. } = &ask.cursor.place else { return };
    let known = scope::known(ask.cursor.path().chain([key.name]));
    let table = scope::known(ask.cursor.path());
    match (known.key, table.scope) {
        (Some(key), _) => of_key(ask, key, list),
        (None, Scope::Secret) if key.name == "env" => {
            text(ask, "CMG_PFX_PASSWORD", "an environment variable", list);
        }
        (None, Scope::Variables) => of_variable(ask, key.name, list),
        _ => {}
    }
}

fn of_key(ask: &Ask<'_, '_>, key: &'static Key, list: &mut List) {
    match key.shape {
        Shape::Boolean => {
            for word in ["true", "false"] {
                let is_default = key.default == Some(Literal::Boolean(word == "true"));
                raw(ask, word, if is_default { "default" } else { "" }, list);
            }
        }
        Shape::Integer => {
            let format = (key.path == "format").then_some(1);
            let default = match key.default {
                Some(Literal::Integer(it)) => Some(it),
                _ => None,
            };
            if let Some(it) = format.or(default) {
                raw(ask, &it.to_string(), if default.is_some() { "default" } else { "" }, list);
            }
        }
        Shape::Date => {
            if let Some(today) = ask.inputs.today {
                raw(ask, &today.to_string(), "today", list);
            }
        }
        Shape::Secret => {
            place(ask, "{ env = \"‹CMG_PFX_PASSWORD›\" }", "an environment variable", list);
            place(ask, "{ file = \"‹/run/secrets/cmg-pfx›\" }", "a file", list);
        }
        Shape::Text | Shape::List(Shape::Text) => of_text(ask, key, list),
        Shape::List(_) | Shape::Table(_) | Shape::Handles(_) | Shape::Variables => {}
    }
}

fn of_text(ask: &Ask<'_, '_>, key: &'static Key, list: &mut List) {
    for (text, detail) in computed::texts(ask, key.path, usize::MAX) {
        let kind = match key.path.ends_with("gateway") || key.path.ends_with("gateways") {
            true => CompletionKind::Handle,
            false => CompletionKind::Computed,
        };
        push(ask, kind, &toml_string(&text), &text, list, |it| it.detail(detail));
    }
    paths::complete(ask, key.path, list);
    match key.path {
        "site.version" | "site.target-version" => {
            for release in RELEASES {
                meant(ask, key, &release.version.to_string(), list);
            }
        }
        "region" | "resource-group-region" => {
            let cloud = ask.situation.cloud;
            let is_here = |region: &&Region| Some(region.cloud) == cloud;
            let here = REGIONS.iter().filter(is_here);
            for region in here.chain(REGIONS.iter().filter(|it| !is_here(it))) {
                meant(ask, key, region.name, list);
            }
        }
        "vm-size" => VM_SIZES.iter().for_each(|size| meant(ask, key, size.name, list)),
        _ => key.words.iter().chain(key.known).for_each(|word| meant(ask, key, word, list)),
    }
}

fn of_variable(ask: &Ask<'_, '_>, name: &str, list: &mut List) {
    match name {
        "CCMHOSTNAME" => {
            let gateways = ask.config.map(|it| it.gateways()).unwrap_or_default();
            for name in gateways.iter().filter_map(|it| it.host_name()) {
                text(ask, name, "service name", list);
            }
        }
        "SMSTSAllowTokenAuthURLForACP" => text(ask, "true", "", list),
        _ => {}
    }
}

/// A value with what is known of it.
fn meant(ask: &Ask<'_, '_>, key: &Key, text: &str, list: &mut List) {
    let kind = match key.words.is_empty() {
        true => CompletionKind::Value,
        false => CompletionKind::Word,
    };
    let meaning = describe::meaning(key, text, &ask.situation);
    push(ask, kind, &toml_string(text), text, list, |it| match meaning {
        Some(Meaning { detail, page, is_past }) => it.detail(detail).page(page).deprecated(is_past),
        None => it,
    });
}

/// A text about which there is nothing more to say.
pub(super) fn text(ask: &Ask<'_, '_>, text: &str, detail: &str, list: &mut List) {
    push(ask, CompletionKind::Value, &toml_string(text), text, list, |it| it.detail(detail));
}

pub(super) fn file(ask: &Ask<'_, '_>, path: &str, detail: &str, list: &mut List) {
    push(ask, CompletionKind::File, &toml_string(path), path, list, |it| it.detail(detail));
}

/// A value that is no string.
fn raw(ask: &Ask<'_, '_>, literal: &str, detail: &str, list: &mut List) {
    push(ask, CompletionKind::Word, literal, literal, list, |it| it.detail(detail));
}

/// A value with a place to fill in.
fn place(ask: &Ask<'_, '_>, template: &str, detail: &str, list: &mut List) {
    let snippet = Snippet::of(template);
    let label = snippet.plain();
    let held = ask.cursor.held.span;
    let it = Completion::new(CompletionKind::Value, label, Insert::Snippet(snippet), held);
    list.push(it.detail(detail));
}

/// Adds one value, unless the array has it already. It replaces a string with
/// its quotes, and is compared with it in the same ones.
fn push(
    ask: &Ask<'_, '_>,
    kind: CompletionKind,
    literal: &str,
    label: &str,
    list: &mut List,
    with: impl FnOnce(Completion) -> Completion,
) {
    let cursor = ask.cursor;
    let Place::Value { key, among } = &cursor.place else { return };
    if among.iter().flatten().any(|it| *it == label) {
        return;
    }
    let known = scope::known(cursor.path().chain([key.name])).key;
    let is_list = known.is_some_and(|key| matches!(key.shape, Shape::List(_)));
    let literal = match is_list && among.is_none() {
        true => format!("[{literal}]"),
        false => literal.to_owned(),
    };
    let quote = cursor.held.quote.map(String::from).unwrap_or_default();
    let it = Completion::new(kind, label, Insert::Plain(literal), cursor.held.span);
    list.push(with(it.filter(format!("{quote}{label}"))));
}
