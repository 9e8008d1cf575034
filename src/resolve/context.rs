//! Context and exclude words of the entry, in the article and in the sentence.

use super::scene::{Candidate, Scene};
use super::weights::context::{
    EXCLUDED_IN_ARTICLE, EXCLUDED_IN_SENTENCE, EXCLUDED_PHRASE, FURTHER, FURTHER_MOST, IN_ARTICLE,
    IN_SENTENCE, LEAST_TELLING, PER_DOUBLING,
};
use crate::gazetteer::{Gazetteer, Kind, Role};
use crate::record::{Cue, Evidence};
use crate::span::Span;

/// Entries that may share a word before it says less.
const FEW: u32 = 6;
/// Words before and after that are looked at.
const LOOK_AT: usize = 4;

/// Words that support the entry. A word that many entries share says less of each.
pub(super) fn support(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let cues = scene.cues.get(&candidate.entry)?;
    let (told, near) = nearest(scene, candidate.span, &cues.context)?;
    let best = cues.telling.values().copied().fold(0.0, f32::max);
    let others: f32 = cues.telling.values().sum::<f32>() - best;
    let in_article = IN_ARTICLE * best;
    let in_sentence = if near { IN_SENTENCE * telling(scene.gazetteer, &told) } else { 0.0 };
    let place = if in_sentence >= in_article { "sentence" } else { "article" };
    let weight = in_article.max(in_sentence) + (FURTHER * others).min(FURTHER_MOST);
    let detail = format!("\"{}\" in the {place}", scene.slice(told.span));
    Some(Evidence { signal: "context", weight, detail: detail.into() })
}

/// How telling a context word is: 1 if up to [`FEW`] entries have it, less with every doubling. Only
/// people are held to it: thousands share a surname and a country, but a country has one supreme court.
pub(super) fn telling(gazetteer: &Gazetteer, cue: &Cue) -> f32 {
    let is_person = matches!(cue.role, Role::Context(entry) | Role::Exclude(entry)
        if gazetteer.entries[entry as usize].kind == Kind::Person);
    if !is_person {
        return 1.0;
    }
    let doublings = (cue.shared.max(FEW) as f32 / FEW as f32).log2();
    (1.0 - PER_DOUBLING * doublings).max(LEAST_TELLING)
}

/// The nearest of some words, by start, that lie outside a span, and whether it is in its sentence;
/// of those before and after in the sentence, the more telling one.
fn nearest(scene: &Scene<'_>, span: Span, words: &[Cue]) -> Option<(Cue, bool)> {
    let outside = |word: &&Cue| !span.contains(word.span);
    let at = words.partition_point(|word| word.span.start() < span.start());
    let before = words[..at].iter().rev().filter(outside).take(LOOK_AT);
    let after = words[at..].iter().filter(outside).take(LOOK_AT);
    let around: Vec<&Cue> = before.chain(after).collect();
    let near = around.iter().filter(|word| scene.same_sentence(span, word.span));
    let near = near.max_by(|a, b| {
        telling(scene.gazetteer, a)
            .total_cmp(&telling(scene.gazetteer, b))
            .then(b.span.cmp(&a.span))
    });
    near.map(|word| (**word, true)).or_else(|| around.first().map(|word| (**word, false)))
}

/// Words that speak against it, and phrases that are something else.
pub(super) fn exclude(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let cues = scene.cues.get(&candidate.entry)?;
    let after = cues.phrases.partition_point(|phrase| phrase.start() < candidate.span.end());
    let phrase = cues.phrases[..after].last().filter(|phrase| phrase.overlaps(candidate.span));
    if let Some(phrase) = phrase {
        let detail = format!("part of \"{}\"", scene.slice(*phrase));
        return Some(Evidence {
            signal: "context",
            weight: EXCLUDED_PHRASE,
            detail: detail.into(),
        });
    }
    let (told, near) = nearest(scene, candidate.span, &cues.against)?;
    let (weight, place) =
        if near { (EXCLUDED_IN_SENTENCE, "sentence") } else { (EXCLUDED_IN_ARTICLE, "article") };
    let detail = format!("\"{}\" in the {place}", scene.slice(told.span));
    Some(Evidence { signal: "context", weight, detail: detail.into() })
}
