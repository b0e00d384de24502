//! Distinguished names as people and Windows write them.

use super::{Attribute, Name};

/// Short names of kinds of attributes, as RFC 4514 and OpenSSL have them.
const SHORT: &[(&str, &str)] = &[
    ("CN", Name::COMMON_NAME),
    ("L", Name::LOCALITY),
    ("ST", Name::STATE),
    ("O", Name::ORGANIZATION),
    ("OU", Name::ORGANIZATIONAL_UNIT),
    ("C", Name::COUNTRY),
    ("STREET", "2.5.4.9"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("UID", "0.9.2342.19200300.100.1.1"),
    ("emailAddress", "1.2.840.113549.1.9.1"),
    ("serialNumber", "2.5.4.5"),
    ("SN", "2.5.4.4"),
    ("GN", "2.5.4.42"),
    ("title", "2.5.4.12"),
];

/// Names that Windows writes, and that are read alike.
const OF_WINDOWS: &[(&str, &str)] = &[
    ("S", Name::STATE),
    ("E", "1.2.840.113549.1.9.1"),
    ("G", "2.5.4.42"),
    ("T", "2.5.4.12"),
    ("PostalCode", "2.5.4.17"),
];

/// How a kind of attributes is written, where it has a name.
pub(super) fn short_name(kind: &str) -> Option<&'static str> {
    SHORT.iter().find(|(_, it)| *it == kind).map(|(short, _)| *short)
}

/// `CN=…,O=…`, with the quotes and spaces that Windows adds; the first attribute
/// of the text comes last, as certificates have it. Nothing where the text is no
/// such name.
pub fn parse_name(text: &str) -> Option<Vec<Attribute>> {
    let mut attributes = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (kind, after) = rest.split_once('=')?;
        let (value, after) = value(after.trim_start());
        attributes.push(Attribute { kind: kind_of(kind.trim())?, value });
        rest = match after.trim_start().strip_prefix([',', ';', '+']) {
            Some(more) if more.trim().is_empty() => return None,
            Some(more) => more,
            None if after.trim().is_empty() => "",
            None => return None,
        };
    }
    attributes.reverse();
    Some(attributes)
}

/// Whether two names are one, whatever the order of their attributes and the
/// case and spaces of their values.
pub fn same_name(a: &[Attribute], b: &[Attribute]) -> bool {
    let sorted = |name| {
        let mut all = folded(name);
        all.sort();
        all
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

/// A name as names are compared: RFC 5280, section 7.1, in short. Upper and
/// lower case are one, so are runs of spaces, and how strings are encoded.
pub(super) fn folded(name: &[Attribute]) -> Vec<(&str, String)> {
    let fold = |value: &str| value.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    name.iter().map(|it| (it.kind.as_str(), fold(&it.value))).collect()
}

/// One text for all spellings of a name.
pub fn name_key(name: &[Attribute]) -> String {
    let attributes = folded(name).into_iter().map(|(kind, value)| format!("{kind}={value}"));
    attributes.collect::<Vec<_>>().join("\0")
}

/// What people call the one with this name: its common name, else all of it.
pub fn who(name: &[Attribute]) -> String {
    let common_name = name.iter().rev().find(|it| it.kind == Name::COMMON_NAME);
    common_name.map_or_else(|| text(name), |it| it.value.clone())
}

/// A name for people to read: as in RFC 4514, without its escapes.
pub fn text(name: &[Attribute]) -> String {
    let attribute =
        |it: &Attribute| format!("{}={}", short_name(&it.kind).unwrap_or(&it.kind), it.value);
    name.iter().rev().map(attribute).collect::<Vec<_>>().join(",")
}

fn kind_of(word: &str) -> Option<String> {
    let word = word.strip_prefix("OID.").or(word.strip_prefix("oid.")).unwrap_or(word);
    let is_dotted = word.contains('.') && word.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let short = SHORT.iter().chain(OF_WINDOWS).find(|(short, _)| short.eq_ignore_ascii_case(word));
    match short {
        Some((_, kind)) => Some((*kind).to_owned()),
        None if is_dotted => Some(word.to_owned()),
        None if !word.is_empty() && word.bytes().all(|it| it.is_ascii_alphanumeric()) => {
            Some(word.to_ascii_lowercase())
        }
        None => None,
    }
}

/// A value, which ends at a separator outside quotes, and what follows it.
fn value(text: &str) -> (String, &str) {
    let mut value = Vec::new();
    let mut quoted = false;
    // Trailing spaces do not count, unless they are escaped.
    let mut firm = 0;
    let mut letters = text.char_indices().peekable();
    let mut end = text.len();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                quoted = !quoted;
                firm = value.len();
                continue;
            }
            '\\' => {
                let hex = text.get(at + 1..at + 3).and_then(|it| u8::from_str_radix(it, 16).ok());
                if let Some(byte) = hex {
                    value.push(byte);
                    letters.next();
                    letters.next();
                } else if let Some((_, letter)) = letters.next() {
                    value.extend(letter.encode_utf8(&mut [0; 4]).bytes());
                }
                firm = value.len();
                continue;
            }
            ',' | ';' | '+' if !quoted => {
                end = at;
                break;
            }
            letter => value.extend(letter.encode_utf8(&mut [0; 4]).bytes()),
        }
        if quoted || !letter.is_whitespace() {
            firm = value.len();
        }
    }
    value.truncate(firm);
    (String::from_utf8_lossy(&value).into_owned(), text.get(end..).unwrap_or_default())
}

#[cfg(test)]
fn shown(text: &str) -> Option<Vec<(String, String)>> {
    Some(parse_name(text)?.into_iter().map(|it| (it.kind, it.value)).collect())
}

#[test]
fn names_are_read_as_windows_writes_them() {
    let name = |parts: &[(&str, &str)]| {
        Some(parts.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect())
    };
    let expected =
        name(&[("2.5.4.6", "US"), ("2.5.4.10", "Contoso, Ltd"), ("2.5.4.3", "a.example")]);
    assert_eq!(shown("CN=a.example,O=Contoso\\, Ltd,C=US"), expected);
    assert_eq!(shown("CN=a.example, O=\"Contoso, Ltd\", C=US"), expected);
    assert_eq!(shown("cn = a.example ; o=Contoso\\2C Ltd; 2.5.4.6=US "), expected);
    assert_eq!(
        shown("DC=example+CN=\\C3\\A4\\ "),
        name(&[("2.5.4.3", "ä "), ("0.9.2342.19200300.100.1.25", "example")])
    );
    assert_eq!(shown(""), name(&[]));
    for text in ["contoso", "CN=a,", "=a", "CN=a,b"] {
        assert_eq!(shown(text), None, "{text}");
    }
}

#[test]
fn names_of_certificates_and_of_documents_are_told_alike() {
    for (short, kind) in SHORT.iter().chain(OF_WINDOWS) {
        let read = shown(&format!("{short}=x")).unwrap();
        assert_eq!(read, [((*kind).to_owned(), "x".to_owned())], "{short}");
    }
    // What one attribute says is not what another one says.
    let key = |text| name_key(&parse_name(text).unwrap());
    assert_eq!(key("CN=Contoso  Root,O=Contoso"), key("cn=contoso root, o=contoso"));
    assert_ne!(key("CN=Root Contoso"), key("CN=Contoso,O=Root"));
}

#[test]
fn one_name_is_one_whatever_its_order() {
    let same = |a, b| same_name(&parse_name(a).unwrap(), &parse_name(b).unwrap());
    assert!(same("CN=Contoso  Root CA,O=Contoso", "O=contoso, CN=Contoso Root CA"));
    assert!(!same("CN=Contoso Root CA", "CN=Contoso Root CA,O=Contoso"));
    assert!(!same("CN=a,O=b", "CN=b,O=a"));
}
