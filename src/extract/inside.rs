//! Blocks inside the article that are not running text: captions, keywords, credits, furniture.
//!
//! Promises: only short or labelled blocks are touched; a paragraph of running text without a label
//! stays what it is.

use super::asides;
use super::html::Role;
use super::labels::Label;
use super::notes;
use super::page::Page;
use super::references;
use super::shape;
use crate::article::ZoneKind;

/// Longest line, in words, that an opening such as `Read more:` makes furniture.
const FURNITURE: u32 = 40;

/// Marks the blocks inside and after the article that give themselves away.
pub(super) fn mark(page: &mut Page<'_>) {
    for i in 0..page.seen.len() {
        let open = matches!(page.told[i].kind, ZoneKind::Body | ZoneKind::Chrome);
        if let Some((kind, why)) = kind(page, i).filter(|_| open) {
            page.set(i, kind, why);
        }
    }
    mark_keywords(page);
    notes::mark(page);
    asides::mark(page);
    references::mark(page);
}

/// Whether a line marks the end of a release or transcript: `###`, `-30-`, `END 4 P.M.`
fn is_end_mark(told: &str) -> bool {
    let first = told.split_whitespace().next().map(shape::core).unwrap_or_default();
    if !matches!(first, "" | "30" | "END" | "ENDS") {
        return false;
    }
    let words: Vec<&str> = told.split_whitespace().map(shape::core).collect();
    let bare = words.concat();
    let marks =
        bare.is_empty() && told.contains('#') || bare == "30" && told.starts_with(['-', '–', '—']);
    let end = matches!(words.first(), Some(&("END" | "ENDS")));
    marks || end && words.len() <= 6 && !told.contains(char::is_lowercase)
}

/// Share of the words above which a heading that begins with `About` is part of the text.
const LATE: f32 = 0.6;

/// Marks the lines that belong to a heading such as `Media contact:` or `About the Harbour Trust`.
pub(super) fn mark_notes(page: &mut Page<'_>) {
    let all: u32 = page.seen.iter().map(|one| one.shape.words).sum();
    let mut done = 0;
    for i in 0..page.seen.len() {
        let one = &page.seen[i];
        done += one.shape.words;
        let late = done as f32 > LATE * all as f32;
        let label = one.labels.line == Some(Label::Credits) && one.shape.words <= 4;
        let about = late
            && one.shape.words <= 8
            && !one.shape.ends
            && page.words(i).starts_with("About ")
            && one.shape.capital_share() > 0.7;
        if !page.is(i, ZoneKind::Body) || !(label || about) {
            continue;
        }
        page.set(i, ZoneKind::Credits, "heading of a note");
        for below in (i + 1..page.seen.len())
            .take_while(|&k| !page.seen[k].block.gap)
            .take(8)
            .collect::<Vec<_>>()
        {
            page.set(below, ZoneKind::Credits, "note");
        }
    }
}

fn kind(page: &Page<'_>, i: usize) -> Option<(ZoneKind, &'static str)> {
    let one = &page.seen[i];
    let body = page.is(i, ZoneKind::Body);
    let words = one.shape.words;
    let told = page.words(i);
    if body && i > page.first && is_end_mark(told) {
        return Some((ZoneKind::Credits, "mark of the end"));
    }
    if is_credits(page, i) {
        return (body || words > 3).then_some((ZoneKind::Credits, "credits"));
    }
    if is_caption(page, i) {
        return Some((ZoneKind::Caption, "caption"));
    }
    if !body {
        return None;
    }
    if page.seen[i].tree.is_some_and(|tree| tree.role == Role::Caption) && words >= 4 {
        return Some((ZoneKind::Caption, "text of a figure"));
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

/// Credits as they stand at the end of a caption.
const PICTURE_CREDITS: &[&str] = &[
    "Photograph: ",
    "Photo: ",
    "Photos: ",
    "Picture: ",
    "Image: ",
    "Credit: ",
    "(Photo by ",
    "| Photo by ",
    "(Photo: ",
    "(Image: ",
    "File photo",
    "Getty Images",
    "Photo courtesy",
    "Illustration: ",
    "PHOTO: ",
    "Foto: ",
    "/AP)",
    "/AFP",
    "/Reuters",
    "[Photo",
    "(AP Photo",
    "Photo/",
    "— via ",
    "– via ",
    "via AP",
    "via Getty",
    "via Reuters",
];

/// With which bytes they begin, of characters.
const CREDITS_BEGIN: &[u8] = b"(/CFGIP[v|\xe2";

/// Whether a block near the article is a caption with the name of who took the picture at its end.
fn is_caption(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    let told = page.words(i);
    let near = i + 25 >= page.first && (page.is(i, ZoneKind::Body) || i < page.first);
    let last = told.len().saturating_sub(60).max(told.len() / 3 + 1);
    let tail = &told[told.ceil_char_boundary(last)..];
    let is_credit = |(at, byte): (usize, u8)| {
        CREDITS_BEGIN.contains(&byte)
            && PICTURE_CREDITS.iter().any(|words| tail[at..].starts_with(words.trim_end()))
    };
    near && (8..=60).contains(&one.shape.words)
        && told.len() <= 600
        && (0..).zip(tail.bytes()).any(is_credit)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_those_with_which_credits_begin() {
        let mut begin: Vec<u8> = PICTURE_CREDITS.iter().map(|words| words.as_bytes()[0]).collect();
        begin.sort_unstable();
        begin.dedup();
        assert_eq!(begin, CREDITS_BEGIN);
    }
}
