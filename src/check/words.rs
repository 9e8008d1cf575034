//! Words of a text as near spellings compare them.
//!
//! Promises: a word is a run of letters, digits and what folding drops between them; its key is what is
//! left when case, diacritics and script are taken away: ASCII letters and digits in lower case. A word
//! of a script that Unicode does not spell in Latin letters has an empty key.

use crate::fold::fold;
use std::borrow::Cow;
use std::ops::Range;

/// What stands between two words of one spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Between {
    /// A space, or a line break in a paragraph.
    Space,
    /// A hyphen or dash without a space.
    Hyphen,
    /// A dot, apostrophe or slash without a space.
    Sign,
}

/// Whether a character is part of a word.
pub(super) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_dropped(c)
}

/// What folding drops in the middle of a word: combining marks, soft hyphens, joiners.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The word that holds byte `at` of a text.
pub(super) fn word_at(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at(at);
    let start = before.trim_end_matches(is_part).len();
    let rest = after.trim_start_matches(is_part).len();
    start..text.len() - rest
}

/// The word after byte `end`, and what stands between; `None` where a spelling cannot go on.
pub(super) fn next(text: &str, end: usize) -> Option<(Between, Range<usize>)> {
    let rest = text.get(end..)?;
    let gap = rest.len() - rest.trim_start_matches(|c| !is_part(c)).len();
    let between = between(rest.get(..gap)?)?;
    (end + gap < text.len()).then(|| (between, word_at(text, end + gap)))
}

/// The word before byte `start`, and what stands between.
pub(super) fn previous(text: &str, start: usize) -> Option<(Between, Range<usize>)> {
    let before = text.get(..start)?;
    let end = before.trim_end_matches(|c| !is_part(c)).len();
    let between = between(before.get(end..)?)?;
    let last = before.get(..end)?.char_indices().next_back()?.0;
    Some((between, word_at(text, last)))
}

/// What a gap is that may stand inside a spelling: longer ones are a sentence's.
fn between(gap: &str) -> Option<Between> {
    const LONGEST: usize = 64;
    if gap.is_empty() || gap.len() > LONGEST {
        return None;
    }
    let folded = fold(gap);
    Some(match folded.text() {
        " " => Between::Space,
        "-" | "- " => Between::Hyphen,
        "." | "'" | "/" => Between::Sign,
        _ => return None,
    })
}

/// The key of a word.
pub(super) fn key(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let folded = fold(word);
    let latin = deunicode::deunicode_with_tofu(folded.text(), "");
    let kept = latin.chars().filter(char::is_ascii_alphanumeric);
    Cow::Owned(kept.map(|c| c.to_ascii_lowercase()).collect())
}

/// A key as it sounds: `i`, `y` and `j` after one another are one `y`, as systems of transliteration differ
/// in them most (Zelensky, Zelenskyy, Zelenskiy, Zelenskii).
pub(super) fn sound(key: &str) -> String {
    let mut sound = String::with_capacity(key.len());
    for c in key.chars().map(|c| if matches!(c, 'i' | 'j') { 'y' } else { c }) {
        if !(c == 'y' && sound.ends_with('y')) {
            sound.push(c);
        }
    }
    sound
}

/// The words of a spelling with what stands before each but the first; a gap of any other kind counts as
/// a sign.
pub(super) fn all(text: &str) -> Vec<(Option<Between>, Range<usize>)> {
    let (mut words, mut at) = (Vec::new(), 0);
    while let Some(gap) = text.get(at..).and_then(|rest| rest.find(is_part)) {
        let word = word_at(text, at + gap);
        let before = text.get(at..word.start).unwrap_or_default();
        words.push(((at > 0).then(|| between(before).unwrap_or(Between::Sign)), word.clone()));
        at = word.end;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_no_case_no_marks_and_no_script() {
        for (word, wanted) in [
            ("Silica", "silica"),
            ("Łódź", "lodz"),
            ("Зеленский", "zelenskii"),
            ("Sil\u{ad}ica", "silica"),
        ] {
            assert_eq!(key(word), wanted);
        }
    }

    #[test]
    fn systems_of_transliteration_sound_alike() {
        for name in ["zelensky", "zelenskyy", "zelenskiy", "zelenskii", "zelenskij"] {
            assert_eq!(sound(name), "zelensky");
        }
    }

    #[test]
    fn a_spelling_goes_on_over_spaces_hyphens_and_signs_only() {
        let after =
            |text: &str| next(text, 3).map(|(between, word)| (between, text[word].to_owned()));
        assert_eq!(after("Pax\u{a0}\nSilica x"), Some((Between::Space, "Silica".to_owned())));
        assert_eq!(after("Pax–Silica"), Some((Between::Hyphen, "Silica".to_owned())));
        assert_eq!(after("Pax'Silica"), Some((Between::Sign, "Silica".to_owned())));
        for text in ["Pax, Silica", "Pax. Silica", "Pax\n\nSilica", "Pax", "Pax "] {
            assert_eq!(after(text), None, "{text:?}");
        }
        let before =
            |text: &str| previous(text, text.len() - 1).map(|(_, word)| text[word].to_owned());
        assert_eq!(before("a Pax-x").as_deref(), Some("Pax"));
        assert_eq!(before(" x"), None);
    }
}
