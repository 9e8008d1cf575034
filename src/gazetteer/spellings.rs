//! Every spelling of a gazetteer in one table, which is walked from where a word starts.
//!
//! Promises: a spelling is kept folded and without what does not begin a word; the numbers of the
//! spellings and the order of their senses depend on the gazetteer alone; the table is plain data, so
//! that it can be made once and stored.

use super::bytes::Bytes;
use super::shape::Shape;
use super::starts::Starts;
use super::trie::{self, Trie};
use super::{Case, Gazetteer};
use crate::error::{Error, Result};
use crate::fold::fold;
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
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
    /// The same of each word, where that can be said in short.
    pub shape: Shape,
    /// Index in [`Spellings::languages`] of the only language in which it holds.
    language: Option<u16>,
    /// Where it begins in [`Spellings::texts`], and its length, in bytes.
    text: (u32, u16),
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    /// From the folded spelling to the index of its first sense.
    pub(super) trie: Trie,
    /// How spellings begin: most words of a text are no spelling's first.
    pub(super) starts: Starts,
    /// The senses of all spellings, end to end, [`SENSE`] bytes each. Context and exclude words are the
    /// last of a spelling: they are many, and looked at for entries only that were hit.
    pub(super) senses: Bytes,
    /// The spellings as the gazetteer has them, end to end.
    pub(super) texts: Bytes,
    pub(super) languages: Vec<Arc<str>>,
}

/// Bytes of a stored sense.
const SENSE: usize = 16;
/// Bits of a stored sense's last byte but one: what it is for, which case it asks for from this bit on, and
/// whether it is the last of its spelling.
const ROLE: u8 = 7;
const CASE: u32 = 3;
const LAST: u8 = 1 << 5;
/// What is stored where a sense holds in every language.
const ALL_LANGUAGES: u16 = u16::MAX;

impl Sense {
    fn to_bytes(self, is_last: bool) -> [u8; SENSE] {
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
        };
        let [a, b, c, d] = entry.to_le_bytes();
        let [e, f, g, h] = self.text.0.to_le_bytes();
        let [i, j] = part.to_le_bytes();
        let [k, l] = self.text.1.to_le_bytes();
        let [m, n] = self.language.unwrap_or(ALL_LANGUAGES).to_le_bytes();
        let bits = tag | case << CASE | if is_last { LAST } else { 0 };
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, bits, self.shape.0]
    }

    fn of_bytes(bytes: &[u8; SENSE]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, bits, shape] = *bytes;
        let (entry, part) = (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([i, j]));
        let role = match bits & ROLE {
            0 => Role::Alias(entry, part),
            1 => Role::Context(entry),
            2 => Role::Exclude(entry),
            3 => Role::Term(entry, part),
            4 => Role::Body(entry),
            5 => Role::Title,
            _ => Role::GivenName,
        };
        let case = match (bits & !LAST) >> CASE {
            0 => Case::Spelled,
            1 => Case::Any,
            _ => Case::Exact,
        };
        let language = Some(u16::from_le_bytes([m, n])).filter(|tag| *tag != ALL_LANGUAGES);
        let text = (u32::from_le_bytes([e, f, g, h]), u16::from_le_bytes([k, l]));
        Self { role, case, shape: Shape(shape), language, text }
    }

    /// Whether it supports entries, or speaks against them.
    pub fn is_support(&self) -> bool {
        matches!(self.role, Role::Context(_) | Role::Exclude(_))
    }
}

impl Spellings {
    /// Makes the table of a gazetteer.
    ///
    /// # Errors
    /// When a spelling has more than 65,535 bytes, or all together more than 2^32.
    pub fn new(gazetteer: &Gazetteer) -> Result<Self> {
        let (mut texts, mut languages) = (String::new(), Vec::new());
        // of each spelling, its place in `folded_texts` and a sense of it …
        let (mut folded_texts, mut known) = (String::new(), Vec::<Known>::new());
        // … and its first bytes, folded, with its index: what is moved about while sorting is small
        let mut order = Vec::<(u64, u32)>::new();
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
            let sense = Sense { role, case, shape: Shape::of(spelling, case), language, text };
            order.push((first_bytes(folded), known.len() as u32));
            known.push((start..folded_texts.len(), sense));
        });
        let spelling = |one: &(u64, u32)| &folded_texts[known[one.1 as usize].0.clone()];
        // those of one spelling stay in the order in which they were told
        sort_in_halves(&mut order, |a, b| {
            let by_text = || spelling(a).cmp(spelling(b));
            a.0.cmp(&b.0).then_with(by_text).then(a.1.cmp(&b.1))
        });
        let mut senses = Vec::with_capacity(order.len() * SENSE);
        let mut keys = Vec::with_capacity(order.len());
        for same in order.chunk_by(|a, b| a.0 == b.0 && spelling(a) == spelling(b)) {
            let first = u32::try_from(senses.len() / SENSE).unwrap_or(u32::MAX);
            keys.extend(same.first().map(|one| (spelling(one), first)));
            let told = || same.iter().map(|(_, n)| &known[*n as usize].1);
            let in_order =
                told().filter(|one| !one.is_support()).chain(told().filter(|one| one.is_support()));
            let last = same.len() - 1;
            in_order.enumerate().for_each(|(n, one)| senses.extend(one.to_bytes(n == last)));
        }
        let told = |(folded, sense): &Known| {
            let (start, len) = (sense.text.0 as usize, usize::from(sense.text.1));
            let text = texts.get(start..start + len).unwrap_or_default();
            (&folded_texts[folded.clone()], sense.case, text)
        };
        let starts = Starts::of(known.iter().map(told));
        let too_large = || {
            let at = Location::file("gazetteer");
            Error::new(at, "a spelling is too long, or all of them together", "shorten it")
        };
        let trie = Trie::new(&keys).ok_or_else(too_large)?;
        Ok(Self {
            trie,
            starts,
            senses: senses.into(),
            texts: texts.into_bytes().into(),
            languages,
        })
    }

    /// The table ready to be walked.
    pub fn open(&self) -> Open<'_> {
        Open {
            walk: self.trie.open(),
            any: &self.starts.any,
            lower: &self.starts.lower,
            senses: self.senses.as_chunks().0,
        }
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

/// The table ready to be walked: see [`Spellings::open`].
#[derive(Clone, Copy)]
pub struct Open<'a> {
    walk: trie::Open<'a>,
    any: &'a [u8],
    lower: &'a [u8],
    senses: &'a [[u8; SENSE]],
}

impl<'a> Open<'a> {
    /// Whether some spelling may begin as `text`, folded, does: never wrong when it says no. `is_lower`:
    /// the article has the first letter in lower case, as few names do.
    #[inline]
    pub fn may_start(&self, text: &[u8], is_lower: bool) -> bool {
        Starts::may_start(if is_lower { self.lower } else { self.any }, text)
    }

    /// The spellings with which `text`, folded, begins, shortest first: the index of the first sense of
    /// each, and its length in bytes.
    #[inline]
    pub fn starting(&self, text: &'a [u8]) -> impl Iterator<Item = (u32, usize)> + 'a {
        self.walk.starting(text)
    }

    /// The senses of a spelling from that index on: aliases, terms, titles and given names before context
    /// and exclude words, each with its own index.
    #[inline]
    pub fn senses(&self, first: u32) -> impl Iterator<Item = (u32, Sense)> + 'a {
        let rest = self.senses.get(first as usize..).unwrap_or_default();
        let mut is_over = false;
        (first..).zip(rest).map_while(move |(n, bytes)| {
            let is_here = !is_over;
            is_over = bytes[SENSE - 2] & LAST != 0;
            is_here.then(|| (n, Sense::of_bytes(bytes)))
        })
    }
}

/// Sorts by an order in which no two are the same; in two threads, as a million names take half a second.
fn sort_in_halves<T: Send>(list: &mut [T], by: impl Fn(&T, &T) -> Ordering + Sync) {
    let (first, second) = list.split_at_mut(list.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| first.sort_unstable_by(&by));
        second.sort_unstable_by(&by);
    });
    // finds the two runs, and merges them
    list.sort_by(by);
}

/// The place of a folded spelling, and what it means: see [`Spellings::new`].
type Known = (Range<usize>, Sense);

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
