//! A country or region beside the name: `Rwanda's Green Party` is not the German one, `the Green Party
//! of England` is not either; `Germany's Green Party` is; `Reading, England` is the town, and `Paris,
//! Texas` not the capital.

use super::scene::{Candidate, Land, Scene, is_capitalised};
use super::weights::adjacent_country::{OTHER, OWN, OWN_PLACE};
use crate::gazetteer::Kind;
use crate::record::Evidence;
use crate::span::Span;

pub(super) const NAME: &str = "adjacent-country";

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let entry = candidate.entry(scene);
    let own = entry.iso2()?;
    let (weight, beside) = match entry.kind {
        Kind::Place => after_comma(scene, candidate, own)?,
        Kind::Organization | Kind::Agreement if candidate.is_weak(scene) => {
            let beside = before(scene, candidate.span).or_else(|| after(scene, candidate.span))?;
            let lands = scene.lands_at.get(&beside.start())?;
            (if is_among(own, lands) { OWN } else { OTHER }, beside)
        }
        _ => return None,
    };
    let detail = format!("beside \"{}\"", scene.slice(beside));
    Some(Evidence { signal: NAME, weight, detail: detail.into() })
}

fn is_among(own: &str, lands: &[Land<'_>]) -> bool {
    lands.iter().any(|land| land.iso2 == own)
}

/// `NAME, LAND`. Another country after a comma may be the next of a list; another region is not.
fn after_comma(scene: &Scene<'_>, candidate: &Candidate, own: &str) -> Option<(f32, Span)> {
    let start = candidate.span.end() + ", ".len();
    let between = scene.article.text.get(candidate.span.end()..start)?;
    let lands = scene.lands_at.get(&start).filter(|_| between == ", ")?;
    let land = Span::of(start..start + 1);
    let word = scene.word_after(Span::of(candidate.span.start()..start - 1)).unwrap_or(land);
    let region = scene.hit_at(start).filter(|_| lands.iter().any(|land| land.is_region));
    if is_among(own, lands) && region.is_none_or(|region| lies_in(scene, candidate, region)) {
        return candidate.is_weak(scene).then_some((OWN_PLACE, word));
    }
    region.is_some().then_some((OTHER, word))
}

/// Whether a region is the place's own, as far as the gazetteer knows: of a place with regions among its
/// context words, the only ones. `Norfolk, Nebraska` is not the one of `Virginia`.
fn lies_in(scene: &Scene<'_>, candidate: &Candidate, region: Span) -> bool {
    let context = &candidate.entry(scene).context;
    let name = scene.slice(region);
    !candidate.is_weak(scene) || context.iter().any(|word| word.eq_ignore_ascii_case(name))
}

/// A demonym or a country's possessive right before, capitals of the same name between.
fn before(scene: &Scene<'_>, span: Span) -> Option<Span> {
    const REACH: usize = 2;
    let mut word = scene.word_before(span)?;
    for _ in 0..=REACH {
        if scene.lands_at.contains_key(&word.start()) {
            return Some(word);
        }
        if !is_capitalised(scene.slice(word)) {
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
    scene.lands_at.contains_key(&word.start()).then_some(word)
}
