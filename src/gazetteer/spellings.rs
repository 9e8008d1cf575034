//! Every spelling of a gazetteer in one table, which is walked from where a word starts.
//!
//! Promises: a spelling is kept folded and without what does not begin a word; the numbers of the
//! spellings and the order of their senses depend on the gazetteer alone; the table is plain data, so
//! that it can be made once and stored.

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
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Sense {
    /// What it is for.
    pub role: Role,
    /// How much case it asks for.
    pub case: Case,
    /// Index in [`Spellings::languages`] of the only language in which it holds.
    language: Option<u16>,
    /// Where it begins in [`Spellings::texts`], and its length, in bytes.
    text: (u32, u16),
}

/// The table.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Spellings {
    /// From the folded spelling to its number.
    trie: Trie,
    /// How spellings begin: most words of a text are no spelling's first.
    starts: Starts,
    /// Aliases, terms, titles, given names, by number of the spelling.
    senses: Lists,
    /// Context and exclude words: many, and looked at for entries only that were hit.
    support: Lists,
    /// The spellings as the gazetteer has them, end to end.
    texts: String,
    languages: Vec<Arc<str>>,
}

/// Lists end to end: list n stops at `ends[n]`, where the next one begins.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Lists {
    ends: Vec<u32>,
    senses: Vec<Sense>,
}

impl Lists {
    fn push(&mut self, list: impl Iterator<Item = Sense>) {
        self.senses.extend(list);
        self.ends.push(self.senses.len() as u32);
    }

    fn get(&self, n: u32) -> &[Sense] {
        let n = n as usize;
        let start = n.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&e| e);
        let end = self.ends.get(n).map_or(start, |&e| e);
        self.senses.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl Spellings {
    /// Makes the table of a gazetteer.
    ///
    /// # Errors
    /// When a spelling has more than 65,535 bytes, or all together more than 2^32.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self> {
        let mut made = Self::default();
        // each spelling, folded, by its place in `folded_texts`, with a sense of it
        let (mut folded_texts, mut known) = (String::new(), Vec::new());
        each_spelling(gazetteer, |spelling, case, language, role| {
            // a hit begins with a letter or digit: `'Ndrangheta` is found from its N
            let is_sign = |c: char| !c.is_alphanumeric();
            let folded = fold(spelling).text().trim_end().trim_start_matches(is_sign).to_owned();
            if folded.is_empty() || folded.contains('\0') {
                return;
            }
            let text = (made.texts.len() as u32, spelling.len() as u16);
            made.texts.push_str(spelling);
            let language = language.map(|tag| made.number_of(tag));
            let start = folded_texts.len();
            folded_texts.push_str(&folded);
            known.push((start..folded_texts.len(), Sense { role, case, language, text }));
        });
        let spelling = |known: &(Range<usize>, Sense)| &folded_texts[known.0.clone()];
        // those of one spelling stay in the order in which they were told
        known.sort_by(|a, b| spelling(a).cmp(spelling(b)));
        let mut keys: Vec<&str> = Vec::new();
        for same in known.chunk_by(|a, b| spelling(a) == spelling(b)) {
            keys.extend(same.first().map(spelling));
            let supports =
                |sense: &Sense| matches!(sense.role, Role::Context(_) | Role::Exclude(_));
            let senses = || same.iter().map(|(_, sense)| *sense);
            made.senses.push(senses().filter(|sense| !supports(sense)));
            made.support.push(senses().filter(supports));
        }
        let told =
            |known: &(Range<usize>, Sense)| (spelling(known), known.1.case, made.text(&known.1));
        made.starts = Starts::of(keys.len(), known.iter().map(told));
        let too_large = || {
            let at = Location::file("gazetteer");
            Error::new(at, "a spelling is too long, or all of them together", "shorten it")
        };
        made.trie = Trie::new(&keys).ok_or_else(too_large)?;
        Ok(made)
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
    pub fn senses(&self, n: u32) -> &[Sense] {
        self.senses.get(n)
    }

    /// The context and exclude words that have spelling `n`.
    pub fn support(&self, n: u32) -> &[Sense] {
        self.support.get(n)
    }

    /// A sense's spelling, as the gazetteer has it.
    pub fn text(&self, sense: &Sense) -> &str {
        let (start, len) = (sense.text.0 as usize, usize::from(sense.text.1));
        self.texts.get(start..start + len).unwrap_or_default()
    }

    /// The only language in which a sense holds, a BCP 47 primary tag; `None`: all.
    pub fn language(&self, sense: &Sense) -> Option<&str> {
        self.languages.get(usize::from(sense.language?)).map(|tag| &**tag)
    }

    /// Index of a language, a new one where it is not there yet.
    fn number_of(&mut self, tag: &Arc<str>) -> u16 {
        let at = self.languages.iter().position(|known| known == tag).unwrap_or_else(|| {
            self.languages.push(Arc::clone(tag));
            self.languages.len() - 1
        });
        at as u16
    }
}

/// The first letters of all spellings.
///
/// Method: a Bloom filter (1970) with one hash, over up to [`LETTERS`] ASCII letters and digits: as a
/// spelling ends where a word does, text that goes on with others begins another word.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Starts {
    /// Of all spellings, eight to a byte.
    any: Vec<u8>,
    /// Of those that may begin in lower case.
    lower: Vec<u8>,
}

/// How many letters of a word are looked at.
const LETTERS: usize = 8;
/// Bits for each spelling, so that about one in so many other words is let through.
const BITS: usize = 16;

impl Starts {
    /// Of `count` spellings; of each, folded, what case it asks for and how the gazetteer has it.
    fn of<'a>(count: usize, known: impl Iterator<Item = (&'a str, Case, &'a str)>) -> Self {
        let bytes = (count * BITS / 8).next_power_of_two();
        let mut starts = Self { any: vec![0; bytes], lower: vec![0; bytes] };
        for (folded, case, text) in known {
            let (at, bit) = starts.place(folded.as_bytes());
            starts.any[at] |= bit;
            let first = text.chars().find(|c| c.is_alphanumeric());
            if case == Case::Any || !first.is_some_and(char::is_uppercase) {
                starts.lower[at] |= bit;
            }
        }
        starts
    }

    /// Where a text's first letters are kept: the byte and the bit in it.
    fn place(&self, text: &[u8]) -> (usize, u8) {
        let letters = text.iter().take(LETTERS).take_while(|byte| byte.is_ascii_alphanumeric());
        let key = letters.fold(0u64, |key, byte| (key << 8) | u64::from(*byte));
        // multiplicative hashing by 2^64 over the golden ratio (Knuth, 1973)
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        ((hash >> 3) as usize & self.any.len().wrapping_sub(1), 1 << (hash & 7))
    }

    fn may_start(&self, text: &[u8], is_lower: bool) -> bool {
        let (at, bit) = self.place(text);
        let bits = if is_lower { &self.lower } else { &self.any };
        bits.get(at).is_some_and(|byte| byte & bit != 0)
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
