//! What stands at the cursor.

mod deployed;
mod files;
mod value;

use super::{
    comment::{Spot, spot},
    cursor::Cursor,
    describe,
    markdown::Page,
    place::Place,
    scope::{self, Known, Scope},
};
use crate::{
    catalog,
    inputs::Inputs,
    model::{Config, Key, hidden_lines},
    span::Span,
};

/// What is known of a place of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word or string that it is about.
    pub span: Span,
    /// Whatever a document says stands in code spans.
    pub markdown: String,
}

/// What is known of what stands at an offset; never a secret.
pub fn hover(inputs: &Inputs<'_>, offset: usize) -> Option<Hover> {
    let cursor = Cursor::at(&inputs.now.document, offset);
    let (span, page) = match &cursor.place {
        Place::Nowhere => return None,
        Place::Comment(comment) => in_comment(cursor.document().text, *comment, offset)?,
        _ if cursor.held.span.is_empty() => return None,
        Place::Header { .. } => (cursor.held.span, header(inputs, &cursor)?),
        Place::Key { .. } => (cursor.held.span, key(inputs, &cursor)?),
        Place::Value { key, .. } => (cursor.held.span, value(inputs, &cursor, key.name)?),
    };
    Some(Hover { span, markdown: page.finish() })
}

/// A rule or a family in a comment that accepts it.
fn in_comment(text: &str, comment: Span, offset: usize) -> Option<(Span, Page)> {
    let Spot::Name { held, .. } = spot(text, comment, offset) else { return None };
    Some((held.span, rule_or_family(held.text)?))
}

/// What the catalog says of a name.
pub(super) fn rule_or_family(name: &str) -> Option<Page> {
    let rule = catalog::rules().map(|rule| &rule.info).find(|info| info.name == name);
    rule.map(describe::rule).or_else(|| describe::family(name))
}

/// One of the names of a header: a table, or the handle of a gateway.
fn header(inputs: &Inputs<'_>, cursor: &Cursor<'_, '_>) -> Option<Page> {
    let known = scope::known(cursor.path().chain([cursor.held.text]));
    let Some(key) = known.key else {
        let above = scope::known(cursor.path()).key?;
        let config = inputs.now.config.as_ref()?;
        let mut page = match config.gateway(cursor.held.text) {
            Some(gateway) => describe::summary(gateway, config),
            None => return Some(describe::key(above)),
        };
        deployed::all(&mut page, inputs, cursor.held.text);
        return Some(page);
    };
    let mut page = describe::key(key);
    let is_desired = inputs.now.config.as_ref().is_none_or(Config::is_desired);
    keys(&mut page, known, is_desired);
    if let Some(handle) = cursor.handle() {
        deployed::of_gateway(&mut page, inputs, handle, key.name);
    }
    Some(page)
}

/// The keys that a table of the document may have.
fn keys(page: &mut Page, known: Known, is_desired: bool) {
    let Scope::Keys(keys) = known.scope else { return };
    let keys = keys.iter().filter(|key| !(key.deployed_only && is_desired));
    let names: Vec<String> = keys.map(|key| format!("`{}`", key.name)).collect();
    page.paragraph(&format!("Keys: {}", names.join(", ")));
}

fn key(inputs: &Inputs<'_>, cursor: &Cursor<'_, '_>) -> Option<Page> {
    let known = scope::known(cursor.path().chain([cursor.held.text]));
    let key = known.key.or_else(|| scope::akin(cursor.path(), cursor.held.text))?;
    let mut page = describe::key(key);
    if key.path == "service-name"
        && let Some(config) = &inputs.now.config
        && let Some(gateway) = cursor.handle().and_then(|handle| config.gateway(handle))
        && !is_hidden(cursor)
    {
        describe::names(&mut page, gateway, config);
    }
    add_deployed(&mut page, inputs, cursor, cursor.held.text);
    Some(page)
}

fn value(inputs: &Inputs<'_>, cursor: &Cursor<'_, '_>, name: &str) -> Option<Page> {
    let known = scope::known(cursor.path().chain([name]));
    let key: &Key = match known.key {
        Some(key) => key,
        None => return scope::akin(cursor.path(), name).map(describe::key),
    };
    let page = match value::page(inputs, cursor, key) {
        Some(page) if !is_hidden(cursor) => page,
        _ => describe::key(key),
    };
    let mut page = page;
    add_deployed(&mut page, inputs, cursor, name);
    Some(page)
}

/// Whether the line of the cursor may hold a secret, so that nothing of it is shown.
fn is_hidden(cursor: &Cursor<'_, '_>) -> bool {
    let held = cursor.held.span;
    let hidden = hidden_lines(cursor.document());
    hidden.iter().any(|line| line.start <= held.end && held.start <= line.end)
}

/// What is deployed instead, where that is another value.
fn add_deployed(page: &mut Page, inputs: &Inputs<'_>, cursor: &Cursor<'_, '_>, name: &str) {
    let path = cursor.path().chain([name]);
    match (cursor.handle(), scope::below_gateway(path)) {
        (Some(handle), Some(below)) => deployed::of_gateway(page, inputs, handle, &below),
        _ if cursor.path().next() == Some("azure") => {
            let entry = cursor.table().and_then(|table| table.get(name));
            if let Some(entry) = entry {
                deployed::of_all(page, inputs, entry.value.span);
            }
        }
        _ => {}
    }
}
