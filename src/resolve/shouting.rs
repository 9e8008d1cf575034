//! ALL-CAPS lines: capitals say nothing there, so `US` may be "us" and `WHO` "who".

use super::scene::{Candidate, Scene};
use super::weights::shouting::{COMMON_WORD, PLAIN_WORD};
use crate::record::Evidence;
use crate::span::Span;

/// Common words that are also abbreviations.
const WORDS: &[&str] = &[
    "aid", "all", "am", "and", "any", "are", "as", "at", "be", "do", "for", "go", "he", "her",
    "ice", "in", "is", "it", "may", "me", "mine", "no", "of", "on", "or", "pa", "salt", "so",
    "start", "the", "to", "up", "us", "we", "who",
];

/// The signal's name.
pub(super) const NAME: &str = "shouting";

/// What stands before or after the common word: `FOR US ALL`, `BOTH OF US`.
const BESIDE: &[&str] = &[
    "all", "among", "and", "around", "between", "both", "for", "give", "let", "of", "tell", "with",
];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let text = scene.slice(candidate.span);
    let line = scene.line(candidate.span);
    let common = WORDS.binary_search(&text.to_lowercase().as_str()).is_ok();
    if !common || !is_shouted(line) {
        return None;
    }
    let weight = if is_plain(scene, candidate, line) { PLAIN_WORD } else { COMMON_WORD };
    let detail = format!("\"{text}\" may be the common word in a line of capitals");
    Some(Evidence { signal: NAME, weight, detail: detail.into() })
}

/// Whether the line reads as if the common word is meant: it is a question, or the word stands beside
/// one of [`BESIDE`].
fn is_plain(scene: &Scene<'_>, candidate: &Candidate, line: &str) -> bool {
    let beside = [scene.word_before(candidate.span), scene.word_after(candidate.span)];
    let told =
        |word: Span| BESIDE.binary_search(&scene.slice(word).to_lowercase().as_str()).is_ok();
    line.trim_end().ends_with('?') || beside.into_iter().flatten().any(told)
}

/// Whether a line of two or more words has no small letter to speak of.
fn is_shouted(line: &str) -> bool {
    let upper = line.chars().filter(|c| c.is_uppercase()).count();
    let lower = line.chars().filter(|c| c.is_lowercase()).count();
    line.split_whitespace().nth(1).is_some() && upper > 4 * lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(WORDS.is_sorted() && BESIDE.is_sorted());
    }
}
