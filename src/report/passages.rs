//! What is shown of an article: its zones with the places of its mentions, or else the sentences of these.
//!
//! Promises: places count UTF-16 units in their passage, as the page's scripts do; a mention whose words
//! are not where it says is looked for in its passage, so that none is shown at other words.

use crate::write::{ArticleText, TableRow, TextZone};
use serde::Serialize;

/// A stretch of an article: its zone, its text, and whether it begins a paragraph.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Passage<'a>(pub(super) &'a str, pub(super) &'a str, pub(super) u8);

/// Where a mention stands: the number of its passage, first unit, and one past the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) passage: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The passages of an article, and the place of each of its mentions in them.
pub(super) fn of<'a>(
    title: &'a str,
    text: Option<&'a ArticleText>,
    mentions: &[&'a TableRow],
) -> (Vec<Passage<'a>>, Vec<Option<Place>>) {
    match text.and_then(|text| Some((text.text.as_deref()?, text.zones.as_deref()))) {
        Some((text, zones)) => of_text(title, text, zones, mentions),
        None => of_sentences(mentions),
    }
}

fn of_text<'a>(
    title: &'a str,
    text: &'a str,
    zones: Option<&'a [TextZone]>,
    mentions: &[&'a TableRow],
) -> (Vec<Passage<'a>>, Vec<Option<Place>>) {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let slice = |start: usize, end: usize| {
        let (start, end) = (bytes.get(start)?, bytes.get(end)?);
        text.get(*start..*end)
    };
    let zones: Vec<(&str, usize, usize)> = match zones {
        Some(zones) => zones.iter().map(|zone| (&*zone.kind, zone.start, zone.end)).collect(),
        None => vec![("body", 0, bytes.len() - 1)],
    };
    let mut passages = Vec::new();
    if !title.is_empty() && zones.iter().all(|(kind, ..)| *kind != "title") {
        passages.push(Passage("title", title, 1));
    }
    let before = passages.len();
    let (mut last, mut starts) = (0, Vec::new());
    for (kind, start, end) in zones {
        let gap = slice(last, start).unwrap_or("\n");
        let apart = starts.is_empty() || gap.contains('\n');
        passages.push(Passage(kind, slice(start, end).unwrap_or_default(), u8::from(apart)));
        starts.push((start, end));
        last = end;
    }
    let place = |mention: &&TableRow| {
        let (start, end) = (number(mention, "start"), number(mention, "end"));
        if mention.get("field") == "title" {
            let passage = passages.iter().position(|passage| passage.0 == "title")?;
            return found(passage, passages.get(passage)?.1, start, end, mention.get("text"));
        }
        let nth = starts.iter().position(|(from, to)| (*from..*to).contains(&start))?;
        let from = starts.get(nth)?.0;
        let passage = before + nth;
        found(passage, passages.get(passage)?.1, start - from, end - from, mention.get("text"))
    };
    let places = mentions.iter().map(place).collect();
    (passages, places)
}

fn number(mention: &TableRow, column: &str) -> usize {
    mention.get(column).parse().unwrap_or_default()
}

/// Where the characters from `start` to `end` stand, if they are the words; else where the words do.
fn found(passage: usize, text: &str, start: usize, end: usize, words: &str) -> Option<Place> {
    let byte = |nth| text.char_indices().nth(nth).map_or(text.len(), |(at, _)| at);
    let (from, to) = (byte(start), byte(end));
    let is_there = text.get(from..to).is_some_and(|there| {
        there == words || there.split_whitespace().eq(words.split_whitespace())
    });
    if is_there {
        return Some(Place { passage, start: units(text, from), end: units(text, to) });
    }
    of_words(passage, text, words, 0).map(|(place, _)| place)
}

/// The next place of the words from a byte on, and the byte behind them.
fn of_words(passage: usize, text: &str, words: &str, from: usize) -> Option<(Place, usize)> {
    let at = from + text.get(from..)?.find(words).filter(|_| !words.is_empty())?;
    let end = at + words.len();
    Some((Place { passage, start: units(text, at), end: units(text, end) }, end))
}

fn units(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or_default().encode_utf16().count()
}

/// Each sentence once, in the order of its first mention. Mentions of one sentence come in the order in which
/// they stand in it.
fn of_sentences<'a>(mentions: &[&'a TableRow]) -> (Vec<Passage<'a>>, Vec<Option<Place>>) {
    let mut passages: Vec<Passage<'a>> = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    let mut places = Vec::new();
    for mention in mentions {
        let (sentence, words) = (mention.get("sentence"), mention.get("text"));
        // a sentence is looked for among the latest only: mentions come in order
        let latest = passages.len().saturating_sub(3);
        let known = passages.iter().skip(latest).position(|passage| passage.1 == sentence);
        let passage = known.map_or(passages.len(), |at| latest + at);
        if known.is_none() {
            passages.push(Passage(mention.get("zone"), sentence, 1));
            done.push(0);
        }
        let from = done.get(passage).copied().unwrap_or_default();
        let place = of_words(passage, sentence, words, from)
            .or_else(|| of_words(passage, sentence, words, 0));
        if let (Some((_, end)), Some(done)) = (place, done.get_mut(passage)) {
            *done = end;
        }
        places.push(place.map(|(place, _)| place));
    }
    (passages, places)
}
