//! Which block is the headline.
//!
//! Promises: at most one; never a line of running text or a known label; a line that the page repeats,
//! whose words come back in the body, and that stands right above the article, wins.

use super::head;
use super::labels::{self, Label};
use super::page::Page;
use super::recurring::Recurs;
use super::shape;
use crate::article::ZoneKind;
use rustc_hash::FxHasher;
use std::collections::HashSet;
use std::hash::Hasher;

/// Blocks above the first running text that are considered.
const ABOVE: usize = 40;

/// Finds the headline and the repeats of it, and marks them. A document's own title is taken where
/// it stands.
pub(super) fn mark(page: &mut Page<'_>, own: Option<&str>, body_start: usize) {
    let own = own.map(str::trim).filter(|own| !own.is_empty());
    let found = match own {
        Some(_) if body_start > 0 => mark_own(page, body_start),
        Some(own) if opens(own, page.text) => {
            page.title_in_first = page.text.len() - page.text.trim_start().len() + own.len();
            None
        }
        Some(own) => given(page, own),
        None => page.heading.map(|heading| heading.at).or_else(|| find(page)),
    };
    let Some(title) = found else { return };
    page.set(title, ZoneKind::Title, "headline");
    let again = mark_repeats(page, title);
    // what stands around the headline on the page is looked for there
    page.title = if body_start > 0 { again.or(found) } else { found };
}

/// The last block of the title that was put before the body; all of them are title.
fn mark_own(page: &mut Page<'_>, body_start: usize) -> Option<usize> {
    let last = page.seen.iter().rposition(|one| one.block.span.end() <= body_start)?;
    for i in 0..last {
        page.set(i, ZoneKind::Title, "the document's own title");
    }
    Some(last)
}

/// The block that says a given title.
fn given(page: &Page<'_>, own: &str) -> Option<usize> {
    let key = labels::key(own, 60);
    (0..page.seen.len()).take(BEGINNING).find(|&i| same(&key, &labels::key(page.words(i), 60)))
}

/// Lines of a body in which its own title is looked for.
const BEGINNING: usize = 5;

/// Whether a title stands on a line of its own at the beginning of a body, or opens its first line.
pub(super) fn stands_in(title: &str, body: &str) -> bool {
    let key = labels::key(title, 60);
    let lines = body.lines().filter(|line| !line.trim().is_empty()).take(BEGINNING);
    let mut short = lines.filter(|line| line.len() <= 4 * title.len() + 40);
    opens(title.trim(), body) || short.any(|line| same(&key, &labels::key(line, 60)))
}

/// Whether a body goes on in its first line after its title: `Title. The first sentence …`.
fn opens(title: &str, body: &str) -> bool {
    if title.contains(['\n', '\r']) {
        return false;
    }
    let rest = body.trim_start().strip_prefix(title).unwrap_or_default();
    rest.starts_with(['.', ':', '|', '\t']) || rest.starts_with("  ") || rest.starts_with(" - ")
}

/// Marks every other block that says the same as the headline; the first of them.
fn mark_repeats(page: &mut Page<'_>, title: usize) -> Option<usize> {
    let key = labels::key(page.words(title), 60);
    let mut first = None;
    for i in (0..page.seen.len()).filter(|&i| i != title) {
        if page.seen[i].shape.words <= 60 && repeats(&key, page.words(i)) {
            page.set(i, ZoneKind::Chrome, "headline again");
            first = first.or(Some(i));
        }
    }
    first
}

/// Whether two keys are the same and say something.
fn same(key: &str, other: &str) -> bool {
    key == other && !key.is_empty()
}

/// What stands between a headline and the name of the site.
const SUFFIX: [&str; 4] = [" | ", " - ", " – ", " — "];

/// Whether a line says the headline, alone or with the name of the site after it.
fn repeats(key: &str, line: &str) -> bool {
    let head = SUFFIX.iter().filter_map(|mark| line.rsplit_once(mark)).map(|(head, _)| head);
    same(key, &labels::key(line, 60))
        || head.into_iter().any(|head| same(key, &labels::key(head, 60)))
}

/// The headline without the name of the site, and that name.
pub(super) fn named(page: &Page<'_>) -> Option<(String, Option<String>)> {
    let told = page.words(page.title?).split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = SUFFIX.iter().filter_map(|mark| told.rsplit_once(mark).map(|parts| (*mark, parts)));
    let site = |(mark, (head, site)): &(&str, (&str, &str))| {
        let stands = || page.seen.iter().any(|one| one.block.text(page.text) == *site);
        let short = site.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 3;
        short && !site.starts_with(char::is_lowercase) && (*mark == " | " || stands())
    };
    match parts.into_iter().find(site) {
        Some((_, (head, site))) => Some((head.trim().to_owned(), Some(site.to_owned()))),
        None => Some((told, None)),
    }
}

fn find(page: &Page<'_>) -> Option<usize> {
    let spread = Spread::of(page);
    let top = (0..page.first).find(|&i| page.is(i, ZoneKind::Body)).unwrap_or(page.first);
    let far = |i: usize| {
        0.06 * top.saturating_sub(i) as f32
            + 0.1 * i.saturating_sub(top) as f32
            + 0.5 * i.saturating_sub(page.first) as f32
    };
    let scored = |i: usize| Some((i, score(page, i, &spread)? - far(i)));
    let scored: Vec<(usize, f32)> = candidates(page, top).filter_map(scored).collect();
    let best = scored.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    // the line under a headline may look as good as the headline
    let above = scored.iter().find(|(i, score)| {
        i + ABOVE_SUMMARY >= best.0 && *score >= best.1 - AS_GOOD && page.seen[*i].shape.words >= 4
    });
    (best.1 > LEAST).then_some(above.unwrap_or(best).0)
}

/// The blocks that may hold the headline. Without a page around it, it stands above every sentence.
fn candidates(page: &Page<'_>, top: usize) -> std::ops::Range<usize> {
    if page.is_page {
        return top.saturating_sub(ABOVE)..(page.first + BELOW + 1).min(page.seen.len());
    }
    let sentence = |i: &usize| {
        let ends = page.words(*i).ends_with([',', ';', ':']) || page.seen[*i].shape.ends;
        ends && page.seen[*i].shape.words >= 4 && !page.seen[*i].marks.question
    };
    let last = page.seen.len().saturating_sub(1).min(ABOVE);
    0..(0..last).find(sentence).unwrap_or(last)
}

/// How far above the best line another one as good is the headline.
const ABOVE_SUMMARY: usize = 3;

/// What counts as good as the best.
const AS_GOOD: f32 = 0.8;

/// What a block must score to be the headline.
const LEAST: f32 = 1.0;

/// Blocks below the first running text that are considered.
const BELOW: usize = 3;

/// What of a line comes back in the article.
struct Spread<'t> {
    /// The words of running text, sorted, each once for every block that has it.
    words: Vec<u64>,
    /// Short lines of the article: a line above it that says the same is an entry of its contents.
    headings: HashSet<&'t str>,
}

/// Blocks of running text that are read for it.
const BLOCKS: usize = 300;

/// Words of each that are read.
const WORDS: usize = 400;

/// A line of fewer words that say something is not helped in full by their coming back.
const FEW: f32 = 4.0;

impl<'t> Spread<'t> {
    fn of(page: &Page<'t>) -> Self {
        let heading = |&i: &usize| {
            page.is(i, ZoneKind::Body) && page.seen[i].times > 1 && page.seen[i].shape.words <= 20
        };
        let headings = (page.first + 1..page.seen.len()).filter(heading);
        Self { words: Self::words(page), headings: headings.map(|i| page.words(i)).collect() }
    }

    fn words(page: &Page<'_>) -> Vec<u64> {
        let mut spread = Vec::new();
        let body = (page.first..page.seen.len()).filter(|&i| page.is(i, ZoneKind::Body));
        for i in body.filter(|&i| page.seen[i].shape.is_prose()).take(BLOCKS) {
            let words = page.words(i).split_whitespace().take(WORDS);
            let mut words: Vec<u64> = words.filter_map(content_word).collect();
            words.sort_unstable();
            words.dedup();
            spread.append(&mut words);
        }
        spread.sort_unstable();
        spread
    }

    /// Whether a line is one of several that come back as headings: an entry of a table of contents.
    fn is_entry(&self, page: &Page<'_>, i: usize) -> bool {
        let back = |k: usize| self.headings.contains(page.words(k));
        back(i) && (back(i + 1) || i > 0 && back(i - 1))
    }

    /// Whether the words of a line come back in the body: 0 none of them, 1 each in six blocks or more.
    fn share(&self, line: &str) -> f32 {
        let (mut words, mut back) = (0.0, 0.0);
        for word in line.split_whitespace().filter_map(content_word) {
            let first = self.words.partition_point(|known| *known < word);
            let blocks = self.words[first..].iter().take(6).take_while(|known| **known == word);
            words += 1.0;
            back += (blocks.count() as f32 / 6.0).sqrt();
        }
        back / f32::max(words, FEW)
    }
}

/// Letters of a word that are compared.
const LETTERS: usize = 6;

/// A word that says something, as it is compared: a number made of its first [`LETTERS`].
fn content_word(word: &str) -> Option<u64> {
    let core = shape::core(word);
    if core.len() < 4 {
        return None;
    }
    let first = &core.as_bytes()[..core.len().min(LETTERS)];
    if first.is_ascii() {
        // no hash: the first bytes of the number are free
        return Some(first.iter().fold(0, |n, byte| n << 8 | u64::from(byte.to_ascii_lowercase())));
    }
    let mut hasher = FxHasher::default();
    core.chars()
        .take(LETTERS)
        .flat_map(char::to_lowercase)
        .for_each(|c| hasher.write_u32(c.into()));
    Some(hasher.finish() | 1 << 63)
}

/// Whether a block may be a headline at all.
fn may_be(page: &Page<'_>, i: usize) -> bool {
    let one = &page.seen[i];
    let told = page.words(i);
    let label = one.labels.line.is_some()
        || matches!(one.labels.opening, Some(Label::Byline | Label::Photo | Label::Credits));
    let long = one.shape.words > 35 || told.len() > 300;
    let dated = one.shape.words <= 8 && one.marks.dated;
    let empty = one.shape.words == 0 || one.shape.numbers == one.shape.words;
    let prose = one.shape.words > 9 && told.ends_with(['.', '…']);
    let slug = head::is_slug(told);
    let note = page.is(i, ZoneKind::Credits);
    let path = PATHS.iter().any(|mark| told.contains(mark)) && is_path(told);
    let open = told.ends_with(['-', '–', '—', ',']) || one.marks.colon && !page.is_page;
    let speaker = head::is_speaker(told) && (1..3).any(|k| head::is_speaker(page.words(i + k)));
    !(label
        || note
        || open
        || speaker
        || long
        || dated
        || empty
        || prose
        || slug
        || path
        || is_doubled(told)
        || one.recurs == Recurs::Most
        || one.marks.rights
        || one.shape.separators > 2)
}

/// What stands between the parts of the way to a page.
const PATHS: [&str; 5] = [" / ", " > ", " » ", " › ", " → "];

/// `Home > World > Harbours`
fn is_path(told: &str) -> bool {
    let first = told.split([' ', '\u{a0}']).next().unwrap_or_default();
    first.eq_ignore_ascii_case("home")
}

/// A name and the text of its picture, glued: `The LampThe Lamp`.
fn is_doubled(told: &str) -> bool {
    let (first, second) = told.split_at_checked(told.len() / 2).unwrap_or((told, ""));
    first == second && first.len() > 3
}

/// How much a block looks like the headline; `None` if it cannot be.
fn score(page: &Page<'_>, i: usize, spread: &Spread<'_>) -> Option<f32> {
    if !may_be(page, i) {
        return None;
    }
    let (one, told) = (&page.seen[i], page.words(i));
    let yes = |fact: bool| f32::from(u8::from(fact));
    let next_gap = page.block(i + 1).is_none_or(|next| next.gap);
    let length = match one.shape.words {
        1 => -1.2,
        2 => -0.6,
        3 => 0.0,
        4..=18 => 1.0,
        _ => 0.3,
    };
    let for_it = 4.0 * spread.share(told)
        + 0.8 * yes(one.block.gap)
        + 0.4 * yes(next_gap)
        + 0.5 * yes(one.times == 2)
        + 1.0 * yes(followed_by_byline(page, i))
        + 0.5 * yes(i == 0);
    let against = 1.2 * yes(one.block.bullet)
        + 0.6 * yes(one.marks.colon)
        + 0.5 * one.times.saturating_sub(2).min(3) as f32
        + 0.6 * yes(told.starts_with(char::is_lowercase))
        + 0.8 * yes(told.ends_with('.'))
        + 2.0 * yes(i < page.first && spread.is_entry(page, i))
        + 2.0 * yes(one.labels.opening == Some(Label::Furniture));
    Some(length + for_it - against)
}

fn followed_by_byline(page: &Page<'_>, i: usize) -> bool {
    (i + 1..(i + 5).min(page.seen.len())).any(|k| {
        let one = &page.seen[k];
        one.shape.words <= 15 && (one.labels.has(Label::Byline) || one.marks.dated)
    })
}
