//! The values that ASN.1 files are made of: a tag, a length, contents.
//!
//! Containers may be written in BER, whose lengths may be left open and whose
//! strings may come in pieces; certificates in them are DER. Nothing here
//! recurses over the depth of a file.

use std::borrow::Cow;

use super::Unreadable;

pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const OBJECT: u8 = 0x06;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

const CONSTRUCTED: u8 = 0x20;

/// `[number]`, constructed: explicit, or implicit around constructed contents.
pub const fn context(number: u8) -> u8 {
    0x80 | CONSTRUCTED | number
}

/// One value as it stands in a file.
#[derive(Clone, Copy, Debug)]
pub struct Value<'b> {
    pub tag: u8,
    pub contents: &'b [u8],
    /// With tag and length.
    pub whole: &'b [u8],
}

/// Values one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Values<'b> {
    rest: &'b [u8],
}

impl<'b> Value<'b> {
    /// The value that a file begins with, and what follows it.
    pub fn first(bytes: &'b [u8]) -> Result<(Value<'b>, &'b [u8]), Unreadable> {
        let (tag, header, length) = header(bytes)?;
        let contents = bytes.get(header..).ok_or(Unreadable::Truncated)?;
        let (length, end) = match length {
            Some(length) => (length, length),
            None => {
                let length = open_length(contents)?;
                (length, length + 2)
            }
        };
        let contents = contents.get(..length).ok_or(Unreadable::Truncated)?;
        let (whole, rest) = bytes.split_at_checked(header + end).ok_or(Unreadable::Truncated)?;
        Ok((Value { tag, contents, whole }, rest))
    }

    /// The values within.
    pub fn values(&self) -> Values<'b> {
        Values { rest: self.contents }
    }

    /// A dotted object identifier; nothing where it is something else.
    pub fn object(&self) -> Option<String> {
        if self.tag == OBJECT { dotted(self.contents) } else { None }
    }

    /// A number that is not negative and fits.
    pub fn number(&self) -> Option<u64> {
        let negative = self.contents.first().is_some_and(|first| first & 0x80 != 0);
        if self.tag != INTEGER || self.contents.is_empty() || negative {
            return None;
        }
        self.contents
            .iter()
            .try_fold(0_u64, |number, byte| Some(number.checked_mul(256)? | u64::from(*byte)))
    }

    /// The bytes of an octet string, which BER may hold in pieces. `tag` is that
    /// of the plain form: [`OCTET_STRING`], or `0x80` for an implicit `[0]`.
    pub fn octets(&self, tag: u8) -> Result<Cow<'b, [u8]>, Unreadable> {
        if self.tag == tag {
            return Ok(Cow::Borrowed(self.contents));
        }
        if self.tag != tag | CONSTRUCTED {
            return Err(Unreadable::Malformed("a string of bytes was expected".to_owned()));
        }
        let mut bytes = Vec::with_capacity(self.contents.len());
        let mut open = vec![self.values()];
        while let Some(values) = open.last_mut() {
            match values.next()? {
                None => {
                    open.pop();
                }
                Some(piece) if piece.tag == OCTET_STRING => bytes.extend(piece.contents),
                Some(piece) if piece.tag == OCTET_STRING | CONSTRUCTED && open.len() < 16 => {
                    open.push(piece.values());
                }
                Some(_) => {
                    return Err(Unreadable::Malformed("a string of bytes was expected".to_owned()));
                }
            }
        }
        Ok(Cow::Owned(bytes))
    }
}

impl<'b> Values<'b> {
    pub fn of(bytes: &'b [u8]) -> Values<'b> {
        Values { rest: bytes }
    }

    /// The next one; nothing at the end.
    pub fn next(&mut self) -> Result<Option<Value<'b>>, Unreadable> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (value, rest) = Value::first(self.rest)?;
        self.rest = rest;
        Ok(Some(value))
    }

    /// The next one, which must be there and have this tag; `what` names it.
    pub fn expect(&mut self, tag: u8, what: &str) -> Result<Value<'b>, Unreadable> {
        match self.next()? {
            Some(value) if value.tag == tag => Ok(value),
            _ => Err(Unreadable::Malformed(format!("{what} is missing"))),
        }
    }

    /// The next one where it has this tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Value<'b>>, Unreadable> {
        if self.rest.first() == Some(&tag) { self.next() } else { Ok(None) }
    }

    /// What is left.
    pub fn rest(&self) -> &'b [u8] {
        self.rest
    }
}

/// An object identifier as it is written, by the contents of its value.
pub fn dotted(contents: &[u8]) -> Option<String> {
    let mut parts: Vec<u128> = Vec::new();
    let mut part: u128 = 0;
    let mut open = false;
    for byte in contents {
        part = part.checked_mul(128)? | u128::from(byte & 0x7f);
        open = byte & 0x80 != 0;
        if !open {
            match parts.is_empty() {
                true => {
                    let first = (part / 40).min(2);
                    parts.extend([first, part - 40 * first]);
                }
                false => parts.push(part),
            }
            part = 0;
        }
    }
    let dotted: Vec<String> = parts.iter().map(u128::to_string).collect();
    (!open && !parts.is_empty()).then(|| dotted.join("."))
}

/// Tag, length of tag and length, and length of the contents where it is told.
fn header(bytes: &[u8]) -> Result<(u8, usize, Option<usize>), Unreadable> {
    let [tag, length, rest @ ..] = bytes else { return Err(Unreadable::Truncated) };
    if tag & 0x1f == 0x1f {
        return Err(Unreadable::Malformed("a tag of more than one byte".to_owned()));
    }
    match length {
        0x80 if tag & CONSTRUCTED == 0 => {
            Err(Unreadable::Malformed("a length is missing".to_owned()))
        }
        0x80 => Ok((*tag, 2, None)),
        0..0x80 => Ok((*tag, 2, Some(usize::from(*length)))),
        _ => {
            let count = usize::from(length & 0x7f);
            if count > 8 {
                return Err(Unreadable::Malformed("a length of more than 8 bytes".to_owned()));
            }
            let digits = rest.get(..count).ok_or(Unreadable::Truncated)?;
            let length = digits.iter().fold(0_u64, |length, byte| length << 8 | u64::from(*byte));
            // No file is that long; the sum with the header must not overflow.
            let length = u32::try_from(length).map_err(|_| Unreadable::Truncated)?;
            Ok((*tag, 2 + count, Some(length as usize)))
        }
    }
}

/// Every length in here must be told, in as few bytes as it takes, and no value
/// may end behind the one that it is in. Only sequences, sets and tagged values
/// are made of values.
pub fn check_der(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut ends = vec![bytes.len()];
    let mut at = 0_usize;
    while let Some(end) = ends.last().copied() {
        if at == end {
            ends.pop();
            continue;
        }
        let rest = bytes.get(at..end).ok_or(Unreadable::Truncated)?;
        let (tag, header, length) = header(rest)?;
        let shortest = match length.unwrap_or_default() {
            0..0x80 => 2,
            0x80..0x100 => 3,
            0x100..0x1_0000 => 4,
            0x1_0000..0x100_0000 => 5,
            _ => 6,
        };
        let Some(length) = length.filter(|_| header == shortest) else {
            return Err(Unreadable::Malformed("a length is not as DER writes it".to_owned()));
        };
        let is_constructed = tag & CONSTRUCTED != 0;
        if tag < 0x40 && is_constructed != matches!(tag | CONSTRUCTED, SEQUENCE | SET) {
            return Err(Unreadable::Malformed("a value is not as DER writes it".to_owned()));
        }
        rest.get(header..header + length).ok_or(Unreadable::Truncated)?;
        at += header;
        match is_constructed {
            true => ends.push(at + length),
            false => at += length,
        }
    }
    Ok(())
}

/// How many bytes stand before the end marker that belongs to an open length.
fn open_length(contents: &[u8]) -> Result<usize, Unreadable> {
    let mut open = 1_usize;
    let mut at = 0_usize;
    loop {
        let rest = contents.get(at..).ok_or(Unreadable::Truncated)?;
        if rest.starts_with(&[0, 0]) {
            open -= 1;
            if open == 0 {
                return Ok(at);
            }
            at += 2;
            continue;
        }
        let (_, header, length) = header(rest)?;
        at += header;
        match length {
            Some(length) => at += length,
            None => open += 1,
        }
    }
}

#[test]
fn open_lengths_end_where_their_marker_stands() {
    let bytes = [0x30, 0x80, 0x30, 0x80, 0x02, 0x01, 0x07, 0, 0, 0x04, 0x01, 0x41, 0, 0, 0xff];
    let (value, rest) = Value::first(&bytes).unwrap();
    assert_eq!((value.contents.len(), rest), (10, [0xff].as_slice()));
    let mut values = value.values();
    let number = values.expect(SEQUENCE, "it").unwrap().values().next().unwrap().unwrap();
    assert_eq!(number.number(), Some(7));
    assert_eq!(values.next().unwrap().unwrap().octets(OCTET_STRING).unwrap().as_ref(), b"A");
    assert!(values.next().unwrap().is_none());
}

#[test]
fn lengths_of_der_are_told_in_few_bytes() {
    assert!(check_der(&[0x30, 0x05, 0x30, 0x03, 0x04, 0x01, 0x80]).is_ok());
    assert!(check_der(&[0x30, 0x81, 0x03, 0x04, 0x01, 0x80]).is_err());
    assert!(check_der(&[0x30, 0x80, 0x04, 0x01, 0x80, 0, 0]).is_err());
    assert!(check_der(&[0x30, 0x03, 0x04, 0x02, 0x80]).is_err());
    assert!(check_der(&[0x30, 0x03, 0x30, 0x02, 0x04, 0x01, 0x80]).is_err());
    assert!(check_der(&[0x10, 0x00]).is_err());
    assert!(check_der(&[0x24, 0x00]).is_err());
}

#[test]
fn what_is_cut_off_is_said_to_be() {
    for bytes in [&b""[..], b"\x30", b"\x30\x05\x02", b"\x30\x80\x02\x01\x01", b"\x30\x84\xff\xff"]
    {
        assert_eq!(Value::first(bytes).map(|_| ()), Err(Unreadable::Truncated), "{bytes:x?}");
    }
    let nested = b"\x30\x80".repeat(500_000);
    assert_eq!(Value::first(&nested).map(|_| ()), Err(Unreadable::Truncated));
}

#[test]
fn identifiers_are_dotted() {
    let object =
        |bytes: &'static [u8]| Value { tag: OBJECT, contents: bytes, whole: bytes }.object();
    assert_eq!(object(b"\x55\x04\x03").as_deref(), Some("2.5.4.3"));
    assert_eq!(
        object(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b").as_deref(),
        Some("1.2.840.113549.1.1.11")
    );
    assert_eq!(object(b"\x88\x37\x03").as_deref(), Some("2.999.3"));
    assert_eq!(object(b"\x55\x84"), None);
}

#[test]
fn strings_may_come_in_pieces() {
    let bytes = [0x24, 0x80, 0x04, 0x01, 0x41, 0x24, 0x03, 0x04, 0x01, 0x42, 0, 0];
    let (value, _) = Value::first(&bytes).unwrap();
    assert_eq!(value.octets(OCTET_STRING).unwrap().as_ref(), b"AB");
}
