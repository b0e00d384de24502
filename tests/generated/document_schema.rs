//! The JSON Schema of documents, from the declared tables.

use cmg_rules::model::{Change, Config, Key, Literal, Shape};
use serde_json::{Map, Value, json};

pub fn text() -> String {
    let mut schema = table(Config::KEYS);
    let root = schema.as_object_mut().unwrap();
    let head = [
        ("$schema", json!("http://json-schema.org/draft-07/schema#")),
        (
            "$id",
            json!("https://raw.githubusercontent.com/cmglint/cmglint/main/schemas/cmg.schema.json"),
        ),
        ("title", json!("Cloud management gateway document (cmg.toml)")),
    ];
    let mut ordered = Map::new();
    ordered.extend(head.map(|(key, value)| (key.to_owned(), value)));
    ordered.append(root);
    serde_json::to_string_pretty(&Value::Object(ordered)).unwrap() + "\n"
}

fn table(keys: &[Key]) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.always).map(|key| key.name).collect();
    let mut table = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

fn property(key: &Key) -> Value {
    let mut schema = shape(&key.shape, key);
    schema["description"] = json!(description(key));
    if let Some(default) = key.default {
        schema["default"] = match default {
            Literal::Boolean(it) => json!(it),
            Literal::Integer(it) => json!(it),
            Literal::Text(it) => json!(it),
        };
    }
    schema
}

fn shape(shape_of: &Shape, key: &Key) -> Value {
    match shape_of {
        Shape::Text if !key.words.is_empty() => json!({ "type": "string", "enum": key.words }),
        Shape::Text if key.is_site_code => {
            json!({ "type": "string", "pattern": "^[A-Za-z0-9]{3}$" })
        }
        Shape::Text => json!({ "type": "string" }),
        // Each with its type: tombi knows dates of TOML by both together.
        Shape::Date => json!({ "anyOf": [
            { "type": "string", "format": "date" },
            { "type": "string", "format": "date-time" },
        ] }),
        Shape::Integer if key.path == "format" => json!({ "type": "integer", "const": 1 }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::List(inner) => json!({ "type": "array", "items": shape(inner, key) }),
        Shape::Table(keys) => table(keys),
        Shape::Handles(keys) => json!({
            "type": "object",
            "additionalProperties": false,
            "patternProperties": { "^[A-Za-z0-9_-]{1,64}$": table(keys) },
        }),
        Shape::Variables => {
            json!({ "type": "object", "additionalProperties": { "type": "string" } })
        }
        Shape::Secret => json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "env": { "type": "string", "description": "Name of an environment variable." },
                "file": { "type": "string", "description": "Path of a file that holds it." },
            },
            "minProperties": 1,
            "maxProperties": 1,
        }),
    }
}

/// The text of the declaration on one line, and the names that people know it by.
pub fn description(key: &Key) -> String {
    let mut text = one_line(key.docs);
    let names: Vec<&str> = key.names().skip(1).collect();
    if !names.is_empty() {
        text += &format!(" Elsewhere: {}.", names.join(", "));
    }
    if let Some(change) = key.change {
        text += &format!(" Changed {}.", change_words(change));
    }
    text
}

pub fn one_line(docs: &str) -> String {
    docs.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn change_words(change: Change) -> &'static str {
    match change {
        Change::InPlace => "in place",
        Change::InPlaceOrConvert => "in place or during a conversion",
        Change::Convert => "by a conversion from classic to scale set, else by redeploying",
        Change::Redeploy => "by redeploying",
        Change::NewName => "by redeploying under a new name",
    }
}
