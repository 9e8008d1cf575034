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
    let words: Vec<Span> =
        scene.cues.get(&candidate.entry)?.context.iter().filter(outside).copied().collect();
    let near = words.iter().find(|word| scene.same_sentence(candidate.span, **word));
    let told = near.or(words.first()).map(|word| scene.slice(*word))?;
    let mut kinds: Vec<String> =
        words.iter().map(|word| scene.slice(*word).to_lowercase()).collect();
    kinds.sort();
    kinds.dedup();
    let further = (FURTHER * (kinds.len() - 1) as f32).min(FURTHER_MOST);
    let (weight, place) =
        if near.is_some() { (IN_SENTENCE, "sentence") } else { (IN_ARTICLE, "article") };
    let detail = format!("\"{told}\" in the {place}");
    Some(Evidence { signal: "context", weight: weight + further, detail })
}

/// Words that speak against it, and phrases that are something else.
pub(super) fn exclude(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let cues = scene.cues.get(&candidate.entry)?;
    if let Some(phrase) = cues.phrases.iter().find(|phrase| phrase.overlaps(candidate.span)) {
        let detail = format!("part of \"{}\"", scene.slice(*phrase));
        return Some(Evidence { signal: "context", weight: EXCLUDED_PHRASE, detail });
    }
    let near = cues.against.iter().find(|word| scene.same_sentence(candidate.span, **word));
    let told = near.or(cues.against.first()).map(|word| scene.slice(*word))?;
    let (weight, place) = if near.is_some() {
        (EXCLUDED_IN_SENTENCE, "sentence")
    } else {
        (EXCLUDED_IN_ARTICLE, "article")
    };
    Some(Evidence { signal: "context", weight, detail: format!("\"{told}\" in the {place}") })
}
