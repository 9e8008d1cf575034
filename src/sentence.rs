//! The sentence around a span.
//!
//! Promises: the sentence contains the span, lies in the zone it was asked for, starts and ends at
//! whole characters without white space, and crosses no blank line. It depends on the text and the
//! span alone, not on what was asked before. However long the zone, the work is linear in its
//! length: only a block of it, with margins, is segmented at a time. If you change the block or its
//! margins, sentences longer than a margin change in zones longer than a block.

use crate::span::Span;
use std::ops::Range;

/// Zones are segmented in blocks of this many bytes …
const BLOCK: usize = 8 * 1024;
/// … and this many on either side, so that a sentence across the edge of a block is whole.
const MARGIN: usize = 2 * 1024;

/// The sentence of `text` around `span`, within the zone `within`. A span that touches several
/// sentences gets them all.
pub fn sentence_at(text: &str, within: Span, span: Span, language: Option<&str>) -> Span {
    Sentences::new(text, language).at(within, span)
}

/// The sentences of a text; remembers the block last asked for, so that spans in order cost little.
#[derive(Clone, Debug)]
pub struct Sentences<'t> {
    text: &'t str,
    language: String,
    block: Option<(Span, usize)>,
    found: Vec<Span>,
}

impl<'t> Sentences<'t> {
    /// The sentences of `text`, by the rules of `language` (a BCP 47 tag; English if there is none
    /// or it is not known).
    pub fn new(text: &'t str, language: Option<&str>) -> Self {
        let tag = language.unwrap_or("en").split(['-', '_']).next().unwrap_or("en");
        Self { text, language: tag.to_ascii_lowercase(), block: None, found: Vec::new() }
    }

    /// As [`sentence_at`].
    pub fn at(&mut self, within: Span, span: Span) -> Span {
        let within = hull(within, span);
        let block = (span.start() - within.start()) / BLOCK;
        if self.block != Some((within, block)) {
            self.found = self.segment(block_range(self.text, within, block));
            self.block = Some((within, block));
        }
        let first = self.found.partition_point(|s| s.end() <= span.start());
        let after = self.found.partition_point(|s| s.start() < span.end());
        let touched = self.found.get(first..after).unwrap_or_default();
        touched.iter().fold(span, |all, &sentence| hull(all, sentence))
    }

    /// All sentences of a zone, in order; between them is white space.
    pub fn all(&self, within: Span) -> Vec<Span> {
        self.segment(within.range())
    }

    fn segment(&self, range: Range<usize>) -> Vec<Span> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let paragraphs = paragraphs(text).into_iter();
        paragraphs
            .flat_map(|paragraph| {
                let from = range.start + paragraph.start;
                let found = sentencex::get_sentence_boundaries(&self.language, &text[paragraph]);
                found.into_iter().filter_map(move |s| trimmed(s.text, from + s.start_byte))
            })
            .collect()
    }
}

/// The smallest span that contains both.
fn hull(a: Span, b: Span) -> Span {
    Span::of(a.start().min(b.start())..a.end().max(b.end()))
}

/// The span of `part`, which starts at byte `at`, without white space; `None` if nothing is left.
fn trimmed(part: &str, at: usize) -> Option<Span> {
    let start = at + part.len() - part.trim_start().len();
    let kept = part.trim();
    (!kept.is_empty()).then(|| Span::of(start..start + kept.len()))
}

/// A block of a zone and its margins, cut at white space where there is some near.
fn block_range(text: &str, within: Span, block: usize) -> Range<usize> {
    let start = (within.start() + block * BLOCK).saturating_sub(MARGIN).max(within.start());
    let end = (within.start() + (block + 1) * BLOCK + MARGIN).min(within.end());
    let start = if start == within.start() { start } else { after_space(text, start) };
    let end = if end == within.end() { end } else { after_space(text, end) };
    start..end.min(within.end())
}

fn after_space(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let near = &text[at..text.floor_char_boundary(at + MARGIN / 4)];
    near.find(char::is_whitespace).map_or(at, |space| at + space)
}

/// What stands between blank lines; a line of white space is blank too.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut start) = (Vec::new(), 0);
    for (at, _) in text.match_indices('\n') {
        if at < start {
            continue;
        }
        let gap = &text[at..text.len() - text[at..].trim_start().len()];
        if gap[1..].contains('\n') {
            found.push(start..at);
            start = at + gap.len();
        }
    }
    found.push(start..text.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn around<'t>(text: &'t str, part: &str) -> &'t str {
        let start = text.find(part).expect("the part is in the text");
        let whole = Span::of(0..text.len());
        let span = Span::of(start..start + part.len());
        &text[sentence_at(text, whole, span, None).range()]
    }

    #[test]
    fn an_abbreviation_does_not_end_a_sentence() {
        let text = "It rained. The U.S. State Department said. No more.";
        assert_eq!(around(text, "State"), "The U.S. State Department said.");
        assert_eq!(around("Mr. Helberg met Gen. Li. They ate.", "Li"), "Mr. Helberg met Gen. Li.");
    }

    #[test]
    fn a_span_on_a_boundary_takes_both_sentences() {
        assert_eq!(around("One day. Two days. Three.", "day. Two"), "One day. Two days.");
    }

    #[test]
    fn a_blank_line_ends_a_sentence_and_a_line_break_does_not() {
        assert_eq!(
            around("Headline\n \nThe United\nNations met.", "Nations"),
            "The United\nNations met."
        );
    }

    #[test]
    fn a_long_line_is_segmented_in_blocks_whatever_was_asked_before() {
        let text = "Malta met Tunisia in June and they agreed on a ferry. ".repeat(2_000);
        let whole = Span::of(0..text.len());
        let mut sentences = Sentences::new(&text, None);
        for (start, name) in text.match_indices("Tunisia") {
            let span = Span::of(start..start + name.len());
            let found = sentences.at(whole, span);
            let alone = sentence_at(&text, whole, span, None);
            assert_eq!(found, alone);
            assert_eq!(
                &text[found.range()],
                "Malta met Tunisia in June and they agreed on a ferry."
            );
        }
    }

    proptest! {
        #[test]
        fn contains_the_span_and_lies_in_the_zone(
            text in "([A-Za-z .!?\"'’(\n\r\t•é中。İ\u{301}1)-]|U\\.S\\. |\n\n){0,120}",
            cuts in proptest::array::uniform4(0usize..400),
            language in proptest::option::of("(en|de|zh|ar|xx|en-GB)"),
        ) {
            let mut cuts = cuts.map(|cut| text.floor_char_boundary(cut));
            cuts.sort_unstable();
            let within = Span::of(cuts[0]..cuts[3]);
            let span = Span::of(cuts[1]..cuts[2]);
            let found = sentence_at(&text, within, span, language.as_deref());
            prop_assert!(found.contains(span));
            prop_assert!(within.contains(found));
            prop_assert!(text.get(found.range()).is_some());
        }

        #[test]
        fn long_zones_keep_the_promise_too(
            part in "[a-zé中 .\n]{1,40}",
            at in 0usize..60_000,
            len in 0usize..9_000,
        ) {
            let text = part.repeat(60_000 / part.len());
            let start = text.floor_char_boundary(at.min(text.len()));
            let span = Span::of(start..text.floor_char_boundary(start + len));
            let within = Span::of(0..text.len());
            let found = sentence_at(&text, within, span, None);
            prop_assert!(found.contains(span) && within.contains(found));
            prop_assert!(text.get(found.range()).is_some());
        }
    }
}
