//! How messages show what a document says.

/// Characters that a message shows of a value.
const MOST: usize = 60;

/// The text in backticks, on one line, cut where it is long.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len().min(MOST) + 2);
    quoted.push('`');
    for (at, letter) in text.chars().enumerate() {
        if at == MOST {
            quoted.push('…');
            break;
        }
        quoted.push(harmless(letter));
    }
    quoted.push('`');
    quoted
}

/// The same for several, as in "`a`, `b` and `c`".
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>, and: &str) -> String {
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
    }
}

/// Nothing of a hostile document that moves the cursor, ends a line or turns the
/// text around reaches a terminal.
pub fn harmless(letter: char) -> char {
    match letter {
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => '\u{fffd}',
        '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        it if it.is_control() => '\u{fffd}',
        it => it,
    }
}

/// On one line, no longer than so many letters.
pub fn cut(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(most).map(harmless).collect();
    if letters.next().is_some() {
        shown.pop();
        shown.push('…');
    }
    shown
}

/// `1 instance`, `2 instances`.
pub fn counted(number: i64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// From here on nobody counts the days.
const THREE_YEARS: u64 = 3 * 365 + 1;

/// A span of days, whichever way it points: `397 days`, and `19 years` where it is long.
pub fn how_long(days: i64) -> String {
    let days = days.unsigned_abs();
    // 400 years of the calendar have 146,097 days.
    let years = days.saturating_mul(400) / 146_097;
    let (number, unit) = if days >= THREE_YEARS { (years, "year") } else { (days, "day") };
    counted(i64::try_from(number).unwrap_or(i64::MAX), unit)
}

/// The text as a TOML string: literal where it has a backslash, else basic.
/// What nobody would see in it is escaped.
pub fn toml_string(text: &str) -> String {
    let is_seen = |it: char| it != '\'' && harmless(it) == it;
    if text.contains('\\') && text.chars().all(is_seen) {
        return format!("'{text}'");
    }
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for letter in text.chars() {
        match letter {
            '"' => string.push_str("\\\""),
            '\\' => string.push_str("\\\\"),
            '\n' => string.push_str("\\n"),
            '\r' => string.push_str("\\r"),
            '\t' => string.push_str("\\t"),
            it if harmless(it) != it => string.push_str(&format!("\\U{:08X}", u32::from(it))),
            it => string.push(it),
        }
    }
    string.push('"');
    string
}

#[test]
fn values_are_shown_on_one_short_line() {
    assert_eq!(quoted("a\nb"), "`a\u{fffd}b`");
    assert_eq!(quoted("a\u{2028}b\u{61c}c\u{200b}"), "`a\u{fffd}b\u{fffd}c\u{fffd}`");
    assert_eq!(quoted("\u{200c}\u{200d}"), "`\u{200c}\u{200d}`", "letters of Persian and Hindi");
    assert_eq!(quoted(&"x".repeat(70)).chars().count(), 63);
    assert_eq!(listed(["a", "b", "c"], "or"), "`a`, `b` or `c`");
}

#[test]
fn long_spans_are_told_in_years() {
    assert_eq!([how_long(1), how_long(-12), how_long(397)], ["1 day", "12 days", "397 days"]);
    assert_eq!([how_long(1_095), how_long(1_096)], ["1095 days", "3 years"]);
    // From 2026-11-22 to the same day in 2046, and the day before.
    assert_eq!([how_long(7_305), how_long(7_304)], ["20 years", "19 years"]);
}

#[test]
fn strings_are_read_back_as_they_were() {
    for text in [
        "",
        "plain",
        "a\\b\t\u{1}",
        "C:\\certs\\north.pfx",
        "it's \\ \"x\"",
        "a\nb\u{7}\u{85}\u{202e}",
    ] {
        let document = format!("key = {}", toml_string(text));
        let table: toml::Table = document.parse().unwrap();
        assert_eq!(table.get("key").and_then(|it| it.as_str()), Some(text));
    }
}
