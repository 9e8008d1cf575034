//! Capitals beside a name: it is then often part of a longer one that is in no gazetteer
//! (`Hillary Clinton` where only another Clinton is listed, `Chad Johnson`).

use super::scene::{Candidate, Scene, is_capitalised};
use super::weights::capitals::{
    GIVEN_NAME_BEFORE, LONGER_NAME, LONGER_PERSON, LONGER_TREATY, OTHER_PERSON, SURNAME_AFTER,
};
use crate::gazetteer::Kind;
use crate::record::Evidence;
use crate::span::Span;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let evidence = if !scene.slice(candidate.span).contains(char::is_whitespace) {
        before(scene, candidate).or_else(|| after(scene, candidate))
    } else if candidate.entry(scene).kind == Kind::Agreement {
        treaty(scene, candidate.span)
    } else {
        None
    };
    evidence.filter(|_| !is_title_case(scene.line(candidate.span)))
}

fn before(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let word = scene.word_before(candidate.span)?;
    let text = scene.slice(word);
    let is_given_name = scene.given_names.contains(&word.start());
    let opens = scene.starts_sentence(word) && !is_given_name;
    let owns = text.ends_with("'s") || text.ends_with("’s");
    if !is_capitalised(text) || opens || owns || is_told(scene, candidate, word) {
        return None;
    }
    let weight = match candidate.entry(scene).kind {
        Kind::Person if own_name(scene, candidate, text) => return None,
        Kind::Person => OTHER_PERSON,
        _ if is_given_name && !scene.hit_ends(word.end()) => GIVEN_NAME_BEFORE,
        _ if candidate.is_weak(scene) => LONGER_NAME,
        _ => return None,
    };
    Some(evidence(scene, weight, Span::of(word.start()..candidate.span.end())))
}

fn after(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let word = scene.word_after(candidate.span)?;
    let is_person = candidate.entry(scene).kind == Kind::Person;
    let is_told = (scene.hit_begins(word.start()) && !is_person) || scene.begins_title(word);
    if !is_capitalised(scene.slice(word)) || is_told {
        return None;
    }
    let is_given_name = scene.given_names.contains(&candidate.span.start());
    let weight = match candidate.entry(scene).kind {
        Kind::Person if own_name(scene, candidate, scene.slice(word)) => return None,
        Kind::Person if candidate.is_weak(scene) => LONGER_PERSON,
        Kind::Country | Kind::Place if is_given_name => SURNAME_AFTER,
        _ if candidate.is_weak(scene) => LONGER_NAME,
        _ => return None,
    };
    Some(evidence(scene, weight, Span::of(candidate.span.start()..word.end())))
}

/// Words that stand before a name and are no part of it, as headlines write them; sorted.
const JOINING: &[&str] = &[
    "After", "Against", "And", "Before", "For", "From", "In", "Of", "On", "Over", "The", "To",
    "Under", "With",
];

/// Two capitals before a treaty's name are part of another's: `Fossil Fuel Non-Proliferation Treaty`. One is
/// not: `the European Stability Pact`.
fn treaty(scene: &Scene<'_>, name: Span) -> Option<Evidence> {
    let second = scene.word_before(name)?;
    let first = scene.word_before(second)?;
    let is_part = |word: Span| {
        let text = scene.slice(word);
        is_capitalised(text)
            && text.contains(char::is_lowercase)
            && !text.ends_with("'s")
            && !text.ends_with("’s")
            && !scene.hit_ends(word.end())
            && !super::calendar::is_name(text.trim_end_matches('.'))
            && JOINING.binary_search(&text).is_err()
    };
    let told = is_part(first) && is_part(second) && !scene.starts_sentence(first);
    told.then(|| evidence(scene, LONGER_TREATY, Span::of(first.start()..name.end())))
}

fn evidence(scene: &Scene<'_>, weight: f32, whole: Span) -> Evidence {
    let detail = format!("part of the longer name \"{}\"", scene.slice(whole));
    Evidence { signal: "capitals", weight, detail: detail.into() }
}

/// Whether the word before is a title, a day or month, or the end of another name.
fn is_told(scene: &Scene<'_>, candidate: &Candidate, word: Span) -> bool {
    super::title::title_before(scene, candidate.span).is_some()
        || (scene.hit_ends(word.end()) && candidate.entry(scene).kind != Kind::Person)
        || super::calendar::is_name(scene.slice(word).trim_end_matches('.'))
}

/// Whether the word beside is of the person's own name (`Donald J. Trump`).
fn own_name(scene: &Scene<'_>, candidate: &Candidate, word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let is_initial = word.chars().count() == 1;
    let aliases = &candidate.entry(scene).aliases;
    aliases
        .iter()
        .flat_map(|alias| alias.text.split(' '))
        .any(|part| part.trim_end_matches('.') == word || (is_initial && part.starts_with(word)))
}

/// Bytes of a long word, with the space after it.
const LONG: usize = 6;

/// Whether a line has a capital on nearly every long word, as headlines do: capitals then say
/// nothing.
pub(super) fn is_title_case(line: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric();
    let (mut capital, mut small) = (0, 0);
    // a long word and the space after it take six bytes
    let most = line.len() / LONG + 1;
    for word in line.split_whitespace().map(|word| word.trim_start_matches(is_sign)) {
        if word.chars().nth(LONG - 2).is_some() && word.starts_with(char::is_alphabetic) {
            let is_capital = is_capitalised(word);
            capital += usize::from(is_capital);
            small += usize::from(!is_capital);
            if small * 10 > most {
                return false;
            }
        }
    }
    capital + small >= 3 && small * 10 <= capital + small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(JOINING.is_sorted());
    }

    #[test]
    fn numbers_and_small_words_do_not_count_in_a_headline() {
        assert!(is_title_case(
            "Ministry Opens Harbour to 336,000 Visitors of the “Summer Festival”"
        ));
        assert!(!is_title_case("The Harbour of Valletta was open to visitors on Monday"));
    }
}
