//! The bytes of a file as text: PowerShell writes UTF-8 and UTF-16.

use std::borrow::Cow;

use super::Problem;

/// Without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf_8(rest),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        _ if looks_like_utf_16(bytes) => utf_16(bytes, u16::from_le_bytes),
        _ => utf_8(bytes),
    }
}

/// Exports begin with a letter, a quote, a bracket or a line break, all ASCII.
fn looks_like_utf_16(bytes: &[u8]) -> bool {
    matches!(bytes, [1..=0x7f, 0, 1..=0x7f, 0, ..])
}

fn utf_8(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Problem::at(line, "it is neither UTF-8 nor UTF-16; export it with `-Encoding UTF8`")
    })?;
    Ok(Cow::Borrowed(text))
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>();
    match (text, rest) {
        (Ok(text), []) => Ok(Cow::Owned(text)),
        _ => Err(Problem::new("it is UTF-16 that is damaged or cut off")),
    }
}

#[test]
fn every_encoding_of_powershell_gives_the_same_text() {
    let text = "{\"Description\": \"Zürich 🙂\"}";
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        [b"\xff\xfe", &le[..]].concat(),
        [b"\xfe\xff", &be[..]].concat(),
        le.clone(),
    ] {
        assert_eq!(decode(&bytes).unwrap(), text);
    }
    assert!(decode(&[b"\xff\xfe", &le[1..]].concat()).is_err());
    assert_eq!(decode(b"{\n\"Z\xfcrich\"}").unwrap_err().line, Some(2));
}
