//! One sense per article (Gale, Church and Yarowsky 1992): words that may be several entities are
//! the same one throughout, the one with the best evidence anywhere in the article.

use super::scene::{Candidate, Origin, Scene};
use super::weights::one_sense::SAME_SENSE;
use crate::record::Evidence;
use crate::span::Span;
use std::cmp::Ordering;
use std::collections::BTreeMap;

const NAME: &str = "one-sense";
/// Two candidates closer than this are not told apart by anything.
const EVEN: f32 = 0.05;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let sums = scene.senses.get(scene.slice(candidate.span))?;
    let best = sums.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))?;
    let runner_up = sums
        .iter()
        .filter(|(entry, _)| *entry != best.0)
        .map(|(_, sum)| *sum)
        .fold(f32::MIN, f32::max);
    (*best.0 == candidate.entry && best.1 - runner_up > EVEN && *best.1 > 0.0).then(|| Evidence {
        signal: NAME,
        weight: SAME_SENSE,
        detail: "the likeliest sense in the article".into(),
    })
}

/// Lets candidates for the same words compete: the best one stays, the others are told which it is.
/// Two people of one surname who are both named in full are both left open, and it is said.
pub(super) fn compete(scene: &Scene<'_>, candidates: &mut [Candidate], min_confidence: f32) {
    let mut by_span: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    for (i, candidate) in candidates.iter().enumerate() {
        by_span.entry(candidate.span).or_default().push(i);
    }
    for rivals in by_span.into_values().filter(|rivals| rivals.len() > 1) {
        let holding: Vec<usize> =
            rivals.iter().copied().filter(|&i| candidates[i].holds(min_confidence)).collect();
        let order = |a: &usize, b: &usize| {
            let (a, b) = (&candidates[*a], &candidates[*b]);
            likelier(scene, a, b)
        };
        let Some(best) = holding.iter().copied().max_by(order) else { continue };
        let open = open_surname(candidates, &holding);
        let winner = candidates[best].entry;
        let mut names: Vec<&str> =
            holding.iter().map(|&i| candidates[i].entry(scene).name.as_str()).collect();
        names.dedup();
        let detail = match open {
            true => all_named(&names),
            false => format!("{} here", scene.gazetteer.entries[winner as usize].name),
        };
        for &i in &holding {
            let is_double = candidates[i].entry == winner && i != best;
            if open || candidates[i].entry != winner || is_double {
                candidates[i].beat(NAME, detail.clone());
            }
        }
    }
}

/// Says that these people are named, so that a word may mean any of them.
pub(super) fn all_named(people: &[&str]) -> String {
    match people {
        [rest @ .., last] if rest.len() > 1 => {
            format!("{} and {last} are all named in the article", rest.join(", "))
        }
        _ => format!("{} are both named in the article", people.join(" and ")),
    }
}

/// Orders candidates for the same words: by sum; of even ones, the person who held office last, the
/// place with more people.
fn likelier(scene: &Scene<'_>, a: &Candidate, b: &Candidate) -> Ordering {
    if (a.sum() - b.sum()).abs() > EVEN {
        return a.sum().total_cmp(&b.sum());
    }
    let weight = |c: &Candidate| c.entry(scene).prominence();
    weight(a).cmp(&weight(b)).then(b.entry.cmp(&a.entry))
}

/// Of several candidates for the same words that were turned down, keeps those that would have held
/// but for another, or else the likeliest: a dozen supreme courts say no more than one.
pub(super) fn keep_telling(candidates: &mut Vec<Candidate>, min_confidence: f32) {
    let mut likeliest: BTreeMap<Span, (bool, f32, u32)> = BTreeMap::new();
    for candidate in candidates.iter() {
        let rank = (candidate.holds(min_confidence), candidate.sum(), candidate.entry);
        let best = likeliest.entry(candidate.span).or_insert(rank);
        if (rank.0, rank.1) > (best.0, best.1) {
            *best = rank;
        }
    }
    candidates.retain(|candidate| {
        let (_, _, entry) = likeliest[&candidate.span];
        entry == candidate.entry || candidate.holds(min_confidence) || candidate.is_beaten
    });
}

/// Whether two different people share these words as a surname.
fn open_surname(candidates: &[Candidate], holding: &[usize]) -> bool {
    let mut people: Vec<(u32, f32)> = holding
        .iter()
        .filter(|&&i| candidates[i].origin == Origin::Surname || is_reference(&candidates[i]))
        .map(|&i| (candidates[i].entry, candidates[i].sum()))
        .collect();
    people.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    people.dedup_by_key(|(entry, _)| *entry);
    matches!(people[..], [(_, first), (_, second), ..] if first - second < 2.0)
}

/// Whether a weak alias was accepted for the sake of the full name.
fn is_reference(candidate: &Candidate) -> bool {
    candidate.evidence.iter().any(|e| e.signal == "fuller-name")
}
