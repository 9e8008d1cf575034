//! A text looked through for all terms.
//!
//! Promises: every place where a term stands as it is spelled, and every near spelling, in the order of the
//! text; a place is told once for each term, as the longest spelling that it is. Linear in the text but
//! for the places where a piece of a term stands.

use super::near::{Difference, Likeness, like};
use super::pieces::{Piece, Pieces};
use super::terms::Term;
use super::words;
use crate::error::Result;
use crate::gazetteer::WordSet;
use crate::span::Span;
use std::cell::RefCell;
use std::ops::Range;

/// A place where a term stands, or something near it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of the term.
    pub(super) term: usize,
    /// Index of the spelling in it.
    pub(super) spelling: usize,
    /// Bytes of the text.
    pub(super) span: Span,
    /// In what it differs; nothing if it is the spelling.
    pub(super) differences: Vec<Difference>,
    edits: usize,
}

impl Place {
    /// Whether the spelling stands there as it is.
    pub(super) fn is_exact(&self) -> bool {
        self.differences.is_empty()
    }
}

/// All terms, ready to be looked for.
pub(super) struct Looker {
    pub(super) terms: Vec<Term>,
    pieces: Pieces,
    common: WordSet,
}

thread_local! {
    /// A text in lower case: kept, as most texts of a batch are of like length.
    static LOWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Looker {
    pub(super) fn new(terms: Vec<Term>, common: WordSet) -> Result<Self> {
        let pieces = Pieces::of(&terms, &common)?;
        Ok(Self { terms, pieces, common })
    }

    /// All places in a text.
    pub(super) fn places(&self, text: &str) -> Vec<Place> {
        let mut places = Vec::new();
        let mut at_piece = |at: usize, word: &mut Option<Range<usize>>, pieces: &[Piece]| {
            for piece in pieces {
                // most words that hold a piece are too short for it
                let word = word.get_or_insert_with(|| words::word_at(text, at));
                if word.len() >= piece.least as usize {
                    places.extend(self.place(text, at, *piece));
                }
            }
        };
        LOWER.with_borrow_mut(|lower| {
            lower.clear();
            lower.extend_from_slice(text.as_bytes());
            lower.make_ascii_lowercase();
            self.pieces.each(text.as_bytes(), lower, |at, pieces| at_piece(at, &mut None, pieces));
        });
        if !text.is_ascii() {
            let (keys, from) = keys(text);
            self.pieces.each_key(keys.as_bytes(), |at, pieces| {
                let after = from.partition_point(|(key, _)| *key <= at);
                if let Some((_, word)) = after.checked_sub(1).and_then(|n| from.get(n)) {
                    at_piece(word.start, &mut Some(word.clone()), pieces);
                }
            });
        }
        chosen(places)
    }

    fn place(&self, text: &str, at: usize, piece: Piece) -> Option<Place> {
        let (term, spelling) = (piece.term as usize, piece.spelling as usize);
        let of = self.terms.get(term)?.spellings.get(spelling)?;
        let Likeness { range, differences, edits } = like(text, at, of, &self.common)?;
        Some(Place { term, spelling, span: Span::of(range), differences, edits })
    }
}

/// Of places of one term that overlap, the likeliest, and of these the longest.
fn chosen(mut places: Vec<Place>) -> Vec<Place> {
    if places.len() > 1 {
        let rank = |place: &Place| {
            (
                place.term,
                !place.is_exact(),
                place.edits,
                std::cmp::Reverse(place.span.len()),
                place.differences.len(),
                place.span.start(),
            )
        };
        places.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.spelling.cmp(&b.spelling)));
        let mut kept: Vec<Place> = Vec::new();
        let mut taken = std::collections::BTreeMap::new();
        for place in places {
            // what is kept does not overlap, so that only the last one that begins before the end can
            let before = taken.range(..(place.term, place.span.end())).next_back();
            let is_free = before
                .is_none_or(|((term, _), end)| *term != place.term || *end <= place.span.start());
            if is_free {
                taken.insert((place.term, place.span.start()), place.span.end());
                kept.push(place);
            }
        }
        places = kept;
        places.sort_by_key(|place| (place.span.start(), place.term));
    }
    places
}

/// The keys of the words that are not ASCII, one after another, with where each begins and which word it is.
fn keys(text: &str) -> (String, Vec<(usize, Range<usize>)>) {
    let (mut keys, mut from, mut at) = (String::new(), Vec::new(), 0);
    while let Some(gap) =
        text.as_bytes().get(at..).and_then(|rest| rest.iter().position(|b| !b.is_ascii()))
    {
        let here = at + gap;
        let Some(c) = text[here..].chars().next() else { break };
        if !words::is_part(c) {
            at = here + c.len_utf8();
            continue;
        }
        let word = words::word_at(text, here);
        at = word.end;
        from.push((keys.len(), word.clone()));
        keys.push_str(&words::key(&text[word]));
        keys.push(' ');
    }
    (keys, from)
}
