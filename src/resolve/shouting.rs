//! ALL-CAPS lines: capitals say nothing there, so `US` may be "us" and `WHO` "who".

use super::scene::{Candidate, Scene};
use crate::record::Evidence;

const COMMON_WORD: f32 = -4.0;

/// Common words that are also abbreviations.
const WORDS: &[&str] = &[
    "aid", "all", "am", "and", "any", "are", "as", "at", "be", "do", "for", "go", "he", "her",
    "ice", "in", "is", "it", "may", "me", "mine", "no", "of", "on", "or", "pa", "salt", "so",
    "start", "the", "to", "up", "us", "we", "who",
];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    let text = scene.slice(candidate.span);
    let common = WORDS.binary_search(&text.to_lowercase().as_str()).is_ok();
    if !common || !is_shouted(scene.line(candidate.span)) {
        return None;
    }
    let detail = format!("\"{text}\" may be the common word in a line of capitals");
    Some(Evidence { signal: "shouting", weight: COMMON_WORD, detail })
}

/// Whether a line of three or more words has no small letter to speak of.
fn is_shouted(line: &str) -> bool {
    let upper = line.chars().filter(|c| c.is_uppercase()).count();
    let lower = line.chars().filter(|c| c.is_lowercase()).count();
    line.split_whitespace().nth(2).is_some() && upper > 4 * lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(WORDS.is_sorted());
    }
}
