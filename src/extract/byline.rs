//! Who wrote the article, as the byline has it.
//!
//! Promises: names only, without `By`, roles and places; several authors are separated by `; `. The
//! name of a newsroom stays whole. If a line cannot be split into names, it stays whole too.

use super::dates;
use super::head::DESKS;
use super::labels::{self, Label};
use super::outlets;
use super::page::Page;
use crate::article::ZoneKind;

/// The authors, separated by `; `.
pub(super) fn byline(page: &Page<'_>) -> Option<String> {
    let lines = (0..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Byline));
    lines.into_iter().find_map(|i| {
        let told = page.words(i);
        let named =
            parts(told).find_map(|part| author(part, page).or_else(|| after_date(part, page)));
        named.or_else(|| below(page, i).and_then(people))
    })
}

/// The authors one by one.
pub(super) fn authors(page: &Page<'_>) -> Vec<String> {
    let split = |told: String| told.split("; ").map(str::to_owned).collect();
    byline(page).map(split).unwrap_or_default()
}

/// The name on the line below a `By` that stands alone.
fn below<'t>(page: &Page<'t>, i: usize) -> Option<&'t str> {
    let told = page.words(i);
    let alone = labels::of(told).opening == Some(Label::Byline)
        && told.trim_end_matches(':').to_lowercase().ends_with("by");
    let name = page.words(i + 1);
    (alone && is_name(name) && labels::of(name).line.is_none()).then_some(name)
}

/// The author behind the date: `Posted on 3 May 2026 by Ole Lanternman - 5 comments`.
fn after_date(part: &str, page: &Page<'_>) -> Option<String> {
    let end = dates::all(part, page.order).first()?.end;
    let name = part.get(end..)?.trim_start().strip_prefix("by ")?;
    let ends = [" - ", " – ", " in ", " on "].iter().filter_map(|end| name.find(end));
    let name = name.get(..ends.min().unwrap_or(name.len()))?;
    if is_name(&without_brackets(name)) { people(name) } else { None }
}

/// The parts of a line with strokes or dots between them.
pub(super) fn parts(told: &str) -> impl Iterator<Item = &str> {
    told.split(['|', '·', '•', '⋅']).map(str::trim)
}

/// The authors in a part of a byline.
fn author(part: &str, page: &Page<'_>) -> Option<String> {
    let cut = dates::all(part, page.order).first().map_or(part.len(), |found| found.start);
    let told = part.get(..cut)?.trim().trim_end_matches([',', '-', '–', '—', '|', '(']).trim();
    let opened = labels::of(told).opening == Some(Label::Byline);
    let shared = ["(now)", "(earlier)"].iter().any(|turn| told.contains(turn));
    let told = once(without_ending(without_opening(told)));
    let words = told.split_whitespace().count();
    let name = told.chars().next().is_some_and(char::is_uppercase);
    if is_desk(told) && !told.contains(',') && words <= 14 && name {
        return Some(told.to_owned());
    }
    // `By`, and the name on the next line
    let empty = labels::of(told).opening == Some(Label::Byline);
    let fits = (1..=14).contains(&words) && name && !empty && !is_date_word(told);
    let fits = fits && (opened || shared);
    if fits { people(told) } else { None }
}

fn is_desk(told: &str) -> bool {
    DESKS.iter().any(|desk| told.ends_with(desk))
}

fn is_date_word(told: &str) -> bool {
    let small = told.to_lowercase();
    ["update", "publish", "post", "last", "created", "date"].iter().any(|w| small.starts_with(w))
}

/// A byline without its `By`, `Written by`, `Author:`.
pub(super) fn without_opening(told: &str) -> &str {
    let mut rest = told;
    for _ in 0..OPENINGS {
        let (first, after) = rest.split_once([' ', ':', '\u{a0}']).unwrap_or((rest, ""));
        let known = labels::of(first).opening == Some(Label::Byline);
        let opens = OPENING_WORDS.contains(&first.to_lowercase().as_str());
        if after.is_empty() || !known && !opens {
            break;
        }
        rest = after.trim_start_matches([' ', ':', '\u{a0}']);
    }
    rest
}

/// Most words of an opening.
const OPENINGS: usize = 3;

/// First words of openings that are none by themselves; sorted.
const OPENING_WORDS: &[&str] = &[
    "compiled",
    "edited",
    "interview",
    "report",
    "reviewed",
    "story",
    "submitted",
    "text",
    "words",
    "written",
];

/// Without what introduces the date that was cut off.
fn without_ending(told: &str) -> &str {
    let mut rest = told;
    for ending in [" on", " Published", " Posted", " Updated", " Last updated"] {
        rest =
            rest.strip_suffix(ending).unwrap_or(rest).trim_end_matches([',', '-', '–', '—', ' ']);
    }
    rest
}

/// A name that stands twice, the first time as the text of a picture.
fn once(told: &str) -> &str {
    let (first, second) = told.split_at_checked(told.len() / 2).unwrap_or((told, ""));
    if first == second.trim_start() && second.starts_with(' ') { first } else { told }
}

/// The people that a byline names, roles and places left out.
fn people(told: &str) -> Option<String> {
    let plain = without_brackets(told);
    let mut names: Vec<&str> = Vec::new();
    for part in plain.split([',', ';']).flat_map(|part| part.split(" and ")).map(str::trim) {
        let part = part.strip_prefix("and ").unwrap_or(part);
        if is_name(part) && !names.contains(&part) && (names.is_empty() || is_person(part)) {
            names.push(part);
        } else if names.is_empty() {
            return Some(told.to_owned());
        }
    }
    (!names.is_empty()).then(|| names.join("; "))
}

/// Without what stands in brackets.
fn without_brackets(told: &str) -> String {
    let mut open = false;
    let outside = |c: &char| {
        open |= *c == '(';
        let outside = !open;
        open &= *c != ')';
        outside
    };
    let kept: String = told.chars().filter(outside).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Small words inside names of people; sorted.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "le", "van", "von",
];

/// One to five words that begin with capitals.
fn is_name(told: &str) -> bool {
    let words = told.split_whitespace().count();
    let named = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase()) || PARTICLES.binary_search(&word).is_ok()
    };
    let digits = told.bytes().any(|b| b.is_ascii_digit());
    (1..=5).contains(&words) && !digits && told.split_whitespace().all(named)
}

/// What people are to a newspaper; sorted.
const ROLES: &[&str] = &[
    "Analyst",
    "Columnist",
    "Contributor",
    "Correspondent",
    "Critic",
    "Desk",
    "Director",
    "Editor",
    "Fellow",
    "Journalist",
    "Manager",
    "Photographer",
    "Press",
    "Producer",
    "Reporter",
    "Specialist",
    "Staff",
    "Writer",
];

/// Whether a part of a byline ends as roles do: `Review Editor`.
pub(super) fn is_role(told: &str) -> bool {
    let last = told.split_whitespace().next_back().unwrap_or_default();
    ROLES.iter().any(|role| last.eq_ignore_ascii_case(role))
}

/// Whether a further part of a byline is one more author, not a role, a place or an outlet.
fn is_person(told: &str) -> bool {
    let last = told.split_whitespace().next_back().unwrap_or_default();
    let degree = last.len() > 1 && !last.contains(char::is_lowercase);
    let caps = !told.contains(char::is_lowercase);
    told.contains(' ') && (caps || !degree) && !is_role(told) && !outlets::is_outlet(told)
}

#[cfg(test)]
mod tests {
    use super::super::tests::article_of;
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [OPENING_WORDS, PARTICLES, ROLES] {
            assert!(table.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn two_authors_are_two() {
        for told in [
            "Ole Lanternman and Brigid de Dash",
            "Ole Lanternman, Brigid de Dash",
            "Ole Lanternman (now) and Brigid de Dash (earlier)",
        ] {
            assert_eq!(people(told).as_deref(), Some("Ole Lanternman; Brigid de Dash"), "{told}");
        }
    }

    #[test]
    fn roles_and_outlets_are_no_names() {
        for told in [
            "Ole Lanternman, Harbour Correspondent",
            "Ole Lanternman, PhD",
            "Ole Lanternman, The Verity Lamp",
            "Ole Lanternman, head of the lamps",
        ] {
            assert_eq!(people(told).as_deref(), Some("Ole Lanternman"), "{told}");
        }
    }

    #[test]
    fn the_author_may_stand_behind_the_date() {
        let line =
            "Posted on May 3, 2026 by Ole Lanternman (OL) - 5 Comments on the light of the council";
        let text = format!(
            "Council to mend the light\n\n{line}\n\n\
            The council said on Monday that it would mend the light on the old pier.\n"
        );
        let article = article_of(&text);
        assert_eq!(article.byline.as_deref(), Some("Ole Lanternman"));
        assert_eq!(article.published.as_deref(), Some("2026-05-03"));
    }

    #[test]
    fn a_byline_may_stand_below_a_picture() {
        let picture =
            "The old light on the pier of the town, as it was seen from the council hall.";
        let text = format!(
            "Council to mend the light\n\n{picture}\n\n{picture}\n\nHarbour\nLamp\nPier\nOil\n\n\
            By Ole Lanternman ⋅ Review Editor\n\n\
            The council said on Monday that it would mend the light on the old pier.\n"
        );
        let article = article_of(&text);
        assert_eq!(article.byline.as_deref(), Some("Ole Lanternman"));
        assert_eq!(article.source, None);
    }

    #[test]
    fn a_name_that_stands_twice_is_one() {
        assert_eq!(once("Ole Lanternman Ole Lanternman"), "Ole Lanternman");
        assert_eq!(once("Ole Lanternman"), "Ole Lanternman");
    }

    #[test]
    fn openings_are_no_names() {
        for told in ["By Ole", "Written By: Ole", "Interview by Ole", "Author: Ole", "Ole"] {
            assert_eq!(without_opening(told), "Ole", "{told}");
        }
    }

    #[test]
    fn a_name_may_stand_below_its_label() {
        let text = "Council to mend the light\n\nWritten by\nOle Lanternman\n3 May 2026\n\n\
            The council said on Monday that it would mend the light on the old pier.\n";
        assert_eq!(article_of(text).byline.as_deref(), Some("Ole Lanternman"));
    }
}
