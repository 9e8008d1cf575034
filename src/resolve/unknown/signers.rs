//! Who signs: the author in a byline, who took or drew a picture.
//!
//! Promises: told by what stands before the name on its line, within a fixed number of words.

use super::spots::{Cutter, Spot};
use crate::article::ZoneKind;

/// What opens a line that says who wrote it, in lower case without its colon; sorted.
const OPENINGS: &[&str] = &[
    "author",
    "authors",
    "by",
    "compiled by",
    "contributions from",
    "edited by",
    "fact checked by",
    "medically reviewed by",
    "posted by",
    "reported by",
    "reporting by",
    "reviewed by",
    "story by",
    "submitted by",
    "text by",
    "words by",
    "written by",
];

/// What stands before the name of who took or drew a picture, or who is seen in it, anywhere on a line; sorted.
const CREDITS: &[&str] = &[
    "drawing by",
    "headshot of",
    "illustration by",
    "image by",
    "photo by",
    "photograph by",
    "photographed by",
    "photography by",
    "photos by",
    "picture by",
    "portrait of",
];

/// Words before a name that are looked at: other names may stand between.
const FAR: usize = 10;

/// Whether a name stands in a byline or behind the words that introduce who signs.
pub(super) fn signs(cutter: &Cutter<'_, '_>, spot: &Spot) -> bool {
    let is_byline = cutter.words.get(spot.words.start).is_some_and(|w| w.zone == ZoneKind::Byline);
    is_byline || is_introduced(cutter, spot, introduces)
}

/// Whether a line says of a name, and nothing more, that its bearer wrote the article.
pub(super) fn wrote(cutter: &Cutter<'_, '_>, spot: &Spot) -> bool {
    let Some(last) = cutter.words.get(spot.words.end.saturating_sub(1)) else { return false };
    let text = &cutter.scene.article.text;
    let rest = text.get(last.span.end()..).unwrap_or_default();
    let end = text.ceil_char_boundary((last.span.end() + REST).min(text.len()));
    let rest = text.get(last.span.end()..end).unwrap_or(rest);
    let is_whole = rest.len() < REST || rest.contains('\n');
    let rest = rest.lines().next().unwrap_or_default().trim_end();
    is_whole && !rest.ends_with(['.', '!', '?', ':']) && is_introduced(cutter, spot, opens)
}

/// How much may follow the name of an author on its line, in bytes.
const REST: usize = 100;

/// Whether words that introduce who signs stand before a name, with nothing but other names between.
fn is_introduced(cutter: &Cutter<'_, '_>, spot: &Spot, introduces: fn(&str) -> bool) -> bool {
    let Some(word) = cutter.words.get(spot.words.start) else { return false };
    let start = word.span.start();
    let before = cutter.scene.article.text.get(..start).unwrap_or_default();
    let from = before.floor_char_boundary(start.saturating_sub(BEFORE));
    let mut rest = before.get(from..).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    for _ in 0..FAR {
        let plain = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        let last = plain.rsplit(char::is_whitespace).next().unwrap_or_default();
        if introduces(plain) {
            return true;
        }
        if !last.starts_with(char::is_uppercase) && last != "and" {
            return false;
        }
        rest = plain.get(..plain.len() - last.len()).unwrap_or_default();
    }
    false
}

/// How much of a line before a name is looked at, in bytes.
const BEFORE: usize = 160;

/// Whether the beginning of a line ends with the words that introduce who signs.
fn introduces(line: &str) -> bool {
    let mut words = line.rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let (Some(last), before) = (words.next(), words.next()) else { return false };
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let two = format!("{} {}", bare(before.unwrap_or_default()), bare(last));
    if CREDITS.binary_search(&two.as_str()).is_ok() {
        return true;
    }
    opens(line)
}

/// Whether the beginning of a line is what opens a byline.
fn opens(line: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    line.len() <= OPENING && OPENINGS.binary_search(&line.to_lowercase().as_str()).is_ok()
}

/// Length of the longest opening, in bytes.
const OPENING: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [OPENINGS, CREDITS] {
            assert!(table.is_sorted_by(|a, b| a < b));
            assert!(table.iter().all(|words| words.len() <= OPENING));
        }
    }

    #[test]
    fn what_introduces_who_signs() {
        for line in ["By", "  • Written by", "Authors", "The pier | Photo by", "Headshot of"] {
            assert!(introduces(line), "{line}");
        }
        for line in ["It was written by", "Stand by", "of", "", "The council and its authors"] {
            assert!(!introduces(line), "{line}");
        }
    }
}
