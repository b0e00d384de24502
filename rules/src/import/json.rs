//! `ConvertTo-Json`, of Windows PowerShell and of PowerShell 7.

use serde_json::{Deserializer, Map, Value as Json};

use super::{
    Problem,
    value::{Record, Value},
};

/// Where the properties of an `IResultObject` may be nested.
const NESTED: &[&str] = &["PropertyList", "Properties", "CimInstanceProperties"];

/// The objects of one text, or of several one behind the other.
pub(super) fn records(text: &str) -> Result<Vec<Record>, Problem> {
    let mut records = Vec::new();
    for json in Deserializer::from_str(text).into_iter::<Json>() {
        collect(value(json.map_err(problem)?), &mut records)?;
    }
    Ok(records)
}

fn collect(value: Value, records: &mut Vec<Record>) -> Result<(), Problem> {
    match value {
        Value::Record(record) => records.push(record),
        Value::List(values) => {
            values.into_iter().try_for_each(|value| collect(value, records))?;
        }
        Value::Null => {}
        _ => return Err(Problem::new("it is JSON, and not of objects with properties")),
    }
    Ok(())
}

fn problem(error: serde_json::Error) -> Problem {
    if error.is_eof() {
        return Problem::at(error.line(), "it is cut off: the JSON has no end");
    }
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    Problem::at(error.line(), format!("it is no JSON from here on: {what}"))
}

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(it) => Value::Text(it.to_string()),
        Json::Number(it) => Value::Text(it.to_string()),
        Json::String(it) => Value::Text(it),
        Json::Array(values) => Value::List(values.into_iter().map(value).collect()),
        Json::Object(mut object) => match wrapped(&mut object) {
            Some(inner) => value(inner),
            None => Value::Record(record(object)),
        },
    }
}

/// Windows PowerShell wraps lists as `{ "value": [], "Count": 0 }`, and dates
/// that somebody has given a form as `{ "value": "", "DateTime": "" }`.
fn wrapped(object: &mut Map<String, Json>) -> Option<Json> {
    let is_list = object.contains_key("Count") && object.get("value").is_some_and(Json::is_array);
    let is_wrapped = is_list && object.len() == 2
        || object.contains_key("value") && object.contains_key("DateTime");
    if is_wrapped { object.remove("value") } else { None }
}

fn record(object: Map<String, Json>) -> Record {
    let mut record = Record::default();
    let mut nested = Vec::new();
    for (name, json) in object {
        if !NESTED.iter().any(|it| it.eq_ignore_ascii_case(&name)) {
            record.push(name, value(json));
            continue;
        }
        match value(json) {
            Value::Record(inner) => nested.push(inner),
            Value::List(pairs) => nested.push(pairs.into_iter().filter_map(pair).collect()),
            _ => {}
        }
    }
    // What the object itself says is typed better.
    nested.into_iter().for_each(|inner| record.extend(inner));
    record
}

/// A property as an object of its own.
fn pair(value: Value) -> Option<(String, Value)> {
    let Value::Record(record) = value else { return None };
    Some((record.token("Name")?, record.get("Value")?.clone()))
}

impl FromIterator<(String, Value)> for Record {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(pairs: T) -> Record {
        let mut record = Record::default();
        pairs.into_iter().for_each(|(name, value)| record.push(name, value));
        record
    }
}

#[test]
fn every_shape_has_the_same_property() {
    for text in [
        r#"{"Region": "eastus"}"#,
        r#"[{"region": "eastus"}]"#,
        r#"{"value": [{"Region": "eastus"}], "Count": 1}"#,
        r#"{"PropertyNames": ["Region"], "PropertyList": {"Region": "eastus"}}"#,
        r#"{"Region": null, "Properties": [{"Name": "Region", "Value": "eastus"}]}"#,
        r#"{"Region": {"value": "eastus", "DisplayHint": 2, "DateTime": "Tuesday"}}"#,
    ] {
        let records = records(text).ok().unwrap();
        assert_eq!(records[0].token("Region").as_deref(), Some("eastus"), "{text}");
    }
    assert_eq!(records("{}\n{}").ok().unwrap().len(), 2);
}

#[test]
fn damaged_json_is_said_to_be_so() {
    let said = |text: &str| records(text).err().unwrap().to_string();
    assert_eq!(said("{\"a\":\n"), "line 2: it is cut off: the JSON has no end");
    assert_eq!(said("{a: 1}"), "line 1: it is no JSON from here on: key must be a string");
    assert_eq!(said("[1]"), "it is JSON, and not of objects with properties");
    assert!(said(&"[".repeat(100_000)).contains("recursion limit exceeded"));
}
