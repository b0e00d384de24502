//! The tables of keys in `docs/format.md`, between marks.

use std::fmt::Write;

use cmg_rules::model::{self, Change, Key, Literal, Shape};

const BEGIN: &str = "<!-- keys: ";
const END: &str = "<!-- end of keys -->";

/// The page with every table of keys written anew.
pub fn with_tables(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    let mut met = Vec::new();
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (header, after) = after.split_once(" -->\n").expect("a mark ends on its line");
        let (_, after) = after.split_once(END).expect("every list of keys has an end");
        let place = model::PLACES.iter().find(|(name, _)| *name == header);
        let (name, keys) = place.unwrap_or_else(|| panic!("no table is called {header}"));
        met.push(*name);
        let _ = write!(text, "{before}{BEGIN}{header} -->\n{}{END}", list(keys));
        rest = after;
    }
    for (name, _) in model::PLACES {
        assert!(met.contains(name), "docs/format.md lacks the table {name}");
    }
    text + rest
}

fn list(keys: &[Key]) -> String {
    let mut text =
        String::from("| key | value | default | what it says | also known as | change |\n");
    text.push_str("|---|---|---|---|---|---|\n");
    for key in keys {
        let default = key.default.map_or(String::new(), |default| match default {
            Literal::Boolean(it) => format!("`{it}`"),
            Literal::Integer(it) => format!("`{it}`"),
            Literal::Text(it) => format!("`\"{it}\"`"),
        });
        let required = match key.required {
            true => " **Required.**",
            false => "",
        };
        let only = if key.deployed_only { " Deployed documents only." } else { "" };
        let mut known: Vec<String> = Vec::new();
        for name in key.names().skip(1).map(|name| format!("`{name}`")) {
            // A parameter and a property may have one name.
            if !known.contains(&name) {
                known.push(name);
            }
        }
        let change = match key.change {
            None => "",
            Some(Change::InPlace) => "in place",
            Some(Change::InPlaceOrConvert) => "in place, conversion",
            Some(Change::Convert) => "conversion, else redeployment",
            Some(Change::Redeploy) => "redeployment",
            Some(Change::NewName) => "redeployment, new name",
        };
        let docs = super::document_schema::one_line(key.docs);
        let _ = writeln!(
            text,
            "| `{}` | {} | {default} | {docs}{required}{only} | {} | {change} |",
            key.name,
            value(&key.shape, key),
            known.join(", "),
        );
    }
    text
}

fn value(shape: &Shape, key: &Key) -> String {
    match shape {
        Shape::Text if !key.words.is_empty() => {
            key.words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        Shape::Text if key.is_path => "path".to_owned(),
        Shape::Text => "string".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Date => "date".to_owned(),
        Shape::List(Shape::Table(_)) => "array of tables".to_owned(),
        Shape::List(_) if key.words.is_empty() && key.is_path => "array of paths".to_owned(),
        Shape::List(_) if key.words.is_empty() => "array of strings".to_owned(),
        Shape::List(inner) => format!("array of {}", value(inner, key)),
        Shape::Table(_) => "table".to_owned(),
        Shape::Handles(_) => "tables by handle".to_owned(),
        Shape::Variables => "table of strings".to_owned(),
        Shape::Secret => "`{ env = \"NAME\" }` or `{ file = \"path\" }`".to_owned(),
    }
}
