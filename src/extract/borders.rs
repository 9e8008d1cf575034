//! Where the article ends, and which paragraphs it takes back from the furniture between its parts.
//!
//! Promises: after the heading of a list of other stories or of the comments nothing is body, if most
//! of the article stands before it. A paragraph shortly below the article is taken back only if no such
//! heading stands between them and it does not ask for anything.

use super::labels::Label;
use super::page::Page;
use crate::article::ZoneKind;

/// Share of the article's words that must stand before a heading that ends it.
const MOST: f32 = 0.5;

/// Share of the article's words that must stand before a heading that only looks like that of a list.
const NEARLY_ALL: f32 = 0.85;

/// How headings of lists of other stories begin; sorted.
const OTHERS: &[&str] = &[
    "Latest",
    "More",
    "Other",
    "Popular",
    "Recent",
    "Recommended",
    "Related",
    "Similar",
    "Trending",
];

/// `More Perspectives`, `Related Guides`
fn is_list_heading(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    let first = page.words(i).split_whitespace().next().unwrap_or_default();
    let short = (2..=4).contains(&one.shape.words) && one.shape.capital_share() > 0.6;
    short && !one.shape.ends && !one.block.bullet && OTHERS.binary_search(&first).is_ok()
}

/// Words of an article after which the heading of the comments ends it, however many follow.
const TOLD: u32 = 120;

/// Takes paragraphs back, then marks everything after the end of the article.
pub(super) fn mark(page: &mut Page<'_>) {
    if page.is_page {
        take_back_above(page);
        take_back_below(page);
    }
    let end = if page.is_page { end(page) } else { last_list(page) };
    let Some(end) = end else { return };
    for i in end..page.seen.len() {
        if page.is(i, ZoneKind::Body) {
            page.set(i, ZoneKind::Chrome, "after the end");
        }
    }
}

/// Blocks of furniture that may stand between two paragraphs.
const BETWEEN: usize = 10;

/// Below an article of more words than this nothing is taken back: what stands there is rarely its own.
const SHORT: u32 = 300;

fn take_back_below(page: &mut Page<'_>) {
    let body: Vec<usize> =
        (page.first..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Body)).collect();
    let words: u32 = body.iter().map(|&i| page.seen[i].shape.words).sum();
    let lowest = body.last().copied().unwrap_or(0);
    let mut last = None;
    for i in page.first..page.seen.len() {
        if i > lowest && words > SHORT {
            break;
        }
        if page.is(i, ZoneKind::Body) {
            last = Some(i);
        } else if is_wall(page, i) {
            last = None;
        } else if last.is_some_and(|last| i - last <= BETWEEN && belongs(page, i, last)) {
            page.set(i, ZoneKind::Body, "paragraph below the article");
            last = Some(i);
        }
    }
}

/// Paragraphs between the headline and the article.
fn take_back_above(page: &mut Page<'_>) {
    let Some(title) = page.title.filter(|&title| title < page.first) else { return };
    let mut last = page.first;
    for i in (title + 1..page.first).rev() {
        if is_wall(page, i) || last - i > BETWEEN {
            break;
        }
        if belongs(page, i, i) {
            page.set(i, ZoneKind::Body, "paragraph above the article");
            last = i;
        }
    }
    page.first = last;
}

/// Whether no article goes on beyond this block.
fn is_wall(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    one.labels.has(Label::Tail)
        || one.labels.has(Label::Keywords)
        || one.marks.comment
        || one.marks.rights
}

/// Whether a block reads like a paragraph of the article that ends above it.
fn belongs(page: &Page<'_>, i: usize, last: usize) -> bool {
    let one = &page.seen[i];
    let plain = one.labels.line.is_none()
        && one.labels.opening.is_none()
        && !one.block.bullet
        && !one.marks.dated;
    let sentence = i == last + 1 && one.shape.ends && one.shape.words >= 5;
    plain
        && !one.tree.is_some_and(|tree| tree.is_beside())
        && one.marks.pleas == 0
        && one.times == 1
        && (one.shape.is_prose() && one.shape.words >= 15 || sentence)
}

/// In a text without a page around it: the heading of a list with not one sentence after it.
fn last_list(page: &Page<'_>) -> Option<usize> {
    let sentence = |i: &usize| page.seen[*i].shape.ends && page.seen[*i].shape.words >= 4;
    let last = (0..page.seen.len()).rev().find(sentence)?;
    let list = |i: &usize| page.seen[*i].labels.line == Some(Label::Tail);
    (last + 1..page.seen.len().saturating_sub(1)).find(list)
}

/// The first heading after which too little is left to be the article.
fn end(page: &Page<'_>) -> Option<usize> {
    let body = |i: &usize| page.is(*i, ZoneKind::Body);
    let all: u32 = (0..page.seen.len()).filter(body).map(|i| page.seen[i].shape.words).sum();
    let mut done = 0;
    for i in 0..page.seen.len() {
        let one = &page.seen[i];
        let list = one.labels.line == Some(Label::Tail) && done as f32 >= MOST * all as f32;
        let likely = done as f32 >= NEARLY_ALL * all as f32 && is_list_heading(page, i);
        let comments = one.marks.comment && done >= TOLD;
        if i > page.first && (list || likely || comments) {
            return Some(i);
        }
        if page.is(i, ZoneKind::Body) {
            done += one.shape.words;
        }
    }
    None
}
