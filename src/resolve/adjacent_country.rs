//! A country beside the name: `Rwanda's Green Party` is not the German one, `the Green Party of
//! England` is not either; `Germany's Green Party` is.

use super::scene::{Candidate, Scene};
use crate::gazetteer::Kind;
use crate::record::Evidence;
use crate::span::Span;

const OTHER: f32 = -6.0;
const OWN: f32 = 2.0;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let entry = candidate.entry(scene);
    if entry.kind == Kind::Country || entry.kind == Kind::Person || !candidate.is_weak(scene) {
        return None;
    }
    let own = entry.iso2()?;
    let beside = before(scene, candidate.span).or_else(|| after(scene, candidate.span))?;
    let countries = scene.countries_at.get(&beside.start())?;
    let weight = if countries.contains(&own) { OWN } else { OTHER };
    Some(Evidence {
        signal: "adjacent-country",
        weight,
        detail: format!("beside \"{}\"", scene.slice(beside)),
    })
}

/// A demonym or a country's possessive right before, capitals of the same name between.
fn before(scene: &Scene<'_>, span: Span) -> Option<Span> {
    const REACH: usize = 2;
    let mut word = scene.word_before(span)?;
    for _ in 0..=REACH {
        if scene.countries_at.contains_key(&word.start()) {
            return Some(word);
        }
        if !super::scene::is_capitalised(scene.slice(word)) {
            return None;
        }
        word = scene.word_before(word)?;
    }
    None
}

/// `of COUNTRY` or `in COUNTRY` right after.
fn after(scene: &Scene<'_>, span: Span) -> Option<Span> {
    let link = scene.word_after(span).filter(|word| matches!(scene.slice(*word), "of" | "in"))?;
    let word = scene.word_after(link)?;
    scene.countries_at.contains_key(&word.start()).then_some(word)
}
