//! An article as lines on a screen.
//!
//! Promises: every character that is not white space stands in one line, in order; a line lies in
//! one zone, is none too wide, and is broken inside a mention only where the mention itself is too
//! wide or broken. The goldens in `fixtures/articles/` show these lines.

use crate::article::{Article, ZoneKind};
use crate::record::Record;
use crate::sentence::Sentences;
use crate::span::Span;
use unicode_normalization::char::is_combining_mark;

/// A line of the article as it is shown; without a span, one or more blank lines.
pub(super) struct Line {
    pub(super) kind: Option<ZoneKind>,
    pub(super) span: Span,
    /// Whether it begins a line of the article, as opposed to going on with a long one.
    pub(super) begins: bool,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.span.is_empty()
    }

    pub(super) fn is_chrome(&self) -> bool {
        self.kind == Some(ZoneKind::Chrome)
    }

    /// What stands at the left of the line, or of what is said about it.
    pub(super) fn gutter(&self, name: &str) -> String {
        format!("{name:<8} {}", if self.is_chrome() { '·' } else { '|' })
    }
}

/// The lines of the article as they are shown: each in one zone, none too wide, never two blank
/// ones in a row.
pub(super) fn lines(record: &Record, width: usize) -> Vec<Line> {
    let article = &record.article;
    let sentences = Sentences::new(&article.text, article.language.as_deref());
    let (mut lines, mut start) = (Vec::<Line>::new(), 0);
    for text in article.text.split_inclusive('\n') {
        let whole = Span::of(start..start + text.trim_end().len());
        start += text.len();
        if !whole.is_empty() {
            for (kind, span) in pieces(article, whole) {
                let parts = wrapped(record, &sentences, span, width).into_iter().enumerate();
                lines.extend(parts.map(|(i, span)| Line { kind, span, begins: i == 0 }));
            }
        } else if lines.last().is_some_and(|line| !line.is_blank()) {
            lines.push(Line { kind: None, span: whole, begins: false });
        }
    }
    lines.truncate(lines.iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1));
    lines
}

/// A line of the article cut where its zone changes; the first piece keeps the indentation.
fn pieces(article: &Article, line: Span) -> Vec<(Option<ZoneKind>, Span)> {
    let first = article.zones.partition_point(|zone| zone.span.end() <= line.start());
    let zones = article.zones[first..].iter();
    let mut pieces: Vec<_> = zones
        .take_while(|zone| zone.span.start() < line.end())
        .map(|zone| {
            let start = zone.span.start().max(line.start());
            (Some(zone.kind), Span::of(start..zone.span.end().min(line.end())))
        })
        .collect();
    match pieces.first_mut() {
        Some((_, piece)) => *piece = Span::of(line.start()..piece.end()),
        None => pieces.push((None, line)),
    }
    pieces
}

/// A piece of a line as one part, or as a part a sentence, none wider than `width`.
fn wrapped(record: &Record, sentences: &Sentences<'_>, piece: Span, width: usize) -> Vec<Span> {
    if columns(record.article.slice(piece)) <= width {
        return vec![piece];
    }
    let mut parts = Vec::new();
    for sentence in sentences.all(piece) {
        let mut rest = sentence;
        while let Some(at) = break_of(record, rest, width) {
            let part = record.article.slice(Span::of(rest.start()..at)).trim_end();
            parts.push(Span::of(rest.start()..rest.start() + part.len()));
            let gap = record.article.slice(Span::of(at..rest.end()));
            rest = Span::of(at + gap.len() - gap.trim_start().len()..rest.end());
        }
        parts.push(rest);
    }
    parts
}

/// Where to break what is too wide: at the last white space that fits and splits no mention, else
/// at the last character that fits; `None` if all of it fits.
fn break_of(record: &Record, rest: Span, width: usize) -> Option<usize> {
    let (mut taken, mut space) = (0, None);
    for (i, c) in record.article.slice(rest).char_indices() {
        let at = rest.start() + i;
        if c.is_whitespace() && i > 0 && !splits_a_mention(record, at) {
            space = Some(at);
        }
        taken += column(c);
        if taken > width && !c.is_whitespace() {
            return Some(space.unwrap_or(if i == 0 { at + c.len_utf8() } else { at }))
                .filter(|&at| at < rest.end());
        }
    }
    None
}

fn splits_a_mention(record: &Record, at: usize) -> bool {
    let after = record.mentions.partition_point(|mention| mention.span.start() < at);
    record.mentions[..after].last().is_some_and(|mention| at < mention.span.end())
}

/// A character as it is shown: what moves the cursor is a space.
pub(super) fn visible(c: char) -> char {
    if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }
}

/// Columns that a text takes on a screen.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

/// Columns that a character takes: none for what joins the character before it, two for Han, Kana,
/// Hangul, full-width forms and pictures.
fn column(c: char) -> usize {
    match c {
        ' '..='~' => 1,
        '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        c if is_combining_mark(c) => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, width: usize) -> Vec<String> {
        let record = sample::record("a.txt", text, &["Union of Malta"]);
        let lines = lines(&record, width);
        lines.iter().map(|line| record.article.slice(line.span).to_owned()).collect()
    }

    #[test]
    fn a_long_line_breaks_between_sentences_then_words_but_not_in_a_mention() {
        let text = "The U.S. agreed. The ferry of the Union of Malta will sail.";
        let lines = ["The U.S. agreed.", "The ferry of the", "Union of Malta will sail."];
        assert_eq!(shown(text, 27), lines);
    }

    #[test]
    fn what_has_no_spaces_breaks_anywhere() {
        assert_eq!(shown("中国中国 aaaaaaa", 5), ["中国", "中国", "aaaaa", "aa"]);
    }

    #[test]
    fn runs_of_blank_lines_are_one_and_the_last_ones_none() {
        assert_eq!(shown("\n\na\n \n\n  b\r\n\n", 9), ["a", "", "  b"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(
            text in "([a-z中🇹 .\n\t\r•]|Union of Malta|\u{301}){0,80}",
            width in 2usize..20,
        ) {
            let ink = |text: &str| text.split_whitespace().collect::<String>();
            let lines = shown(&text, width);
            prop_assert_eq!(ink(&lines.concat()), ink(&text));
            for line in lines {
                prop_assert!(columns(&line) <= width);
            }
        }
    }
}
