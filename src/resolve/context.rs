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
    let cues = scene.cues.get(&candidate.entry)?;
    let (told, near) = nearest(scene, candidate.span, &cues.context)?;
    let further = (FURTHER * (cues.different.max(1) - 1) as f32).min(FURTHER_MOST);
    let (weight, place) = if near { (IN_SENTENCE, "sentence") } else { (IN_ARTICLE, "article") };
    let detail = format!("\"{}\" in the {place}", scene.slice(told));
    Some(Evidence { signal: "context", weight: weight + further, detail })
}

/// The nearest of some words, by start, that lie outside a span, and whether it is in its sentence.
fn nearest(scene: &Scene<'_>, span: Span, words: &[Span]) -> Option<(Span, bool)> {
    let outside = |word: &&Span| !span.contains(**word);
    let at = words.partition_point(|word| word.start() < span.start());
    let before = words[..at].iter().rev().find(outside);
    let after = words[at..].iter().find(outside);
    let near = [before, after].into_iter().flatten().find(|word| scene.same_sentence(span, **word));
    near.map(|word| (*word, true)).or(before.or(after).map(|word| (*word, false)))
}

/// Words that speak against it, and phrases that are something else.
pub(super) fn exclude(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let cues = scene.cues.get(&candidate.entry)?;
    let after = cues.phrases.partition_point(|phrase| phrase.start() < candidate.span.end());
    let phrase = cues.phrases[..after].last().filter(|phrase| phrase.overlaps(candidate.span));
    if let Some(phrase) = phrase {
        let detail = format!("part of \"{}\"", scene.slice(*phrase));
        return Some(Evidence { signal: "context", weight: EXCLUDED_PHRASE, detail });
    }
    let (told, near) = nearest(scene, candidate.span, &cues.against)?;
    let (weight, place) =
        if near { (EXCLUDED_IN_SENTENCE, "sentence") } else { (EXCLUDED_IN_ARTICLE, "article") };
    let detail = format!("\"{}\" in the {place}", scene.slice(told));
    Some(Evidence { signal: "context", weight, detail })
}
