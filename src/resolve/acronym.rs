//! Acronyms defined in brackets: `the Example Trade Bureau (ETB)`.
//!
//! An abbreviation that the article itself defines as something else is not the listed body.

use super::scene::{Candidate, Scene, is_capitalised};
use crate::article::Article;
use crate::fold::fold;
use crate::record::Evidence;
use crate::span::Span;

const DEFINED_OTHERWISE: f32 = -5.0;
/// Letters of an acronym, at least and at most.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    candidate.alias(scene)?;
    let text = scene.slice(candidate.span);
    let (_, words) = scene.acronyms.iter().find(|(acronym, _)| acronym == text)?;
    let long = scene.slice(*words);
    let folded = fold(long);
    let is_own = candidate.entry(scene).aliases.iter().any(|alias| {
        let alias = fold(&alias.text);
        folded.text().contains(alias.text()) || alias.text().contains(folded.text())
    });
    if is_own {
        return None;
    }
    let detail = format!("defined in the article as \"{long}\"");
    Some(Evidence { signal: "acronym", weight: DEFINED_OTHERWISE, detail })
}

/// The acronyms that a text defines: each with the words before the bracket whose initials it is,
/// small words between them left out.
pub(super) fn defined(article: &Article) -> Vec<(String, Span)> {
    let text = article.text.as_str();
    let mut found: Vec<(String, Span)> = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(len) = text[open + 1..].find(')').filter(|len| LETTERS.contains(len)) else {
            continue;
        };
        let acronym = &text[open + 1..open + 1 + len];
        if !acronym.chars().all(|c| c.is_uppercase()) {
            continue;
        }
        if let Some(start) = words_of(&text[..open], acronym) {
            found.push((acronym.to_owned(), Span::of(start..text[..open].trim_end().len())));
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
