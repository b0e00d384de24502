//! The day that counts as today, in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use cmg_rules::facts::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::Error;

/// Where the day comes from: an argument, over `SOURCE_DATE_EPOCH`, over the clock.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    Fixed(Date),
    Environment,
    /// The clock alone.
    System,
}

pub fn today(clock: Clock) -> Result<Date, Error> {
    match clock {
        Clock::Fixed(day) => Ok(day),
        Clock::Environment => match std::env::var_os("SOURCE_DATE_EPOCH") {
            Some(text) if !text.is_empty() => {
                let wrong = || Error::SourceDateEpoch(text.to_string_lossy().into_owned());
                let seconds = text.to_str().and_then(|it| it.trim().parse::<i64>().ok());
                let moment = seconds.and_then(|it| Timestamp::from_second(it).ok());
                moment.map(day_of).ok_or_else(wrong)
            }
            _ => today(Clock::System),
        },
        Clock::System => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
            Ok(day_of(Timestamp::from_second(seconds).unwrap_or_default()))
        }
    }
}

fn day_of(moment: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(moment).date()
}

#[test]
fn a_moment_is_a_day_in_utc() {
    let moment = Timestamp::from_second(1_795_305_600).unwrap();
    assert_eq!(day_of(moment).to_string(), "2026-11-22");
}
