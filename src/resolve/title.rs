//! A title or role beside a name: `Economy Minister Kung`, `the Trump administration` speak for the
//! person, `Mr Shiga` against the prefecture.

use super::scene::{Candidate, Scene};
use super::weights::title::{OTHER_TITLE, SOMEBODY, TITLE};
use crate::gazetteer::{Entry, Kind};
use crate::record::Evidence;
use crate::span::Span;

/// What follows a leader's surname where the leader is meant.
const OFFICES: &[&str] = &[
    "administration",
    "cabinet",
    "campaign",
    "doctrine",
    "era",
    "government",
    "presidency",
    "regime",
    "years",
];

/// Titles that any person may have.
const HONORIFICS: &[&str] =
    &["dame", "dr", "lady", "lord", "madam", "miss", "mr", "mrs", "ms", "prof", "professor", "sir"];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    if candidate.entry(scene).kind != Kind::Person {
        return somebody(scene, candidate);
    }
    if let Some(office) = office_after(scene, candidate.span) {
        return Some(evidence(scene, TITLE, office));
    }
    let title = title_before(scene, candidate.span)?;
    if is_honorific(scene, title) {
        return None;
    }
    let words = scene.slice(title).to_lowercase();
    let weight = if fits(candidate.entry(scene), &words) { TITLE } else { OTHER_TITLE };
    (weight > 0.0 || candidate.is_weak(scene)).then(|| evidence(scene, weight, title))
}

/// A title right before a name that is listed as no person: `Mr Shiga` is not the prefecture. A title
/// other than an honorific speaks against weak aliases only (`President Washington`).
fn somebody(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let title = title_before(scene, candidate.span)?;
    let beside = scene.word_before(candidate.span)?.end() >= title.end();
    let tells = is_honorific(scene, title) || candidate.is_weak(scene);
    (beside && tells && candidate.entry(scene).kind != Kind::Agreement)
        .then(|| evidence(scene, SOMEBODY, title))
}

fn is_honorific(scene: &Scene<'_>, title: Span) -> bool {
    let words = scene.slice(title).to_lowercase();
    HONORIFICS.binary_search(&words.trim_end_matches('.')).is_ok()
}

/// Whether the role or a context word of a person names the title (or most of it).
fn fits(entry: &Entry, title: &str) -> bool {
    let role = entry.attribute("role").unwrap_or_default().to_lowercase();
    let known = |word: &str| {
        role.contains(word)
            || entry.context.iter().any(|context| context.to_lowercase().contains(word))
    };
    title.split([' ', '-']).filter(|word| word.len() > 2).any(known)
}

fn evidence(scene: &Scene<'_>, weight: f32, found: Span) -> Evidence {
    let detail = format!("\"{}\" beside it", scene.slice(found));
    Evidence { signal: "title", weight, detail: detail.into() }
}

/// The title that ends right before a span, white space or a comma and white space between.
pub(super) fn title_before(scene: &Scene<'_>, span: Span) -> Option<Span> {
    let head = scene.article.text.get(..span.start())?.trim_end();
    if head.len() == span.start() {
        return None;
    }
    let ends = [head.len(), head.trim_end_matches(',').len()];
    ends.into_iter().find_map(|end| scene.titles.get(&end).map(|&start| Span::of(start..end)))
}

fn office_after(scene: &Scene<'_>, span: Span) -> Option<Span> {
    let after = scene.word_after(span)?;
    OFFICES.binary_search(&scene.slice(after).to_lowercase().as_str()).is_ok().then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(OFFICES.is_sorted() && HONORIFICS.is_sorted());
    }
}
