//! Blocks inside the article that are not running text: captions, keywords, credits, furniture.
//!
//! Promises: only short or labelled blocks are touched; a paragraph of running text without a label
//! stays what it is.

use super::labels::Label;
use super::page::Page;
use crate::article::ZoneKind;

/// Longest line, in words, that an opening such as `Read more:` makes furniture.
const FURNITURE: u32 = 40;

/// Marks the blocks inside and after the article that give themselves away.
pub(super) fn mark(page: &mut Page<'_>) {
    for i in 0..page.seen.len() {
        if matches!(page.told[i].kind, ZoneKind::Body | ZoneKind::Chrome) {
            if let Some((kind, why)) = kind(page, i) {
                page.set(i, kind, why);
            }
        }
    }
    mark_keywords(page);
}

fn kind(page: &Page<'_>, i: usize) -> Option<(ZoneKind, &'static str)> {
    let one = &page.seen[i];
    let body = page.is(i, ZoneKind::Body);
    let words = one.shape.words;
    let told = page.words(i);
    if is_credits(page, i) {
        return (body || words > 3).then_some((ZoneKind::Credits, "credits"));
    }
    if !body {
        return None;
    }
    if one.labels.line == Some(Label::Furniture) && page.is_page || one.marks.rights && words <= 30
    {
        return Some((ZoneKind::Chrome, "furniture label"));
    }
    if one.labels.opening == Some(Label::Furniture) && words <= FURNITURE && teaser(told) {
        return Some((ZoneKind::Chrome, "furniture opening"));
    }
    if one.labels.has(Label::Photo) && words <= 60 && photo(told) {
        return Some(if words <= 8 {
            (ZoneKind::Chrome, "picture credit")
        } else {
            (ZoneKind::Caption, "caption")
        });
    }
    None
}

/// Whether an opening is set apart by a mark: `Read more: …`, or is the start of a plea.
fn teaser(told: &str) -> bool {
    let head: String = told.chars().take(40).collect();
    let small = head.to_lowercase();
    head.contains([':', '|', '»', '→', '>']) || PLEAS.iter().any(|plea| small.starts_with(plea))
}

/// How lines begin that are about the page and not the news, even without a mark.
const PLEAS: &[&str] = &[
    "by clicking",
    "by signing up",
    "by subscribing",
    "click here",
    "download the app",
    "enter your email",
    "follow us",
    "join our",
    "never miss",
    "share on",
    "sign up",
    "subscribe",
    "thanks for signing",
    "this site is protected",
    "this site uses",
    "we use cookies",
    "we value your privacy",
    "you must be logged",
];

/// Whether a labelled line is about a picture: label and colon, bracket, or agency.
fn photo(told: &str) -> bool {
    let head: String = told.chars().take(30).collect();
    head.contains([':', '|', '/', '©'])
        || told.ends_with(')')
        || told.split_whitespace().count() <= 4
}

fn is_credits(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    let opening = one.labels.opening == Some(Label::Credits) && one.shape.words <= 80;
    let told = page.words(i);
    let bracketed = told.starts_with(['(', '[']) && told.ends_with([')', ']']);
    opening && (bracketed || i >= page.first) || told.starts_with("((") && told.ends_with("))")
}

/// Most keywords that follow a label.
const KEYWORDS: usize = 12;

/// Marks `Tags: …` lines and the list items after a label that stands alone.
fn mark_keywords(page: &mut Page<'_>) {
    for i in 0..page.seen.len() {
        let one = &page.seen[i];
        let near = page.title.unwrap_or(page.first).saturating_sub(2) <= i;
        let alone = one.labels.line == Some(Label::Keywords);
        let opened = one.labels.opening == Some(Label::Keywords)
            && page.words(i).contains(':')
            && one.shape.words <= 40
            && !one.shape.ends;
        if !near || !(alone && (one.marks.colon || !one.block.bullet) || opened) {
            continue;
        }
        page.set(i, ZoneKind::Keywords, "keywords label");
        if alone {
            mark_items(page, i + 1);
        }
    }
}

fn mark_items(page: &mut Page<'_>, from: usize) {
    let item = |page: &Page<'_>, i: usize| {
        page.seen.get(i).is_some_and(|one| {
            one.block.bullet
                && one.shape.words <= 6
                && !one.marks.colon
                && one.labels.line.is_none()
        })
    };
    let to = (from..from + KEYWORDS).find(|&i| !item(page, i)).unwrap_or(from + KEYWORDS);
    for i in from..to {
        page.set(i, ZoneKind::Keywords, "keyword");
    }
}
