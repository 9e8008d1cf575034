//! Documents become articles: title, summary, body and the rest told from the page around them.
//!
//! Promises: pure and deterministic; linear in the length of the text; nothing is cut out. Zones are
//! sorted, trimmed and do not overlap, each holds whole characters, and every character that is not
//! white space lies in exactly one. A headline or list item never shares a zone with its neighbour. A
//! text that is not a page comes out as title, summary and body.
//!
//! The way: `blocks` cuts the text, `shape` and `labels` look at each block, `evidence` gathers what
//! speaks for and against it, `score` finds the article, `headline`, `head`, `inside` and `borders` tell
//! the kinds apart, `recurring` knows what stands in other articles of the source, `asides` and `notes` know
//! what is said between the lines of an article, `references` its lists of works, `signoff` finds who signed a paragraph, `meta`, `byline` and `source` read what the
//! zones say. If you change the order of the rules in
//! [`zone`], later ones overrule earlier ones.

mod around;
mod asides;
mod blocks;
mod borders;
mod byline;
mod clock;
mod dates;
mod evidence;
mod head;
mod headline;
mod html;
mod inside;
mod labels;
mod language;
mod markdown;
mod meta;
mod months;
mod notes;
mod outlets;
mod page;
mod recurring;
mod references;
mod score;
mod score_html;
mod shape;
mod signoff;
mod source;

use crate::article::{Article, Document, Markup, Zone, ZoneKind};
use crate::error::Error;
use crate::location::Location;
use crate::span::Span;
pub use html::Limits;
use html::Shown;
use page::Page;
pub use recurring::{Lines, Recurring};
use std::ops::Range;

/// A document whose text is as it is shown: a page of HTML is read, other texts are as they are.
#[derive(Clone, Debug)]
pub struct Plain {
    document: Document,
    shown: Option<Shown>,
}

impl Plain {
    /// Reads a document that is marked up. What it says of itself is put where it says nothing yet.
    pub fn of(mut document: Document, limits: &Limits) -> Self {
        match document.markup {
            Markup::Html => {}
            Markup::Markdown => {
                document.body = markdown::text(&document.body);
                return Self { document, shown: None };
            }
            Markup::Plain => return Self { document, shown: None },
        }
        let (text, shown) = html::read(&document.body, document.url.as_deref(), limits);
        let Document { url, source, language, .. } = &mut document;
        let meta = &shown.meta;
        for (own, said) in [(url, &meta.url), (source, &meta.source), (language, &meta.language)] {
            if own.is_none() {
                own.clone_from(said);
            }
        }
        document.body = text;
        Self { document, shown: Some(shown) }
    }

    /// Where the document was read from.
    pub fn at(&self) -> &Location {
        &self.document.at
    }

    /// Its text as it is shown.
    pub fn text(&self) -> &str {
        &self.document.body
    }

    /// The document, whose body is that text.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The same in a language, if it says none.
    pub fn or_in(mut self, language: Option<&str>) -> Self {
        let own = &mut self.document.language;
        *own = own.take().or_else(|| language.map(str::to_owned));
        self
    }

    /// What is wrong with a document that shows no text.
    pub fn fault(&self) -> Option<Error> {
        let (what, remedy) = match self.document.markup {
            Markup::Html => (
                "is a page that shows no text",
                "save it from a browser, with what its scripts put there",
            ),
            Markup::Markdown => ("shows no text, only code or pictures", "leave it out"),
            Markup::Plain => return None,
        };
        let is_empty = self.document.body.trim_start().is_empty();
        is_empty.then(|| Error::new(self.document.at.clone(), what, remedy))
    }
}

/// Makes a document an article, judged by itself.
pub fn extract(document: Document) -> Article {
    let plain = Plain::of(document, &Limits::default());
    extract_among(plain, &Recurring::default(), true)
}

/// Makes a document an article, with what recurs in the documents that were read with it. Without
/// `reasons`, [`Zone::why`] of what its evidence as a whole decided is `score`: to tell which piece of it
/// counted most takes time.
pub fn extract_among(plain: Plain, recurring: &Recurring, reasons: bool) -> Article {
    let Plain { document, shown } = plain;
    let known = recurring.among(&document);
    let (text, body_start) = lay(document.title.as_deref(), document.body);
    let page = Page::of(&text, known, shown.as_ref(), body_start);
    let mut page = zone(page, document.title.as_deref(), body_start);
    if reasons {
        page.explain();
    }
    let zones = zones(&page);
    let (found, site) = headline::named(&page).unzip();
    let said = shown.map(|shown| shown.meta).unwrap_or_default();
    // a page may say its title in its head only
    let found = match page.heading {
        Some(heading) if heading.says && !said.agreed => found,
        _ => said.titles.into_iter().next().or(found),
    };
    let published = match document.published {
        Some(given) => Some(dates::normal(&given).unwrap_or(given)),
        None => said.published.or_else(|| meta::published(&page)).or(said.day),
    };
    let source = site.flatten().or_else(|| source::source(&page));
    let byline = said.byline.or_else(|| byline::byline(&page));
    let keywords = if said.keywords.is_empty() { meta::keywords(&page) } else { said.keywords };
    Article {
        id: document.id,
        url: document.url,
        title: document.title.filter(|title| !title.trim().is_empty()).or(found),
        published,
        source: document.source.or(source),
        language: document.language.or_else(|| language::of(&text, &zones).map(str::to_owned)),
        byline,
        keywords,
        text,
        body_start,
        zones,
        kept: document.kept,
        at: document.at,
    }
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
fn zone<'t>(mut page: Page<'t>, title: Option<&str>, body_start: usize) -> Page<'t> {
    inside::mark_notes(&mut page);
    headline::mark(&mut page, title, body_start);
    borders::mark(&mut page);
    recurring::mark(&mut page);
    head::mark(&mut page);
    inside::mark(&mut page);
    page
}

fn zones(page: &Page<'_>) -> Vec<Zone> {
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
fn rest(page: &Page<'_>, zones: &mut Vec<Zone>, i: usize, part: Range<usize>) {
    let told = page.text.get(part.clone()).unwrap_or_default();
    let (signed, why) = match page.told[i].kind {
        ZoneKind::Body => (signoff::start(told), "sign-off"),
        ZoneKind::Caption => (asides::credit_start(told), "who took the picture"),
        _ => (told.len(), ""),
    };
    let text = told.get(..signed).unwrap_or_default().trim_end().len();
    if text > 0 {
        let span = Span::of(part.start..part.start + text);
        zones.push(Zone { kind: page.told[i].kind, span, why: page.told[i].why });
    }
    if signed < told.len() {
        let signed = part.start + signed;
        let span = Span::of(signed + blank(page.text, signed)..part.end);
        zones.push(Zone { kind: ZoneKind::Credits, span, why });
    }
}

/// Makes the beginning of a block a zone of its own; where the rest of the block begins.
fn cut(page: &Page<'_>, zones: &mut Vec<Zone>, kind: ZoneKind, part: Range<usize>) -> usize {
    let end = part.end;
    zones.push(Zone { kind, span: Span::of(part), why: kind.name() });
    end + blank(page.text, end)
}

/// Bytes of white space at a place.
fn blank(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

#[cfg(test)]
mod tests;
