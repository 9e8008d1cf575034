//! Times of day and their zones.
//!
//! Promises: a zone is known by its abbreviation only where that is unmistakable on a news page; the
//! generic American ones (`ET`) follow the calendar of daylight saving time.

use super::dates::{At, Token};
use jiff::civil::Date;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// 0 to 23.
    pub(super) hour: i32,
    /// 0 to 59.
    pub(super) minute: i32,
    /// 0 to 59.
    pub(super) second: i32,
}

/// A zone, as an offset from UTC in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// The same all year.
    Fixed(i32),
    /// American: this offset in winter, an hour more in summer.
    American(i32),
}

impl Zone {
    /// Minutes ahead of UTC on a day.
    pub(super) fn offset(self, day: Date) -> i32 {
        match self {
            Self::Fixed(offset) => offset,
            Self::American(winter) => winter + if american_summer(day) { 60 } else { 0 },
        }
    }
}

/// Zone abbreviations; sorted.
const ZONES: &[(&str, Zone)] = &[
    ("ACDT", Zone::Fixed(630)),
    ("ACST", Zone::Fixed(570)),
    ("ADT", Zone::Fixed(-180)),
    ("AEDT", Zone::Fixed(660)),
    ("AEST", Zone::Fixed(600)),
    ("AKDT", Zone::Fixed(-480)),
    ("AKST", Zone::Fixed(-540)),
    ("AST", Zone::Fixed(-240)),
    ("AWST", Zone::Fixed(480)),
    ("BRT", Zone::Fixed(-180)),
    ("BST", Zone::Fixed(60)),
    ("CAT", Zone::Fixed(120)),
    ("CDT", Zone::Fixed(-300)),
    ("CEST", Zone::Fixed(120)),
    ("CET", Zone::Fixed(60)),
    ("CST", Zone::Fixed(-360)),
    ("CT", Zone::American(-360)),
    ("EAT", Zone::Fixed(180)),
    ("EDT", Zone::Fixed(-240)),
    ("EEST", Zone::Fixed(180)),
    ("EET", Zone::Fixed(120)),
    ("EST", Zone::Fixed(-300)),
    ("ET", Zone::American(-300)),
    ("GMT", Zone::Fixed(0)),
    ("GST", Zone::Fixed(240)),
    ("HKT", Zone::Fixed(480)),
    ("HST", Zone::Fixed(-600)),
    ("ICT", Zone::Fixed(420)),
    ("IST", Zone::Fixed(330)),
    ("JST", Zone::Fixed(540)),
    ("KST", Zone::Fixed(540)),
    ("MDT", Zone::Fixed(-360)),
    ("MSK", Zone::Fixed(180)),
    ("MST", Zone::Fixed(-420)),
    ("MT", Zone::American(-420)),
    ("MYT", Zone::Fixed(480)),
    ("NPT", Zone::Fixed(345)),
    ("NZDT", Zone::Fixed(780)),
    ("NZST", Zone::Fixed(720)),
    ("PDT", Zone::Fixed(-420)),
    ("PHT", Zone::Fixed(480)),
    ("PKT", Zone::Fixed(300)),
    ("PST", Zone::Fixed(-480)),
    ("PT", Zone::American(-480)),
    ("SAST", Zone::Fixed(120)),
    ("SGT", Zone::Fixed(480)),
    ("TRT", Zone::Fixed(180)),
    ("UTC", Zone::Fixed(0)),
    ("WAT", Zone::Fixed(60)),
    ("WEST", Zone::Fixed(60)),
    ("WET", Zone::Fixed(0)),
    ("WIB", Zone::Fixed(420)),
    ("Z", Zone::Fixed(0)),
];

/// Abbreviations by which a page is told to be American.
const AMERICAN: &[&str] = &["CDT", "CT", "EDT", "EST", "ET", "MDT", "MST", "PDT", "PST", "PT"];

/// Second Sunday of March to first Sunday of November.
fn american_summer(day: Date) -> bool {
    let sunday_before = day.day() - day.weekday().to_sunday_zero_offset();
    match day.month() {
        4..=10 => true,
        3 => sunday_before >= 8,
        11 => sunday_before < 1,
        _ => false,
    }
}

/// Whether the tokens hold a time in an American zone.
pub(super) fn american(tokens: &[At<'_>]) -> bool {
    tokens.windows(2).any(|pair| match [pair[0].token, pair[1].token] {
        [Token::Number(..) | Token::Mark('.'), Token::Word(zone)] => AMERICAN.contains(&zone),
        [Token::Word(half), Token::Word(zone)] => {
            half.eq_ignore_ascii_case("am") | half.eq_ignore_ascii_case("pm")
                && AMERICAN.contains(&zone)
        }
        _ => false,
    })
}

/// Tokens between a date and its time.
const NEAR: usize = 6;

/// The time that follows a date closely.
pub(super) fn after(tokens: &[At<'_>]) -> Option<(Time, Option<Zone>)> {
    (0..tokens.len().min(NEAR)).find_map(|i| time(&tokens[i..])).map(|(time, zone, _)| (time, zone))
}

/// The time that comes closely before a date.
pub(super) fn before(tokens: &[At<'_>]) -> Option<(Time, Option<Zone>)> {
    let far = tokens.len().saturating_sub(2 * NEAR);
    (far..tokens.len()).find_map(|i| time(&tokens[i..])).map(|(time, zone, _)| (time, zone))
}

/// The time that the tokens begin with.
fn time(tokens: &[At<'_>]) -> Option<(Time, Option<Zone>, usize)> {
    let Token::Number(first, digits) = tokens.first()?.token else { return None };
    let token = |i: usize| tokens.get(i).map(|at| at.token);
    let (hour, minute, second, mut at) = match (digits, token(1), token(2), token(3), token(4)) {
        (
            1..=2,
            Some(Token::Mark(':')),
            Some(Token::Number(m, 2)),
            Some(Token::Mark(':')),
            Some(Token::Number(s, 2)),
        ) => (first, m, s, 5),
        (1..=2, Some(Token::Mark(':' | '.')), Some(Token::Number(m, 2)), ..) => (first, m, 0, 3),
        (4, Some(Token::Word(_)), ..) => (first / 100, first % 100, 0, 1),
        (1..=2, Some(Token::Word(_)), ..) => (first, 0, 0, 1),
        _ => return None,
    };
    let exact = at >= 3 && token(1) == Some(Token::Mark(':'));
    if let (true, Some(Token::Mark('.')), Some(Token::Number(..))) = (at == 5, token(5), token(6)) {
        at = 7;
    }
    let (half, used) = half_day(tokens.get(at..).unwrap_or_default());
    at += used;
    let (zone, used) = zone(tokens.get(at..).unwrap_or_default());
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) && hour > 12 => hour,
        Some(later) => hour % 12 + if later { 12 } else { 0 },
        None => hour,
    };
    let sound = hour < 24 && minute < 60 && second < 60;
    let known = exact || half.is_some() || zone.is_some() && at > 0 && (digits == 4 || at >= 3);
    (sound && known).then_some((Time { hour, minute, second }, zone, at + used))
}

/// `am`, `p.m.`: whether it is the later half, and how many tokens it takes.
fn half_day(tokens: &[At<'_>]) -> (Option<bool>, usize) {
    let token = |i: usize| tokens.get(i).map(|at| at.token);
    let is = |word: &str, want: &str| word.eq_ignore_ascii_case(want);
    match (token(0), token(1), token(2), token(3)) {
        (Some(Token::Word(word)), ..) if is(word, "am") || is(word, "pm") => {
            (Some(is(word, "pm")), 1)
        }
        (Some(Token::Word(half)), Some(Token::Mark('.')), Some(Token::Word(m)), end)
            if is(m, "m") && (is(half, "a") || is(half, "p")) =>
        {
            (Some(is(half, "p")), 3 + usize::from(end == Some(Token::Mark('.'))))
        }
        _ => (None, 0),
    }
}

/// The zone that the tokens begin with, brackets and commas aside.
fn zone(tokens: &[At<'_>]) -> (Option<Zone>, usize) {
    let skip =
        usize::from(matches!(tokens.first().map(|at| at.token), Some(Token::Mark('(' | ','))));
    let rest = tokens.get(skip..).unwrap_or_default();
    match rest.first().map(|at| at.token) {
        Some(Token::Word(name)) => match (name, offset(rest.get(1..).unwrap_or_default())) {
            ("GMT" | "UTC", Some((minutes, used))) => (Some(Zone::Fixed(minutes)), skip + 1 + used),
            _ => (named(name), skip + 1),
        },
        _ => match offset(rest) {
            Some((minutes, used)) => (Some(Zone::Fixed(minutes)), skip + used),
            None => (None, 0),
        },
    }
}

fn named(name: &str) -> Option<Zone> {
    let row = ZONES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(ZONES[row].1)
}

/// `+05:30`, `-0500`, `+2`, in minutes.
fn offset(tokens: &[At<'_>]) -> Option<(i32, usize)> {
    let token = |i: usize| tokens.get(i).map(|at| at.token);
    let sign = match token(0)? {
        Token::Mark('+') => 1,
        Token::Mark('-' | '−') => -1,
        _ => return None,
    };
    let (minutes, used) = match (token(1)?, token(2), token(3)) {
        (Token::Number(h, 1..=2), Some(Token::Mark(':')), Some(Token::Number(m, 2))) => {
            (h * 60 + m, 4)
        }
        (Token::Number(n, 4), ..) => (n / 100 * 60 + n % 100, 2),
        (Token::Number(h, 1..=2), ..) => (h * 60, 2),
        _ => return None,
    };
    (minutes <= 14 * 60).then_some((sign * minutes, used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_sorted() {
        assert!(ZONES.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn american_zones_follow_the_summer() {
        let on = |month, day| Zone::American(-300).offset(Date::constant(2026, month, day));
        assert_eq!([on(3, 7), on(3, 8), on(10, 31), on(11, 1)], [-300, -240, -240, -300]);
    }
}
