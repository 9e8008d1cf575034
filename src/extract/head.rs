//! What stands between the headline and the article: byline, times, summary; and the dateline.
//!
//! Promises: only blocks near the headline are touched; running text stays body unless it is the
//! summary right under the headline with the byline below it.

use super::dates;
use super::html::marks;
use super::labels::{self, Label};
use super::page::Page;
use crate::article::ZoneKind;

/// Blocks after the headline in which bylines are looked for.
const HEAD: usize = 12;

/// Marks bylines around the headline and the summary below it.
pub(super) fn mark(page: &mut Page<'_>) {
    let start = page.title.map_or(0, |title| title.saturating_sub(6));
    let after = page.title.map_or(0, |title| title + 1);
    let end = (page.first.max(after) + 3).min(after + HEAD).min(page.seen.len());
    for i in start..end {
        let beyond = page.title.is_some_and(|title| i < title) && !is_plain(page, i);
        if Some(i) != page.title && !beyond && is_byline(page, i) {
            page.set(i, ZoneKind::Byline, "byline");
        }
    }
    for i in after + 1..end {
        let between = page.is(i - 1, ZoneKind::Byline) && page.is(i + 1, ZoneKind::Byline);
        if between && page.seen[i].shape.words <= 6 && !page.seen[i].is_furniture() {
            page.set(i, ZoneKind::Byline, "between bylines");
        }
    }
    // below a picture and its text
    for i in end..(after + HEAD).min(page.seen.len()) {
        let opens = page.words(i).starts_with("By ") && !page.seen[i].shape.ends;
        if opens && page.is(i, ZoneKind::Body) && is_byline(page, i) {
            page.set(i, ZoneKind::Byline, "byline");
        }
    }
    mark_lead(page, after, end);
    if !page.is_page {
        mark_alone(page, after, end);
    }
}

/// In a text without a page around it: labels above the headline, the source and the place below it.
fn mark_alone(page: &mut Page<'_>, after: usize, end: usize) {
    for i in 0..page.title.unwrap_or(0) {
        let one = &page.seen[i];
        let label = one.labels.line == Some(Label::Furniture) || is_slug(page.words(i));
        if label && page.is(i, ZoneKind::Body) {
            page.set(i, ZoneKind::Chrome, "label above the headline");
        }
    }
    let transcript = (after..page.seen.len()).filter(|&i| is_speaker(page.words(i))).count() >= 2;
    for i in after..end {
        let told = page.words(i);
        if told.starts_with("Source: ") && page.seen[i].shape.words <= 25 {
            page.set(i, ZoneKind::Credits, "source");
        } else if transcript && is_place_line(page, i) {
            page.set(i, ZoneKind::Dateline, "place above a transcript");
        }
    }
}

/// The line by which an agency files a story: `HARBOUR-LIGHT/COUNCIL (UPDATE 2)`.
pub(super) fn is_slug(told: &str) -> bool {
    let short = told.split_whitespace().count() <= 4;
    short && told.contains('/') && !told.contains(char::is_lowercase)
}

/// Whether a line begins as those of a transcript do: `QUESTION: …`.
pub(super) fn is_speaker(told: &str) -> bool {
    told.split_once(": ").is_some_and(|(who, said)| {
        let caps = |told: &str| !told.contains(char::is_lowercase);
        who.len() <= 30 && caps(who) && !caps(said)
    })
}

/// `Port Verity, Council Hall`, with the day below it.
fn is_place_line(page: &Page<'_>, i: usize) -> bool {
    let shape = page.seen[i].shape;
    page.is(i, ZoneKind::Body)
        && page.is(i + 1, ZoneKind::Byline)
        && (1..=6).contains(&shape.words)
        && !shape.ends
        && shape.capital_share() > 0.5
}

/// Whether a block says who wrote the article or when.
pub(super) fn is_byline(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    let words = one.shape.words;
    if words > 25 || one.labels.line == Some(Label::Furniture) || one.marks.rights {
        return false;
    }
    let told = page.words(i);
    let labelled = one.labels.has(Label::Byline) && !(one.shape.ends && words > 12);
    let most = if one.labels.opening == Some(Label::Byline) { 25 } else { 16 };
    let dated = words <= most && !one.shape.is_prose() && !dates::all(told, page.order).is_empty();
    let shared = told.contains("(now)") || told.contains("(earlier)");
    let called = marks::AUTHOR.and(marks::DATE);
    let marked = one.tree.is_some_and(|tree| tree.near.has(called) || tree.part.has(called));
    marked && words <= 12 && !one.shape.ends && named(page, i)
        || labelled && (words <= 14 && named(page, i))
        || dated
        || is_desk(told) && words <= 8
        || shared && words <= 12 && named(page, i)
}

/// Whether a line says little but a date or an author: above the headline other lines are menus.
fn is_plain(page: &Page<'_>, i: usize) -> bool {
    let told = page.words(i);
    let dates = dates::all(told, page.order);
    let Some(first) = dates.first() else { return true };
    let before = told.get(..first.start).unwrap_or_default();
    let after = dates.last().and_then(|last| told.get(last.end..)).unwrap_or_default();
    let labelled =
        page.seen[i].labels.has(Label::Byline) && !before.trim().eq_ignore_ascii_case("date");
    labelled
        || before.split_whitespace().count() + after.split_whitespace().count() <= 4
            && before.is_empty()
}

/// Whether a labelled line goes on with a name, a number, or nothing.
fn named(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    one.shape.words <= 2 || one.shape.capitals + one.shape.numbers >= (one.shape.words - 1) / 2
}

/// Whether a line ends as the names of newsrooms do.
fn is_desk(told: &str) -> bool {
    DESKS.iter().any(|desk| told.ends_with(desk))
}

/// How the names of newsrooms end.
pub(super) const DESKS: &[&str] = &[
    " News Desk",
    " Web Desk",
    " Newsdesk",
    " News Service",
    " Staff",
    " Bureau",
    " Correspondent",
    " Newsroom",
    " Staff Writer",
    " Staff Reporter",
    " Desk",
    " News Network",
    " Reporters",
];

/// Longest summary, in words.
const LEAD: u32 = 90;

/// Blocks below a summary in which running text must follow.
const BELOW: usize = 16;

fn mark_lead(page: &mut Page<'_>, after: usize, end: usize) {
    if page.title.is_none() {
        return;
    }
    let furniture = |i: &usize| {
        page.is(*i, ZoneKind::Byline)
            || page.seen[*i].is_furniture()
            || page.is(*i, ZoneKind::Chrome) && page.seen[*i].shape.words < 6
    };
    let Some(lead) = (after..end).find(|i| !furniture(i)) else { return };
    if mark_points(page, lead) {
        return;
    }
    let one = &page.seen[lead];
    let fits =
        (6..=LEAD).contains(&one.shape.words) && !one.block.bullet && one.labels.opening.is_none();
    let byline_below =
        (lead + 1..(lead + 4).min(page.seen.len())).any(|i| page.is(i, ZoneKind::Byline));
    let byline_above = (after..lead).any(|i| page.is(i, ZoneKind::Byline));
    let prose = |i: usize| page.seen[i].shape.is_prose();
    let text_below = page.first > lead || (lead + 1..page.seen.len()).take(BELOW).any(prose);
    if fits && text_below && !one.marks.colon && (byline_below || !one.shape.ends && !byline_above)
    {
        page.set(lead, ZoneKind::Lead, "summary under the headline");
    }
}

/// Marks the points of a list between headline and byline; whether there are any.
fn mark_points(page: &mut Page<'_>, from: usize) -> bool {
    let point = |i: &usize| {
        let one = &page.seen[*i];
        let long = (4..=30).contains(&one.shape.words) && one.labels.line.is_none();
        one.block.bullet && long && page.is(*i, ZoneKind::Body)
    };
    let points = (from..page.seen.len()).take_while(point).take(POINTS).count();
    let found = points > 0 && page.is(from + points, ZoneKind::Byline);
    for i in (from..from + points).filter(|_| found) {
        page.set(i, ZoneKind::Lead, "points under the headline");
    }
    found
}

/// Most points of a list under a headline.
const POINTS: usize = 6;

/// The block that the article opens with.
pub(super) struct Opening<'t> {
    /// Its words, from where the document's own title ends.
    pub(super) told: &'t str,
    /// The block.
    pub(super) at: usize,
    /// Length of its dateline.
    pub(super) dateline: usize,
}

/// The first paragraph of the body, or of the lead if that has a dateline.
pub(super) fn opening<'t>(page: &Page<'t>) -> Option<Opening<'t>> {
    let long = |i: usize| page.seen[i].shape.words > 8;
    let body = (0..page.seen.len()).find(|&i| page.is(i, ZoneKind::Body) && long(i));
    let end = body.unwrap_or(page.seen.len());
    let lead = (0..end).filter(|&i| page.is(i, ZoneKind::Lead) && long(i));
    let dated = lead.filter_map(|i| paragraph(page, i)).find(|lead| lead.dateline > 0);
    dated.or_else(|| paragraph(page, body?))
}

fn paragraph<'t>(page: &Page<'t>, at: usize) -> Option<Opening<'t>> {
    let block = page.seen[at].block;
    let from = if at == 0 { page.title_in_first } else { 0 };
    let told = page.text.get(from.max(block.inner.start())..block.span.end())?.trim_start();
    Some(Opening { told, at, dateline: dateline(told) })
}

/// Length of the dateline that a text begins with: `TAIPEI, Jan 28 (Agency) -`; 0 if there is none.
pub(super) fn dateline(told: &str) -> usize {
    let limit = told.char_indices().nth(DATELINE).map_or(told.len(), |(at, _)| at);
    let head = &told[..limit];
    if head.is_ascii() && !head.contains('-') {
        return 0;
    }
    let Some((at, dash)) = DASHES.iter().filter_map(|dash| Some((head.find(dash)?, dash))).min()
    else {
        return 0;
    };
    let place = &head[..at];
    if labels::of(place).opening == Some(Label::Byline) {
        return 0;
    }
    let end = at + dash.trim_end().len();
    if is_place(place) && told.len() > end { end } else { 0 }
}

/// Longest dateline, in characters.
const DATELINE: usize = 80;

/// The dashes after a dateline.
const DASHES: &[&str] = &[" -- ", " - ", " – ", " — ", "— ", "– ", " —", " –"];

/// Whether it reads as place, date and agency: a capital place, or a bracketed agency at the end.
fn is_place(told: &str) -> bool {
    let told = told.trim();
    let first = told.split([',', '(', '/']).next().unwrap_or_default().trim();
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let capital = letters >= 3 && !first.chars().any(char::is_lowercase);
    let agency = told.ends_with(')')
        && told.contains('(')
        && first.chars().next().is_some_and(char::is_uppercase);
    let short = first.split_whitespace().count() <= 4;
    let marks = told.contains(['"', '“', '?', '!', ';', ':']);
    let dated = capital && !first.contains(|c: char| c.is_ascii_digit());
    short && !marks && (dated || agency && told.split_whitespace().count() <= 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_told_from_dashes() {
        for told in [
            "PORT VERITY, Jan 28 (Example) - The",
            "OSLO — The",
            "EDINBURGH, Scotland, March 12, 2026 – The",
            "Port Verity (Example) - The",
        ] {
            assert_ne!(dateline(told), 0, "{told}");
        }
        for told in
            ["The old light — a lamp — was", "He said - twice - no", "Well-known herring", ""]
        {
            assert_eq!(dateline(told), 0, "{told}");
        }
    }
}
