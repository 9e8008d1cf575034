//! Whether words of a text are a spelling, or near one, and in which way.
//!
//! Promises: a spelling as it is matches exactly where the tagger's rules let an alias match, over line
//! breaks and no-break spaces, in capitals; anything else is near at most, and says how it differs. What
//! another number or a common word makes of a spelling is not near.
//! If you loosen a rule here, look at what a week of news holds near `Iran` and `Gaza`.

use super::terms::{LONG, Spelling};
use super::words::{self, Between};
use crate::find;
use crate::fold::fold;
use crate::gazetteer::{Case, WordSet};
use std::ops::Range;

/// How a near spelling differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Difference {
    /// Capitals where the term has none, or the other way round.
    Case,
    /// A hyphen for a space, or the other way round.
    Hyphen,
    /// Words in one, or a word in two.
    Space,
    /// A dot, an apostrophe or a slash more or less.
    Sign,
    /// Plural for singular, or the other way round.
    Plural,
    /// Another script, or another way to bring it into Latin letters.
    Transliteration,
    /// A letter or two more, less, other or in another order.
    Letters,
}

impl Difference {
    /// Its name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Hyphen => "hyphen",
            Self::Space => "space",
            Self::Sign => "sign",
            Self::Plural => "plural",
            Self::Transliteration => "transliteration",
            Self::Letters => "letters",
        }
    }
}

/// What words of a text are to a spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// In what they differ; nothing if they are the spelling.
    pub(super) differences: Vec<Difference>,
    /// Letters in which they differ.
    pub(super) edits: usize,
}

/// A word of the text.
struct Word {
    before: Option<Between>,
    range: Range<usize>,
    key: String,
}

/// The words around byte `at` of a text that are most like a spelling.
pub(super) fn like(
    text: &str,
    at: usize,
    spelling: &Spelling,
    common: &WordSet,
) -> Option<Likeness> {
    if spelling.key.is_empty() {
        return literal(text, at, spelling);
    }
    // `N.G.O.` may stand for `NGO`
    let most = if spelling.is_acronym { spelling.key.len() } else { spelling.words.len() };
    let (around, here) = around(text, at, most);
    let mut best: Option<(usize, usize, Likeness)> = None;
    for from in 0..=here {
        let mut key = String::new();
        for (to, word) in around.iter().enumerate().skip(from) {
            key.push_str(&word.key);
            if key.len() > spelling.key.len() + spelling.edits.max(PLURAL) {
                break;
            }
            if to < here || key.len() + spelling.edits.max(PLURAL) < spelling.key.len() {
                continue;
            }
            let Some(found) = compare(text, &around[from..=to], &key, spelling, common) else {
                continue;
            };
            if found.differences.is_empty() {
                return Some(found);
            }
            let rank = (found.edits, (to - from + 1).abs_diff(spelling.words.len()));
            if best.as_ref().is_none_or(|(edits, words, _)| rank < (*edits, *words)) {
                best = Some((rank.0, rank.1, found));
            }
        }
    }
    best.map(|(.., found)| found)
}

/// So many letters a plural may have more: `party`, `parties`.
const PLURAL: usize = 3;

/// A spelling of a script without spaces, which begins at `at`.
fn literal(text: &str, at: usize, spelling: &Spelling) -> Option<Likeness> {
    let range = at..at + spelling.text.len();
    let is_it = text.get(range.clone()) == Some(&spelling.text) && find::ends_word(text, range.end);
    is_it.then_some(Likeness { range, differences: Vec::new(), edits: 0 })
}

/// The word that holds `at`, up to `count` words before and after it, and the index of the first one.
fn around(text: &str, at: usize, count: usize) -> (Vec<Word>, usize) {
    let word = |before, range: Range<usize>| {
        let key = words::key(&text[range.clone()]).into_owned();
        Word { before, range, key }
    };
    let here = words::word_at(text, at);
    let (mut start, mut end) = (here.start, here.end);
    let mut all = vec![word(None, here)];
    for _ in 0..count {
        let Some((between, range)) = words::previous(text, start) else { break };
        start = range.start;
        if let Some(first) = all.first_mut() {
            first.before = Some(between);
        }
        all.insert(0, word(None, range));
    }
    let index = all.len() - 1;
    for _ in 0..count {
        let Some((between, range)) = words::next(text, end) else { break };
        end = range.end;
        all.push(word(Some(between), range));
    }
    (all, index)
}

/// What some words are to a spelling, whose keys together are `key`.
fn compare(
    text: &str,
    words: &[Word],
    key: &str,
    spelling: &Spelling,
    common: &WordSet,
) -> Option<Likeness> {
    let (first, last) = (words.first()?, words.last()?);
    let mut range = first.range.start..last.range.end;
    if key == spelling.key {
        // `U.S.` ends with its dot
        let tail =
            spelling.folded.len() - spelling.folded.trim_end_matches(|c| !words::is_part(c)).len();
        let tail = &spelling.folded[spelling.folded.len() - tail..];
        if text[range.end..].starts_with(tail) {
            range.end += tail.len();
        }
    }
    let told = &text[range.clone()];
    let folded = fold(told);
    let has_case = find::fits(&spelling.text, spelling.case, told);
    let body = spelling.folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let likeness = |differences, edits| Some(Likeness { range: range.clone(), differences, edits });
    if folded.text() == body && has_case {
        return find::ends_word(text, range.end).then(|| likeness(Vec::new(), 0)).flatten();
    }
    if !spelling.near {
        return None;
    }
    let mut differences = between(words, spelling);
    let is_lower = told.contains(char::is_lowercase);
    if key == spelling.key {
        let is_foreign = !folded.text().is_ascii() && spelling.folded.is_ascii()
            || folded.text().is_ascii() && !spelling.folded.is_ascii();
        if is_foreign {
            differences.push(Difference::Transliteration);
        } else if !same_case(spelling, told, has_case) {
            differences.push(Difference::Case);
        }
        if spelling.is_acronym && is_lower && differences != [Difference::Case] {
            return None;
        }
        let only_case = differences == [Difference::Case];
        let is_long = spelling.words.len() > 1 || key.len() >= LONG;
        if differences.is_empty() || only_case && !(is_long && told_apart(words, key, common)) {
            return None;
        }
        return likeness(differences, 0);
    }
    if is_plural(key, &spelling.key) || is_plural(&spelling.key, key) {
        let shown = told.trim_end_matches('s');
        if spelling.is_acronym && shown.chars().any(char::is_lowercase)
            || is_lowered(spelling, told) && words.len() == 1
        {
            return None;
        }
        differences.push(Difference::Plural);
        return likeness(differences, 1);
    }
    if spelling.edits == 0 || digits(key) != digits(&spelling.key) {
        return None;
    }
    let is_foreign = !folded.text().is_ascii();
    let sounds_alike = words::sound(key) == spelling.sound;
    let edits = strsim::osa_distance(key, &spelling.key);
    if !sounds_alike && edits > spelling.edits {
        return None;
    }
    if words.len() == 1 && is_lowered(spelling, told) || is_other_word(words, spelling, common) {
        return None;
    }
    differences.push(if is_foreign || sounds_alike {
        Difference::Transliteration
    } else {
        Difference::Letters
    });
    likeness(differences, edits)
}

/// How the words stand apart, other than those of the spelling do.
fn between(words: &[Word], spelling: &Spelling) -> Vec<Difference> {
    let own = || spelling.words.iter().filter_map(|word| word.before);
    let told = || words.iter().skip(1).filter_map(|word| word.before);
    if words.len() == spelling.words.len() && own().eq(told()) {
        return Vec::new();
    }
    let count = |kind: Between| {
        own().filter(|b| *b == kind).count().abs_diff(told().filter(|b| *b == kind).count())
    };
    let (spaces, hyphens, signs) =
        (count(Between::Space), count(Between::Hyphen), count(Between::Sign));
    let mut differences = Vec::new();
    differences.extend((hyphens > 0).then_some(Difference::Hyphen));
    differences.extend((signs > 0).then_some(Difference::Sign));
    differences.extend((spaces > 0 && differences.is_empty()).then_some(Difference::Space));
    differences
}

/// Whether the case of some words is that of the spelling, however they stand apart.
fn same_case(spelling: &Spelling, told: &str, has_case: bool) -> bool {
    if has_case || spelling.case == Case::Any {
        return true;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(&spelling.text) == letters(told) || !told.chars().any(char::is_lowercase)
}

/// Whether a spelling with a capital stands there without any.
fn is_lowered(spelling: &Spelling, told: &str) -> bool {
    spelling.has_capital && !told.contains(char::is_uppercase)
}

/// Whether words in another case are no ordinary word.
fn told_apart(words: &[Word], key: &str, common: &WordSet) -> bool {
    words.len() > 1 || !common.contains(key)
}

/// Whether `many` is the plural of `one`.
fn is_plural(many: &str, one: &str) -> bool {
    let ends = |ending: &str, of: &str| many.strip_suffix(ending) == Some(of);
    let is_singular = ["ss", "us", "is"].iter().any(|ending| many.ends_with(ending));
    let of_y = || one.strip_suffix('y').is_some_and(|stem| ends("ies", stem));
    one.len() > 1 && !is_singular && (ends("s", one) || ends("es", one) || of_y())
}

fn digits(key: &str) -> impl PartialEq + use<> {
    key.chars().filter(char::is_ascii_digit).collect::<String>()
}

/// Whether the words are the spelling with an ordinary word in the place of one of its own.
fn is_other_word(words: &[Word], spelling: &Spelling, common: &WordSet) -> bool {
    let is_common = |key: &str| {
        // `in` for `of`
        key.len() < 3
            || common.contains(key)
            || key.strip_suffix('s').is_some_and(|one| common.contains(one))
    };
    if words.len() != spelling.words.len() {
        return words.len() == 1 && words.iter().any(|word| is_common(&word.key));
    }
    words.iter().zip(&spelling.words).any(|(told, own)| told.key != own.key && is_common(&told.key))
}
