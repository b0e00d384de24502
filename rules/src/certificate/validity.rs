//! From when to when a certificate is valid.
//!
//! Not as x509-parser has it: that reads the offset `-0030` as `+0030`.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use super::ber::Value;
use super::{Unreadable, malformed};

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

pub(super) fn read(validity: Value<'_>) -> Result<(DateTime, DateTime), Unreadable> {
    let mut values = validity.values();
    let mut date = || values.next().ok().flatten().and_then(date);
    match (date(), date()) {
        (Some(from), Some(to)) if values.rest().is_empty() => Ok((from, to)),
        _ => malformed("its validity is no date"),
    }
}

/// RFC 5280 has both kinds end in seconds and `Z`; ASN.1 also knows a UTCTime
/// without seconds, an offset for the `Z`, and fractions of a GeneralizedTime,
/// which are dropped.
fn date(value: Value<'_>) -> Option<DateTime> {
    let text = str::from_utf8(value.contents).ok()?;
    let year_digits = match value.tag {
        UTC_TIME => 2,
        GENERALIZED_TIME => 4,
        _ => return None,
    };
    let (year, rest) = digits(text, year_digits)?;
    let year = match (value.tag, year) {
        (UTC_TIME, 50..) => 1900 + year,
        (UTC_TIME, _) => 2000 + year,
        _ => year,
    };
    let (month, rest) = digits(rest, 2)?;
    let (day, rest) = digits(rest, 2)?;
    let (hour, rest) = digits(rest, 2)?;
    let (minute, rest) = digits(rest, 2)?;
    let (second, rest) = match digits(rest, 2) {
        Some(found) => found,
        None if value.tag == UTC_TIME => (0, rest),
        None => return None,
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) if value.tag == GENERALIZED_TIME => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            (zone.len() < fraction.len()).then_some(zone)?
        }
        _ => rest,
    };
    let narrow = |number: i16| i8::try_from(number).ok();
    let local = Date::new(year, narrow(month)?, narrow(day)?)
        .ok()?
        .to_datetime(Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, 0).ok()?);
    local.checked_sub(offset(zone)?).ok()
}

/// East of Greenwich.
fn offset(zone: &str) -> Option<SignedDuration> {
    if zone == "Z" {
        return Some(SignedDuration::ZERO);
    }
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits(rest, 2)?;
    let possible = rest.is_empty() && hours < 24 && minutes < 60;
    possible.then(|| SignedDuration::from_mins(sign * (60 * i64::from(hours) + i64::from(minutes))))
}

fn digits(text: &str, count: usize) -> Option<(i16, &str)> {
    let (number, rest) = text.split_at_checked(count)?;
    let all = number.bytes().all(|digit| digit.is_ascii_digit());
    Some((number.parse().ok().filter(|_| all)?, rest))
}

#[cfg(test)]
fn read_one(tag: u8, text: &str) -> Option<String> {
    date(Value { tag, contents: text.as_bytes(), whole: &[] }).map(|date| date.to_string())
}

#[test]
fn centuries_of_two_digit_years_turn_at_fifty() {
    let date = |text| read_one(UTC_TIME, text);
    assert_eq!(date("491231235959Z").as_deref(), Some("2049-12-31T23:59:59"));
    assert_eq!(date("500101000000Z").as_deref(), Some("1950-01-01T00:00:00"));
}

#[test]
fn offsets_and_missing_seconds_are_understood() {
    let date = |text| read_one(UTC_TIME, text);
    assert_eq!(date("2601010000Z").as_deref(), Some("2026-01-01T00:00:00"));
    assert_eq!(date("260101003000+0100").as_deref(), Some("2025-12-31T23:30:00"));
    assert_eq!(date("260101003000-0130").as_deref(), Some("2026-01-01T02:00:00"));
}

#[test]
fn the_end_of_time_is_a_date() {
    let date = |text| read_one(GENERALIZED_TIME, text);
    assert_eq!(date("99991231235959Z").as_deref(), Some("9999-12-31T23:59:59"));
    assert_eq!(date("20260101000000.5Z").as_deref(), Some("2026-01-01T00:00:00"));
    assert_eq!(date("99991231235959-0100"), None);
}

#[test]
fn what_no_calendar_has_is_no_date() {
    for text in [
        "260230000000Z",
        "261301000000Z",
        "260101240000Z",
        "260101000060Z",
        "260101000000",
        "+60101000000Z",
        "26010100000Z",
        "260101000000z",
        "260101000000+1",
        "",
    ] {
        assert_eq!(read_one(UTC_TIME, text), None, "{text}");
    }
}
