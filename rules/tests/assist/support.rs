//! Texts with a mark, and what stands there.

use cmg_rules::{
    assist::{Completion, Hover, Insert, complete, hover},
    facts::Date,
    inputs::{Baseline, Inputs, Snapshot},
    levels::Levels,
};

pub const TODAY: Date = jiff::civil::date(2026, 11, 22);

pub const FILES: &[&str] = &[
    "certs/cmg.pfx",
    "certs/old.P12",
    "certs/root.cer",
    "certs/inter.pem",
    "notes.txt",
    "contoso.deployed.cmg.toml",
    "west/cmg.toml",
];

/// The text without its `│`, and where that was.
pub fn marked(text: &str) -> (String, usize) {
    let offset = text.find('│').unwrap();
    (text.replacen('│', "", 1), offset)
}

/// What the shell knows, around a document.
pub fn with<T>(text: &str, before: Option<&str>, ask: impl FnOnce(&Inputs<'_>) -> T) -> T {
    let levels = Levels::default();
    let before = match before {
        Some(text) => Baseline::Known(Box::new(Snapshot::read(text))),
        None => Baseline::None,
    };
    let now = Snapshot::read(text);
    ask(&Inputs { before, today: Some(TODAY), ..Inputs::of(now, &levels) })
}

/// Everything that is proposed.
pub fn proposed(text: &str) -> Vec<Completion> {
    let (text, offset) = marked(text);
    let files: Vec<String> = FILES.iter().map(|it| (*it).to_owned()).collect();
    with(&text, None, |inputs| complete(inputs, offset, &files))
}

/// What an editor shows of it: what begins with what is typed.
pub fn shown(text: &str) -> Vec<Completion> {
    let (plain, offset) = marked(text);
    narrowed(proposed(text), &plain, offset)
}

pub fn narrowed(all: Vec<Completion>, text: &str, offset: usize) -> Vec<Completion> {
    let begins = |it: &Completion| {
        let typed = text[it.replace.start..offset].to_lowercase();
        it.filter.to_lowercase().starts_with(&typed)
    };
    all.into_iter().filter(begins).collect()
}

pub fn labels(completions: &[Completion]) -> Vec<&str> {
    completions.iter().map(|it| it.label.as_str()).collect()
}

/// The text after a proposal has been taken, as an editor without snippets does it.
pub fn applied(text: &str, it: &Completion) -> String {
    format!("{}{}{}", &text[..it.replace.start], it.insert.plain(), &text[it.replace.end..])
}

/// The same by its label.
pub fn taken(text: &str, label: &str) -> String {
    let all = shown(text);
    let it = all.iter().find(|it| it.label == label);
    let it = it.unwrap_or_else(|| panic!("{text:?} has no {label}: {:?}", labels(&all)));
    applied(&marked(text).0, it)
}

/// The snippet of a proposal.
pub fn snippet(text: &str, label: &str) -> String {
    let all = shown(text);
    let it = all.iter().find(|it| it.label == label);
    match &it.unwrap_or_else(|| panic!("{text:?} has no {label}: {:?}", labels(&all))).insert {
        Insert::Plain(text) => text.clone(),
        Insert::Snippet(snippet) => snippet.text(),
    }
}

pub fn hovered(text: &str) -> Option<Hover> {
    let (text, offset) = marked(text);
    with(&text, None, |inputs| hover(inputs, offset))
}

/// Its Markdown.
pub fn said(text: &str) -> String {
    hovered(text).map(|it| it.markdown).unwrap_or_default()
}

/// A case: a text, labels that are shown (`+`) and labels that are not (`-`).
pub type Case = (&'static str, &'static str);

/// Checks cases against what an editor shows.
pub fn check(cases: &[Case], shown: impl Fn(&str) -> Vec<Completion>) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let all = shown(text);
        let labels = labels(&all);
        if *expected == "nothing" {
            if !labels.is_empty() {
                wrong.push(format!("{text:?}\n  proposes {labels:?}"));
            }
            continue;
        }
        for word in expected.split(", ") {
            let label = word.get(1..).unwrap();
            let is_wanted = word.starts_with('+');
            if labels.contains(&label) != is_wanted {
                wrong.push(format!("{text:?}\n  {word}\n  among {labels:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
