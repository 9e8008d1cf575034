//! A country or place that owns what a listed name goes on with: in `Japan's National Police Agency`,
//! `Japan` is a mention of its own and the organization begins after it, however the gazetteer spells
//! the alias.

use crate::article::Article;
use crate::gazetteer::{Gazetteer, Kind};
use crate::record::{Found, Hit};
use crate::span::Span;
use std::borrow::Cow;
use std::cmp::Reverse;

/// What was found, with organizations cut behind the country or place that owns them; names that
/// are official with their first word (`People's Bank of China`, `Lloyd's of London`) stay whole.
pub(super) fn apart<'f>(
    article: &Article,
    found: &'f Found,
    gazetteer: &Gazetteer,
) -> Cow<'f, Found> {
    let mut whole = Cow::Borrowed(found);
    for (i, hit) in found.hits.iter().enumerate() {
        if let Some(start) = owned(article, found, gazetteer, i) {
            whole.to_mut().hits[i].span = Span::of(start..hit.span.end());
        }
    }
    if let Cow::Owned(found) = &mut whole {
        let order = |hit: &Hit| (hit.span.start(), Reverse(hit.span.end()));
        found.hits.sort_by_key(order);
    }
    whole
}

/// Where what is owned begins.
fn owned(article: &Article, found: &Found, gazetteer: &Gazetteer, at: usize) -> Option<usize> {
    let hit = &found.hits[at];
    let entry = &gazetteer.entries[hit.entry as usize];
    let text = article.slice(hit.span);
    if entry.kind != Kind::Organization || !text.contains(['\'', '’']) {
        return None;
    }
    // shorter hits from the same byte stand after the longer ones
    let beside = found.hits[at..].iter().take_while(|h| h.span.start() == hit.span.start());
    beside.filter(|owner| owner.span.len() < hit.span.len()).find_map(|owner| {
        let kind = gazetteer.entries[owner.entry as usize].kind;
        let rest = &text[owner.span.len()..];
        let rest = rest.strip_prefix(['\'', '’'])?;
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        let name = rest.trim_start();
        let is_owner = matches!(kind, Kind::Country | Kind::Place) && name.len() < rest.len();
        let is_official = || entry.name.starts_with(article.slice(owner.span));
        (is_owner && !is_official()).then(|| hit.span.end() - name.len())
    })
}
