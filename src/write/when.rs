//! A time of publication as a number, for the formats that have a type for it.
//!
//! Promises: only a full ISO 8601 day or time is one; a time without an offset, and a day, count as UTC.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Days from 1 January 1970 to an ISO day.
pub(super) fn day(text: &str) -> Option<i32> {
    let date: Date = text.parse().ok().filter(|_| super::entities::day(text) == Some(text))?;
    let midnight = date.to_zoned(TimeZone::UTC).ok()?.timestamp();
    i32::try_from(midnight.as_second().div_euclid(24 * 60 * 60)).ok()
}

/// Microseconds from the beginning of 1970 to an ISO time, or to the beginning of an ISO day.
pub(super) fn instant(text: &str) -> Option<i64> {
    time(text).map(Timestamp::as_microsecond)
}

/// The same in digits, as the Global Knowledge Graph has it: `20260128073000`.
pub(super) fn digits(text: &str) -> Option<String> {
    let time = time(text)?.to_zoned(TimeZone::UTC).datetime();
    let year = u16::try_from(time.year()).ok().filter(|year| *year < 10_000)?;
    let (month, day) = (time.month(), time.day());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    Some(format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}"))
}

fn time(text: &str) -> Option<Timestamp> {
    super::entities::day(text)?;
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    // what is neither day nor time, such as a time with a zone in brackets, does not end in a digit
    let civil =
        || text.ends_with(|c: char| c.is_ascii_digit()).then(|| text.parse::<DateTime>().ok());
    civil().flatten()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_iso_days_and_times_are_numbers() {
        assert_eq!(day("1970-01-02"), Some(1));
        assert_eq!(day("1969-12-31"), Some(-1));
        assert_eq!(instant("1970-01-02"), Some(86_400_000_000));
        for text in [
            "2026-01-28T07:30:15Z",
            "2026-01-28T08:30:15+01:00",
            "2026-01-28 08:30:15+0100",
            "2026-01-28T07:30:15",
        ] {
            assert_eq!(digits(text).as_deref(), Some("20260128073015"), "{text}");
        }
        assert_eq!(digits("2026-01-28").as_deref(), Some("20260128000000"));
    }

    #[test]
    fn what_is_no_full_date_is_none() {
        for text in
            ["2026-01", "2026-02-30", "last week", "", "2026-01-28T25:00", "2026-01-28, late"]
        {
            assert_eq!((day(text), instant(text)), (None, None), "{text}");
        }
        assert_eq!(day("2026-01-28T08:30"), None);
    }
}
