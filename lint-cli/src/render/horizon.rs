//! What ends by itself, for people, for programs and for calendars.

use std::io::{self, Write};

use cmg_rules::{
    facts::{Date, days_between},
    horizon::{Ending, Unknown},
    quote::how_long,
    span::Span,
};
use serde::Serialize;

use super::{Document, View, counted, json::Place};

/// The days that are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    pub today: Date,
    pub days: u16,
}

/// What ends within the horizon.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Horizon<'a> {
    pub days: u16,
    /// The last day that counts: YYYY-MM-DD, in UTC.
    pub until: String,
    /// By day; what has ended already comes first.
    pub endings: Vec<EndingItem<'a>>,
    /// Certificates that could not be read.
    pub unknown: Vec<UnknownItem<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EndingItem<'a> {
    /// The last day: YYYY-MM-DD, in UTC.
    pub day: String,
    /// Negative where it has ended.
    pub days_left: i64,
    /// `server-certificate`, `chain-certificate`, `trusted-certificate`, `client-certificate`,
    /// `secret-key` or `site-version`.
    pub what: &'static str,
    pub subject: &'a str,
    pub path: &'a str,
    pub start: Place,
    pub end: Place,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnknownItem<'a> {
    pub what: &'static str,
    pub subject: &'a str,
    pub reason: &'a str,
    pub path: &'a str,
    pub start: Place,
    pub end: Place,
}

impl Reach {
    /// The last day; the calendar itself ends in the year 9999.
    pub fn until(self) -> Date {
        self.today.saturating_add(jiff::Span::new().days(i64::from(self.days)))
    }

    fn days_left(self, day: Date) -> i64 {
        days_between(self.today, day)
    }
}

/// Every ending with its document, by day.
fn endings(documents: &[Document]) -> Vec<(&Document, &Ending)> {
    let each = |it| std::iter::repeat(it);
    let mut all: Vec<(&Document, &Ending)> =
        documents.iter().flat_map(|it| each(it).zip(&it.verdict.horizon.endings)).collect();
    all.sort_by_key(|(_, ending)| ending.day);
    all
}

fn unknown(documents: &[Document]) -> impl Iterator<Item = (&Document, &Unknown)> {
    documents.iter().flat_map(|it| std::iter::repeat(it).zip(&it.verdict.horizon.unknown))
}

pub fn json(documents: &[Document], reach: Reach) -> Horizon<'_> {
    let place = |document: &Document, span: Span| {
        super::json::places(&View::of(&document.path, &document.verdict.text), span)
    };
    let ending = |(document, it): (&'_ Document, &'_ Ending)| {
        let (start, end) = place(document, it.span);
        (it.day.to_string(), reach.days_left(it.day), it.what.word(), start, end)
    };
    let endings = endings(documents).into_iter().map(|(document, it)| {
        let (day, days_left, what, start, end) = ending((document, it));
        EndingItem { day, days_left, what, subject: &it.subject, path: &document.path, start, end }
    });
    let unknown = unknown(documents).map(|(document, it)| {
        let (start, end) = place(document, it.span);
        let (what, subject, reason) = (it.what.word(), it.subject.as_str(), it.reason.as_str());
        UnknownItem { what, subject, reason, path: &document.path, start, end }
    });
    Horizon {
        days: reach.days,
        until: reach.until().to_string(),
        endings: endings.collect(),
        unknown: unknown.collect(),
    }
}

/// One line for each ending, aligned.
pub fn text(out: &mut Vec<u8>, documents: &[Document], reach: Reach) -> io::Result<()> {
    let endings = endings(documents);
    let unknown: Vec<_> = unknown(documents).collect();
    let within = format!("within {} (until {})", counted(reach.days.into(), "day"), reach.until());
    if endings.is_empty() && unknown.is_empty() {
        return writeln!(out, "Nothing ends {within}.");
    }
    writeln!(out, "Ends {within}:")?;
    let rows = endings.iter().map(|(document, it)| {
        let what = format!("{} of {}", it.what.name(), it.subject);
        (it.day.to_string(), left(reach.days_left(it.day)), what, *document, it.span)
    });
    let unknown = unknown.iter().map(|(document, it)| {
        let what = format!("{} of {}: {}", it.what.name(), it.subject, it.reason);
        ("unknown".to_owned(), String::new(), what, *document, it.span)
    });
    let rows: Vec<_> = rows.chain(unknown).collect();
    let width = rows.iter().map(|row| row.1.chars().count()).max().unwrap_or_default();
    for (day, left, what, document, span) in rows {
        let at = View::of(&document.path, &document.verdict.text).lines.position(span.start);
        let path = &document.path;
        writeln!(out, "  {day:<10}  {left:<width$}  {what} ({path}:{}:{})", at.line, at.column)?;
    }
    writeln!(out)
}

fn left(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1.. => format!("in {}", how_long(days)),
        _ => format!("{} ago", how_long(days)),
    }
}

/// An iCalendar file (RFC 5545) with one day for each ending.
pub fn calendar(out: &mut Vec<u8>, documents: &[Document], reach: Reach) -> io::Result<()> {
    let mut line = |text: &str| folded(out, text);
    line("BEGIN:VCALENDAR")?;
    line("VERSION:2.0")?;
    line(concat!("PRODID:-//cmglint//cmglint ", env!("CARGO_PKG_VERSION"), "//EN"))?;
    line("CALSCALE:GREGORIAN")?;
    line("METHOD:PUBLISH")?;
    line("NAME:Cloud management gateways")?;
    line("X-WR-CALNAME:Cloud management gateways")?;
    for (document, it) in endings(documents) {
        let what = it.what.name();
        let place = format!("{}#{}#{}", document.path, it.what.word(), it.subject);
        line("BEGIN:VEVENT")?;
        line(&format!("UID:{}@cmglint", uid(&format!("{place}#{}", it.day))))?;
        line(&format!("DTSTAMP:{}T000000Z", compact(reach.today)))?;
        line(&format!("DTSTART;VALUE=DATE:{}", compact(it.day)))?;
        if let Ok(next) = it.day.tomorrow() {
            line(&format!("DTEND;VALUE=DATE:{}", compact(next)))?;
        }
        line(&format!("SUMMARY:{}", escaped(&format!("Last day: {what} of {}", it.subject))))?;
        let at = View::of(&document.path, &document.verdict.text).lines.position(it.span.start);
        let from = format!("{}, line {}", document.path, at.line);
        line(&format!("DESCRIPTION:{}", escaped(&from)))?;
        line("TRANSP:TRANSPARENT")?;
        for days in [30, 7] {
            line("BEGIN:VALARM")?;
            line("ACTION:DISPLAY")?;
            line(&format!("DESCRIPTION:{}", escaped(&format!("{what} of {}", it.subject))))?;
            line(&format!("TRIGGER:-P{days}D"))?;
            line("END:VALARM")?;
        }
        line("END:VEVENT")?;
    }
    line("END:VCALENDAR")
}

/// The same ending has the same name in every run, so that calendars update it.
fn uid(text: &str) -> String {
    // FNV-1a: short, and nobody attacks a calendar of their own.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter => escaped.push(cmg_rules::quote::harmless(letter)),
        }
    }
    escaped
}

/// No line has more than 75 bytes; what follows is set off with a space.
fn folded(out: &mut Vec<u8>, text: &str) -> io::Result<()> {
    let mut used = 0;
    for letter in text.chars() {
        if used + letter.len_utf8() > 75 {
            out.write_all(b"\r\n ")?;
            used = 1;
        }
        write!(out, "{letter}")?;
        used += letter.len_utf8();
    }
    out.write_all(b"\r\n")
}

#[test]
fn lines_of_calendars_are_folded_between_letters() {
    let mut out = Vec::new();
    folded(&mut out, &"é".repeat(60)).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 75), "{lines:?}");
    assert_eq!(text.replace("\r\n ", "").trim_end(), "é".repeat(60));
    assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
}
