//! Dates as PowerShell writes them, each as the day in UTC.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use crate::facts::Date;

/// The reasons why a text gives no day.
pub(super) const OTHER_LANGUAGE: &str = "is a date in a form of another language";
pub(super) const AMBIGUOUS: &str = "may have the month or the day first";
pub(super) const NO_DATE: &str = "is no date";

/// Nothing for the day that .NET has where there is none. Times without a zone
/// are taken as they are.
pub(super) fn day(text: &str) -> Result<Option<Date>, &'static str> {
    let text = text.trim();
    let day = milliseconds(text)
        .or_else(|| wmi(text))
        .or_else(|| iso(text))
        .map_or_else(|| slashes(text), Ok)?;
    Ok((day.year() > 1970).then_some(day))
}

/// `/Date(1795305600000)/`; an offset behind the number does not move the moment.
fn milliseconds(text: &str) -> Option<Date> {
    let inner = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let signed = inner.strip_prefix('-').unwrap_or(inner);
    let digits = signed.find(['+', '-']).map_or(signed, |at| signed.get(..at).unwrap_or(signed));
    let number: i64 = digits.parse().ok()?;
    let number = if inner.starts_with('-') { number.checked_neg()? } else { number };
    Some(of_moment(Timestamp::from_millisecond(number).ok()?))
}

/// `20261117090500.000000+060`: the local time, and the minutes that it is ahead of UTC.
fn wmi(text: &str) -> Option<Date> {
    let digits = text.get(..14).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (fraction, offset) = text.get(14..)?.strip_prefix('.')?.split_at_checked(6)?;
    fraction.bytes().all(|byte| byte.is_ascii_digit() || byte == b'*').then_some(())?;
    let part = |from, to| digits.get(from..to)?.parse::<i8>().ok();
    let year = digits.get(..4)?.parse().ok()?;
    let local = DateTime::new(
        year,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?,
        0,
    );
    let ahead = match offset {
        "+***" => 0,
        offset => offset.parse::<i64>().ok().filter(|_| offset.len() == 4)?,
    };
    let utc = local.ok()?.checked_sub(jiff::Span::new().try_minutes(ahead).ok()?).ok()?;
    Some(utc.date())
}

fn iso(text: &str) -> Option<Date> {
    text.get(..4)?.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    text.get(4..)?.starts_with('-').then_some(())?;
    let moment = || Some(of_moment(text.parse::<Timestamp>().ok()?));
    let local = || Some(text.parse::<DateTime>().ok()?.date());
    moment().or_else(local).or_else(|| text.parse().ok())
}

fn of_moment(moment: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(moment).date()
}

/// `11/17/2026 9:05:00 AM` of en-US, `11/17/2026 09:05:00` of no language at
/// all. Others have the day first, and where both could be meant nobody knows.
fn slashes(text: &str) -> Result<Date, &'static str> {
    let date = text.split_whitespace().next().unwrap_or_default();
    let is_american = text.ends_with("AM") || text.ends_with("PM");
    let mut parts = date.split('/').map(|it| it.parse::<i16>().ok().filter(|_| is_number(it)));
    let (Some(Some(month)), Some(Some(day)), Some(Some(year)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        let is_local = date.chars().all(|it| it.is_ascii_digit() || ".-/年月日".contains(it));
        return Err(if is_local && !date.is_empty() { OTHER_LANGUAGE } else { NO_DATE });
    };
    if month > 12 || year < 100 {
        return Err(OTHER_LANGUAGE);
    }
    if !is_american && day <= 12 && day != month {
        return Err(AMBIGUOUS);
    }
    let (month, day) = (i8::try_from(month), i8::try_from(day));
    let (Ok(month), Ok(day)) = (month, day) else { return Err(NO_DATE) };
    Date::new(year, month, day).map_err(|_| NO_DATE)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
fn every_spelling_is_the_same_day() {
    let expected = Ok(Some(Date::constant(2026, 11, 17)));
    for text in [
        "/Date(1794906300000)/",
        "/Date(1794906300000+0100)/",
        "20261117090500.000000+060",
        "20261118000500.000000+060",
        "20261117090500.000000+***",
        "20261116230500.000000-120",
        "2026-11-17T09:05:00Z",
        "2026-11-18T00:05:00.1234567+01:00",
        "2026-11-17T09:05:00",
        "2026-11-17 09:05:00",
        "2026-11-17",
        "11/17/2026 9:05:00 AM",
        "11/17/2026 9:05:00\u{202f}AM",
        "11/17/2026 09:05:00",
        "11/17/2026",
    ] {
        assert_eq!(day(text), expected, "{text}");
    }
    assert_eq!(day("1/2/2026 9:05:00 AM"), Ok(Some(Date::constant(2026, 1, 2))));
    assert_eq!(day("0001-01-01T00:00:00"), Ok(None));
    assert_eq!(day("/Date(-62135596800000)/"), Ok(None));
}

#[test]
fn no_day_is_guessed() {
    for text in
        ["17.11.2026 09:05:00", "17/11/2026 09:05:00", "17-11-2026", "2026/11/17", "17/11/26"]
    {
        assert_eq!(day(text), Err(OTHER_LANGUAGE), "{text}");
    }
    assert_eq!(day("05/11/2026 09:05:00"), Err(AMBIGUOUS));
    for text in ["", "soon", "/Date(9999999999999999999)/", "2/30/2026 9:05:00 AM", "é", "2026-é"]
    {
        assert_eq!(day(text), Err(NO_DATE), "{text}");
    }
}
