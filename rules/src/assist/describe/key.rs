//! A key: what the console, the cmdlets and WMI call it, what it takes, and
//! what it takes to change it.

use crate::{
    assist::markdown::{Page, link},
    change::Class,
    facts::{
        Source,
        pages::{COST, MODIFY},
    },
    model::{Change, Key, Literal, Shape},
};

/// More words are not listed.
const FEW_WORDS: usize = 8;

/// All that is known of a key, as Markdown.
pub(in crate::assist) fn key(key: &Key) -> Page {
    let mut page = match label(key) {
        Some(label) => Page::of(label, &format!("`{}`", key.name)),
        None => Page::titled(&format!("`{}`", key.name)),
    };
    let docs = one_line(key.docs);
    // Some settings are described by their label alone.
    if label(key).is_none_or(|label| docs != format!("*{label}*.")) {
        page.paragraph(&docs);
    }
    let mut takes = takes(key);
    match key.default {
        Some(Literal::Boolean(it)) => takes.push_str(&format!(", default `{it}`")),
        Some(Literal::Integer(it)) => takes.push_str(&format!(", default `{it}`")),
        Some(Literal::Text(it)) => takes.push_str(&format!(", default `{it}`")),
        None => {}
    }
    if key.required {
        takes.push_str(", required");
    }
    let is_table = matches!(key.shape, Shape::Table(_) | Shape::Handles(_));
    if !is_table || key.required {
        page.item(&takes);
    }
    if let Some(cmdlet) = key.cmdlet {
        page.item(&format!("Cmdlet parameter `-{cmdlet}`"));
    }
    if let Some(wmi) = key.wmi {
        page.item(&format!("WMI property `{wmi}` of `SMS_AzureService`"));
    }
    let also: Vec<String> =
        key.others.iter().filter(|it| !it.contains(' ')).map(|it| format!("`{it}`")).collect();
    if !also.is_empty() {
        page.item(&format!("Also known as {}", also.join(", ")));
    }
    match (key.since, key.until) {
        (Some(since), Some(until)) => page.item(&format!("From version {since}, before {until}")),
        (Some(since), None) => page.item(&format!("Since version {since}")),
        (None, Some(until)) => page.item(&format!("Before version {until}")),
        (None, None) => &mut page,
    };
    if key.deployed_only {
        page.item("Deployed documents only");
    }
    if let Some((way, source)) = change(key) {
        page.item(&format!("To change it: {way} ({})", link(&source)));
    }
    page
}

/// What the console calls it, where that is known.
pub(in crate::assist) fn label(key: &Key) -> Option<&'static str> {
    let in_docs = || key.docs.trim_start().strip_prefix('*')?.split_once('*');
    let other = key.others.iter().find(|it| it.contains(' ')).copied();
    other.or_else(|| in_docs().map(|(label, _)| label))
}

/// A doc comment on one line.
pub(in crate::assist) fn one_line(docs: &str) -> String {
    docs.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The kind of value, with a capital letter.
pub(in crate::assist) fn takes(key: &Key) -> String {
    let words = || {
        let words: Vec<String> = key.words.iter().map(|it| format!("`{it}`")).collect();
        match words.len() {
            0..=FEW_WORDS => words.join(", "),
            count => format!("{count} words"),
        }
    };
    match (&key.shape, key.words.is_empty()) {
        (Shape::Text, false) => format!("One of {}", words()),
        (Shape::Text, true) if key.is_path => "Path".to_owned(),
        (Shape::Text, true) if key.is_site_code => "Code of a site".to_owned(),
        (Shape::Text, true) => "String".to_owned(),
        (Shape::Integer, _) => "Integer".to_owned(),
        (Shape::Boolean, _) => "Boolean".to_owned(),
        (Shape::Date, _) => "Date".to_owned(),
        (Shape::List(Shape::Table(_)), _) => "Array of tables".to_owned(),
        (Shape::List(_), false) => format!("Array of {}", words()),
        (Shape::List(_), true) if key.is_path => "Array of paths".to_owned(),
        (Shape::List(_), true) => "Array of strings".to_owned(),
        (Shape::Table(_), _) => "Table".to_owned(),
        (Shape::Handles(_), _) => "Tables, each under its handle".to_owned(),
        (Shape::Variables, _) => "Table of strings".to_owned(),
        (Shape::Secret, _) => "`{ env = \"NAME\" }` or `{ file = \"path\" }`".to_owned(),
    }
}

/// The way in which it changes on a gateway that exists, and the page that says so.
fn change(key: &Key) -> Option<(&'static str, Source)> {
    let in_place = match key.path.split('.').next() {
        Some("alerts") => MODIFY.section("Alerts tab"),
        _ => Class::InPlace.source(),
    };
    Some(match key.change? {
        Change::InPlaceOrConvert if key.path == "vm-size" => {
            let way = "in place for a scale set from 2107 on, or in a conversion";
            (way, COST.section("Virtual machine scale set"))
        }
        Change::InPlace if key.path == "certificate" => {
            let way = "in place while common name and organization stay, else a redeployment";
            (way, in_place)
        }
        Change::InPlace => ("in place, in the properties of the gateway", in_place),
        Change::InPlaceOrConvert => ("in place, or in a conversion", in_place),
        Change::Convert => (
            "a conversion from classic to a scale set, else a redeployment",
            Class::Convert.source(),
        ),
        Change::Redeploy => ("a redeployment", MODIFY.section("Redeploy the service")),
        Change::NewName => ("a redeployment under a new name", Class::RedeployNewName.source()),
    })
}
