//! Generates the schema of settings from their types, with the names of all
//! rules in it, so that editors can offer them.

use serde_json::{Map, Value, json};

use super::Settings;
use crate::catalog;

#[test]
fn the_schema_of_settings_is_that_of_their_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/cmglint.schema.json");
    let mut schema = serde_json::to_value(schemars::schema_for!(Settings)).unwrap();
    schema["title"] = json!("Settings of cmglint (cmglint.toml)");
    name_rules(&mut schema);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let before = std::fs::read_to_string(path).unwrap_or_default();
    if before.replace("\r\n", "\n") != text {
        std::fs::write(path, text).unwrap();
        panic!("schemas/cmglint.schema.json was not up to date; it is now, run the tests again");
    }
}

/// Every map from any name to a level becomes one from the names there are.
fn name_rules(schema: &mut Value) {
    match schema {
        Value::Array(values) => values.iter_mut().for_each(name_rules),
        Value::Object(object) => {
            let level = object.get("additionalProperties").filter(|it| it.is_object()).cloned();
            match level {
                Some(level) => {
                    object.insert("properties".to_owned(), Value::Object(rules(&level)));
                    object.insert("additionalProperties".to_owned(), Value::Bool(false));
                }
                None => object.values_mut().for_each(name_rules),
            }
        }
        _ => {}
    }
}

fn rules(level: &Value) -> Map<String, Value> {
    let named = |name: &str, says: String| {
        (name.to_owned(), json!({ "description": says, "allOf": [level] }))
    };
    let families = catalog::families().map(|(name, _)| named(name, format!("The family {name}.")));
    let rules = catalog::rules().map(|rule| named(rule.info.name, rule.info.summary.to_owned()));
    std::iter::once(named("all", "Every rule.".to_owned())).chain(families).chain(rules).collect()
}
