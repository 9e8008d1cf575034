//! Which block is the headline.
//!
//! Promises: at most one; never a line of running text or a known label; a line that the page repeats,
//! whose words come back in the body, and that stands right above the article, wins.

use super::dates;
use super::labels::{self, Label};
use super::page::Page;
use super::shape::Shape;
use crate::article::ZoneKind;
use std::collections::HashSet;

/// Blocks above the first running text that are considered.
const ABOVE: usize = 40;

/// Words of the body in which those of a headline are looked for.
const BODY_WORDS: usize = 600;

/// Finds the headline and the repeats of it, and marks them. A document's own title is taken where
/// it stands.
pub(super) fn mark(page: &mut Page<'_>, own: Option<&str>, body_start: usize) {
    let own = own.filter(|own| !own.trim().is_empty());
    let found = match own {
        Some(_) if body_start > 0 => mark_own(page, body_start),
        Some(own) => given(page, own),
        None => find(page),
    };
    let Some(title) = found else { return };
    page.title = Some(title);
    page.set(title, ZoneKind::Title, "headline");
    mark_repeats(page, title);
}

/// The last block of the title that was put before the body; all of them are title.
fn mark_own(page: &mut Page<'_>, body_start: usize) -> Option<usize> {
    let last = page.seen.iter().rposition(|one| one.block.span.end() <= body_start)?;
    for i in 0..last {
        page.set(i, ZoneKind::Title, "the document's own title");
    }
    Some(last)
}

/// The block that says a given title.
fn given(page: &Page<'_>, own: &str) -> Option<usize> {
    let key = labels::key(own, 60);
    (0..page.seen.len()).take(BEGINNING).find(|&i| same(&key, &labels::key(page.words(i), 60)))
}

/// Lines of a body in which its own title is looked for.
const BEGINNING: usize = 5;

/// Whether a title stands on a line of its own at the beginning of a body.
pub(super) fn stands_in(title: &str, body: &str) -> bool {
    let key = labels::key(title, 60);
    let lines = body.lines().filter(|line| !line.trim().is_empty()).take(BEGINNING);
    lines
        .filter(|line| line.len() <= 4 * title.len() + 40)
        .any(|line| same(&key, &labels::key(line, 60)))
}

/// Marks every other block that says the same as the headline.
pub(super) fn mark_repeats(page: &mut Page<'_>, title: usize) {
    let key = labels::key(page.words(title), 60);
    for i in (0..page.seen.len()).filter(|&i| i != title) {
        let words = page.seen[i].shape.words;
        if words <= 60 && same(&key, &labels::key(page.words(i), 60)) {
            page.set(i, ZoneKind::Chrome, "headline again");
        }
    }
}

/// Whether a line says the headline, alone or with the name of the site after it.
fn same(key: &str, other: &str) -> bool {
    key == other && !key.is_empty()
}

fn find(page: &Page<'_>) -> Option<usize> {
    let last = page.first;
    let from = last.saturating_sub(ABOVE);
    if !page.is_page {
        return bare(page);
    }
    let body = body_words(page);
    let scored = (from..=last.min(page.seen.len().checked_sub(1)?))
        .filter_map(|i| Some((i, score(page, i, &body)?)));
    let best = scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (best.1 > 0.0).then_some(best.0)
}

/// The headline of a text without a page around it: its first line, if it looks like one.
fn bare(page: &Page<'_>) -> Option<usize> {
    let shape = |i: usize| page.seen.get(i).map(|one| one.shape);
    let (first, next) = (shape(0)?, shape(1)?);
    let fits = may_be(page, 0) && !first.ends && first.words >= 2 && first.words <= 25;
    (fits && (next.words > 2 || page.seen.len() > 3)).then_some(0)
}

fn body_words(page: &Page<'_>) -> HashSet<String> {
    let bodies = (page.first..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Body));
    let prose = bodies.filter(|&i| page.seen[i].shape.is_prose());
    let words =
        prose.flat_map(|i| page.words(i).split_whitespace().take(BODY_WORDS)).take(BODY_WORDS);
    words.filter_map(content_word).collect()
}

/// A word that says something, as it is compared.
fn content_word(word: &str) -> Option<String> {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    (core.chars().count() >= 4).then(|| core.chars().take(6).flat_map(char::to_lowercase).collect())
}

/// Whether a block may be a headline at all.
fn may_be(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    let told = page.words(i);
    let label = one.labels.line.is_some()
        || matches!(one.labels.opening, Some(Label::Byline | Label::Photo | Label::Credits));
    let long = one.shape.words > 35 || told.len() > 300;
    let dated = one.shape.words <= 8 && !dates::all(told, page.order).is_empty();
    let empty = one.shape.words == 0 || one.shape.numbers == one.shape.words;
    !(label || long || dated || empty || one.marks.rights || one.shape.separators > 2)
}

fn score(page: &Page<'_>, i: usize, body: &HashSet<String>) -> Option<f32> {
    if !may_be(page, i) {
        return None;
    }
    let one = &page.seen[i];
    let yes = |fact: bool| f32::from(u8::from(fact));
    let told: Vec<String> = page.words(i).split_whitespace().filter_map(content_word).collect();
    let known = told.iter().filter(|word| body.contains(*word)).count();
    let overlap = if told.is_empty() { 0.0 } else { known as f32 / told.len() as f32 };
    let next_gap = page.block(i + 1).is_none_or(|next| next.gap);
    let length = match one.shape.words {
        1 => -1.2,
        2 => -0.6,
        3 => 0.0,
        4..=18 => 1.0,
        _ => 0.3,
    };
    let opening = one.labels.opening == Some(Label::Furniture);
    Some(
        length
            + 2.5 * overlap
            + 0.6 * (known.min(5) as f32) / 2.0
            + 0.8 * yes(one.block.gap)
            + 0.4 * yes(next_gap)
            + 0.7 * yes(one.repeated)
            - 0.12 * distance(page, i)
            - 1.5 * yes(one.block.bullet)
            - 0.6 * yes(one.marks.colon)
            - 1.0 * yes(one.shape.is_prose())
            - 0.8 * yes(Shape::of(page.words(i)).ends && !one.marks.question)
            - 1.0 * yes(opening)
            + 0.6 * yes(followed_by_byline(page, i)),
    )
}

/// How far above the article a block stands; runs of menu items count little each.
fn distance(page: &Page<'_>, i: usize) -> f32 {
    page.first.saturating_sub(i) as f32
}

fn followed_by_byline(page: &Page<'_>, i: usize) -> bool {
    (i + 1..(i + 5).min(page.seen.len())).any(|k| {
        let one = &page.seen[k];
        one.shape.words <= 15
            && (one.labels.has(Label::Byline) || !dates::all(page.words(k), page.order).is_empty())
    })
}
