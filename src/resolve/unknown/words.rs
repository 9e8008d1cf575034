//! The words of the searched zones, each with its shape, what stands before it, and whether a mention has
//! it already.

use super::lists::{In, Lists};
use crate::article::{Article, ZoneKind};
use crate::gazetteer::Gazetteer;
use crate::record::Mention;
use crate::resolve::capitals::is_title_case;
use crate::resolve::scene::{Scene, is_capitalised};
use crate::span::Span;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Without a capital first: `bank`, `Berlin-based`, `eBay`.
    Lower,
    /// With a capital first: `Bank`, `McDonald`, `al-Assad`.
    Capital,
    /// All capitals, two letters or more: `UAL`, `AT&T`, `N.V.`
    Upper,
    /// One capital: `J.`
    Initial,
    /// Without letters.
    Number,
}

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space.
    Space,
    /// A comma and white space.
    Comma,
    /// `&` between white space.
    Ampersand,
    /// An opening bracket.
    Bracket,
    /// Anything else, and the border of a zone or block.
    Other,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Without a possessive ending; with the full stop of an abbreviation.
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) zone: ZoneKind,
    pub(super) shape: Shape,
    pub(super) gap: Gap,
    /// Whether `'s` or `'` follows.
    pub(super) owns: bool,
    /// Whether a sentence, a quotation, a list item or a block begins here: capitals say less.
    pub(super) opens: bool,
    /// Whether it stands in a line of capitals, or of capitalised words: capitals say nothing.
    pub(super) in_headline: bool,
    /// Whether its line ends as a sentence does, or is too long to tell.
    pub(super) in_sentence: bool,
    /// Whether it is an ordinary English word too, or a form of one; only of what can be a name.
    pub(super) is_common: bool,
    /// The lists that have it; small words, of which few are asked for, are looked up when they are.
    lists: Lists,
    /// Index of the mention that has it.
    pub(super) taken: Option<usize>,
}

impl Word<'_> {
    /// Whether that list has it.
    pub(super) fn is(&self, list: In) -> bool {
        let lists = if self.shape == Shape::Lower { Lists::of(self.text) } else { self.lists };
        lists.has(list)
    }

    /// Whether it can be a word of a name.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }
}

/// Abbreviations whose full stop is their own.
const ABBREVIATIONS: &[&str] = &[
    "Adm", "Assn", "Bros", "Capt", "Cmdr", "Co", "Col", "Corp", "Cos", "Dept", "Dr", "Fr", "Ft",
    "Gen", "Gov", "Hon", "Inc", "Jr", "Lt", "Ltd", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mt",
    "Prof", "Rep", "Reps", "Rev", "Sen", "Sens", "Sgt", "Sr", "St", "Ste",
];

/// Those after which a sentence may begin.
const ENDING: &[&str] = &["Assn.", "Bros.", "Co.", "Corp.", "Cos.", "Inc.", "Jr.", "Ltd.", "Sr."];

/// All words of the searched zones, in order.
pub(super) fn words<'a>(scene: &Scene<'a>, mentions: &[Mention]) -> Vec<Word<'a>> {
    let article: &'a Article = scene.article;
    let mut words: Vec<Word<'a>> = Vec::with_capacity(article.text.len() / 6);
    let mut next_mention = 0;
    for zone in &scene.zones {
        let Some(text) = article.text.get(..zone.span.end()) else { continue };
        let mut at = zone.span.start();
        let mut line = Line::default();
        let mut is_first = true;
        loop {
            let small = small_word(&text.as_bytes()[at..]);
            let skip = match small {
                Some(_) => 1,
                None => match text[at..].find(char::is_alphanumeric) {
                    Some(skip) => skip,
                    None => break,
                },
            };
            let start = at + skip;
            let between = &text[at..start];
            if start >= line.end {
                line = Line::around(text, start);
            }
            let len = small.unwrap_or_else(|| length(&text[start..]));
            let whole = &text[start..start + len];
            let span = Span::of(start..start + len);
            while mentions.get(next_mention).is_some_and(|m| m.span.end() <= start) {
                next_mention += 1;
            }
            let taken = mentions.get(next_mention).filter(|m| m.span.overlaps(span));
            let before = words.last().filter(|_| !is_first).copied();
            if small.is_some() {
                words.push(Word {
                    text: whole,
                    span,
                    zone: zone.kind,
                    shape: Shape::Lower,
                    is_common: false,
                    lists: Lists::default(),
                    gap: if before.is_some() { Gap::Space } else { Gap::Other },
                    owns: false,
                    opens: opens(between, before.as_ref(), Gap::Space),
                    in_headline: line.is_headline,
                    in_sentence: line.is_sentence,
                    taken: taken.map(|_| next_mention),
                });
                (at, is_first) = (start + len, false);
                continue;
            }
            let gap = gap(between, before.as_ref(), &line, start);
            let rest = &text[start + len..];
            let shape = if is_address(text, start, rest) { Shape::Lower } else { shape(whole) };
            let lists = if shape == Shape::Lower { Lists::default() } else { Lists::of(whole) };
            let may_be_name = matches!(shape, Shape::Capital | Shape::Upper)
                && taken.is_none()
                && !lists.has(In::Starters);
            words.push(Word {
                text: whole,
                span,
                zone: zone.kind,
                shape,
                is_common: may_be_name && is_common(scene.gazetteer, whole),
                lists,
                gap,
                owns: owns(whole, rest),
                opens: opens(between, before.as_ref(), gap),
                in_headline: line.is_headline,
                in_sentence: line.is_sentence,
                taken: taken.map(|_| next_mention),
            });
            at = start + len;
            is_first = false;
        }
    }
    words
}

/// Length in bytes of a word of small ASCII letters that stands between a space and a space or comma, as
/// most words do: nothing more is to be asked of those.
fn small_word(text: &[u8]) -> Option<usize> {
    let (b' ', rest) = text.split_first()? else { return None };
    let len = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    (len > 0 && matches!(rest.get(len), None | Some(b' ' | b',' | b'\n'))).then_some(len)
}

/// Whether an ordinary word, or a form of one, is written so.
fn is_common(gazetteer: &Gazetteer, word: &str) -> bool {
    if word.contains('-') {
        return word.split('-').all(|part| is_common(gazetteer, part));
    }
    let known = |word: &str| gazetteer.common_words.contains(word);
    let word = word.to_lowercase();
    let forms =
        [("s", ""), ("es", ""), ("ies", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e")];
    known(&word)
        || forms.iter().any(|(end, instead)| {
            let stem = word.strip_suffix(end).filter(|stem| stem.len() > 2);
            stem.is_some_and(|stem| known(&format!("{stem}{instead}")))
        })
}

/// The line on which words stand.
#[derive(Default)]
struct Line {
    start: usize,
    end: usize,
    is_headline: bool,
    is_sentence: bool,
    is_long: bool,
}

/// Lines at least this long (bytes) are wrapped text, in which a name may go on after the line break.
const WRAPPED: usize = 55;
/// Lines at least this long (bytes) are no headlines.
const HEADLINE: usize = 200;
/// How much of a line is looked at for its capitals, in bytes.
const LOOKED_AT: usize = 400;

/// How a sentence ends.
const ENDS: [char; 6] = ['.', '!', '?', ':', ';', '…'];
/// What may stand behind the end of a sentence.
const CLOSERS: [char; 7] = ['"', '\'', '”', '’', ')', ']', ' '];

impl Line {
    fn around(text: &str, at: usize) -> Self {
        let from = text.floor_char_boundary(at.saturating_sub(LOOKED_AT));
        let start = text[from..at].rfind('\n').map_or(from, |i| from + i + 1);
        let to = text.ceil_char_boundary((at + LOOKED_AT).min(text.len()));
        let end = text[at..to].find('\n').map_or(to, |i| at + i);
        let line = text[start..end].trim();
        let is_wrapped = line.len() >= WRAPPED && line.len() < LOOKED_AT / 2;
        Self {
            start,
            end: end.max(at + 1),
            is_headline: line.len() < HEADLINE
                && (is_label(line)
                    || (!line.ends_with('.') && is_title_case(line))
                    || is_shouted(line)),
            is_sentence: is_wrapped
                || line.len() >= HEADLINE
                || line.trim_end_matches(CLOSERS).ends_with(ENDS),
            is_long: is_wrapped && !line.ends_with(['.', '!', '?', ':']),
        }
    }
}

/// Whether a line is a heading or an item of a list: a few words, hardly one in small letters.
fn is_label(line: &str) -> bool {
    let (mut all, mut lower) = (0, 0);
    for word in line.split_whitespace().filter(|word| word.contains(char::is_alphabetic)) {
        all += 1;
        lower += usize::from(word.starts_with(char::is_lowercase));
    }
    all < 9 && lower * 4 <= all && !line.ends_with(['.', '!', '?', '"', '”', '\''])
}

/// Whether a line of two or more words is all capitals.
fn is_shouted(line: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for c in line.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper > 4 * lower && upper > 6 && line.split_whitespace().nth(1).is_some()
}

/// Length in bytes of the word with which a text begins.
fn length(text: &str) -> usize {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters > 1 && text.as_bytes().get(letters).is_none_or(|b| matches!(b, b' ' | b',' | b'\n'))
    {
        return letters;
    }
    let mut len = 0;
    let mut part = 0;
    let mut is_dotted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let goes_on = next.is_some_and(char::is_alphanumeric);
        let is_inside = match c {
            _ if c.is_alphanumeric() => true,
            '\u{300}'..='\u{36f}' | '\u{ad}' => true,
            '-' | '‐' | '‑' => goes_on,
            '\'' | '’' => goes_on && !is_possessive(&text[at..]),
            '&' => goes_on && part <= 3,
            // `U.S.`, `J.P.`
            '.' if part == 1 && (goes_on || is_dotted) => {
                is_dotted = true;
                true
            }
            _ => false,
        };
        if !is_inside {
            break;
        }
        part = if c.is_alphanumeric() { part + 1 } else { 0 };
        len = at + c.len_utf8();
    }
    if text[len..].starts_with('.') && is_abbreviation(&text[..len]) { len + 1 } else { len }
}

fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let is_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    is_initial || ABBREVIATIONS.binary_search(&word).is_ok()
}

/// Whether a text begins with the ending `'s`, and the word ends there.
fn is_possessive(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(char::is_alphanumeric)
}

fn owns(word: &str, rest: &str) -> bool {
    let is_mark = rest.starts_with(['\'', '’']);
    is_mark && (is_possessive(rest) || (word.ends_with('s') && rest.chars().nth(1) == Some(' ')))
}

fn shape(word: &str) -> Shape {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    let (mut upper, mut lower) = (0, 0);
    for c in word.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    let last = word.rsplit(['-', '‐', '‑']).next().unwrap_or(word);
    let is_compound = last.len() < word.len() && last.starts_with(char::is_lowercase);
    match (upper, lower) {
        (0, 0) if word.starts_with(char::is_numeric) => Shape::Number,
        (0, _) => Shape::Lower,
        _ if is_compound || !is_capitalised(word) => Shape::Lower,
        (1, 0) => Shape::Initial,
        (_, 0) => Shape::Upper,
        _ => Shape::Capital,
    }
}

/// Whether a word is part of a web address, a handle or a file name.
fn is_address(text: &str, start: usize, rest: &str) -> bool {
    let before = text[..start].chars().next_back();
    let mut after = rest.chars();
    matches!(before, Some('@' | '#' | '_' | '/' | '\\' | '='))
        || match after.next() {
            Some('@' | '_' | '/' | '\\' | '=') => true,
            Some('.' | ':') => {
                after.next().is_some_and(|c| c == '/' || c.is_lowercase() || c.is_numeric())
            }
            _ => false,
        }
}

fn gap(between: &str, before: Option<&Word<'_>>, line: &Line, start: usize) -> Gap {
    if before.is_none() {
        return Gap::Other;
    }
    if between == " " {
        return Gap::Space;
    }
    // a possessive's ending is part of the gap
    let between = match between.chars().next() {
        Some('\'' | '’') if before.is_some_and(|word| word.owns) => {
            between.trim_start_matches(['\'', '’'])
        }
        _ => between,
    };
    let breaks = between.bytes().filter(|&b| b == b'\n').count();
    let is_wall = breaks > 1 || (breaks == 1 && !(line.is_long && line.start <= start));
    match between.trim() {
        _ if is_wall => Gap::Other,
        "" => Gap::Space,
        "," => Gap::Comma,
        "&" => Gap::Ampersand,
        "(" | "(the" => Gap::Bracket,
        _ => Gap::Other,
    }
}

fn opens(between: &str, before: Option<&Word<'_>>, gap: Gap) -> bool {
    let Some(before) = before else { return true };
    let ends = |c: char| {
        matches!(
            c,
            '.' | '!'
                | '?'
                | ':'
                | ';'
                | '"'
                | '“'
                | '”'
                | '‘'
                | '•'
                | '*'
                | '|'
                | '…'
                | '\n'
                | '–'
                | '—'
                | '`'
                | '«'
                | '>'
                | '/'
        )
    };
    match gap {
        Gap::Space => before.text.ends_with('.') && ENDING.contains(&before.text),
        Gap::Comma | Gap::Ampersand => false,
        Gap::Bracket | Gap::Other => between.contains(ends) || between.contains(" - "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted() && ENDING.is_sorted());
    }

    #[test]
    fn a_word_ends_where_a_reader_sees_its_end() {
        let word = |text: &str| text[..length(text)].to_owned();
        assert_eq!(word("O'Brien's car"), "O'Brien");
        assert_eq!(word("J. Smith"), "J.");
        assert_eq!(word("U.S.-led"), "U.S.-led");
        assert_eq!(word("Corp. said"), "Corp.");
        assert_eq!(word("talks. Then"), "talks");
        assert_eq!(word("AT&T, the"), "AT&T");
        assert_eq!(word("Doering-Smirnov,"), "Doering-Smirnov");
    }

    #[test]
    fn shapes() {
        let shapes = ["bank", "Berlin-based", "McDonald", "al-Assad", "AT&T", "J.", "1999"];
        let expected = [
            Shape::Lower,
            Shape::Lower,
            Shape::Capital,
            Shape::Capital,
            Shape::Upper,
            Shape::Initial,
            Shape::Number,
        ];
        assert_eq!(shapes.map(shape), expected);
    }
}
