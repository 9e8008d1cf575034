//! Context and exclude words of the entry, in the article and in the sentence.

use super::scene::{Candidate, Scene};
use crate::record::Evidence;
use crate::span::Span;

const IN_SENTENCE: f32 = 3.0;
const IN_ARTICLE: f32 = 2.0;
/// Each further word of the list, to a limit.
const FURTHER: f32 = 0.5;
const FURTHER_MOST: f32 = 1.0;
const EXCLUDED_PHRASE: f32 = -9.0;
const EXCLUDED_IN_SENTENCE: f32 = -4.0;
const EXCLUDED_IN_ARTICLE: f32 = -3.0;

/// Words that support the entry.
pub(super) fn support(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let outside = |word: &&Span| !candidate.span.contains(**word);
    let words: Vec<Span> = scene.cues.get(&candidate.entry)?.context.iter().filter(outside).copied().collect();
    let near = words.iter().find(|word| scene.same_sentence(candidate.span, **word));
    let told = near.or(words.first()).map(|word| scene.slice(*word))?;
    let mut kinds: Vec<String> = words.iter().map(|word| scene.slice(*word).to_lowercase()).collect();
    kinds.sort();
    kinds.dedup();
    let further = (FURTHER * (kinds.len() - 1) as f32).min(FURTHER_MOST);
    let (weight, place) = if near.is_some() { (IN_SENTENCE, "sentence") } else { (IN_ARTICLE, "article") };
    let detail = format!("\"{told}\" in the {place}");
    Some(Evidence { signal: "context", weight: weight + further, detail })
}

/// Words that speak against it, and phrases that are something else.
pub(super) fn exclude(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let words = &scene.cues.get(&candidate.entry)?.exclude;
    let around = |word: &&Span| word.overlaps(candidate.span) && word.len() > candidate.span.len();
    if let Some(phrase) = words.iter().find(around) {
        let detail = format!("part of \"{}\"", scene.slice(*phrase));
        return Some(Evidence { signal: "context", weight: EXCLUDED_PHRASE, detail });
    }
    let holds_alias = |word: &&Span| !is_phrase_of(scene, candidate, **word);
    let apart: Vec<Span> = words.iter().filter(holds_alias).copied().collect();
    let near = apart.iter().find(|word| scene.same_sentence(candidate.span, **word));
    let told = near.or(apart.first()).map(|word| scene.slice(*word))?;
    let (weight, place) =
        if near.is_some() { (EXCLUDED_IN_SENTENCE, "sentence") } else { (EXCLUDED_IN_ARTICLE, "article") };
    Some(Evidence { signal: "context", weight, detail: format!("\"{told}\" in the {place}") })
}

/// Whether a phrase elsewhere holds the candidate's words: it then speaks for itself only
/// (`Michael Jordan` says nothing of `Jordan` in another sentence).
fn is_phrase_of(scene: &Scene<'_>, candidate: &Candidate, phrase: Span) -> bool {
    scene.slice(phrase).contains(scene.slice(candidate.span))
}
