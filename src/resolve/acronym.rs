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
    let long = scene.slice(*scene.acronyms.get(text)?);
    let folded = fold(long);
    let is_own = candidate.entry(scene).aliases.iter().any(|alias| {
        let alias = fold(&alias.text);
        folded.text().contains(alias.text()) || alias.text().contains(folded.text())
    });
    if is_own {
        return None;
    }
    let detail = format!("defined in the article as \"{long}\"");
    Some(Evidence { signal: "acronym", weight: DEFINED_OTHERWISE, detail: detail.into() })
}

/// The acronyms that the searched zones define: each with the words before its first bracket whose
/// initials it is, small words between them left out.
pub(super) fn defined<'a>(article: &'a Article, zones: &[ZoneKind]) -> BTreeMap<&'a str, Span> {
    let mut found = BTreeMap::new();
    for zone in searched(article, zones) {
        let text = article.slice(zone.span);
        for (open, _) in text.match_indices('(') {
            let acronym: &str =
                text[open + 1..].split(|c: char| !c.is_uppercase()).next().unwrap_or_default();
            let is_closed = text[open + 1 + acronym.len()..].starts_with(')');
            if !is_closed || !LETTERS.contains(&acronym.chars().count()) {
                continue;
            }
            if let Some(start) = words_of(&text[..open], acronym) {
                let from = zone.span.start();
                let words = Span::of(from + start..from + text[..open].trim_end().len());
                found.entry(acronym).or_insert(words);
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
        let start = head.rfind(|c: char| c.is_whitespace() || c == '-').map_or(0, |i| i + 1);
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

#[cfg(test)]
mod tests {
    use super::*;

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
