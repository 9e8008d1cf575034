//! Documents become articles: title, summary, body and the rest told from the page around them.
//!
//! Promises: pure and deterministic; linear in the length of the text; nothing is cut out. Zones are
//! sorted, trimmed and do not overlap, each holds whole characters, and every character that is not
//! white space lies in exactly one. A headline or list item never shares a zone with its neighbour. A
//! text that is not a page comes out as title, summary and body.
//!
//! The way: `blocks` cuts the text, `shape` and `labels` look at each block, `evidence` gathers what
//! speaks for and against it, `score` finds the article, `headline`, `head`, `inside` and `borders` tell
//! the kinds apart, `signoff` finds who signed a paragraph, `meta`, `byline` and `source` read what the
//! zones say. If you change the order of the rules in
//! [`zone`], later ones overrule earlier ones.

mod around;
mod blocks;
mod borders;
mod byline;
mod clock;
mod dates;
mod evidence;
mod head;
mod headline;
mod inside;
mod labels;
mod meta;
mod months;
mod outlets;
mod page;
mod score;
mod shape;
mod signoff;
mod source;

use crate::article::{Article, Document, Zone, ZoneKind};
use crate::span::Span;
use page::Page;
use std::ops::Range;

/// Makes a document an article.
pub fn extract(document: Document) -> Article {
    let (text, body_start) = lay(document.title.as_deref(), document.body);
    let page = zone(&text, document.title.as_deref(), body_start);
    let zones = zones(&page).into_iter().map(|(zone, _)| zone).collect();
    let (found, site) = headline::named(&page).unzip();
    let published = match document.published {
        Some(given) => Some(dates::normal(&given).unwrap_or(given)),
        None => meta::published(&page),
    };
    let (source, byline, keywords) = (
        site.flatten().or_else(|| source::source(&page)),
        byline::byline(&page),
        meta::keywords(&page),
    );
    Article {
        id: document.id,
        url: document.url,
        title: document.title.filter(|title| !title.trim().is_empty()).or(found),
        published,
        source: document.source.or(source),
        language: document.language,
        byline,
        keywords,
        text,
        body_start,
        zones,
        at: document.at,
    }
}

/// The zones of a document, each with the rule or the piece of evidence that decided it.
pub fn explain_zones(document: &Document) -> Vec<(Zone, String)> {
    let (text, body_start) = lay(document.title.as_deref(), document.body.clone());
    let mut page = zone(&text, document.title.as_deref(), body_start);
    page.explain();
    zones(&page).into_iter().map(|(zone, why)| (zone, why.to_owned())).collect()
}

/// Puts the document's own title before the body, unless the body begins with it.
fn lay(title: Option<&str>, body: String) -> (String, usize) {
    let Some(title) = title.filter(|title| !title.trim().is_empty()) else { return (body, 0) };
    if headline::stands_in(title, &body) {
        return (body, 0);
    }
    (format!("{title}\n\n{body}"), title.len() + 2)
}

/// Tells the kinds of all blocks.
fn zone<'t>(text: &'t str, title: Option<&str>, body_start: usize) -> Page<'t> {
    let mut page = Page::of(text);
    inside::mark_notes(&mut page);
    headline::mark(&mut page, title, body_start);
    borders::mark(&mut page);
    head::mark(&mut page);
    inside::mark(&mut page);
    page
}

/// A block or part of a block as a zone, with the reason.
type Reasoned = (Zone, &'static str);

fn zones(page: &Page<'_>) -> Vec<Reasoned> {
    let mut zones = Vec::with_capacity(page.seen.len() + 2);
    let opening = head::opening(page).filter(|opening| opening.dateline > 0);
    for (i, one) in page.seen.iter().enumerate() {
        let (span, mut start) = (one.block.span, one.block.span.start());
        if i == 0 && page.title_in_first > 0 {
            start = cut(page, &mut zones, ZoneKind::Title, start..page.title_in_first);
        }
        if let Some(opening) = opening.as_ref().filter(|opening| opening.at == i) {
            let end = span.end() - opening.told.len() + opening.dateline;
            start = cut(page, &mut zones, ZoneKind::Dateline, start..end);
        }
        rest(page, &mut zones, i, start..span.end());
    }
    zones
}

/// What is left of a block once its beginning is cut off: what it is taken for, and who signed it.
fn rest(page: &Page<'_>, zones: &mut Vec<Reasoned>, i: usize, part: Range<usize>) {
    let told = page.text.get(part.clone()).unwrap_or_default();
    let body = page.is(i, ZoneKind::Body);
    let signed = if body { signoff::start(told) } else { told.len() };
    let text = told.get(..signed).unwrap_or_default().trim_end().len();
    if text > 0 {
        let span = Span::of(part.start..part.start + text);
        zones.push((Zone { kind: page.told[i].kind, span }, page.told[i].why));
    }
    if signed < told.len() {
        let span = Span::of(part.start + signed..part.end);
        zones.push((Zone { kind: ZoneKind::Credits, span }, "sign-off"));
    }
}

/// Makes the beginning of a block a zone of its own; where the rest of the block begins.
fn cut(page: &Page<'_>, zones: &mut Vec<Reasoned>, kind: ZoneKind, part: Range<usize>) -> usize {
    let end = part.end;
    zones.push((Zone { kind, span: Span::of(part) }, kind.name()));
    end + blank(page.text, end)
}

/// Bytes of white space at a place.
fn blank(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

#[cfg(test)]
mod tests;
