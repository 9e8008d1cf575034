//! Where the article ends.
//!
//! Promises: after the heading of a list of other stories or of the comments nothing is body, if most
//! of the article stands before it.

use super::labels::Label;
use super::page::Page;
use crate::article::ZoneKind;

/// Share of the article's words that must stand before a heading that ends it.
const MOST: f32 = 0.6;

/// Marks everything after the end of the article.
pub(super) fn mark(page: &mut Page<'_>) {
    if !page.is_page {
        return;
    }
    let Some(end) = end(page) else { return };
    for i in end..page.seen.len() {
        if page.is(i, ZoneKind::Body) {
            page.set(i, ZoneKind::Chrome, "after the end");
        }
    }
}

/// The first heading after which too little is left to be the article.
fn end(page: &Page<'_>) -> Option<usize> {
    let body = |i: &usize| page.is(*i, ZoneKind::Body);
    let all: u32 = (0..page.seen.len()).filter(body).map(|i| page.seen[i].shape.words).sum();
    let mut done = 0;
    for i in 0..page.seen.len() {
        let one = &page.seen[i];
        if one.labels.line == Some(Label::Tail)
            && i > page.first
            && done as f32 >= MOST * all as f32
        {
            return Some(i);
        }
        if page.is(i, ZoneKind::Body) {
            done += one.shape.words;
        }
    }
    None
}
