//! A city's name that means its club: in an article on sport, `Liverpool beat Everton` is the club, and
//! `in Liverpool` the city.

use super::scene::{Candidate, Scene};
use super::weights::club::{CITY, CLUB, LOCATED};
use crate::gazetteer::{Entry, Kind};
use crate::record::Evidence;

/// Different context words of the club that make the article one on sport.
const ENOUGH: usize = 2;

/// Before a club more than before a city.
const BEFORE: &[&str] = &[
    "against", "beat", "beaten", "beating", "defeated", "ex", "face", "facing", "former", "host",
    "join", "joined", "v", "versus", "vs",
];

/// After a club more than after a city.
const AFTER: &[&str] = &[
    "beat",
    "boss",
    "captain",
    "centre",
    "chairman",
    "coach",
    "defender",
    "drew",
    "fans",
    "flanker",
    "forward",
    "fullback",
    "goalkeeper",
    "hooker",
    "keeper",
    "lock",
    "lost",
    "manager",
    "midfielder",
    "players",
    "prop",
    "quarterback",
    "scored",
    "side",
    "skipper",
    "striker",
    "supporters",
    "team",
    "v",
    "winger",
    "won",
];

/// Before a city only.
const IN: &[&str] = &["around", "in", "near", "outside"];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let kind = candidate.entry(scene).kind;
    if !matches!(kind, Kind::Place | Kind::Organization) {
        return None;
    }
    let text = scene.slice(candidate.span);
    let is_city = |entry: &Entry| entry.kind == Kind::Place;
    let entry = |index: &u32| -> &Entry { &scene.gazetteer.entries[*index as usize] };
    let senses = scene.senses.get(text)?;
    if !senses.keys().any(|index| is_city(entry(index))) {
        return None;
    }
    let words = |index: &u32| scene.cues.get(index).map_or(0, |cues| cues.telling.len());
    let clubs = senses.keys().filter(|&index| is_club(entry(index)));
    let club = clubs.max_by_key(|&index| (words(index), std::cmp::Reverse(*index)))?;
    let is_sport = words(club) >= ENOUGH
        || (words(club) > 0 && plays(scene, candidate))
        || scene.named.contains_key(club);
    if !is_sport {
        return None;
    }
    let name = &entry(club).name;
    let (weight, detail) = match (kind, is_located(scene, candidate)) {
        (Kind::Place, false) => (CITY, format!("its club {name}, in an article on sport")),
        (Kind::Organization, true) => (LOCATED, "a place is meant".to_owned()),
        (Kind::Organization, false) if candidate.entry == *club => {
            (CLUB, "an article on sport".to_owned())
        }
        _ => return None,
    };
    Some(Evidence { signal: "club", weight, detail: detail.into() })
}

fn is_club(entry: &Entry) -> bool {
    entry.kind == Kind::Organization && entry.attribute("kind") == Some("sports")
}

/// Whether what stands beside is what clubs do and have: `beat LIVERPOOL`, `LIVERPOOL striker`,
/// `LIVERPOOL 2-1`.
fn plays(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let before = scene.word_before(candidate.span);
    let after = scene.word_after(candidate.span).map(|word| scene.slice(word));
    before.is_some_and(|word| BEFORE.binary_search(&scene.slice(word)).is_ok())
        || after.is_some_and(|word| AFTER.binary_search(&word).is_ok() || is_score(word))
}

fn is_score(word: &str) -> bool {
    word.split_once('-')
        .is_some_and(|(home, away)| [home, away].iter().all(|goals| goals.parse::<u8>().is_ok()))
}

/// `in Liverpool`, `Liverpool, England`.
fn is_located(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let before = scene.word_before(candidate.span);
    let after = candidate.span.end() + ", ".len();
    let is_comma = scene.article.text.get(candidate.span.end()..after) == Some(", ");
    before.is_some_and(|word| IN.binary_search(&scene.slice(word).to_lowercase().as_str()).is_ok())
        || (is_comma && scene.lands_at.contains_key(&after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(BEFORE.is_sorted() && AFTER.is_sorted() && IN.is_sorted());
    }
}
