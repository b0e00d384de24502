//! Text files: blocks between BEGIN and END lines, or nothing but base64.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Unreadable, malformed};
use crate::span::Span;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Others read what lacks its padding as well.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A text and where it begins in its file; no place where offsets differ from
/// those of the file.
pub(super) struct Text<'b> {
    pub text: Cow<'b, str>,
    pub offset: Option<usize>,
}

pub(super) struct Block<'t> {
    pub label: &'t str,
    /// The headers of RFC 1421 and the base64 lines.
    body: &'t str,
    /// Of the BEGIN line in its text.
    pub place: Span,
}

impl<'b> Text<'b> {
    /// Any bytes, for a PEM file may hold anything around its blocks.
    pub fn of(bytes: &'b [u8]) -> Text<'b> {
        match bytes {
            [0xff, 0xfe, rest @ ..] => Text::of_utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => Text::of_utf16(rest, u16::from_be_bytes),
            _ => {
                let (offset, bytes) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
                    Some(bytes) => (3, bytes),
                    None => (0, bytes),
                };
                let text = String::from_utf8_lossy(bytes);
                let same = matches!(text, Cow::Borrowed(_));
                Text { text, offset: same.then_some(offset) }
            }
        }
    }

    fn of_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Text<'static> {
        let (units, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = units.iter().copied().map(unit).collect();
        Text { text: String::from_utf16_lossy(&units).into(), offset: None }
    }

    pub fn has_blocks(&self) -> bool {
        self.text.contains(BEGIN)
    }

    pub fn blocks(&self) -> Result<Vec<Block<'_>>, Unreadable> {
        let mut blocks = Vec::new();
        let mut at = 0;
        while let Some((start, rest)) = find(&self.text, at, BEGIN) {
            let line = rest.split(['\r', '\n']).next().unwrap_or_default();
            let Some((label, _)) = line.split_once(DASHES) else {
                if line.len() == rest.len() {
                    return Err(Unreadable::Truncated);
                }
                return malformed("a BEGIN line does not end in dashes");
            };
            let body_start = start + BEGIN.len() + label.len() + DASHES.len();
            let Some((end, end_rest)) = find(&self.text, body_start, END) else {
                return Err(Unreadable::Truncated);
            };
            let body = self.text.get(body_start..end).unwrap_or_default();
            if body.contains(BEGIN) {
                return malformed(&format!("the END line of a {label} is missing"));
            }
            let Some(behind) = end_rest.strip_prefix(label) else {
                let cut = label.starts_with(end_rest);
                return match cut {
                    true => Err(Unreadable::Truncated),
                    false => malformed(&format!("the END line of a {label} names something else")),
                };
            };
            if !behind.starts_with(DASHES) {
                return match DASHES.starts_with(behind) {
                    true => Err(Unreadable::Truncated),
                    false => malformed(&format!("the END line of a {label} names something else")),
                };
            }
            blocks.push(Block { label, body, place: Span::new(start, body_start) });
            at = end + END.len() + label.len() + DASHES.len();
        }
        Ok(blocks)
    }

    /// The bytes of a text that is base64 and nothing else.
    pub fn bare(&self) -> Option<Vec<u8>> {
        decode(&self.text)
    }
}

impl Block<'_> {
    pub fn bytes(&self) -> Result<Vec<u8>, Unreadable> {
        // Headers end at an empty line; a colon is no sign of base64.
        let lines = self.body.lines().flat_map(|line| line.split('\r')).map(str::trim);
        let mut base64 = String::with_capacity(self.body.len());
        let mut within_headers = self.body.contains(':');
        let mut seen_header = false;
        for line in lines {
            match within_headers {
                true if line.is_empty() => within_headers = !seen_header,
                true => seen_header = true,
                false => base64.push_str(line),
            }
        }
        decode(&base64)
            .ok_or_else(|| Unreadable::Malformed("what stands in it is not base64".to_owned()))
    }
}

fn find<'t>(text: &'t str, from: usize, what: &str) -> Option<(usize, &'t str)> {
    let found = from + text.get(from..)?.find(what)?;
    Some((found, text.get(found + what.len()..)?))
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let base64: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(base64).ok()
}
