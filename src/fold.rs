//! Text folded for matching, with a map back to the original.
//!
//! Folding takes away what a reader does not see as a difference: case, diacritics, the shape of
//! quotes and dashes, the kind and number of spaces. A line break inside a paragraph is a space; a
//! blank line is a wall (two [`WALL`]s) that no alias crosses.
//!
//! Promises: aliases and texts are folded by the same function; every span of the folded text maps
//! back to whole characters of the original, combining marks and ligatures included.
//! If you change what is folded, compiled gazetteers and all goldens change.

use crate::span::Span;
use unicode_normalization::char::decompose_compatible;

/// Two of these bytes are the wall between paragraphs in folded text; nothing else folds to it.
pub const WALL: u8 = b'\n';

/// A folded text and the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    runs: Vec<Run>,
    original_len: u32,
}

/// A stretch of folded text. In a linear run, folded and original bytes advance together; any other
/// run stands for one whole stretch of the original that must not be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    folded: u32,
    original: u32,
    linear: bool,
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original's span of a span of the folded text: the smallest one that holds whole original
    /// characters.
    pub fn to_original(&self, folded: Span) -> Span {
        if folded.is_empty() {
            let at = self.start_of(folded.start());
            return Span::of(at..at);
        }
        Span::of(self.start_of(folded.start())..self.end_of(folded.end()))
    }

    /// The folded offset of an original byte offset: the first folded byte that stands for it or for
    /// what comes after it.
    pub fn from_original(&self, original: usize) -> usize {
        let after = self.runs.partition_point(|run| run.original as usize <= original);
        let Some(run) = after.checked_sub(1).and_then(|i| self.runs.get(i)) else { return 0 };
        let end = self.runs.get(after).map_or(self.text.len(), |next| next.folded as usize);
        let past = if run.linear { original - run.original as usize } else { 0 };
        (run.folded as usize + past).min(end)
    }

    /// A way back for offsets that are asked for in order, from that one on.
    pub fn cursor(&self, from: usize) -> Cursor<'_> {
        let after = self.runs.partition_point(|run| run.folded as usize <= from);
        let mut cursor =
            Cursor { folded: self, next: after.saturating_sub(1), run: EMPTY, until: 0 };
        cursor.step();
        cursor
    }

    fn run_at(&self, folded: usize) -> Option<(Run, usize)> {
        let after = self.runs.partition_point(|run| run.folded as usize <= folded);
        let run = *self.runs.get(after.checked_sub(1)?)?;
        let next = self.runs.get(after).map_or(self.original_len, |next| next.original);
        Some((run, next as usize))
    }

    fn start_of(&self, folded: usize) -> usize {
        match self.run_at(folded) {
            Some((run, _)) if run.linear => run.original as usize + folded - run.folded as usize,
            Some((run, _)) => run.original as usize,
            None => 0,
        }
    }

    fn end_of(&self, folded: usize) -> usize {
        match self.run_at(folded.saturating_sub(1)) {
            Some((run, _)) if run.linear => run.original as usize + folded - run.folded as usize,
            Some((_, next)) => next,
            None => 0,
        }
    }
}

/// What a text without letters is made of.
const EMPTY: Run = Run { folded: 0, original: 0, linear: false };

/// A way back to the original; see [`Folded::cursor`].
#[derive(Clone, Debug)]
pub struct Cursor<'f> {
    folded: &'f Folded,
    run: Run,
    /// Index of the run after it.
    next: usize,
    /// Where that begins, of the folded text.
    until: usize,
}

impl Cursor<'_> {
    /// The original offset of the character that a folded byte stands for. No offset is smaller than
    /// the one asked for before.
    #[inline]
    pub fn original(&mut self, folded: usize) -> usize {
        while folded >= self.until {
            self.step();
        }
        let past = if self.run.linear { folded - self.run.folded as usize } else { 0 };
        self.run.original as usize + past
    }

    fn step(&mut self) {
        let runs = &self.folded.runs;
        self.run = runs.get(self.next).copied().unwrap_or(self.run);
        self.next += 1;
        self.until = runs.get(self.next).map_or(usize::MAX, |next| next.folded as usize);
    }

    /// As [`Folded::to_original`], of a span that is not empty and begins no earlier than the offset that
    /// was asked for last; for short spans.
    #[inline]
    pub fn span(&self, folded: Span) -> Span {
        let mut from = self.clone();
        let start = from.original(folded.start());
        from.original(folded.end().saturating_sub(1));
        let end = if from.run.linear {
            from.run.original as usize + folded.end() - from.run.folded as usize
        } else {
            let next = self.folded.runs.get(from.next);
            next.map_or(self.folded.original_len, |next| next.original) as usize
        };
        Span::of(start..end)
    }
}

/// Folds a text. Offsets above 4 GiB do not fit; texts that long are refused when read.
pub fn fold(original: &str) -> Folded {
    let mut folder =
        Folder { text: String::with_capacity(original.len()), runs: Vec::new(), linear: false };
    let bytes = original.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let plain = plain_run(&bytes[at..]);
        if plain > 0 {
            folder.plain(&original[at..at + plain], at);
            at += plain;
            continue;
        }
        let space = space_run(&original[at..]);
        if space > 0 {
            folder.space(&original[at..at + space], at);
            at += space;
        } else if let Some(c) = original[at..].chars().next() {
            folder.other(c, at);
            at += c.len_utf8();
        }
    }
    Folded {
        text: folder.text,
        runs: folder.runs,
        original_len: Span::of(0..original.len()).end() as u32,
    }
}

/// Bytes from the start that fold one to one: printable ASCII, single spaces between.
fn plain_run(bytes: &[u8]) -> usize {
    let mut n = 0;
    while let Some(&b) = bytes.get(n) {
        let single_space = b == b' ' && n > 0 && bytes.get(n + 1).is_some_and(u8::is_ascii_graphic);
        if !single_space && (!b.is_ascii_graphic() || b == b'`') {
            break;
        }
        n += 1;
    }
    n
}

/// Bytes from the start that are white space.
fn space_run(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_space).len()
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

struct Folder {
    text: String,
    runs: Vec<Run>,
    linear: bool,
}

impl Folder {
    fn run(&mut self, original: usize, linear: bool) {
        if !(linear && self.linear) {
            let run = Span::of(self.text.len()..self.text.len()).start() as u32;
            self.runs.push(Run { folded: run, original: original as u32, linear });
        }
        self.linear = linear;
    }

    fn plain(&mut self, part: &str, at: usize) {
        self.run(at, true);
        let from = self.text.len();
        self.text.push_str(part);
        self.text[from..].make_ascii_lowercase();
    }

    fn space(&mut self, part: &str, at: usize) {
        let wall = is_wall(part);
        if self.text.ends_with(WALL as char) || (self.text.ends_with(' ') && !wall) {
            // only what leaves nothing behind stands between the two: they are one space
            return self.swallow(at);
        }
        if self.text.ends_with(' ') {
            self.swallow(at);
            self.text.pop();
        } else {
            self.run(at, part == " ");
        }
        self.text.push_str(if wall { "\n\n" } else { " " });
    }

    fn other(&mut self, c: char, at: usize) {
        if is_dropped(c) {
            return self.swallow(at);
        }
        self.run(at, false);
        if let Some(with) = substitute(c) {
            return self.text.push_str(with);
        }
        let from = self.text.len();
        decompose_compatible(c, |part| match substitute(part) {
            Some(with) => self.text.push_str(with),
            None if is_latin_mark(part) => {}
            None => self.text.extend(part.to_lowercase().filter(|&low| !is_latin_mark(low))),
        });
        if self.text[from..].trim_start().len() < self.text.len() - from {
            // an accent on its own (`¨`) decomposes to a space, which it is not
            self.text.truncate(from);
            self.text.push(c);
        }
    }

    /// A character that leaves nothing behind belongs to the one before it: the last folded
    /// character becomes a run of its own, which ends where the next run begins.
    fn swallow(&mut self, at: usize) {
        let Some(last) = self.runs.last().copied() else { return self.run(at, false) };
        if !last.linear {
            return;
        }
        let width = self.text.chars().next_back().map_or(0, char::len_utf8);
        let folded = (self.text.len() - width) as u32;
        let original = last.original + folded - last.folded;
        if folded == last.folded {
            self.runs.pop();
        }
        self.runs.push(Run { folded, original, linear: false });
        self.linear = false;
    }
}

fn is_wall(space: &str) -> bool {
    let breaks = space.replace("\r\n", "\n");
    breaks.contains('\u{2029}')
        || breaks.chars().filter(|c| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{c}')).count() > 1
}

/// Combining marks of the scripts in which they only decorate (Latin, Greek, Cyrillic), joiners,
/// soft hyphens, direction marks and variation selectors.
fn is_dropped(c: char) -> bool {
    is_latin_mark(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn is_latin_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Letters that Unicode does not decompose but readers type without their stroke, and the shapes of
/// quotes and dashes.
fn substitute(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | 'ʻ' | 'ʹ' | '´' | '`' | '＇' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '＂' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '－' => "-",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ħ' | 'Ħ' => "h",
        'ə' | 'Ə' => "e",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn original_of<'a>(text: &'a str, part: &str) -> &'a str {
        let folded = fold(text);
        let start = folded.text().find(part).expect("the part is in the folded text");
        &text[folded.to_original(Span::of(start..start + part.len())).range()]
    }

    #[test]
    fn dotted_capital_i_maps_back_whole() {
        assert_eq!(fold("in İzmir.").text(), "in izmir.");
        assert_eq!(original_of("in İzmir.", "izmir"), "İzmir");
    }

    #[test]
    fn decomposed_marks_belong_to_their_letter() {
        assert_eq!(original_of("a Sa\u{303}o Paulo b", "sao paulo"), "Sa\u{303}o Paulo");
        assert_eq!(original_of("Bogota\u{301}, Col", "bogota"), "Bogota\u{301}");
    }

    #[test]
    fn ligatures_strokes_quotes_and_dashes() {
        assert_eq!(
            fold("Côte d’Ivoire – Łódź ﬁne Straße").text(),
            "cote d'ivoire - lodz fine strasse"
        );
        assert_eq!(original_of("a ﬁne day", "fine"), "ﬁne");
    }

    #[test]
    fn soft_hyphens_and_nonbreaking_spaces_vanish() {
        assert_eq!(
            original_of("the United\u{a0} Na\u{ad}tions met", "united nations"),
            "United\u{a0} Na\u{ad}tions"
        );
    }

    #[test]
    fn spaces_with_nothing_but_marks_between_are_one() {
        assert_eq!(fold("a \u{ad} b \u{301}\n\n c ¨ d").text(), "a b\n\nc ¨ d");
        assert_eq!(original_of("South \u{ad} Korea", "south korea"), "South \u{ad} Korea");
    }

    #[test]
    fn a_line_break_is_a_space_and_a_blank_line_a_wall() {
        assert_eq!(
            fold("United\r\nNations\n \nSouth\nKorea").text(),
            "united nations\n\nsouth korea"
        );
    }

    proptest! {
        #[test]
        fn every_folded_span_maps_to_whole_characters(text in "[ a-zA-Zéßİ\u{301}\u{ad}’—\n\r中ﬁ]{0,40}") {
            let folded = fold(&text);
            let n = folded.text().len();
            for start in 0..n {
                for end in start + 1..=n {
                    let span = folded.to_original(Span::of(start..end));
                    prop_assert!(text.get(span.range()).is_some_and(|s| !s.is_empty()));
                }
            }
        }

        #[test]
        fn folding_twice_changes_nothing(text in "(\\PC|[ \n\u{301}\u{ad}]){0,60}") {
            let once = fold(&text);
            let twice = fold(once.text());
            prop_assert_eq!(twice.text(), once.text());
        }

        #[test]
        fn the_whole_maps_to_the_whole(text in "[a-zé ’\u{ad}]{0,30}x") {
            let folded = fold(&text);
            let span = folded.to_original(Span::of(0..folded.text().len()));
            prop_assert_eq!(span.end(), text.len());
        }
    }
}
