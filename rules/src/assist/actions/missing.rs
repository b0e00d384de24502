//! Tables and keys that a whole document has. What is inserted has no value yet:
//! headers, and keys as comments. Of a list of tables nothing is inserted, since
//! an empty element says that there is one.

use std::collections::BTreeMap;

use super::List;
use crate::{
    document::{Document, Room, Section, Table},
    finding::{Edit, Finding},
    model::{Certificate, Config, Field, Key, ProblemKind, Shape},
    quote::{listed, quoted},
    span::Span,
};

/// Tables of the whole, with the keys that rules ask for first.
const NEEDED: [(&str, &[&str]); 3] = [
    ("site", &["code", "version"]),
    ("azure", &["tenant-id", "subscription-id"]),
    ("clients", &["authentication", "operating-systems"]),
];

/// The same of the certificate of a gateway.
const CERTIFICATE: &[&str] = &["file", "issued-by"];

/// More names are no title.
const MOST: usize = 4;

/// The rule that finds them.
const RULE: &str = "missing-key";

/// The keys that a table must have, where a finding has no fix for them.
pub(super) fn add_keys(list: &mut List<'_>) {
    let document = &list.inputs.now.document;
    let Some((table, header)) = table_at(document, list.range) else { return };
    let problems = list.inputs.now.problems.iter().filter(|it| {
        it.kind == ProblemKind::MissingKey && it.note.span == header && it.note.fix.is_none()
    });
    let mut missing: Vec<&str> = problems.filter_map(|it| it.missing).collect();
    missing.retain(|key| !is_noted(document, table, key));
    let Room::Line(at) = document.room(table) else { return };
    if missing.is_empty() {
        return;
    }
    let keys = listed(missing.iter().copied(), "and");
    let title = match missing.len() {
        1 => format!("Insert the missing key {keys} as a comment"),
        _ => format!("Insert the missing keys {keys} as comments"),
    };
    let text: String = missing.iter().map(|key| format!("\n# {key} = \"\"")).collect();
    let edit = Edit { span: Span::new(at, at), text };
    let is_about = |it: &Finding| it.rule.name == RULE && it.note.span == header;
    list.add(title, vec![edit], is_about, |_| true);
}

/// The one table with a header in which the range lies, with that.
fn table_at<'d, 't>(document: &'d Document<'t>, range: Span) -> Option<(&'d Table<'t>, Span)> {
    let end = document.text.len();
    let has = |it: &Section, at: usize| {
        it.header.start <= at && (at <= it.header.end || at < it.body.end || it.body.end == end)
    };
    let is_around =
        |it: &Section| !it.header.is_empty() && has(it, range.start) && has(it, range.end);
    let tables = document.tree.tables().filter(|it| !it.is_inline());
    let mut sections = tables.flat_map(|table| table.sections.iter().map(move |it| (table, it)));
    sections.find(|(_, it)| is_around(it)).map(|(table, it)| (table, it.header))
}

/// Whether a comment in the table has the key already.
fn is_noted(document: &Document<'_>, table: &Table<'_>, key: &str) -> bool {
    let is_within = |comment: &Span, section: &Section| {
        section.header.end <= comment.start && comment.end <= section.body.end
    };
    let own = document
        .comments
        .iter()
        .filter(|it| table.sections.iter().any(|section| is_within(it, section)));
    own.map(|it| it.of(document.text).trim_start_matches(['#', ' ', '\t']))
        .any(|it| it.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')))
}

/// A table that is not there.
struct Lacking {
    header: String,
    room: Room,
    keys: Vec<&'static Key>,
}

/// The tables of the gateway at the cursor, and those of the whole document.
pub(super) fn add_tables(list: &mut List<'_>) {
    if !is_between_tables(list) {
        return;
    }
    let (of_whole, of_gateways) = (of_whole(list.config), of_gateways(list.config));
    if let Some(handle) = list.handle() {
        let header = certificate_of(&handle);
        let own = of_gateways.iter().filter(|it| it.header == header).collect();
        insert(list, own);
    }
    insert(list, of_whole.iter().chain(&of_gateways).collect());
}

/// At a header, on an empty line, on the first line.
fn is_between_tables(list: &List<'_>) -> bool {
    let (text, at) = (list.text(), list.range.start);
    let (before, behind) = (text.get(..at), text.get(at..));
    let before = before.and_then(|it| it.rsplit('\n').next()).unwrap_or_default();
    let behind = behind.and_then(|it| it.lines().next()).unwrap_or_default();
    let is_blank = before.trim().is_empty() && behind.trim().is_empty();
    let is_first = at == before.len();
    let mut sections = list.inputs.now.document.tree.tables().flat_map(|it| &it.sections);
    let is_header = |it: &Section| !it.header.is_empty() && list.touches(it.header);
    is_blank || is_first || sections.any(is_header)
}

fn of_whole(config: &Config) -> Vec<Lacking> {
    let rooms = [
        room(&config.site, |it| it.room),
        room(&config.azure, |it| it.room).filter(|_| needs_azure(config)),
        room(&config.clients, |it| it.room),
    ];
    let tables = NEEDED.iter().zip(rooms).filter_map(|((name, names), room)| {
        let key = Config::KEYS.iter().find(|key| key.name == *name)?;
        let Shape::Table(keys) = key.shape else { return None };
        Some(Lacking { header: (*name).to_owned(), room: room?, keys: chosen(keys, names) })
    });
    tables.collect()
}

fn of_gateways(config: &Config) -> Vec<Lacking> {
    let tables = config.gateways().iter().filter_map(|gateway| {
        // A table without a header of its own takes no other below it.
        let room = room(&gateway.certificate, |it| it.room);
        let room = room.filter(|it| matches!(it, Room::Table(_)))?;
        let keys = chosen(Certificate::KEYS, CERTIFICATE);
        Some(Lacking { header: certificate_of(&gateway.handle), room, keys })
    });
    tables.collect()
}

fn certificate_of(handle: &str) -> String {
    format!("gateway.{handle}.certificate")
}

/// Where an unwritten table would go; nothing where it is there, or may be.
fn room<T>(table: &Field<T>, room: fn(&T) -> Room) -> Option<Room> {
    match table {
        Field::Default(table) => Some(room(table)),
        _ => None,
    }
}

/// Whether a gateway says nothing of its own about where it is paid for.
fn needs_azure(config: &Config) -> bool {
    let gateways = config.gateways();
    gateways.is_empty() || gateways.iter().any(|it| !it.subscription_id.is_written())
}

fn chosen(keys: &'static [Key], names: &[&str]) -> Vec<&'static Key> {
    names.iter().filter_map(|name| keys.iter().find(|key| key.name == *name)).collect()
}

fn insert(list: &mut List<'_>, lacking: Vec<&Lacking>) {
    if lacking.is_empty() {
        return;
    }
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for it in &lacking {
        let at = match it.room {
            Room::Table(at) => at,
            _ => list.text().trim_end().len(),
        };
        let text = texts.entry(at).or_default();
        let is_first = text.is_empty() && list.text().get(..at).is_some_and(is_blank);
        text.push_str(if is_first { "" } else { "\n\n" });
        text.push_str(&written(it));
    }
    let edits = texts.into_iter().map(|(at, text)| Edit { span: Span::new(at, at), text });
    let edits: Vec<Edit> = edits.collect();
    let names: Vec<String> = lacking.iter().map(|it| format!("[{}]", it.header)).collect();
    let title = match names.as_slice() {
        [name] => format!("Insert the missing table {}", quoted(name)),
        names if names.len() <= MOST => {
            let names = listed(names.iter().map(String::as_str), "and");
            format!("Insert the missing tables {names}")
        }
        names => format!("Insert the {} missing tables", names.len()),
    };
    let before = headers(&list.inputs.now.document);
    list.add(title, edits, |_| false, |after| headers(&after.document) == before + names.len());
}

fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

/// The table with its keys as comments.
fn written(it: &Lacking) -> String {
    let mut text = format!("[{}]", it.header);
    for key in &it.keys {
        let value = if matches!(key.shape, Shape::List(_)) { "[]" } else { "\"\"" };
        text.push_str(&format!("\n# {} = {value}", key.name));
    }
    text
}

/// How many headers there are.
fn headers(document: &Document<'_>) -> usize {
    let sections = document.tree.tables().filter(|it| !it.is_inline()).flat_map(|it| &it.sections);
    sections.filter(|it| !it.header.is_empty()).count()
}

#[test]
fn every_key_that_is_inserted_is_text_or_a_list() {
    let tables = NEEDED.iter().map(|(name, names)| {
        let key = Config::KEYS.iter().find(|key| key.name == *name).unwrap();
        let Shape::Table(keys) = key.shape else { panic!("{name} is no table") };
        (keys, *names)
    });
    for (keys, names) in tables.chain([(Certificate::KEYS, CERTIFICATE)]) {
        let chosen = chosen(keys, names);
        assert_eq!(chosen.len(), names.len(), "{names:?}");
        assert!(chosen.iter().all(|it| matches!(it.shape, Shape::Text | Shape::List(_))));
    }
}
