//! The keys that a table does not have yet, each with a value to fill in.

use super::{
    Ask, Completion, CompletionKind, List,
    computed::{self, MOST_CHOICES},
};
use crate::{
    assist::{
        describe,
        place::{Follows, Place},
        scope::{self, Scope, has_header},
        snippet::{Insert, Snippet},
    },
    facts::releases::{RELEASES, Release},
    model::{Key, Literal, Shape},
};

/// Keys that say what shall be, which a deployed document does not.
const INTENTIONS: &[&str] =
    &["baseline", "site.target-version", "action", "purpose", "expected-clients"];

/// Variables of a task sequence that a gateway has to do with, each with a value.
const VARIABLES: &[(&str, &str, &str)] = &[
    ("CCMHOSTNAME", "‹›", "The gateway that a new Windows turns to."),
    (
        "SMSTSAllowTokenAuthURLForACP",
        "true",
        "Lets an alternate content provider fetch content with a token, from 2203 on.",
    ),
    ("SMSTSDownloadProgram", "‹›", "The alternate content provider."),
];

pub(super) fn complete(ask: &Ask<'_, '_>, list: &mut List) {
    match scope::known(ask.cursor.path()).scope {
        Scope::Keys(keys) => {
            let all = keys.iter().filter(|key| may_stand(ask, key));
            let (required, others): (Vec<&Key>, Vec<&Key>) =
                all.partition(|key| is_required(ask, key));
            for key in required.into_iter().chain(others) {
                list.push(item(ask, key));
            }
        }
        Scope::Secret => {
            let has = |name| ask.cursor.has(name);
            // One of both, and not the other.
            if !has("env") && !has("file") {
                simple(
                    ask,
                    list,
                    "env",
                    "\"‹CMG_PFX_PASSWORD›\"",
                    "Name of an environment variable.",
                );
                simple(ask, list, "file", "\"‹/run/secrets/cmg-pfx›\"", "Path of a file.");
            }
        }
        Scope::Variables => {
            for (name, value, docs) in VARIABLES.iter().filter(|it| !ask.cursor.has(it.0)) {
                simple(ask, list, name, &format!("\"{value}\""), docs);
            }
        }
        Scope::Handles(_) | Scope::Unknown => {}
    }
}

/// Whether the document may have the key, and the table has it not.
fn may_stand(ask: &Ask<'_, '_>, key: &Key) -> bool {
    let fits = match ask.is_desired() {
        true => !key.deployed_only,
        false => !INTENTIONS.contains(&key.path),
    };
    // On a line of its own a table has a header.
    let is_line = matches!(ask.cursor.place, Place::Key { between: None, .. });
    fits && !(is_line && has_header(&key.shape)) && !ask.cursor.has(key.name)
}

fn is_required(ask: &Ask<'_, '_>, key: &Key) -> bool {
    key.always || key.required && ask.is_desired()
}

fn item(ask: &Ask<'_, '_>, key: &Key) -> Completion {
    let value = value(ask, key);
    // Where the author has to choose, the list of values is next.
    let continues = is_alone(ask) && value.contains("\"‹›\"");
    let detail = match (describe::label(key), is_required(ask, key)) {
        (Some(label), _) => label.to_owned(),
        (None, true) => "required".to_owned(),
        (None, false) => describe::takes(key).replace('`', ""),
    };
    let insert = insert(ask, key.name, &value);
    let it = Completion::new(CompletionKind::Key, key.name, insert, ask.cursor.held.span)
        .detail(detail)
        .page(describe::key(key))
        .filter(filter(ask, key.name));
    if continues { it.continues() } else { it }
}

/// The key with a value; a key that has one already is only renamed.
fn insert(ask: &Ask<'_, '_>, name: &str, value: &str) -> Insert {
    match is_alone(ask) {
        true => Insert::Snippet(Snippet::of(&format!("{name} = {value}"))),
        false => Insert::Plain(name.to_owned()),
    }
}

fn is_alone(ask: &Ask<'_, '_>) -> bool {
    matches!(ask.cursor.place, Place::Key { follows: Follows::Nothing, .. })
}

fn simple(ask: &Ask<'_, '_>, list: &mut List, name: &str, value: &str, docs: &str) {
    let insert = insert(ask, name, value);
    let mut it = Completion::new(CompletionKind::Key, name, insert, ask.cursor.held.span);
    it.documentation = docs.to_owned();
    it.filter = filter(ask, name);
    list.push(it);
}

/// A key in quotes is compared with its quote.
fn filter(ask: &Ask<'_, '_>, name: &str) -> String {
    let quote = ask.cursor.held.quote.map(String::from).unwrap_or_default();
    format!("{quote}{name}")
}

/// The value as a template: what may stand there, else an example.
fn value(ask: &Ask<'_, '_>, key: &Key) -> String {
    let words = || match key.words.len() {
        0..=MOST_CHOICES => key.words.join("|"),
        _ => String::new(),
    };
    match key.shape {
        Shape::Text if key.words.is_empty() => format!("\"‹{}›\"", text(ask, key)),
        Shape::Text => format!("\"‹{}›\"", words()),
        Shape::Boolean => "‹true|false›".to_owned(),
        Shape::Integer => format!("‹{}›", number(key)),
        Shape::Date => {
            let today = ask.inputs.today;
            format!("‹{}›", today.map_or("2026-11-22".to_owned(), |it| it.to_string()))
        }
        Shape::Secret => "{ env = \"‹CMG_PFX_PASSWORD›\" }".to_owned(),
        Shape::List(inner) if has_header(inner) => "[{ ‹› }]".to_owned(),
        Shape::List(_) => format!("[\"‹{}›\"]", words()),
        Shape::Table(_) | Shape::Handles(_) | Shape::Variables => "{ ‹› }".to_owned(),
    }
}

/// What a text is likely to be, as a choice; nothing where only the author knows.
fn text(ask: &Ask<'_, '_>, key: &Key) -> String {
    let choice = computed::choice(ask, key.path);
    if !choice.is_empty() {
        return choice;
    }
    if matches!(key.path, "site.version" | "site.target-version") {
        let today = ask.inputs.today;
        let is_supported = |it: &&Release| today.is_none_or(|today| today <= it.support_ends);
        let supported = RELEASES.iter().filter(is_supported).take(3);
        return supported.map(|it| it.version.to_string()).collect::<Vec<_>>().join("|");
    }
    String::new()
}

fn number(key: &Key) -> String {
    match (key.default, key.path) {
        // One instance is the default, and no gateway to rely on.
        (_, "vm-instances") => "2".to_owned(),
        (Some(Literal::Integer(it)), _) => it.to_string(),
        (_, "alerts.traffic-out-gb") => "10000".to_owned(),
        (_, "alerts.storage-gb") => "2000".to_owned(),
        (_, "certificate.key-bits") => "2048".to_owned(),
        (_, "expected-clients") => "1000".to_owned(),
        _ => "1".to_owned(),
    }
}
