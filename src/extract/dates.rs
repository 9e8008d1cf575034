//! Dates and times as news pages write them, read into ISO 8601.
//!
//! Promises: never guesses a year; gives a time only together with its offset; reads a day-month pair
//! that can be read both ways as day first, unless the page writes the month first. Only the first
//! [`READ`] bytes of a line are read, so the cost per line is bounded.

use super::clock;
use super::months::month;
use jiff::civil::Date;

/// A date found in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Byte where it begins.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// The day.
    pub(super) day: Date,
    /// Hour, minute, second and the offset from UTC in minutes, if both are there.
    pub(super) time: Option<(clock::Time, i32)>,
}

impl Found {
    /// As ISO 8601: the day, or day and time with offset.
    pub(super) fn iso(&self) -> String {
        let Some((time, offset)) = self.time else { return self.day.to_string() };
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
        let clock::Time { hour, minute, second } = time;
        format!("{}T{hour:02}:{minute:02}:{second:02}{sign}{hours:02}:{minutes:02}", self.day)
    }
}

/// Bytes of a line that are read.
pub(super) const READ: usize = 400;

/// A number, a word or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Digits: value and how many.
    Number(i32, usize),
    /// Letters.
    Word(&'t str),
    /// Anything else but white space.
    Mark(char),
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'t> {
    /// The token.
    pub(super) token: Token<'t>,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
}

/// Whether two-sided numbers such as 01/02/2026 are written month first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// 28/01/2026
    DayFirst,
    /// 01/28/2026
    MonthFirst,
}

/// Every date in a line.
pub(super) fn all(line: &str, order: Order) -> Vec<Found> {
    if !has_digit(line) {
        return Vec::new();
    }
    let tokens = tokens(line);
    let mut days = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match day(&tokens[i..], order) {
            Some((day, used)) => {
                days.push((i, i + used, day));
                i += used;
            }
            None => i += 1,
        }
    }
    let found = |(n, &(from, to, day)): (usize, &(usize, usize, Date))| {
        let before = n.checked_sub(1).map_or(0, |n| days[n].1);
        let after = days.get(n + 1).map_or(tokens.len(), |next| next.0);
        let time =
            clock::after(&tokens[to..after]).or_else(|| clock::before(&tokens[before..from]));
        let time = time.and_then(|(time, zone)| Some((time, zone?.offset(day))));
        Found { start: tokens[from].start, end: tokens[to - 1].end, day, time }
    };
    days.iter().enumerate().map(found).collect()
}

fn has_digit(line: &str) -> bool {
    line.as_bytes().iter().take(READ).any(u8::is_ascii_digit)
}

/// A date that a source gives as such, as ISO 8601; `None` if it cannot be read.
pub(super) fn normal(given: &str) -> Option<String> {
    let given = given.trim();
    if let [Token::Number(n, 8)] = tokens(given).iter().map(|at| at.token).collect::<Vec<_>>()[..] {
        return date(n / 10_000, n / 100 % 100, n % 100).map(|day| day.to_string());
    }
    all(given, Order::DayFirst).first().map(Found::iso)
}

/// Which order the lines of a page show: month first, if a number pair can only be read so.
pub(super) fn order<'t>(lines: impl Iterator<Item = &'t str>) -> Order {
    for line in lines.filter(|line| has_digit(line)) {
        let tokens = tokens(line);
        for three in tokens.windows(5) {
            if let [
                Token::Number(a, 1..=2),
                Token::Mark('/'),
                Token::Number(b, 1..=2),
                Token::Mark('/'),
                Token::Number(_, 4),
            ] = std::array::from_fn(|i| three[i].token)
            {
                match (a > 12, b > 12) {
                    (true, false) => return Order::DayFirst,
                    (false, true) => return Order::MonthFirst,
                    _ => {}
                }
            }
        }
        if clock::american(&tokens) {
            return Order::MonthFirst;
        }
    }
    Order::DayFirst
}

/// Cuts the beginning of a line into tokens.
fn tokens(line: &str) -> Vec<At<'_>> {
    let mut tokens = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if start >= READ {
            break;
        }
        if first.is_whitespace() {
            continue;
        }
        let class = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let (mut end, mut last) = (start + first.len_utf8(), first);
        if first.is_ascii_digit() || first.is_alphabetic() {
            // `MayorJanuary` is two words that were glued
            let goes_on = |last: char, c: char| {
                class(c) == class(first) && !(last.is_lowercase() && c.is_uppercase())
            };
            while let Some((at, c)) = chars.next_if(|&(_, c)| goes_on(last, c)) {
                (end, last) = (at + c.len_utf8(), c);
            }
        }
        let told = &line[start..end];
        let token = match first {
            c if c.is_ascii_digit() => Token::Number(told.parse().unwrap_or(i32::MAX), told.len()),
            c if c.is_alphabetic() => Token::Word(told),
            c => Token::Mark(c),
        };
        tokens.push(At { token, start, end });
    }
    tokens
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let year = i16::try_from(year).ok().filter(|year| (1800..=2100).contains(year))?;
    Date::new(year, month, day).ok()
}

/// The date that the tokens begin with, and how many of them it takes.
fn day(tokens: &[At<'_>], order: Order) -> Option<(Date, usize)> {
    match tokens.first()?.token {
        Token::Number(_, 1..=4) => numeric(tokens, order).or_else(|| day_month(tokens)),
        Token::Word(word) => month_day(tokens, month(word)?),
        _ => None,
    }
}

/// 2026-01-28, 28/01/2026, 28.01.2026
fn numeric(tokens: &[At<'_>], order: Order) -> Option<(Date, usize)> {
    let five = tokens.get(..5)?;
    let [
        Token::Number(a, digits),
        Token::Mark(mark),
        Token::Number(b, 1..=2),
        Token::Mark(same),
        Token::Number(c, last),
    ] = std::array::from_fn(|i| five[i].token)
    else {
        return None;
    };
    if mark != same || !matches!(mark, '-' | '/' | '.') {
        return None;
    }
    let day = match (digits, last) {
        (4, 1..=2) => date(a, b, c),
        (1..=2, 4) if b > 12 => date(c, a, b),
        (1..=2, 4) if order == Order::MonthFirst && mark == '/' && a <= 12 => date(c, a, b),
        (1..=2, 4) => date(c, b, a),
        _ => None,
    };
    Some((day?, 5))
}

/// Skips the marks and small words that may stand between the parts of a date.
fn skip(tokens: &[At<'_>], from: usize) -> usize {
    let small = |at: &At<'_>| match at.token {
        Token::Mark(',' | '.' | '-' | '/' | 'º' | '°') => true,
        Token::Word(word) => matches!(word, "st" | "nd" | "rd" | "th" | "of" | "de" | "del" | "er"),
        _ => false,
    };
    let rest = tokens.get(from..).unwrap_or_default();
    from + rest.iter().take(2).take_while(|at| small(at)).count()
}

/// 28 January 2026, 28-Jan-2026, 28th of January, 2026
fn day_month(tokens: &[At<'_>]) -> Option<(Date, usize)> {
    let Token::Number(day, 1..=2) = tokens.first()?.token else { return None };
    let at = skip(tokens, 1);
    let Token::Word(word) = tokens.get(at)?.token else { return None };
    let month = month(word)?;
    let at = skip(tokens, at + 1);
    Some((date(year(tokens.get(at)?)?, month, day)?, at + 1))
}

/// A year; one to two digits that were glued to it (`20263 min read`) are left.
fn year(at: &At<'_>) -> Option<i32> {
    match at.token {
        Token::Number(year, 4) => Some(year),
        Token::Number(more, 5) => Some(more / 10).filter(|year| (1990..2040).contains(year)),
        Token::Number(more, 6) => Some(more / 100).filter(|year| (1990..2040).contains(year)),
        _ => None,
    }
}

/// January 28, 2026
fn month_day(tokens: &[At<'_>], month: i32) -> Option<(Date, usize)> {
    let at = skip(tokens, 1);
    let Token::Number(day, 1..=2) = tokens.get(at)?.token else { return None };
    let at = skip(tokens, at + 1);
    Some((date(year(tokens.get(at)?)?, month, day)?, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(line: &str) -> Option<String> {
        all(line, Order::DayFirst).first().map(Found::iso)
    }

    #[test]
    fn reads_a_day_however_it_is_written() {
        for line in [
            "28-01-2026",
            "January 28, 2026",
            "Jan. 28, 2026",
            "28 January 2026",
            "2026-01-28",
            "28/01/2026",
            "01/28/2026",
            "28.01.2026",
            "28th of January, 2026",
            "28-Jan-2026",
            "Wed 28 Jan 2026 10.12",
            "28 de enero de 2026",
            "Jan 28, 20265 min read",
            "2026/1/28",
        ] {
            assert_eq!(iso(line).as_deref(), Some("2026-01-28"), "{line}");
        }
    }

    #[test]
    fn reads_a_time_with_its_zone() {
        for (line, want) in [
            ("28-01-2026 07:09 IST", "2026-01-28T07:09:00+05:30"),
            ("Jan. 28, 2026 at 5:03 p.m. ET", "2026-01-28T17:03:00-05:00"),
            ("July 4, 2026, 5:03 PM ET", "2026-07-04T17:03:00-04:00"),
            ("2026-01-28T07:09:05Z", "2026-01-28T07:09:05+00:00"),
            ("2026-01-28 07:09:05.123+0530", "2026-01-28T07:09:05+05:30"),
            ("Wed 28 Jan 2026 10.12 GMT", "2026-01-28T10:12:00+00:00"),
            ("Published 3:14 PM EST, Wed January 28, 2026", "2026-01-28T15:14:00-05:00"),
            ("28 January 2026 | 12:30am CET", "2026-01-28T00:30:00+01:00"),
            ("Wed, 28 Jan 2026 07:09:00 -0300", "2026-01-28T07:09:00-03:00"),
        ] {
            assert_eq!(iso(line).as_deref(), Some(want), "{line}");
        }
    }

    #[test]
    fn a_time_without_zone_leaves_the_day() {
        assert_eq!(iso("28 January 2026 07:09").as_deref(), Some("2026-01-28"));
    }

    #[test]
    fn what_is_no_date_is_not_read_as_one() {
        for line in ["31 June 2026", "May 2026", "1/2", "call 555-01-2026 now", "99/99/2026"] {
            assert_eq!(iso(line), None, "{line}");
        }
    }

    #[test]
    fn an_ambiguous_pair_follows_the_page() {
        assert_eq!(order(["Posted 01/28/2026"].into_iter()), Order::MonthFirst);
        assert_eq!(all("02/03/2026", Order::MonthFirst)[0].iso(), "2026-02-03");
        assert_eq!(all("02/03/2026", Order::DayFirst)[0].iso(), "2026-03-02");
    }

    #[test]
    fn a_given_date_in_one_piece_is_read() {
        assert_eq!(normal("20260128").as_deref(), Some("2026-01-28"));
        assert_eq!(normal("yesterday"), None);
    }
}
