//! A demonym that is the name of a language: `Japanese language`, `French-speaking`, `in English,
//! French and Arabic`.

use super::scene::{Candidate, Scene};
use super::weights::language::LANGUAGE;
use crate::gazetteer::Via;
use crate::record::Evidence;

/// What follows, after a space or hyphen, where the language is meant.
const AFTER: &[&str] = &[
    "grammar",
    "language",
    "languages",
    "lessons",
    "phrase",
    "speaker",
    "speakers",
    "speaking",
    "translation",
    "word",
];
/// Verbs and prepositions before a language that stands alone.
const BEFORE: &[&str] = &[
    "fluent", "into", "learn", "learned", "learning", "learnt", "speak", "speaking", "speaks",
    "spoke", "spoken",
];

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    if candidate.via(scene) != Via::Demonym {
        return None;
    }
    let text = scene.article.text.get(candidate.span.end()..)?;
    let rest = text.strip_prefix([' ', '-']).unwrap_or_default();
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let before = || scene.word_before(candidate.span).map(|word| scene.slice(word));
    let alone = !text.starts_with(' ') || next == "and" || next == "or";
    let told = AFTER.binary_search(&next).is_ok()
        || (alone && before().is_some_and(|word| BEFORE.binary_search(&word).is_ok()))
        || is_listed(scene, candidate);
    let detail = format!("\"{}\" is a language here", scene.slice(candidate.span));
    told.then_some(Evidence { signal: "language", weight: LANGUAGE, detail: detail.into() })
}

/// Whether it stands in a list with a language that is no demonym: `English, French and Arabic`.
fn is_listed(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    const REACH: usize = 60;
    let text = &scene.article.text;
    let (start, end) = (candidate.span.start(), candidate.span.end());
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((end + REACH).min(text.len()));
    let before = text[from..start].rsplit(['.', ';', ':']).next().unwrap_or_default();
    let after = text[end..to].split(['.', ';', ':']).next().unwrap_or_default();
    let is_item =
        |part: &str| matches!(part.trim(), "English" | "Arabic" | "Latin" | "Hebrew" | "Urdu");
    let links = |side: &str| {
        side.replace(" and ", ",").replace(" or ", ",").split(',').any(is_item_or_in(is_item))
    };
    (before.trim_end().ends_with([',', 'd', 'r']) && links(before))
        || (after.starts_with(',') && links(after))
}

/// Also `in English`, the head of a list.
fn is_item_or_in(is_item: fn(&str) -> bool) -> impl Fn(&str) -> bool {
    move |part| is_item(part) || part.trim().rsplit(' ').next().is_some_and(is_item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(AFTER.is_sorted() && BEFORE.is_sorted());
    }
}
