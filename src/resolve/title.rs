//! A title or role beside a person's name: `Economy Minister Kung`, `the Trump administration`.

use super::scene::{Candidate, Scene};
use crate::gazetteer::Kind;
use crate::record::Evidence;
use crate::span::Span;

const TITLE: f32 = 2.5;

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

pub(super) fn signal(scene: &Scene<'_>, candidate: &Candidate) -> Option<Evidence> {
    if candidate.entry(scene).kind != Kind::Person {
        return None;
    }
    let found =
        title_before(scene, candidate.span).or_else(|| office_after(scene, candidate.span))?;
    let detail = format!("\"{}\" beside it", scene.slice(found));
    Some(Evidence { signal: "title", weight: TITLE, detail })
}

/// The title that ends right before a span, white space between.
pub(super) fn title_before(scene: &Scene<'_>, span: Span) -> Option<Span> {
    let head = scene.article.text.get(..span.start())?;
    let end = head.trim_end().len();
    let start = *scene.titles.get(&end).or_else(|| scene.titles.get(&end.checked_sub(1)?))?;
    (end < span.start()).then(|| Span::of(start..end))
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
        assert!(OFFICES.is_sorted());
    }
}
