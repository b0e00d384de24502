//! Bytes into text. Offsets in the text are offsets in the bytes.

use std::borrow::Cow;

use super::SyntaxError;
use crate::span::Span;

/// What a file says, as far as it is text.
#[derive(Debug)]
pub struct Decoded<'b> {
    pub text: Cow<'b, str>,
    /// Why it is not the whole truth; such a text must not be written back.
    pub problem: Option<SyntaxError>,
}

/// Never fails: bytes that are no UTF-8 read as `?`, one for each, so that
/// everything else stays where it is.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some(name) = utf_16(bytes) {
        let message = format!("the file is {name}, save it as UTF-8");
        let problem = SyntaxError { span: Span::default(), message, other: None };
        return Decoded { text: Cow::Borrowed(""), problem: Some(problem) };
    }
    let mut at = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: Cow::Borrowed(text), problem: None },
        Err(error) => error.valid_up_to(),
    };
    let message = format!("the byte at offset {at} is no UTF-8");
    let span = Span::new(at, at + 1);
    let problem = Some(SyntaxError { span, message, other: None });
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let (valid, invalid) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        text.push_str(&String::from_utf8_lossy(valid));
        let Some((_, after)) = invalid.split_first() else { break };
        text.push('?');
        rest = after;
        at = match std::str::from_utf8(rest) {
            Ok(_) => rest.len(),
            Err(error) => error.valid_up_to(),
        };
    }
    Decoded { text: Cow::Owned(text), problem }
}

/// Which UTF-16 it is, by its byte order mark, else by ASCII letters in pairs with NUL.
fn utf_16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] | [0x01..=0x7f, 0, 0x01..=0x7f, 0, ..] => Some("UTF-16 (little endian)"),
        [0xfe, 0xff, ..] | [0, 0x01..=0x7f, 0, 0x01..=0x7f, ..] => Some("UTF-16 (big endian)"),
        _ => None,
    }
}

#[test]
fn bytes_that_are_no_text_move_nothing() {
    let decoded = decode(b"a = \"x\xff\xc3y\"\nb = 1\n");
    assert_eq!(decoded.text, "a = \"x??y\"\nb = 1\n");
    assert_eq!(decoded.problem.map(|it| it.span), Some(Span::new(6, 7)));
    assert!(decode("é = 1".as_bytes()).problem.is_none());
}

#[test]
fn utf_16_is_named() {
    for bytes in [&b"\xff\xfea\0"[..], b"\xfe\xff\0a", b"f\0o\0r\0", b"\0f\0o\0r"] {
        assert!(decode(bytes).problem.is_some_and(|it| it.message.contains("UTF-16")));
    }
}
