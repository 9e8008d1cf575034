//! Lines that recur in other articles of the same source: menus, teasers, pleas, notes on the publisher.
//!
//! Promises: counted over documents that were read together, a document at a time, so that neither their
//! order nor the number of threads matters; memory is a few bytes for each of their lines. Versions of
//! one story do not count: what they share is the story. A paragraph between two paragraphs of the
//! article's own stays: background that a source repeats is part of each article; so does a short
//! heading that stands alone.

use super::Plain;
use super::blocks;
use super::page::Page;
use crate::article::{Document, ZoneKind};
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::path::Path;

/// A line of this many documents of one source recurs.
const LEAST: u32 = 3;

/// Why a block is chrome.
pub(super) const WHY: &str = "recurs in other articles of its source";

/// How often a line stands in the documents of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Recurs {
    /// In this one, or two.
    #[default]
    Not,
    /// In three or more.
    Some,
    /// In more than half of them.
    Most,
}

/// The lines of a document as they are compared with others; each once.
#[derive(Debug)]
pub struct Lines {
    source: u64,
    /// Key and, of lines that look like running text, length in bytes; sorted.
    lines: Vec<(u64, u32)>,
}

/// What recurs in documents that were read together. The default knows of nothing.
#[derive(Debug, Default)]
pub struct Recurring {
    /// How many documents of its source hold a line, for those that recur.
    lines: HashMap<u64, u32>,
    /// How many documents a source has.
    documents: HashMap<u64, u32>,
}

impl Lines {
    /// The lines of a document; `None` if nothing says where it comes from: a source, an address, or
    /// a folder in which it is a file of its own.
    pub fn of(plain: &Plain) -> Option<Self> {
        let Plain { document, shown } = plain;
        let source = source(document)?;
        let text = document.body.as_str();
        let blocks = shown.as_ref().map_or_else(|| blocks::cut(text), |page| page.blocks(text, 0));
        let line = |block: &blocks::Block| {
            let told = block.text(text);
            let prose = told.len() >= PROSE && told.ends_with(['.', '!', '?', '"', '”']);
            let length = u32::try_from(told.len()).unwrap_or(u32::MAX);
            says(told).then(|| (key(source, told), if prose { length } else { 0 }))
        };
        let mut lines: Vec<_> = blocks.iter().filter_map(line).collect();
        lines.sort_unstable();
        lines.dedup();
        Some(Self { source, lines })
    }
}

/// Bytes from which a line that ends as a sentence does is taken for running text.
const PROSE: usize = 60;

impl Recurring {
    /// Counts the lines of documents that were read together.
    pub fn of(all: &[Lines]) -> Self {
        let counted = Self::count(all.iter());
        let versions = |lines: &&Lines| !counted.is_version(lines);
        let mut own = Self::count(all.iter().filter(versions));
        own.lines.retain(|_, times| *times >= LEAST);
        own
    }

    /// The same, where only what is known of some of the documents will be asked: each with whether it is one
    /// of them. Nothing is counted where none of their lines stands in enough documents to recur.
    pub fn of_wanted(all: Vec<(Lines, bool)>) -> Self {
        let wanted = all.iter().filter(|(_, is_wanted)| *is_wanted);
        let mut times: FxHashMap<u64, u32> =
            wanted.flat_map(|(lines, _)| &lines.lines).map(|(key, _)| (*key, 0)).collect();
        let mut may_recur = false;
        for (key, _) in all.iter().flat_map(|(lines, _)| &lines.lines) {
            if let Some(times) = times.get_mut(key) {
                *times += 1;
                may_recur |= *times >= LEAST;
            }
        }
        if !may_recur {
            return Self::default();
        }
        Self::of(&all.into_iter().map(|(lines, _)| lines).collect::<Vec<_>>())
    }

    fn count<'l>(all: impl Iterator<Item = &'l Lines>) -> Self {
        let mut counted = Self::default();
        for document in all {
            *counted.documents.entry(document.source).or_default() += 1;
            for (key, _) in &document.lines {
                *counted.lines.entry(*key).or_default() += 1;
            }
        }
        counted
    }

    /// Whether most of the running text of a document stands in a few others, or all but all of it in
    /// many: it is one of several versions of a story.
    fn is_version(&self, document: &Lines) -> bool {
        let (mut all, mut shared, mut few) = (0u64, 0u64, 0u64);
        for &(key, length) in &document.lines {
            let length = u64::from(length);
            all += length;
            match self.recurs(document.source, key) {
                Recurs::Not => {}
                Recurs::Some => (shared, few) = (shared + length, few + length),
                Recurs::Most => shared += length,
            }
        }
        few * 2 > all || shared * 5 > all * 4
    }

    fn recurs(&self, source: u64, key: u64) -> Recurs {
        let times = self.lines.get(&key).copied().unwrap_or(0);
        let documents = self.documents.get(&source).copied().unwrap_or(0);
        match times {
            _ if times < LEAST => Recurs::Not,
            _ if documents >= 2 * LEAST && times * 2 > documents => Recurs::Most,
            _ => Recurs::Some,
        }
    }

    /// What is known for the lines of a document.
    pub(super) fn among(&self, document: &Document) -> Known<'_> {
        let source = if self.lines.is_empty() { None } else { source(document) };
        Known { recurring: self, source }
    }
}

/// What is known to recur in the source of one document.
#[derive(Clone, Copy)]
pub(super) struct Known<'r> {
    recurring: &'r Recurring,
    source: Option<u64>,
}

impl Known<'_> {
    /// How often a line recurs.
    pub(super) fn recurs(&self, told: &str) -> Recurs {
        let known = |source| self.recurring.recurs(source, key(source, told));
        self.source.filter(|_| says(told)).map_or(Recurs::Not, known)
    }
}

/// Whether a line says something: a number recurs by chance.
fn says(told: &str) -> bool {
    told.chars().any(char::is_alphabetic)
}

/// Where a document comes from: its source, else the host of its address, else its folder.
fn source(document: &Document) -> Option<u64> {
    let given = document.source.as_deref().map(str::trim).filter(|source| !source.is_empty());
    if let Some(given) = given {
        return Some(key(SOURCE, &given.to_lowercase()));
    }
    if let Some(host) = document.url.as_deref().and_then(host) {
        return Some(key(HOST, &host.to_lowercase()));
    }
    let file =
        (document.at.line == 0 && document.at.file.as_ref() != "-").then_some(&document.at.file)?;
    let folder = Path::new(file.as_ref()).parent()?;
    Some(key(FOLDER, &folder.to_string_lossy()))
}

const SOURCE: u64 = 1;
const HOST: u64 = 2;
const FOLDER: u64 = 3;

/// The host of an address, without user, port and `www.`.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let rest = rest.split(['/', '?', '#']).next()?;
    let host = rest.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// A line of a source as a number, the same in every run and on every machine: FNV-1a, of eight bytes at a
/// time and mixed at each step, as one byte at a time would be most of the work.
fn key(source: u64, told: &str) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    let seed = 0xcbf2_9ce4_8422_2325 ^ source.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mix = |hash: u64, bytes: u64| {
        let hash = (hash ^ bytes).wrapping_mul(PRIME);
        hash ^ (hash >> 29)
    };
    let (eights, rest) = told.as_bytes().as_chunks::<8>();
    let hash = eights.iter().fold(seed, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    let hash = rest.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)));
    mix(hash, told.len() as u64)
}

/// Words of a line that recurs by chance.
pub(super) const FEW: u32 = 3;

/// Takes what recurs out of the article, but for paragraphs between its own.
pub(super) fn mark(page: &mut Page<'_>) {
    let prose =
        |page: &Page<'_>, i: usize| page.is(i, ZoneKind::Body) && page.seen[i].shape.is_prose();
    let recurs = |page: &Page<'_>, i: usize| page.seen[i].recurs != Recurs::Not;
    let own: Vec<usize> =
        (0..page.seen.len()).filter(|&i| prose(page, i) && !recurs(page, i)).collect();
    let (Some(&first), Some(&last)) = (own.first(), own.last()) else { return };
    for i in 0..page.seen.len() {
        let between = (first..last).contains(&i);
        // a heading such as `Analysis` stands alone, a box of the page has several lines
        let alone = |i: usize| {
            let beside = |k: usize| k < page.seen.len() && recurs(page, k);
            page.seen[i].shape.words <= FEW && !beside(i.wrapping_sub(1)) && !beside(i + 1)
        };
        let stays = between && (prose(page, i) || alone(i));
        if page.is(i, ZoneKind::Body) && recurs(page, i) && page.title != Some(i) && !stays {
            page.set(i, ZoneKind::Chrome, WHY);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::document;
    use super::super::{Limits, extract, extract_among};
    use super::*;
    use crate::article::Article;

    const PLEA: &str = "The Verity Lamp is kept alight by its readers in Port Verity and in Norway, \
        and by nobody else at all.";

    fn documents(sources: &[&str]) -> Vec<Document> {
        let stories = ["lamp", "ferry", "herring", "council", "pier", "fish", "gull", "mayor"];
        let stories = stories.into_iter().zip(sources);
        let page = |(what, source): (&str, &&str)| {
            let mut page = document(&format!(
                "Harbour and more of it\n\nThe {what} is back\n\n\
                 The {what} is back where it was, as those who saw the {what} said on Monday.\n\n\
                 Nobody had missed the {what} in all of the years in which the {what} was away.\n\n\
                 {PLEA}\n"
            ));
            page.source = Some((*source).to_owned());
            page
        };
        stories.map(page).collect()
    }

    fn all(documents: &[Document]) -> Vec<Article> {
        let plain = |one: &Document| Plain::of(one.clone(), &Limits::default());
        let plain: Vec<Plain> = documents.iter().map(plain).collect();
        let lines: Vec<Lines> = plain.iter().filter_map(Lines::of).collect();
        let recurring = Recurring::of(&lines);
        plain.into_iter().map(|one| extract_among(one, &recurring, true)).collect()
    }

    fn why<'a>(article: &'a Article, words: &str) -> Option<(ZoneKind, &'a str)> {
        let zone = article.zones.iter().find(|zone| article.slice(zone.span).starts_with(words))?;
        Some((zone.kind, zone.why))
    }

    #[test]
    fn what_recurs_in_three_of_a_source_is_chrome() {
        for article in all(&documents(&["Lamp"; 8])) {
            for line in ["Harbour and more", "The Verity Lamp"] {
                assert_eq!(why(&article, line), Some((ZoneKind::Chrome, WHY)), "{article:?}");
            }
            assert_eq!(article.zones.iter().filter(|zone| zone.kind == ZoneKind::Body).count(), 2);
        }
    }

    #[test]
    fn what_recurs_in_other_sources_or_in_two_is_not() {
        let documents = documents(&["Lamp", "Lamp", "Post", "Post"]);
        for (article, document) in all(&documents).iter().zip(&documents) {
            assert_eq!(*article, extract(document.clone()));
        }
    }

    #[test]
    fn the_order_does_not_matter() {
        let mut documents = documents(&["Lamp", "Lamp", "Lamp", "Post"]);
        let mut forward = all(&documents);
        documents.reverse();
        forward.reverse();
        assert_eq!(forward, all(&documents));
    }

    #[test]
    fn versions_of_one_story_keep_their_text() {
        let one = &documents(&["Lamp"; 4])[0];
        let versions: Vec<Document> = (0..4)
            .map(|i| Document { body: format!("{}Update {i}.\n", one.body), ..one.clone() })
            .collect();
        for (article, document) in all(&versions).iter().zip(&versions) {
            assert_eq!(*article, extract(document.clone()));
        }
    }

    #[test]
    fn background_between_own_paragraphs_stays() {
        let mut documents = documents(&["Lamp"; 4]);
        for (i, one) in documents.iter_mut().enumerate() {
            one.body.push_str(&format!(
                "\nThe end of story {i} came when those of the council who were still there left.\n"
            ));
        }
        for article in all(&documents) {
            assert_eq!(
                why(&article, "The Verity Lamp").map(|(kind, _)| kind),
                Some(ZoneKind::Body)
            );
        }
    }

    #[test]
    fn the_host_of_an_address() {
        assert_eq!(host("https://www.lamp.example/a?b"), Some("lamp.example"));
        assert_eq!(host("http://me@lamp.example:80"), Some("lamp.example"));
        assert_eq!(host("lamp.example"), None);
    }
}
