//! `Export-Csv`: a header, then one object a row.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    Problem,
    value::{Record, Value},
};

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Whether the first line looks like the header of a table.
pub(super) fn is_table(text: &str) -> bool {
    let (_, rows) = without_type(text);
    let header = rows.lines().next().unwrap_or_default().trim();
    let is_name = |name: &str| {
        name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
            && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | ' '))
    };
    let delimiter = char::from(delimiter(header));
    text.trim_start().starts_with("#TYPE")
        || header.starts_with('"')
        || header.contains(delimiter) && header.split(delimiter).all(|name| is_name(name.trim()))
}

pub(super) fn records(text: &str) -> Result<Vec<Record>, Problem> {
    let (skipped, rows) = without_type(text);
    let delimiter = delimiter(rows.lines().next().unwrap_or_default());
    if let Some(line) = unclosed_quote(rows, delimiter) {
        let message = "it is cut off: the quote that opens here is never closed";
        return Err(Problem::at(skipped + line, message));
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(Trim::Headers)
        .from_reader(rows.as_bytes());
    let unreadable = |_: csv::Error| Problem::new("it is no table that can be read");
    let names = reader.headers().map_err(unreadable)?.clone();
    let mut records = Vec::new();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let (has, wanted) = (row.len(), names.len());
        if has != wanted {
            let line = row.position().map_or(1, |it| usize::try_from(it.line()).unwrap_or(1));
            let message = format!("the row has {has} fields, and the header {wanted}");
            return Err(Problem::at(skipped + line, message));
        }
        records.push(record(&names, &row));
    }
    if records.is_empty() {
        return Err(Problem::new("the table has a header and no row"));
    }
    Ok(records)
}

fn record(names: &StringRecord, row: &StringRecord) -> Record {
    let value = |field: &str| match field {
        "" => Value::Null,
        field => Value::Text(field.to_owned()),
    };
    names.iter().zip(row).map(|(name, field)| (name.to_owned(), value(field))).collect()
}

/// The table without blank lines and `#TYPE` above it, and how many lines those are.
fn without_type(text: &str) -> (usize, &str) {
    let mut rest = text;
    let mut skipped = 0;
    while let Some((line, below)) = rest.split_once('\n') {
        if !line.trim().is_empty() && !line.starts_with("#TYPE") {
            break;
        }
        (rest, skipped) = (below, skipped + 1);
    }
    (skipped, rest)
}

/// The one that the header has most of, outside its quotes.
fn delimiter(header: &str) -> u8 {
    let mut counts = [0_usize; 3];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (count, _) in counts.iter_mut().zip(DELIMITERS).filter(|(_, it)| *it == byte) {
            *count += usize::from(!quoted);
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let found = counts.iter().zip(DELIMITERS).find(|(count, _)| **count == most);
    found.map_or(b',', |(_, delimiter)| delimiter)
}

/// The line of a quote that never ends, which the reader would take for the
/// quote of everything behind it.
fn unclosed_quote(rows: &str, delimiter: u8) -> Option<usize> {
    let mut line = 1;
    let mut opened = None;
    let mut begins = true;
    for byte in rows.bytes() {
        let closes = byte == b'"' && opened.is_some();
        match byte {
            b'"' if closes => opened = None,
            b'"' if begins => opened = Some(line),
            _ => {}
        }
        // The second of two quotes within a field opens it again.
        begins = closes || byte == delimiter || byte == b'\n';
        line += usize::from(byte == b'\n');
    }
    opened
}

#[cfg(test)]
fn one(text: &str) -> Record {
    records(text).ok().unwrap().remove(0)
}

#[test]
fn every_kind_of_table_has_the_same_fields() {
    for text in [
        "Region,Name\neastus,GF\n",
        "\"Region\";\"Name\"\r\n\"eastus\";\"GF\"\r\n",
        "#TYPE Selected.IResultObject\r\n\"Region\"\t\"Name\"\r\n\"eastus\"\t\"GF\"",
    ] {
        assert!(is_table(text), "{text}");
        let record = one(text);
        assert_eq!(record.token("region").as_deref(), Some("eastus"), "{text}");
        assert_eq!(record.token("name").as_deref(), Some("GF"), "{text}");
    }
    let record = one("\"Description\",\"Name\"\n\"two\nlines, \"\"quoted\"\"\",\"GF\"\n");
    let description = record.get("Description").and_then(Value::text);
    assert_eq!(description.as_deref(), Some("two\nlines, \"quoted\""));
}

#[test]
fn damaged_tables_are_said_to_be_so() {
    let said = |text: &str| records(text).err().unwrap().to_string();
    let unclosed = "it is cut off: the quote that opens here is never closed";
    assert_eq!(said("\"a\",\"b\"\n\"1\",\"2\n\n"), format!("line 2: {unclosed}"));
    assert_eq!(said("#TYPE x\na,b\n1\n"), "line 3: the row has 1 fields, and the header 2");
    assert_eq!(said("a,b\n1,2,3\n"), "line 2: the row has 3 fields, and the header 2");
    assert_eq!(said("a,b\n"), "the table has a header and no row");
}
