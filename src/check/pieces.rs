//! The pieces by which texts are looked through: one automaton for all terms.
//!
//! Promises: a text that holds a spelling, or one within its number of edits whose words are each whole,
//! holds one of its pieces; the pieces say where to look closely.
//!
//! Method: of k + 1 pieces that do not overlap, k edits leave one as it is (the pigeonhole principle, as Wu
//! and Manber used it in agrep, 1992). Pieces lie within words, since what stands between words may differ.

use super::terms::{Spelling, Term};
use crate::error::{Error, Result};
use crate::gazetteer::WordSet;
use crate::location::Location;
use aho_corasick::packed;
use aho_corasick::{AhoCorasick, Span};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A piece of a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    /// Index of the term.
    pub(super) term: u32,
    /// Index of the spelling in it.
    pub(super) spelling: u32,
    /// Least number of letters of a word that may hold it as this spelling has it.
    pub(super) least: u32,
}

/// All pieces of all terms.
pub(super) struct Pieces {
    /// In lower case.
    any_case: Automaton,
    /// As they are: acronyms, and scripts without spaces.
    as_is: Automaton,
}

impl Pieces {
    /// # Errors
    /// There are too many.
    pub(super) fn of(terms: &[Term], common: &WordSet) -> Result<Self> {
        let (mut any_case, mut as_is) = (BTreeMap::new(), BTreeMap::new());
        for (term, number) in terms.iter().zip(0..) {
            for (spelling, n) in term.spellings.iter().zip(0..) {
                let piece = |least: usize| Piece { term: number, spelling: n, least: least as u32 };
                if spelling.key.is_empty() || is_short_acronym(spelling) {
                    let mut add =
                        |text: String| as_is.entry(text).or_insert_with(Vec::new).push(piece(0));
                    add(spelling.text.clone());
                    if is_short_acronym(spelling) {
                        let letters: Vec<String> =
                            spelling.key.to_uppercase().chars().map(String::from).collect();
                        add(letters.concat());
                        add(letters.join("."));
                    }
                } else {
                    for (text, least) in of_spelling(spelling, common) {
                        any_case.entry(text).or_insert_with(Vec::new).push(piece(least));
                    }
                }
            }
        }
        Ok(Self { any_case: Automaton::of(any_case)?, as_is: Automaton::of(as_is)? })
    }

    /// Hands each piece in a text to `tell`, with the byte where it begins; `lower` is the same text
    /// in lower case (ASCII).
    pub(super) fn each(&self, text: &[u8], lower: &[u8], mut tell: impl FnMut(usize, &[Piece])) {
        self.any_case.each(lower, &mut tell);
        self.as_is.each(text, &mut tell);
    }

    /// The same for keys, which have one case.
    pub(super) fn each_key(&self, keys: &[u8], mut tell: impl FnMut(usize, &[Piece])) {
        self.any_case.each(keys, &mut tell);
    }
}

/// Whether a spelling is looked for in its own case only: `WHO`.
fn is_short_acronym(spelling: &Spelling) -> bool {
    spelling.is_acronym && spelling.key.len() < super::terms::LONG && spelling.text.is_ascii()
}

/// The pieces of a spelling, each with the least length of a word that may hold it.
fn of_spelling(spelling: &Spelling, common: &WordSet) -> Vec<(String, usize)> {
    let words: Vec<&str> = spelling.words.iter().map(|word| word.key.as_str()).collect();
    let mut shares = vec![0usize; words.len()];
    let inside = spelling.held.clone().unwrap_or(0..words.len());
    for _ in 0..=spelling.edits {
        // the longest piece to be had, but a name before a common word; of two, one of a word without any
        let best = inside.clone().max_by_key(|&n| {
            let rare = if common.contains(words[n]) { 1 } else { COMMON };
            let length = words[n].len() * 60 * rare / (shares[n] + 1);
            (length, Reverse(shares[n]), Reverse(n))
        });
        if let Some(share) = best.and_then(|n| shares.get_mut(n)) {
            *share += 1;
        }
    }
    let mut pieces = Vec::new();
    for (word, share) in words.into_iter().zip(shares).filter(|(_, share)| *share > 0) {
        let least = word.len().saturating_sub(spelling.edits);
        let cut = |n: usize| n * word.len() / share;
        for n in 0..share {
            let piece = &word[cut(n)..cut(n + 1)];
            pieces.push((singular(spelling, piece, n + 1 == share).to_owned(), least));
        }
    }
    pieces
}

/// A piece of a name is as good as one of a common word that is so many times as long.
const COMMON: usize = 2;

/// A piece without an ending that its singular may not have.
fn singular<'p>(spelling: &Spelling, piece: &'p str, is_last: bool) -> &'p str {
    let shorter =
        piece.strip_suffix("ies").or(piece.strip_suffix("es")).or(piece.strip_suffix(['s', 'y']));
    match shorter {
        Some(shorter) if is_last && spelling.edits == 0 && shorter.len() >= 3 => shorter,
        _ => piece,
    }
}

/// Looks for pieces.
struct Automaton {
    owners: Vec<Vec<Piece>>,
    search: Search,
}

enum Search {
    /// For few: many bytes at a time.
    Packed(packed::Searcher),
    Many(AhoCorasick),
    Nothing,
}

impl Automaton {
    fn of(pieces: BTreeMap<String, Vec<Piece>>) -> Result<Self> {
        // one that begins as another does is found with it, so that only one begins at a place
        let mut texts = Vec::<String>::new();
        let mut owners = Vec::<Vec<Piece>>::new();
        for (text, of) in pieces.into_iter().filter(|(text, _)| !text.is_empty()) {
            match (texts.last(), owners.last_mut()) {
                (Some(last), Some(owners)) if text.starts_with(last.as_str()) => owners.extend(of),
                _ => {
                    texts.push(text);
                    owners.push(of);
                }
            }
        }
        for of in &mut owners {
            of.sort_unstable();
            of.dedup();
        }
        if texts.is_empty() {
            return Ok(Self { owners, search: Search::Nothing });
        }
        if let Some(packed) = packed::Searcher::new(&texts) {
            return Ok(Self { owners, search: Search::Packed(packed) });
        }
        let many = AhoCorasick::new(&texts).map_err(|cause| {
            let what = format!("the terms are too many to be looked for together ({cause})");
            Error::new(Location::file("--terms"), what, "give fewer at a time")
        })?;
        Ok(Self { owners, search: Search::Many(many) })
    }

    fn each(&self, text: &[u8], tell: &mut impl FnMut(usize, &[Piece])) {
        let mut told = |start: usize, pattern: usize| {
            if let Some(of) = self.owners.get(pattern) {
                tell(start, of);
            }
        };
        match &self.search {
            Search::Nothing => {}
            Search::Packed(packed) => {
                let mut at = 0;
                while let Some(found) = packed.find_in(text, Span::from(at..text.len())) {
                    told(found.start(), found.pattern().as_usize());
                    at = found.start() + 1;
                }
            }
            Search::Many(many) => {
                for found in many.find_overlapping_iter(text) {
                    told(found.start(), found.pattern().as_usize());
                }
            }
        }
    }
}
