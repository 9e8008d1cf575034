//! A word that is elsewhere in the article the surname of somebody else: after `Monica French`,
//! `French said` is no country.

use super::scene::{Candidate, Scene, is_capitalised};
use super::weights::namesake::NAMESAKE;
use crate::gazetteer::{Kind, Via};
use crate::record::Evidence;
use crate::span::Span;
use std::collections::HashMap;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let kind = candidate.entry(scene).kind;
    if !matches!(kind, Kind::Country | Kind::Place | Kind::Person) {
        return None;
    }
    let text = scene.slice(candidate.span);
    let whole = scene.namesakes.get(text).filter(|whole| !whole.contains(candidate.span))?;
    let is_adjective = candidate.via(scene) == Via::Demonym && !acts(scene, candidate.span);
    if is_adjective || (kind == Kind::Person && is_own_name(scene, candidate, *whole)) {
        return None;
    }
    let detail = format!("\"{}\" in the article", scene.slice(*whole));
    Some(Evidence { signal: "namesake", weight: NAMESAKE, detail: detail.into() })
}

fn is_own_name(scene: &Scene<'_>, candidate: &Candidate, whole: Span) -> bool {
    let name = scene.slice(whole);
    candidate.entry(scene).aliases.iter().any(|alias| alias.text == name)
}

/// Whether a span is followed by what a person does or has: a verb of saying, a possessive.
pub(super) fn acts(scene: &Scene<'_>, span: Span) -> bool {
    let rest = scene.article.text.get(span.end()..).unwrap_or_default();
    let next = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    rest.starts_with("'s") || rest.starts_with("’s") || VERBS.binary_search(&next).is_ok()
}

const VERBS: &[&str] = &[
    "added",
    "also",
    "and",
    "argued",
    "argues",
    "asked",
    "believes",
    "called",
    "denied",
    "denies",
    "did",
    "explained",
    "had",
    "has",
    "insisted",
    "is",
    "replied",
    "said",
    "says",
    "testified",
    "thinks",
    "told",
    "was",
    "went",
    "who",
    "will",
    "wrote",
];

/// The surnames of people who are named with a given name and are in no gazetteer: each with its
/// first full name.
pub(super) fn find<'a>(scene: &Scene<'a>, candidates: &[Candidate]) -> HashMap<&'a str, Span> {
    let mut found = HashMap::new();
    for candidate in candidates {
        let Some(before) = scene.word_before(candidate.span) else { continue };
        let is_name =
            scene.given_names.contains(&before.start()) && is_capitalised(scene.slice(before));
        let is_part = scene.is_within_hit(before.start(), candidate.span);
        if is_name
            && !is_part
            && !scene.hit_ends(before.end())
            && !scene.slice(candidate.span).contains(char::is_whitespace)
        {
            let whole = Span::of(before.start()..candidate.span.end());
            found.entry(scene.slice(candidate.span)).or_insert(whole);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(VERBS.is_sorted());
    }
}
