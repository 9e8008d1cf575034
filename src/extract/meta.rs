//! What the zones say about the article: time of publication, source, byline, keywords.
//!
//! Promises: a date counts only from a byline, a line near the headline or a labelled line, never from
//! running text or a note of rights.

use super::dates::{self, Found};
use super::head::DESKS;
use super::labels::{self, Label};
use super::page::Page;
use crate::article::ZoneKind;

/// The time of publication, ISO 8601.
pub(super) fn published(page: &Page<'_>) -> Option<String> {
    let mut best: Option<(f32, Found)> = None;
    for i in 0..page.seen.len() {
        let Some(place) = place(page, i) else { continue };
        for (found, label) in labelled(page, i) {
            let score = place + label + if found.time.is_some() { 0.2 } else { 0.0 };
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, found));
            }
        }
    }
    best.map(|(_, found)| found.iso())
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

/// Who wrote it, as the byline has it.
pub(super) fn byline(page: &Page<'_>) -> Option<String> {
    let lines = (0..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Byline));
    lines.flat_map(|i| parts(page.words(i))).find_map(|part| author(part, page))
}

fn parts(told: &str) -> impl Iterator<Item = &str> {
    told.split(['|', '·', '•']).map(str::trim)
}

/// The author in a part of a byline, without the `By`.
fn author(part: &str, page: &Page<'_>) -> Option<String> {
    let cut = dates::all(part, page.order).first().map_or(part.len(), |found| found.start);
    let told = part.get(..cut)?.trim().trim_end_matches([',', '-', '–', '—', '|', '(']).trim();
    let opened = labels::of(told).opening == Some(Label::Byline);
    let told = without_opening(told);
    let words = told.split_whitespace().count();
    let name = told.chars().next().is_some_and(char::is_uppercase);
    let dated = ["update", "publish", "post", "last", "created", "date"]
        .iter()
        .any(|w| told.to_lowercase().starts_with(w));
    let desk = DESKS.iter().any(|desk| told.ends_with(desk));
    let fits = (1..=14).contains(&words) && name && !dated && (opened || desk);
    fits.then(|| told.to_owned())
}

fn without_opening(told: &str) -> &str {
    for opening in [
        "Written by",
        "Posted by",
        "Published by",
        "Story by",
        "Words by",
        "Compiled by",
        "Interview by",
        "By",
        "BY",
        "by",
    ] {
        let gap = [' ', ':', '\u{a0}'];
        let rest = told.strip_prefix(opening).filter(|rest| rest.starts_with(gap));
        if let Some(rest) = rest {
            return rest.trim_start_matches(gap);
        }
    }
    told
}

/// Who published it.
pub(super) fn source(page: &Page<'_>) -> Option<String> {
    from_desk(page)
        .or_else(|| from_label(page))
        .or_else(|| from_rights(page))
        .or_else(|| from_footer(page))
}

fn from_desk(page: &Page<'_>) -> Option<String> {
    let lines = (0..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Byline));
    let desks =
        [" News Desk", " Web Desk", " Newsdesk", " News Service", " Newsroom", " Staff", " Bureau"];
    lines.flat_map(|i| parts(page.words(i))).find_map(|part| {
        let told = without_opening(part);
        let name = desks.iter().find_map(|desk| told.strip_suffix(desk))?;
        name_of_site(name)
    })
}

fn from_label(page: &Page<'_>) -> Option<String> {
    let short = (0..page.seen.len())
        .filter(|&i| page.seen[i].shape.words <= 8 && page.seen[i].shape.words > 1);
    short.map(|i| page.words(i)).find_map(|told| {
        let rest = told.strip_prefix("Source:").or_else(|| told.strip_prefix("SOURCE:"))?;
        name_of_site(rest.trim())
    })
}

fn from_rights(page: &Page<'_>) -> Option<String> {
    let rights = (0..page.seen.len())
        .rev()
        .filter(|&i| page.seen[i].marks.rights && page.seen[i].shape.words <= 40);
    rights.map(|i| page.words(i)).find_map(|told| {
        let after = told.split(['©']).next_back().unwrap_or(told);
        let after = after.split(". ").next().unwrap_or(after);
        let after = after.split("All ").next().unwrap_or(after);
        let drop = |c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '-' | '–' | '—' | ',' | '.' | '|' | '(' | ')')
        };
        let mut name = after.trim_start_matches(drop);
        for word in ["Copyright", "copyright", "by", "By", "Present"] {
            name = name.strip_prefix(word).unwrap_or(name).trim_start_matches(drop);
        }
        name_of_site(
            name.split(['|', ',', '·', '@', ';']).next().unwrap_or(name).trim_end_matches(drop),
        )
    })
}

/// `Name | Disclaimer | Terms of use`
fn from_footer(page: &Page<'_>) -> Option<String> {
    (page.first..page.seen.len())
        .rev()
        .map(|i| page.words(i))
        .filter(|told| told.len() < 200)
        .find_map(|told| {
            let mut parts = told.split(" | ");
            let name = parts.next()?;
            let labels: Vec<&str> = parts.collect();
            let all = labels.len() >= 2
                && labels.iter().all(|part| labels::of(part).line == Some(Label::Furniture));
            if all && labels::of(name).line.is_none() { name_of_site(name) } else { None }
        })
}

fn name_of_site(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', ',', ':']);
    let words = name.split_whitespace().count();
    let fits = (1..=7).contains(&words)
        && name.len() <= 80
        && name.chars().next().is_some_and(char::is_alphanumeric);
    (fits && labels::of(name).line.is_none()).then(|| name.to_owned())
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
