//! Stories: articles of a batch that tell the same in nearly the same words, such as copies of an
//! agency's report with another headline and small edits.
//!
//! An article is compared by its runs of three words in lead, dateline and body; of these a sketch of
//! fixed size is kept (MinHash in one pass: each run falls into one of 128 bins, and each bin keeps its
//! smallest run). Two sketches agree in as many bins as the articles share runs. Which earlier articles
//! to compare with is looked up by every two bins beside one another.
//!
//! Promises: an article belongs to the story of the earlier article that is most like it, if it is like
//! enough; only the first article of a story is compared with, so that a chain of small changes does not
//! join two stories; memory for each story is the same, however long its articles; the outcome depends
//! on the articles and their order alone. If you change [`BINS`], [`RUN`] or [`ALIKE`], measure anew
//! (`docs/outputs.md`, Stories).

use crate::article::{Article, ZoneKind};
use crate::record::Story;
use rustc_hash::FxHashMap;

/// Bins of a sketch.
const BINS: usize = 128;

/// Bins that are looked up together.
const BAND: usize = 2;

/// Words of a run.
const RUN: usize = 3;

/// The share of bins in which the articles of a story agree.
const ALIKE: f32 = 0.28;

/// Fewer runs than this say nothing.
const FEWEST: usize = 12;

/// What an article is compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Half of the smallest run of each bin; none for an article that is too short to compare.
    bins: Box<[u16]>,
}

impl Sketch {
    /// The sketch of an article.
    pub fn of(article: &Article) -> Self {
        let mut runs = Runs { bins: [u64::MAX; BINS], last: [0; RUN], words: 0 };
        for zone in &article.zones {
            if matches!(zone.kind, ZoneKind::Lead | ZoneKind::Dateline | ZoneKind::Body) {
                words(article.slice(zone.span), |word| runs.add(word));
            }
        }
        if runs.words < FEWEST + RUN - 1 {
            return Self { bins: Box::default() };
        }
        Self { bins: runs.filled().map(|value| value as u16).collect() }
    }

    /// The share of bins in which two sketches agree.
    fn like(&self, other: &Self) -> f32 {
        let same = self.bins.iter().zip(&other.bins).filter(|(a, b)| a == b).count();
        same as f32 / BINS as f32
    }

    /// Each band, with its number in it.
    fn bands(&self) -> impl Iterator<Item = u64> {
        let bands = self.bins.chunks_exact(BAND).zip(0u64..);
        bands.map(|(band, number)| {
            band.iter().fold(number, |hash, value| (hash << 16) | u64::from(*value))
        })
    }
}

/// The smallest runs of an article so far.
struct Runs {
    bins: [u64; BINS],
    last: [u64; RUN],
    words: usize,
}

impl Runs {
    fn add(&mut self, word: u64) {
        self.last.rotate_left(1);
        self.last[RUN - 1] = word;
        self.words += 1;
        if self.words >= RUN {
            let run = self.last.iter().fold(0, |hash, word| mixed(hash ^ word));
            let bin = &mut self.bins[run as usize % BINS];
            *bin = (*bin).min(run / BINS as u64);
        }
    }

    /// The bins, of which an empty one has what the next filled one has, changed by how far that is, so
    /// that short articles can be compared as well.
    fn filled(&self) -> impl Iterator<Item = u64> {
        (0..BINS).map(|at| {
            let next = |far: &usize| self.bins[(at + far) % BINS] != u64::MAX;
            let far = (0..BINS).find(next).unwrap_or(0);
            // a run is below 2^57
            mixed(self.bins[(at + far) % BINS] ^ ((far as u64) << 57))
        })
    }
}

/// Hands on the words of a text, each as a number, whatever its capitals; an ideograph is a word.
fn words(text: &str, mut put: impl FnMut(u64)) {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut word = 0u64;
    let mut end = |word: &mut u64| {
        if *word != 0 {
            put(std::mem::take(word));
        }
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            word = (word ^ u64::from(c.to_ascii_lowercase())).wrapping_mul(PRIME);
        } else if c.is_ascii() || !c.is_alphanumeric() {
            end(&mut word);
        } else {
            for c in c.to_lowercase() {
                word = (word ^ u64::from(c)).wrapping_mul(PRIME);
            }
            if ('\u{2e80}'..='\u{9fff}').contains(&c) {
                end(&mut word);
            }
        }
    }
    end(&mut word);
}

/// A number whose bits are all as good as chance: the finalizer of SplitMix64.
fn mixed(number: u64) -> u64 {
    let mut hash = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The stories of a batch so far.
#[derive(Debug, Default)]
pub struct Stories {
    firsts: Vec<(String, Sketch)>,
    /// Bands, and the number of the earliest story that has them.
    bands: FxHashMap<u64, u32>,
}

impl Stories {
    /// The story of the next article, which has that id.
    pub fn of(&mut self, id: &str, sketch: Sketch) -> Story {
        if let Some(first) = self.nearest(&sketch) {
            return Story { id: first.to_owned(), is_first: false };
        }
        if let (false, Ok(number)) = (sketch.bins.is_empty(), u32::try_from(self.firsts.len())) {
            for band in sketch.bands() {
                self.bands.entry(band).or_insert(number);
            }
            self.firsts.push((id.to_owned(), sketch));
        }
        Story { id: id.to_owned(), is_first: true }
    }

    /// The first article that is most like a sketch, the earliest of several, if it is like enough.
    fn nearest(&self, sketch: &Sketch) -> Option<&str> {
        let mut seen: Vec<u32> =
            sketch.bands().filter_map(|band| self.bands.get(&band).copied()).collect();
        seen.sort_unstable();
        seen.dedup();
        let mut best: Option<(f32, &str)> = None;
        for (id, other) in seen.iter().filter_map(|first| self.firsts.get(*first as usize)) {
            let like = sketch.like(other);
            if like >= ALIKE && best.is_none_or(|(most, _)| like > most) {
                best = Some((like, id));
            }
        }
        best.map(|(_, id)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Document, Zone};
    use crate::location::Location;
    use crate::span::Span;

    fn article(text: &str) -> Article {
        let Document { id, at, .. } = Document::of(Location::file("a"), "");
        let zones = vec![Zone { kind: ZoneKind::Body, span: Span::of(0..text.len()), why: "" }];
        Article {
            id,
            url: None,
            title: None,
            published: None,
            source: None,
            language: None,
            byline: None,
            keywords: Vec::new(),
            text: text.to_owned(),
            body_start: 0,
            zones,
            kept: Vec::new(),
            at,
        }
    }

    /// So many words, of which each one that `is_other` differs from one text to the next.
    fn text(seed: usize, words: usize, is_other: impl Fn(usize) -> bool) -> String {
        let word = |n: usize| match is_other(n) {
            true => format!("other{}", n * 31 + seed),
            false => format!("word{}", n * 7 % 997),
        };
        (0..words).map(word).collect::<Vec<_>>().join(" ")
    }

    fn stories(texts: &[String]) -> Vec<String> {
        let mut stories = Stories::default();
        let of =
            |(n, text): (usize, &String)| stories.of(&n.to_string(), Sketch::of(&article(text))).id;
        texts.iter().enumerate().map(of).collect()
    }

    #[test]
    fn copies_with_small_edits_are_one_story() {
        let texts: Vec<String> = (1..9).map(|n| text(n, 400, move |w| w % 12 == 5)).collect();
        assert_eq!(stories(&texts), ["0"; 8]);
        let shouted = texts[0].to_uppercase().replace(' ', ",  ");
        assert_eq!(stories(&[texts[0].clone(), shouted]), ["0", "0"]);
    }

    #[test]
    fn articles_that_share_a_paragraph_are_two_stories() {
        let of = |seed| text(seed, 400, |w| w > 60);
        assert_eq!(stories(&[of(1), of(2), of(3)]), ["0", "1", "2"]);
    }

    #[test]
    fn short_notes_are_stories_of_their_own() {
        let note = "Markets are closed today.".to_owned();
        assert_eq!(stories(&[note.clone(), note, String::new()]), ["0", "1", "2"]);
    }

    #[test]
    fn a_story_does_not_drift() {
        // each shares most of its words with the one before
        let texts: Vec<String> = (0..6)
            .map(|n| (0..400).map(|w| format!("w{}", w + n * 150)).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(stories(&texts), ["0", "0", "2", "2", "4", "4"]);
    }
}
