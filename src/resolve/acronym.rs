//! Acronyms defined in brackets: `the Example Trade Bureau (ETB)`.
//!
//! An abbreviation that the article itself defines as something else is not the listed body.

use super::scene::{Candidate, Scene, is_capitalised, searched};
use super::weights::acronym::DEFINED_OTHERWISE;
use crate::article::{Article, ZoneKind};
use crate::fold::fold;
use crate::record::Evidence;
use crate::span::Span;
use std::collections::BTreeMap;

/// Letters of an acronym, at least and at most.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    candidate.alias(scene)?;
    let text = scene.slice(candidate.span);
    let defined = &scene.acronyms;
    let (long, is_name) = match (defined.names.get(text), defined.things.get(text)) {
        (Some(name), _) => (scene.slice(*name), true),
        (None, Some(thing)) => (scene.slice(*thing), false),
        (None, None) => return None,
    };
    let folded = fold(long);
    let first = |text: &str| text.split(' ').next().map(str::to_owned);
    let is_own = candidate.entry(scene).aliases.iter().any(|alias| {
        let alias = fold(&alias.text);
        folded.text().contains(alias.text())
            || alias.text().contains(folded.text())
            // some write a body's name in small letters, and spell it their way
            || (!is_name && first(alias.text()) == first(folded.text()))
    });
    if is_own {
        return None;
    }
    let detail = format!("defined in the article as \"{long}\"");
    Some(Evidence { signal: "acronym", weight: DEFINED_OTHERWISE, detail: detail.into() })
}

/// The acronyms that an article defines, each with the words before its first bracket whose initials it
/// is.
#[derive(Default)]
pub(crate) struct Defined<'a> {
    /// Those of names: `the Example Trade Bureau (ETB)`, small words left out.
    pub(crate) names: BTreeMap<&'a str, Span>,
    /// Those of things: `example trade balance (ETB)`.
    pub(crate) things: BTreeMap<&'a str, Span>,
}

/// The acronyms that the searched zones define.
pub(super) fn defined<'a>(article: &'a Article, zones: &[ZoneKind]) -> Defined<'a> {
    let mut found = Defined::default();
    for zone in searched(article, zones) {
        let text = article.slice(zone.span);
        for (open, _) in text.match_indices('(') {
            let acronym: &str =
                text[open + 1..].split(|c: char| !c.is_uppercase()).next().unwrap_or_default();
            let is_closed = text[open + 1 + acronym.len()..].starts_with(')');
            if !is_closed || !LETTERS.contains(&acronym.chars().count()) {
                continue;
            }
            let head = &text[..open];
            let words = |start| {
                let from = zone.span.start();
                Span::of(from + start..from + head.trim_end().len())
            };
            if let Some(start) = words_of(head, acronym) {
                found.names.entry(acronym).or_insert(words(start));
            } else if let Some(start) = thing_of(head, acronym) {
                found.things.entry(acronym).or_insert(words(start));
            }
        }
    }
    found
}

/// Where the words begin, at the end of `head`, whose initials are the letters of `acronym`.
fn words_of(head: &str, acronym: &str) -> Option<usize> {
    let mut letters = acronym.chars().rev().peekable();
    let mut end = head.trim_end().len();
    while letters.peek().is_some() {
        let head = head[..end].trim_end();
        let start = last_word(head);
        let word = head.get(start..)?;
        let first = word.chars().next()?;
        if is_capitalised(word) && Some(&first) == letters.peek() {
            letters.next();
        } else if word.chars().count() > 3 || is_capitalised(word) {
            return None;
        }
        end = start;
        if letters.peek().is_none() {
            return Some(start);
        }
        end = head[..end].trim_end_matches(|c: char| c.is_whitespace() || c == '-').len();
    }
    None
}

/// Where the last word begins; what parts words may have several bytes.
fn last_word(text: &str) -> usize {
    text.trim_end_matches(|c: char| !c.is_whitespace() && c != '-').len()
}

/// Where the words in small letters begin, at the end of `head`, whose initials are the letters of
/// `acronym`, three at least.
fn thing_of(head: &str, acronym: &str) -> Option<usize> {
    let mut end = head.trim_end().len();
    let mut start = end;
    for letter in acronym.chars().rev() {
        let before = &head[..end];
        start = last_word(before);
        let word = &before[start..];
        let is_initial = word.chars().next().is_some_and(|c| letter.to_lowercase().eq([c]));
        if !is_initial || !word.chars().all(char::is_lowercase) {
            return None;
        }
        end = before[..start].trim_end_matches(|c: char| c.is_whitespace() || c == '-').len();
    }
    (acronym.chars().count() > 2).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_in_small_letters() {
        let thing = |head: &str, acronym| thing_of(head, acronym).map(|at| head[at..].to_owned());
        assert_eq!(
            thing("the example trade-balance ", "ETB").as_deref(),
            Some("example trade-balance ")
        );
        assert_eq!(thing("the Example trade balance ", "ETB"), None);
        assert_eq!(
            thing("the example\u{a0}trade balance", "ETB").as_deref(),
            Some("example\u{a0}trade balance")
        );
        assert_eq!(thing("trade balance ", "ETB"), None);
        assert_eq!(thing("trade balance ", "TB"), None);
    }

    #[test]
    fn initials_are_found_before_the_bracket() {
        let words = |head: &str, acronym| words_of(head, acronym).map(|at| head[at..].to_owned());
        assert_eq!(
            words("by the Example Bureau of Trade ", "EBT").as_deref(),
            Some("Example Bureau of Trade ")
        );
        assert_eq!(words("by the Example Bureau ", "EBT"), None);
        assert_eq!(words("", "EBT"), None);
    }
}
