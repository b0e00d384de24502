//! Distinguished names: RFC 5280, section 4.1.2.4, and as text RFC 4514.

use super::ber::{OBJECT, SEQUENCE, SET, Value};
use super::names::short_name;
use super::x509::hex;
use super::{Attribute, Name, Unreadable, malformed};

/// `whose` follows the name of an attribute where something is wrong with it.
pub(super) fn read(der: &[u8], whose: &str) -> Result<Name, Unreadable> {
    let (value, _) = Value::first(der)?;
    let mut attributes = Vec::new();
    let mut texts = Vec::new();
    let mut sets = value.values();
    while let Some(set) = sets.next()? {
        if set.tag != SET || set.contents.is_empty() {
            return malformed("a name is not made of sets of attributes");
        }
        let mut text = String::new();
        let mut members = set.values();
        while let Some(member) = members.next()? {
            let (attribute, as_text) = attribute(member, whose)?;
            if !text.is_empty() {
                text.push('+');
            }
            text.push_str(&as_text);
            attributes.push(attribute);
        }
        texts.push(text);
    }
    texts.reverse();
    Ok(Name { attributes, text: texts.join(","), der: der.to_vec() })
}

/// An attribute, and how it is written in RFC 4514.
fn attribute(member: Value<'_>, whose: &str) -> Result<(Attribute, String), Unreadable> {
    let mut values = member.values();
    let kind = values.expect(OBJECT, "the kind of an attribute")?.object();
    let (Some(kind), Some(value), true) = (kind, values.next()?, member.tag == SEQUENCE) else {
        return malformed("an attribute of a name lacks its kind or its value");
    };
    if !values.rest().is_empty() {
        return malformed("an attribute of a name has more than one value");
    }
    let text = decode(value).map_err(|encoding| {
        Unreadable::Malformed(format!("the {}{whose} is not valid {encoding}", title(&kind)))
    })?;
    if text.as_ref().is_some_and(|text| text.contains('\0')) {
        return malformed(&format!("the {}{whose} holds a NUL character", title(&kind)));
    }
    let encoded = || format!("#{}", hex(value.whole));
    let as_text = match (short_name(&kind), &text) {
        (Some(short), Some(text)) => format!("{short}={}", escape(text)),
        (Some(short), None) => format!("{short}={}", encoded()),
        (None, _) => format!("{kind}={}", encoded()),
    };
    Ok((Attribute { kind, value: text.unwrap_or_else(encoded) }, as_text))
}

/// The text of a string; nothing where it is none. The error names its encoding.
fn decode(value: Value<'_>) -> Result<Option<String>, &'static str> {
    let bytes = value.contents;
    match value.tag {
        // UTF8String; then Numeric, Printable, IA5 and VisibleString, which are ASCII.
        0x0c | 0x12 | 0x13 | 0x16 | 0x1a => {
            String::from_utf8(bytes.to_vec()).map(Some).map_err(|_| "UTF-8")
        }
        // TeletexString: what is written as one is Latin-1.
        0x14 => Ok(Some(bytes.iter().copied().map(char::from).collect())),
        // UniversalString
        0x1c => {
            let (points, []) = bytes.as_chunks::<4>() else { return Err("UTF-32") };
            let point = |bytes: &[u8; 4]| char::from_u32(u32::from_be_bytes(*bytes));
            points.iter().map(point).collect::<Option<String>>().map(Some).ok_or("UTF-32")
        }
        // BMPString
        0x1e => {
            let (units, []) = bytes.as_chunks::<2>() else { return Err("UTF-16") };
            let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
            char::decode_utf16(units).collect::<Result<String, _>>().map(Some).or(Err("UTF-16"))
        }
        _ => Ok(None),
    }
}

/// RFC 4514, section 2.4.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (at, character) in text.chars().enumerate() {
        let special = match character {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => true,
            ' ' => at == 0 || at == last,
            '#' => at == 0,
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// What an attribute is called in a sentence.
fn title(kind: &str) -> String {
    match kind {
        Name::COMMON_NAME => "common name".to_owned(),
        Name::COUNTRY => "country".to_owned(),
        Name::LOCALITY => "locality".to_owned(),
        Name::STATE => "state".to_owned(),
        Name::ORGANIZATION => "organization".to_owned(),
        Name::ORGANIZATIONAL_UNIT => "organizational unit".to_owned(),
        other => format!("attribute {other}"),
    }
}

#[cfg(test)]
fn decoded(tag: u8, contents: &[u8]) -> Result<Option<String>, &'static str> {
    decode(Value { tag, contents, whole: &[] })
}

#[test]
fn every_kind_of_string_is_decoded_as_it_is_encoded() {
    let some = |text: &str| Ok(Some(text.to_owned()));
    assert_eq!(decoded(0x0c, "Zürich".as_bytes()), some("Zürich"));
    assert_eq!(decoded(0x14, b"Z\xfcrich"), some("Zürich"));
    assert_eq!(decoded(0x1e, b"\0Z\0\xfc\xd8\x3d\xde\x00"), some("Zü😀"));
    assert_eq!(decoded(0x1c, b"\0\0\0Z\0\x01\xf6\0"), some("Z😀"));
    assert_eq!(decoded(0x13, b"contoso*"), some("contoso*"));
    assert_eq!(decoded(0x04, b"bytes"), Ok(None));
}

#[test]
fn strings_that_are_none_are_refused() {
    assert_eq!(decoded(0x0c, b"Z\xfcrich"), Err("UTF-8"));
    assert_eq!(decoded(0x1e, b"\0Z\0"), Err("UTF-16"));
    assert_eq!(decoded(0x1e, b"\xd8\x3d\0Z"), Err("UTF-16"));
    assert_eq!(decoded(0x1c, b"\0\x11\0\0"), Err("UTF-32"));
}

#[test]
fn what_means_something_in_a_name_is_escaped() {
    assert_eq!(escape(r#" a,b+c"d\e;<> "#), r#"\ a\,b\+c\"d\\e\;\<\>\ "#);
    assert_eq!(escape("#a#"), r"\#a#");
    assert_eq!(escape(" "), r"\ ");
    assert_eq!(escape("a=b"), "a=b");
}
