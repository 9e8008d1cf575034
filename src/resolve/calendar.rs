//! Months and days that are also names: `May 5`, `in March`, `a May election`. A person of such a name is
//! told by a title or by what she does: `May said`.

use super::namesake;
use super::scene::{Candidate, Scene};
use super::weights::calendar::DATE;
use crate::gazetteer::Kind;
use crate::record::Evidence;

/// Months and days, as dates print them.
const NAMES: &[&str] = &[
    "Apr",
    "April",
    "Aug",
    "August",
    "Dec",
    "December",
    "Feb",
    "February",
    "Fri",
    "Friday",
    "Jan",
    "January",
    "Jul",
    "July",
    "Jun",
    "June",
    "Mar",
    "March",
    "May",
    "Mon",
    "Monday",
    "Nov",
    "November",
    "Oct",
    "October",
    "Sat",
    "Saturday",
    "Sep",
    "Sept",
    "September",
    "Sun",
    "Sunday",
    "Thu",
    "Thursday",
    "Tue",
    "Tuesday",
    "Wed",
    "Wednesday",
];

/// What stands before a month or day.
const BEFORE: &[&str] = &[
    "after", "around", "before", "between", "by", "during", "each", "early", "end", "every",
    "from", "in", "last", "late", "mid", "next", "of", "on", "past", "since", "this", "through",
    "till", "to", "until",
];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let text = scene.slice(candidate.span);
    if !is_name(text) || !matches!(candidate.entry(scene).kind, Kind::Person | Kind::Organization) {
        return None;
    }
    let number = |word| scene.slice(word).starts_with(|c: char| c.is_ascii_digit());
    let before = scene.word_before(candidate.span);
    let is_titled = super::title::title_before(scene, candidate.span).is_some();
    let is_date = scene.word_after(candidate.span).is_some_and(number)
        || before.is_some_and(|word| number(word) || is_before(scene.slice(word)))
        || (candidate.entry(scene).kind == Kind::Person
            && !is_titled
            && !namesake::acts(scene, candidate.span));
    let detail = format!("\"{text}\" in a date");
    is_date.then_some(Evidence { signal: "calendar", weight: DATE, detail: detail.into() })
}

fn is_before(word: &str) -> bool {
    let lower = word.to_lowercase();
    let word = lower.rsplit('-').next().unwrap_or(&lower);
    BEFORE.binary_search(&word).is_ok()
}

/// Whether a word is a month or a day.
pub fn is_name(word: &str) -> bool {
    NAMES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(NAMES.is_sorted() && BEFORE.is_sorted());
    }
}
