//! Every spelling of a gazetteer in one table, which is walked from where a word starts.
//!
//! Promises: a spelling is kept folded and without what does not begin a word; the numbers of the
//! spellings and the order of their senses depend on the gazetteer alone; the table is plain data, so
//! that it can be made once and stored.

use super::bytes::Bytes;
use super::trie::Trie;
use super::{Case, Gazetteer};
use crate::error::{Error, Result};
use crate::fold::fold;
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// What a found spelling is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// An alias: index of the entry, index of the alias in it.
    Alias(u32, u16),
    /// Supports the entry of that index.
    Context(u32),
    /// Speaks against the entry of that index.
    Exclude(u32),
    /// Speaks for a topic: index of the topic, index of the term in it.
    Term(u32, u16),
    /// Words for a body that every country has: its index.
    Body(u32),
    /// A title or role.
    Title,
    /// A given name.
    GivenName,
}

/// One of the things that a spelling may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// What it is for.
    pub role: Role,
    /// How much case it asks for.
    pub case: Case,
    /// Whether it has every case that a text may have: no capital in it says otherwise.
    pub is_plain: bool,
    /// Index in [`Spellings::languages`] of the only language in which it holds.
    language: Option<u16>,
    /// Where it begins in [`Spellings::texts`], and its length, in bytes.
    text: (u32, u16),
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    /// From the folded spelling to its number.
    pub(super) trie: Trie,
    /// How spellings begin: most words of a text are no spelling's first.
    pub(super) starts: Starts,
    /// By number of the spelling, two numbers each: where in `senses` its context and exclude words begin,
    /// which are many and looked at for entries only that were hit; and where they end.
    pub(super) ends: Bytes,
    /// The senses of all spellings, end to end, [`SENSE`] bytes each.
    pub(super) senses: Bytes,
    /// The spellings as the gazetteer has them, end to end.
    pub(super) texts: Bytes,
    pub(super) languages: Vec<Arc<str>>,
}

/// Bytes of a stored sense.
const SENSE: usize = 16;
/// What is added to the stored case of a sense that has every case.
const PLAIN: u8 = 4;
/// What is stored where a sense holds in every language.
const ALL_LANGUAGES: u16 = u16::MAX;

impl Sense {
    fn to_bytes(self) -> [u8; SENSE] {
        let (tag, entry, part) = match self.role {
            Role::Alias(entry, alias) => (0, entry, alias),
            Role::Context(entry) => (1, entry, 0),
            Role::Exclude(entry) => (2, entry, 0),
            Role::Term(topic, term) => (3, topic, term),
            Role::Body(body) => (4, body, 0),
            Role::Title => (5, 0, 0),
            Role::GivenName => (6, 0, 0),
        };
        let case = match self.case {
            Case::Spelled => 0,
            Case::Any => 1,
            Case::Exact => 2,
        } + if self.is_plain { PLAIN } else { 0 };
        let [a, b, c, d] = entry.to_le_bytes();
        let [e, f, g, h] = self.text.0.to_le_bytes();
        let [i, j] = part.to_le_bytes();
        let [k, l] = self.text.1.to_le_bytes();
        let [m, n] = self.language.unwrap_or(ALL_LANGUAGES).to_le_bytes();
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, tag, case]
    }

    fn of_bytes(bytes: &[u8; SENSE]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, tag, case] = *bytes;
        let (entry, part) = (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([i, j]));
        let role = match tag {
            0 => Role::Alias(entry, part),
            1 => Role::Context(entry),
            2 => Role::Exclude(entry),
            3 => Role::Term(entry, part),
            4 => Role::Body(entry),
            5 => Role::Title,
            _ => Role::GivenName,
        };
        let is_plain = case >= PLAIN;
        let case = match case % PLAIN {
            0 => Case::Spelled,
            1 => Case::Any,
            _ => Case::Exact,
        };
        let language = Some(u16::from_le_bytes([m, n])).filter(|tag| *tag != ALL_LANGUAGES);
        let text = (u32::from_le_bytes([e, f, g, h]), u16::from_le_bytes([k, l]));
        Self { role, case, is_plain, language, text }
    }
}

impl Spellings {
    /// Makes the table of a gazetteer.
    ///
    /// # Errors
    /// When a spelling has more than 65,535 bytes, or all together more than 2^32.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self> {
        let (mut texts, mut languages) = (String::new(), Vec::new());
        // of each spelling, folded: its first bytes, its place in `folded_texts`, and a sense of it
        let (mut folded_texts, mut known) = (String::new(), Vec::<Known>::new());
        each_spelling(gazetteer, |spelling, case, language, role| {
            // a hit begins with a letter or digit: `'Ndrangheta` is found from its N
            let is_sign = |c: char| !c.is_alphanumeric();
            let folded = fold(spelling);
            let folded = folded.text().trim_end().trim_start_matches(is_sign);
            if folded.is_empty() || folded.contains('\0') {
                return;
            }
            let text = (texts.len() as u32, spelling.len() as u16);
            texts.push_str(spelling);
            let language = language.map(|tag| number_of(&mut languages, tag));
            let start = folded_texts.len();
            folded_texts.push_str(folded);
            let is_plain = match case {
                Case::Any => true,
                Case::Spelled => !spelling.contains(char::is_uppercase),
                Case::Exact => false,
            };
            let sense = Sense { role, case, is_plain, language, text };
            known.push((first_bytes(folded), start..folded_texts.len(), sense));
        });
        let spelling = |known: &Known| &folded_texts[known.1.clone()];
        // those of one spelling stay in the order in which they were told
        known.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| spelling(a).cmp(spelling(b))));
        let (mut ends, mut senses, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for same in known.chunk_by(|a, b| spelling(a) == spelling(b)) {
            keys.extend(same.first().map(spelling));
            let supports =
                |sense: &Sense| matches!(sense.role, Role::Context(_) | Role::Exclude(_));
            let told = || same.iter().map(|(_, _, sense)| *sense);
            told().filter(|sense| !supports(sense)).for_each(|one| senses.extend(one.to_bytes()));
            ends.push((senses.len() / SENSE) as u32);
            told().filter(supports).for_each(|one| senses.extend(one.to_bytes()));
            ends.push((senses.len() / SENSE) as u32);
        }
        let told = |known: &Known| {
            let sense = &known.2;
            let (start, len) = (sense.text.0 as usize, usize::from(sense.text.1));
            (spelling(known), sense.case, texts.get(start..start + len).unwrap_or_default())
        };
        let starts = Starts::of(keys.len(), known.iter().map(told));
        let too_large = || {
            let at = Location::file("gazetteer");
            Error::new(at, "a spelling is too long, or all of them together", "shorten it")
        };
        let trie = Trie::new(&keys).ok_or_else(too_large)?;
        let (ends, senses) = (ends.into_iter().collect(), senses.into());
        Ok(Self { trie, starts, ends, senses, texts: texts.into_bytes().into(), languages })
    }

    /// Whether some spelling may begin as `text`, folded, does: never wrong when it says no. `is_lower`:
    /// the article has the first letter in lower case, as few names do.
    pub fn may_start(&self, text: &[u8], is_lower: bool) -> bool {
        self.starts.may_start(text, is_lower)
    }

    /// The spellings with which `text`, folded, begins: number and length in bytes of each, shortest
    /// first.
    pub fn starting<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (u32, usize)> + 'a {
        self.trie.starting(text)
    }

    /// The aliases, terms, titles and given names that have spelling `n`.
    pub fn senses(&self, n: u32) -> impl ExactSizeIterator<Item = Sense> {
        let start = (n as usize * 2).checked_sub(1).map_or(0, |before| self.end(before));
        self.list(start, self.end(n as usize * 2))
    }

    /// The context and exclude words that have spelling `n`.
    pub fn support(&self, n: u32) -> impl ExactSizeIterator<Item = Sense> {
        self.list(self.end(n as usize * 2), self.end(n as usize * 2 + 1))
    }

    fn end(&self, at: usize) -> usize {
        self.ends.number(at).unwrap_or_default() as usize
    }

    fn list(&self, start: usize, end: usize) -> impl ExactSizeIterator<Item = Sense> {
        let list = self.senses.get(start * SENSE..end * SENSE).unwrap_or_default();
        list.as_chunks().0.iter().map(Sense::of_bytes)
    }

    /// A sense's spelling, as the gazetteer has it.
    pub fn text(&self, sense: &Sense) -> &str {
        let (start, len) = (sense.text.0 as usize, usize::from(sense.text.1));
        let text = self.texts.get(start..start + len).unwrap_or_default();
        str::from_utf8(text).unwrap_or_default()
    }

    /// The only language in which a sense holds, a BCP 47 primary tag; `None`: all.
    pub fn language(&self, sense: &Sense) -> Option<&str> {
        self.languages.get(usize::from(sense.language?)).map(|tag| &**tag)
    }
}

/// A spelling that the table is made of: see [`Spellings::new`].
type Known = (u64, Range<usize>, Sense);

/// The first eight bytes as a number that sorts as they do: most texts need no second look.
fn first_bytes(text: &str) -> u64 {
    let mut first = [0; 8];
    first.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
    u64::from_be_bytes(first)
}

/// Index of a language, a new one where it is not there yet.
fn number_of(languages: &mut Vec<Arc<str>>, tag: &Arc<str>) -> u16 {
    let at = languages.iter().position(|known| known == tag).unwrap_or_else(|| {
        languages.push(Arc::clone(tag));
        languages.len() - 1
    });
    at as u16
}

/// The first letters of all spellings.
///
/// Method: a Bloom filter (1970) with one hash, over up to eight ASCII letters and digits: as a
/// spelling ends where a word does, text that goes on with others begins another word. Of a spelling that
/// goes on after a short word, such as `the`, what follows counts too.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    /// Of all spellings, eight to a byte.
    pub(super) any: Bytes,
    /// Of those that may begin in lower case.
    pub(super) lower: Bytes,
}

/// Words of fewer letters are short; so many bytes after one are looked at.
const SHORT: usize = 4;
/// Bits for each spelling, so that about one in so many other words is let through.
const BITS: usize = 16;

impl Starts {
    /// Of `count` spellings; of each, folded, what case it asks for and how the gazetteer has it.
    fn of<'a>(count: usize, known: impl Iterator<Item = (&'a str, Case, &'a str)>) -> Self {
        let bytes = (count * BITS / 8).next_power_of_two();
        let (mut any, mut lower) = (vec![0; bytes], vec![0; bytes]);
        for (folded, case, text) in known {
            let (word, beyond) = Self::keys(folded.as_bytes());
            let (at, bit) = Self::place(beyond.unwrap_or(word), bytes);
            any[at] |= bit;
            let first = text.chars().find(|c| c.is_alphanumeric());
            if case == Case::Any || !first.is_some_and(char::is_uppercase) {
                lower[at] |= bit;
            }
        }
        Self { any: any.into(), lower: lower.into() }
    }

    /// What is looked at of a folded text: its first word, and, if that is short and the text so long, the
    /// word and what follows it. Each is up to eight bytes as one number.
    fn keys(text: &[u8]) -> (u64, Option<u64>) {
        const ONES: u64 = u64::from_le_bytes([1; 8]);
        const HIGH: u64 = ONES << 7;
        let first = text.first_chunk().copied().unwrap_or_else(|| {
            let mut padded = [0; 8];
            padded.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
            padded
        });
        let bytes = u64::from_le_bytes(first);
        // the high bit of each byte that is no less than `least`, of all eight at once (Warren, Hacker's
        // Delight, 6-1)
        let reaches = |least: u8| ((bytes & !HIGH) | HIGH).wrapping_sub(ONES * u64::from(least));
        let letters = reaches(b'a') & !reaches(b'z' + 1);
        let digits = reaches(b'0') & !reaches(b'9' + 1);
        let others = !((letters | digits) & !bytes) & HIGH;
        let len = others.trailing_zeros() as usize / 8;
        let head = |len: usize| if len < 8 { bytes & ((1 << (len * 8)) - 1) } else { bytes };
        let goes_on = len < SHORT && text.len() >= len + SHORT;
        (head(len), goes_on.then(|| head(len + SHORT)))
    }

    /// Where a key is kept: the byte, of so many, and the bit in it.
    fn place(key: u64, bytes: usize) -> (usize, u8) {
        // multiplicative hashing by 2^64 over the golden ratio (Knuth, 1973)
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        ((hash >> 3) as usize & bytes.wrapping_sub(1), 1 << (hash & 7))
    }

    fn may_start(&self, text: &[u8], is_lower: bool) -> bool {
        let bits: &[u8] = if is_lower { &self.lower } else { &self.any };
        let has = |key| {
            let (at, bit) = Self::place(key, bits.len());
            bits.get(at).is_some_and(|byte| byte & bit != 0)
        };
        let (word, beyond) = Self::keys(text);
        has(word) || beyond.is_some_and(has)
    }
}

/// Every spelling of a gazetteer, in a fixed order.
fn each_spelling(gazetteer: &Gazetteer, mut tell: impl FnMut(&str, Case, Option<&Arc<str>>, Role)) {
    for (i, entry) in (0u32..).zip(&gazetteer.entries) {
        for (j, alias) in (0u16..).zip(&entry.aliases) {
            tell(&alias.text, alias.case, alias.language.as_ref(), Role::Alias(i, j));
        }
        entry.context.iter().for_each(|word| tell(word, Case::Spelled, None, Role::Context(i)));
        entry.exclude.iter().for_each(|word| tell(word, Case::Spelled, None, Role::Exclude(i)));
    }
    for (i, topic) in (0u32..).zip(&gazetteer.topics) {
        for (j, term) in (0u16..).zip(&topic.terms) {
            tell(&term.text, Case::Spelled, None, Role::Term(i, j));
        }
    }
    for (i, body) in (0u32..).zip(&gazetteer.bodies) {
        body.words.iter().for_each(|word| tell(word, Case::Spelled, None, Role::Body(i)));
    }
    gazetteer.titles.iter().for_each(|title| tell(title, Case::Spelled, None, Role::Title));
    gazetteer.given_names.iter().for_each(|name| tell(name, Case::Spelled, None, Role::GivenName));
}
