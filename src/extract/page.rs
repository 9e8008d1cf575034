//! A text on its way from blocks to zones: what each block is taken for so far, and why.
//!
//! Promises: every block has exactly one kind at any time, with the reason of the last rule that set it.

use super::blocks::{self, Block};
use super::dates::{self, Order};
use super::evidence::{self, Seen};
use super::html::Shown;
use super::html::title::{self, Candidate, Heading};
use super::recurring::Known;
use super::score;
use crate::article::ZoneKind;

/// A kind and the reason for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// The kind.
    pub(super) kind: ZoneKind,
    /// The rule that set it.
    pub(super) why: &'static str,
}

/// A text, its blocks and what they are taken for.
pub(super) struct Page<'t> {
    /// The text of the article as it will be searched.
    pub(super) text: &'t str,
    /// The blocks.
    pub(super) seen: Vec<Seen>,
    /// What each is taken for.
    pub(super) told: Vec<Told>,
    /// The block that is the headline by what a page of HTML says of its title.
    pub(super) heading: Option<Heading>,
    /// The block that is the headline.
    pub(super) title: Option<usize>,
    /// Where the document's own title ends, if it opens the first block; else 0.
    pub(super) title_in_first: usize,
    /// The first block of running text in the article.
    pub(super) first: usize,
    /// Whether there is a page around the article.
    pub(super) is_page: bool,
    /// How the page writes days and months.
    pub(super) order: Order,
}

impl<'t> Page<'t> {
    /// Cuts and scores a text; all is body or chrome.
    pub(super) fn of(
        text: &'t str,
        known: Known<'_>,
        shown: Option<&Shown>,
        body_start: usize,
    ) -> Self {
        let (seen, heading) = match shown {
            None => (evidence::look(text, &blocks::cut(text), known), None),
            Some(shown) => of_html(text, known, shown, body_start),
        };
        let told = scored(&seen, heading.map(|heading| heading.at));
        let first = first_prose(&seen, &told);
        let short = seen.iter().filter(|one| one.block.inner.len() <= dates::READ);
        let american = shown.is_some_and(|shown| shown.meta.language.as_deref() == Some("en-US"));
        let order = match dates::order(short.map(|one| one.block.text(text))) {
            Order::DayFirst if american => Order::MonthFirst,
            order => order,
        };
        let is_page = score::is_page(&seen);
        Self { text, seen, told, heading, title: None, title_in_first: 0, first, is_page, order }
    }

    /// Puts the evidence that counted most in the place of a mere score.
    pub(super) fn explain(&mut self) {
        let article: Vec<bool> =
            self.told.iter().map(|told| told.kind != ZoneKind::Chrome).collect();
        let reasons = if self.is_page {
            score::reasons(&self.seen, &article, self.heading.map(|heading| heading.at))
        } else {
            Vec::new()
        };
        for (i, told) in self.told.iter_mut().enumerate().filter(|(_, told)| told.why == SCORED) {
            told.why = reasons.get(i).copied().unwrap_or("no page around it");
        }
    }

    /// The words of block `i`, without its bullet.
    pub(super) fn words(&self, i: usize) -> &'t str {
        self.block(i).map_or("", |block| block.text(self.text))
    }

    /// Block `i`.
    pub(super) fn block(&self, i: usize) -> Option<Block> {
        self.seen.get(i).map(|one| one.block)
    }

    /// Takes block `i` for `kind`.
    pub(super) fn set(&mut self, i: usize, kind: ZoneKind, why: &'static str) {
        if let Some(told) = self.told.get_mut(i) {
            *told = Told { kind, why };
        }
    }

    /// Whether block `i` is taken for `kind`.
    pub(super) fn is(&self, i: usize, kind: ZoneKind) -> bool {
        self.told.get(i).is_some_and(|told| told.kind == kind)
    }
}

/// The blocks of a title put before a page, and of the page; which of them is its headline.
fn of_html(
    text: &str,
    known: Known<'_>,
    shown: &Shown,
    start: usize,
) -> (Vec<Seen>, Option<Heading>) {
    let mut blocks = blocks::cut(text.get(..start).unwrap_or_default());
    let title = blocks.len();
    blocks.extend(shown.blocks(text, start));
    let mut seen = evidence::look(text, &blocks, known);
    let words = |one: &Seen| if one.shape.is_prose() { one.shape.words } else { 0 };
    let words: Vec<u32> = seen[title..].iter().map(words).collect();
    let mut trees = shown.trees(&blocks[title..], &words, start);
    let lines = seen[title..].iter().zip(&trees).enumerate().filter_map(|(at, (one, tree))| {
        let short = one.block.inner.len() <= title::LONGEST;
        short.then(|| Candidate { at, told: one.block.text(text), tree: *tree })
    });
    let site = shown.meta.site.as_deref().or(shown.meta.source.as_deref());
    let heading = title::find(lines, &shown.meta.titles, site);
    if let Some(heading) = heading {
        trees = shown.trees_with((&blocks[title..], &words, start), &trees, heading.at);
    }
    for (one, tree) in seen[title..].iter_mut().zip(trees) {
        one.tree = Some(tree);
    }
    (seen, heading.map(|heading| Heading { at: heading.at + title, ..heading }))
}

/// Told by its score; [`Page::explain`] says by which evidence.
const SCORED: &str = "score";

fn scored(seen: &[Seen], heading: Option<usize>) -> Vec<Told> {
    let kind = |article: bool| if article { ZoneKind::Body } else { ZoneKind::Chrome };
    let told = |article: bool| Told { kind: kind(article), why: SCORED };
    score::article(seen, heading).into_iter().map(told).collect()
}

/// The first block of running text of the article: the first that more of it follows soon, so that
/// a note above the headline is not taken for it.
fn first_prose(seen: &[Seen], told: &[Told]) -> usize {
    let body = |i: &usize| told[*i].kind == ZoneKind::Body;
    let prose = |i: &usize| seen[*i].shape.is_prose();
    let more = |i: &usize| (i + 1..(i + SOON).min(seen.len())).filter(prose).take(2).count() == 2;
    let blocks = || (0..seen.len()).filter(body);
    let first = blocks().filter(prose).find(more);
    first.or_else(|| blocks().find(prose)).or_else(|| blocks().next()).unwrap_or(0)
}

/// Blocks in which more running text must follow.
const SOON: usize = 9;
