//! A preposition of place before a weak name of a country or place: `ambassador to Jordan and Chad`,
//! `has died in Bath`. Only where the words are no other entity's.

use super::scene::{Candidate, Scene};
use super::weights::preposition::{COUNTRY, PLACE};
use crate::gazetteer::Kind;
use crate::record::Evidence;

const PREPOSITIONS: &[&str] =
    &["across", "from", "in", "inside", "into", "near", "outside", "throughout", "to", "within"];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let weight = match candidate.entry(scene).kind {
        Kind::Country => COUNTRY,
        Kind::Place => PLACE,
        _ => return None,
    };
    // a country whose name is a state's too (`Georgia`) needs more than that
    let is_country = weight == COUNTRY;
    let is_rival =
        |(entry, sum): (&u32, &f32)| *entry != candidate.entry && (is_country || *sum > 0.0);
    let mut senses = scene.senses.get(scene.slice(candidate.span)).into_iter().flatten();
    if !candidate.is_weak(scene) || senses.any(is_rival) {
        return None;
    }
    let mut word = scene.word_before(candidate.span)?;
    if scene.slice(word) == "and" {
        let first = scene.word_before(word).filter(|w| scene.lands_at.contains_key(&w.start()))?;
        word = scene.word_before(first)?;
    }
    let text = scene.slice(word);
    let detail = format!("\"{text}\" before it");
    PREPOSITIONS.binary_search(&text).is_ok().then_some(Evidence {
        signal: "preposition",
        weight,
        detail: detail.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(PREPOSITIONS.is_sorted());
    }
}
