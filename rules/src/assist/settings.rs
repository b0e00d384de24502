//! The same help in `cmglint.toml`.

use super::{
    complete::{Completion, CompletionKind, List, names},
    cursor::Cursor,
    hover::{Hover, rule_or_family},
    markdown::Page,
    place::{Follows, Place},
    snippet::{Insert, Snippet},
};
use crate::{catalog, document::Document, quote::toml_string, span::Span};

/// A key of the settings.
struct Key {
    /// With the tables above it.
    path: &'static str,
    docs: &'static str,
    takes: Takes,
}

enum Takes {
    /// A text; the ones that are known.
    Text(&'static [(&'static str, &'static str)]),
    Globs,
    /// Names of rules and families.
    Names,
    Days(u16),
    Tables,
    /// A table with levels by name.
    Levels,
}

const KEYS: &[Key] = &[
    Key {
        path: "baseline",
        docs: "What documents are compared with, unless they or the command line say otherwise: \
               a path, `git:` and a revision, or `none`.",
        takes: Takes::Text(&[
            ("git:HEAD", "as it was committed last"),
            ("git:origin/main", "as it is on the main branch"),
            ("none", "nothing"),
        ]),
    },
    Key {
        path: "exclude",
        docs: "Globs of documents that a walk leaves out.",
        takes: Takes::Globs,
    },
    Key {
        path: "fail-on",
        docs: "The lowest severity that makes `check` exit with 1: `error`, `warning`, `info` or \
               `never`.",
        takes: Takes::Text(&[
            ("error", ""),
            ("warning", ""),
            ("info", ""),
            ("never", "findings never make a run fail"),
        ]),
    },
    Key {
        path: "no-allow",
        docs: "Rules and families whose findings no comment can accept.",
        takes: Takes::Names,
    },
    Key {
        path: "max-file-size",
        docs: "The largest document that is read, as in `\"64 MiB\"`.",
        takes: Takes::Text(&[("64 MiB", "default")]),
    },
    Key {
        path: "expiry-warning-days",
        docs: "Days before the end of a certificate that it is reported.",
        takes: Takes::Days(60),
    },
    Key {
        path: "secret-warning-days",
        docs: "Days before the end of the server app's secret that it is reported.",
        takes: Takes::Days(30),
    },
    Key {
        path: "support-warning-days",
        docs: "Days before the end of a release's support that it is reported.",
        takes: Takes::Days(90),
    },
    Key {
        path: "rules",
        docs: "Severity of each rule or family: `off`, `info`, `warning` or `error`.",
        takes: Takes::Levels,
    },
    Key {
        path: "overrides",
        docs: "Other severities for some documents; later ones win.",
        takes: Takes::Tables,
    },
    Key { path: "overrides.files", docs: "Globs of documents.", takes: Takes::Globs },
    Key { path: "overrides.rules", docs: "As in `[rules]`.", takes: Takes::Levels },
];

const LEVELS: &[(&str, &str)] = &[
    ("off", "not run"),
    ("info", "advice"),
    ("warning", "works, but is risky"),
    ("error", "will fail, or is not supported"),
];

const ALL: &str = "all";

/// What may be written at an offset of the settings.
pub fn complete_settings(text: &str, offset: usize) -> Vec<Completion> {
    let document = Document::parse(text);
    let cursor = Cursor::at(&document, offset);
    let mut list = List::default();
    let path = cursor.path().collect::<Vec<_>>().join(".");
    match &cursor.place {
        Place::Nowhere | Place::Comment(_) => {}
        Place::Header { whole, .. } => {
            let typed = whole.of(text);
            let opening = typed.strip_suffix(typed.trim_start_matches('[')).unwrap_or_default();
            headers(&cursor, *whole, opening, &mut list);
        }
        Place::Key { follows, between } => {
            keys(&cursor, &path, *follows, &mut list);
            let is_line = between.is_none() && cursor.is_first_step();
            if is_line && *follows == Follows::Nothing {
                headers(&cursor, cursor.held.span, "", &mut list);
            }
        }
        Place::Value { key, among } => {
            values(&cursor, &path, key.name, among.as_deref(), &mut list);
        }
    }
    list.items
}

/// What is known of what stands at an offset of the settings.
pub fn hover_settings(text: &str, offset: usize) -> Option<Hover> {
    let document = Document::parse(text);
    let cursor = Cursor::at(&document, offset);
    let held = cursor.held;
    let path = cursor.path().chain([held.text]).collect::<Vec<_>>().join(".");
    let page = match &cursor.place {
        _ if held.span.is_empty() => return None,
        Place::Key { .. } | Place::Header { .. } => match find(&path) {
            Some(key) => described(key),
            None => rule_or_family(held.text)?,
        },
        Place::Value { key, .. } => {
            let path = cursor.path().chain([key.name]).collect::<Vec<_>>().join(".");
            match rule_or_family(held.text) {
                Some(page) => page,
                None => find(&path).map(described).or_else(|| rule_or_family(key.name))?,
            }
        }
        Place::Nowhere | Place::Comment(_) => return None,
    };
    Some(Hover { span: held.span, markdown: page.finish() })
}

fn find(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path == path)
}

impl Key {
    fn name(&self) -> &'static str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }

    fn is_in(&self, table: &str) -> bool {
        self.path.rsplit_once('.').map_or("", |(table, _)| table) == table
    }

    fn has_header(&self) -> bool {
        matches!(self.takes, Takes::Tables | Takes::Levels)
    }
}

fn described(key: &Key) -> Page {
    let mut page = Page::titled(&format!("`{}`", key.name()));
    page.paragraph(key.docs);
    if let Takes::Days(default) = key.takes {
        page.item(&format!("Default `{default}`"));
    }
    page
}

fn keys(cursor: &Cursor<'_, '_>, path: &str, follows: Follows, list: &mut List) {
    let write = |name: &str, value: &str| match follows {
        Follows::Nothing => Insert::Snippet(Snippet::of(&format!("{name} = {value}"))),
        Follows::Value => Insert::Plain(name.to_owned()),
    };
    let held = cursor.held.span;
    for key in KEYS.iter().filter(|key| key.is_in(path) && !cursor.has(key.name())) {
        // On a line of its own a table has a header.
        let is_line = matches!(cursor.place, Place::Key { between: None, .. });
        if is_line && key.has_header() {
            continue;
        }
        let value = match &key.takes {
            Takes::Text(known) => {
                let known: Vec<&str> = known.iter().map(|(text, _)| *text).collect();
                format!("\"‹{}›\"", known.join("|"))
            }
            Takes::Globs | Takes::Names => "[\"‹›\"]".to_owned(),
            Takes::Days(days) => format!("‹{days}›"),
            Takes::Tables | Takes::Levels => "{ ‹› }".to_owned(),
        };
        let insert = write(key.name(), &value);
        let it = Completion::new(CompletionKind::Key, key.name(), insert, held);
        list.push(it.page(described(key)));
    }
    if find(path).is_some_and(|key| matches!(key.takes, Takes::Levels)) {
        let from = list.items.len();
        names(held, |_| true, |name| cursor.has(name), list);
        if !cursor.has(ALL) {
            let it = Completion::new(CompletionKind::Family, ALL, write(ALL, ""), held);
            list.push(it.detail("every rule"));
        }
        for it in list.items.iter_mut().skip(from) {
            it.insert = write(&it.label, "\"‹off|info|warning|error›\"");
        }
    }
}

fn headers(cursor: &Cursor<'_, '_>, replace: Span, opening: &str, list: &mut List) {
    let root = cursor.document().root();
    for key in KEYS.iter().filter(|key| key.has_header()) {
        let is_array = matches!(key.takes, Takes::Tables);
        let is_below = key.path.contains('.');
        let is_there = root.get(key.path).is_some_and(|it| it.key.span != cursor.held.span);
        // Below `[[overrides]]` there is one for each element.
        let is_wanted = match (is_array, is_below) {
            (true, _) => true,
            (false, true) => cursor.path().next() == Some("overrides") || !opening.is_empty(),
            (false, false) => !is_there,
        };
        if is_wanted {
            let path = key.path;
            let header = if is_array { format!("[[{path}]]") } else { format!("[{path}]") };
            let insert = Insert::Plain(header.clone());
            let it = Completion::new(CompletionKind::Table, header, insert, replace);
            list.push(it.filter(format!("{opening}{path}")).page(described(key)));
        }
    }
}

fn values(
    cursor: &Cursor<'_, '_>,
    path: &str,
    name: &str,
    among: Option<&[&str]>,
    list: &mut List,
) {
    let is_level = find(path).is_some_and(|key| matches!(key.takes, Takes::Levels));
    let full = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let held = cursor.held.span;
    let texts = match find(&full).map(|key| &key.takes) {
        _ if is_level => LEVELS,
        Some(Takes::Text(known)) => known,
        Some(Takes::Days(days)) => {
            let days = days.to_string();
            let insert = Insert::Plain(days.clone());
            list.push(Completion::new(CompletionKind::Word, days, insert, held).detail("default"));
            &[]
        }
        Some(Takes::Names) => {
            let is_there = |name: &str| among.is_some_and(|among| among.contains(&name));
            names(held, |_| true, is_there, list);
            &[]
        }
        _ => &[],
    };
    for (text, about) in texts {
        let insert = Insert::Plain(String::new());
        let it = Completion::new(CompletionKind::Word, *text, insert, held).detail(*about);
        let own = catalog::rules().find(|rule| is_level && rule.info.name == name);
        let is_own = own.is_some_and(|rule| rule.info.severity().word() == *text);
        list.push(if is_own { it.detail(format!("{about}; its own severity")) } else { it });
    }
    // Every text is written with its quotes, and compared with those that are there.
    let quote = cursor.held.quote.map(String::from).unwrap_or_default();
    let is_list = matches!(find(&full).map(|key| &key.takes), Some(Takes::Names));
    for it in list.items.iter_mut().filter(|it| it.label.parse::<u16>().is_err()) {
        let text = toml_string(&it.label);
        let text = if is_list && among.is_none() { format!("[{text}]") } else { text };
        it.insert = Insert::Plain(text);
        it.filter = format!("{quote}{}", it.label);
    }
}

#[test]
fn every_key_of_the_settings_is_known() {
    let schema = serde_json::to_value(schemars::schema_for!(crate::settings::Settings)).unwrap();
    let of = |properties: &serde_json::Value, table: &str| -> Vec<(String, String)> {
        let all = properties.as_object().unwrap().iter();
        all.map(|(name, it)| {
            let docs = it["description"].as_str().unwrap();
            (format!("{table}{name}"), docs.replace('\n', " "))
        })
        .collect()
    };
    let mut all = of(&schema["properties"], "");
    all.extend(of(&schema["$defs"]["Override"]["properties"], "overrides."));
    let known = KEYS.iter().map(|it| (it.path.to_owned(), it.docs.to_owned()));
    let known: Vec<(String, String)> = known.collect();
    for key in &all {
        assert!(known.contains(key), "{key:?}");
    }
    assert_eq!(all.len(), known.len());
}
