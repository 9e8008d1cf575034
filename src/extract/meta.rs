//! What the zones say about the article: time of publication, keywords.
//!
//! Promises: a date counts only from a byline, a line near the headline or a labelled line, never from
//! running text or a note of rights.

use super::dates::{self, Found};
use super::head;
use super::labels::Label;
use super::page::Page;
use crate::article::ZoneKind;

/// The time of publication, ISO 8601.
pub(super) fn published(page: &Page<'_>) -> Option<String> {
    let mut best = dateline(page).map(|found| (DATELINE, found));
    for i in 0..page.seen.len() {
        let Some(place) = place(page, i) else { continue };
        for (mut found, label) in labelled(page, i) {
            if label < 0.0 {
                // it stood there at the latest on that day; when, this does not say
                found.time = None;
            }
            let score = place + label + if found.time.is_some() { 0.2 } else { 0.0 };
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, found));
            }
        }
    }
    best.map(|(_, found)| found.iso())
}

/// What the day of a dateline counts: more than a day in furniture, less than one beside the headline.
const DATELINE: f32 = 3.5;

/// The day that a dateline says: `OSLO, 12 October 2026 -`.
fn dateline(page: &Page<'_>) -> Option<Found> {
    let opening = head::opening(page)?;
    let told = opening.told.get(..opening.dateline)?;
    dates::all(told, page.order).into_iter().next()
}

/// How likely a block is to hold the time of publication; `None` if it cannot.
fn place(page: &Page<'_>, i: usize) -> Option<f32> {
    let one = &page.seen[i];
    if one.marks.rights || one.shape.words > 30 || one.shape.numbers == 0 {
        return None;
    }
    let top = page.title.unwrap_or(page.first);
    let head = top.saturating_sub(10)..page.first.max(top) + 4;
    let far = if i < top { (top - i) as f32 * 2.0 } else { (i - top) as f32 };
    match page.told[i].kind {
        ZoneKind::Byline => Some(10.0 - 0.1 * far),
        _ if one.shape.is_prose() => None,
        _ if head.contains(&i) && one.shape.words <= 16 => Some(8.0 - 0.2 * far),
        ZoneKind::Body | ZoneKind::Credits if one.labels.has(Label::Byline) => Some(3.0),
        ZoneKind::Chrome if i < top => Some(1.0),
        ZoneKind::Chrome | ZoneKind::Body if one.labels.has(Label::Byline) => Some(0.5),
        _ => None,
    }
}

/// The dates of a block with what the words before them add.
fn labelled(page: &Page<'_>, i: usize) -> Vec<(Found, f32)> {
    let told = page.words(i);
    let above = if page.seen[i].shape.words <= 4 && i > 0 { page.words(i - 1) } else { "" };
    let above = if above.len() <= 30 { above } else { "" };
    let mut from = 0;
    let mut all = Vec::new();
    for found in dates::all(told, page.order) {
        let label = told.get(from..found.start).unwrap_or_default();
        let label = if label.trim().is_empty() { above } else { label };
        from = found.end;
        let weight = label_weight(&label.to_lowercase());
        all.push((found, weight));
    }
    all
}

fn label_weight(label: &str) -> f32 {
    let any = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if any(&["updated", "modified", "reviewed", "edited", "expires", "event"]) {
        -1.5
    } else if any(&["publish", "posted", "created", "released", "date"]) {
        1.5
    } else {
        0.0
    }
}

/// What the site says the article is about.
pub(super) fn keywords(page: &Page<'_>) -> Vec<String> {
    let mut keywords = Vec::new();
    let mut label = None;
    for i in (0..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Keywords)) {
        let told = page.words(i);
        let (head, rest) = told.split_once(':').unwrap_or(("", told));
        if page.told[i].why == "keyword" {
            keywords.push(with_label(label, told));
        } else {
            label = Some(head).filter(|head| is_kind(head));
            let items = rest
                .split([',', ';', '|'])
                .map(str::trim)
                .filter(|item| !item.is_empty() && told.contains(':'));
            keywords.extend(items.map(|item| with_label(label, item)));
        }
    }
    keywords
}

/// Whether a label says what kind of thing the keywords are.
fn is_kind(label: &str) -> bool {
    matches!(
        label.to_lowercase().as_str(),
        "country" | "countries" | "region" | "regions" | "location" | "locations"
    )
}

fn with_label(label: Option<&str>, item: &str) -> String {
    label.map_or_else(|| item.to_owned(), |label| format!("{label}: {item}"))
}
