//! `Format-List`: one property a line, objects set apart by blank lines.

use super::{
    Problem,
    value::{Record, Value},
};

/// Whether the first line looks like a property.
pub(super) fn is_list(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| property(line, None).is_some())
}

pub(super) fn records(text: &str) -> Result<Vec<Record>, Problem> {
    let mut records = Vec::new();
    let mut open = Open::default();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.is_empty() {
            open.has_gap = true;
            continue;
        }
        let is_new = open.properties.is_empty() || open.has_gap;
        let column = open.column.filter(|_| !is_new);
        match property(line, column) {
            Some((name, column, value)) => {
                if is_new {
                    open.close(&mut records);
                    open.column = Some(column);
                }
                open.properties.push((name.to_owned(), vec![value.to_owned()]));
            }
            // A continuation stands below the value, also behind a blank line of it.
            None if line.starts_with(' ') => match open.properties.last_mut() {
                Some((_, lines)) => lines.push(line.trim().to_owned()),
                None => return Err(Problem::at(at + 1, STRAY)),
            },
            None => return Err(Problem::at(at + 1, STRAY)),
        }
        open.has_gap = false;
    }
    open.close(&mut records);
    Ok(records)
}

const STRAY: &str = "this is neither a property of the list nor the rest of one";

/// The object that is being read.
#[derive(Default)]
struct Open {
    properties: Vec<(String, Vec<String>)>,
    /// Where its colons stand.
    column: Option<usize>,
    /// Whether the last line was blank.
    has_gap: bool,
}

impl Open {
    fn close(&mut self, records: &mut Vec<Record>) {
        let properties = std::mem::take(&mut self.properties);
        if !properties.is_empty() {
            records.push(properties.into_iter().map(|(name, it)| (name, value(it))).collect());
        }
    }
}

/// `Name     : value`, the colon in this column where it is known.
fn property(line: &str, column: Option<usize>) -> Option<(&str, usize, &str)> {
    let (name, value) = line.split_once(':')?;
    let at = name.len();
    let is_name = name.trim_end().bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && name.ends_with(' ');
    let fits = column.is_none_or(|column| column == at);
    // An empty value has lost its space where somebody trims lines.
    let is_value = value.is_empty() || value.starts_with(' ');
    (is_name && fits && is_value).then(|| (name.trim_end(), at, value.trim()))
}

fn value(lines: Vec<String>) -> Value {
    let joined = || lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let is_list = lines.first().is_some_and(|it| it.starts_with('{'))
        && lines.last().is_some_and(|it| it.ends_with('}'));
    if is_list {
        let all = joined();
        let inner = all.trim_start_matches('{').trim_end_matches('}').trim();
        if inner.ends_with("...") || inner.ends_with('…') {
            return Value::CutOff;
        }
        let words = inner.split(',').map(str::trim).filter(|it| !it.is_empty());
        return Value::List(words.map(|it| Value::Text(it.to_owned())).collect());
    }
    match lines.as_slice() {
        [] => Value::Null,
        [only] if only.is_empty() => Value::Null,
        [only] => Value::Text(only.clone()),
        _ => Value::Lines(lines),
    }
}

#[cfg(test)]
const LIST: &str = "

Description           : Gateway of Contoso: east,
                        and of the
                        east-
                        ern offices
Fqdn                  : granitefalls.eastus.cloudapp.a
                        zure.com
NALPath               :
Numbers               : {1, 2}
Bytes                 : {48, 130, 3, 77...}

Name : STONEBRIDGE
";

#[test]
fn a_list_has_its_objects_and_wrapped_lines() {
    assert!(is_list(LIST));
    let records = records(LIST).ok().unwrap();
    assert_eq!(records.len(), 2);
    let text = |name| records[0].get(name).and_then(Value::text);
    assert_eq!(
        text("Description").as_deref(),
        Some("Gateway of Contoso: east, and of the east-ern offices")
    );
    let fqdn = records[0].token("fqdn");
    assert_eq!(fqdn.as_deref(), Some("granitefalls.eastus.cloudapp.azure.com"));
    assert!(records[0].has("NALPath") && records[0].get("NALPath").is_none());
    assert!(matches!(records[0].get("Numbers"), Some(Value::List(it)) if it.len() == 2));
    assert!(matches!(records[0].get("Bytes"), Some(Value::CutOff)));
    assert_eq!(records[1].token("Name").as_deref(), Some("STONEBRIDGE"));
}

#[test]
fn what_is_no_list_is_refused_with_its_line() {
    let text = "Name : GF\nWARNING: the console is old\n";
    assert_eq!(records(text).err().unwrap(), Problem::at(2, STRAY));
    assert!(!is_list("service-name = \"x\"") && !is_list("WARNING: x") && !is_list(""));
}
