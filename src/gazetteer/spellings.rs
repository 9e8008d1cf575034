//! Every spelling of a gazetteer in one table, which is walked from where a word starts.
//!
//! Promises: a spelling is kept folded and without what does not begin a word; the numbers of the
//! spellings and the order of their senses depend on the gazetteer alone; the table is plain data, so
//! that it can be made once and stored.
//!
//! Method: a double-array trie (Aoe, 1989), as in the crate `yada`.

use super::{Case, Gazetteer};
use crate::error::{Error, Result};
use crate::fold::fold;
use crate::location::Location;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use yada::DoubleArray;
use yada::builder::DoubleArrayBuilder;

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
#[derive(Debug)]
pub struct Spellings {
    trie: DoubleArray<Vec<u8>>,
    stored: Stored,
}

/// All of the table but the trie.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Stored {
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
    fn push(&mut self, list: &[Sense]) {
        self.senses.extend_from_slice(list);
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
    /// When the gazetteer has more spellings than the trie can hold (2^29 nodes).
    pub fn new(gazetteer: &Gazetteer) -> Result<Self> {
        let mut stored = Stored::default();
        let mut known: BTreeMap<String, [Vec<Sense>; 2]> = BTreeMap::new();
        each_spelling(gazetteer, |spelling, case, language, role| {
            // a hit begins with a letter or digit: `'Ndrangheta` is found from its N
            let is_sign = |c: char| !c.is_alphanumeric();
            let folded = fold(spelling).text().trim_end().trim_start_matches(is_sign).to_owned();
            if folded.is_empty() || folded.contains('\0') {
                return;
            }
            let text = (stored.texts.len() as u32, spelling.len() as u16);
            stored.texts.push_str(spelling);
            let language = language.map(|tag| stored.language(tag));
            let lists = known.entry(folded).or_default();
            let supports = matches!(role, Role::Context(_) | Role::Exclude(_));
            lists[usize::from(supports)].push(Sense { role, case, language, text });
        });
        let mut keys: Vec<(&str, u32)> = Vec::with_capacity(known.len());
        for (n, (folded, [senses, support])) in (0u32..).zip(&known) {
            keys.push((folded, n));
            stored.senses.push(senses);
            stored.support.push(support);
        }
        if keys.is_empty() {
            // a trie has a key; this one has no sense
            keys.push((" ", 0));
        }
        let trie =
            DoubleArrayBuilder::build(&keys).and_then(DoubleArray::new).map_err(too_large)?;
        Ok(Self { trie, stored })
    }

    /// The spellings with which `text`, folded, begins: number and length in bytes of each, shortest
    /// first.
    pub fn starting<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (u32, usize)> + 'a {
        self.trie.common_prefix_search(text)
    }

    /// The aliases, terms, titles and given names that have spelling `n`.
    pub fn senses(&self, n: u32) -> &[Sense] {
        self.stored.senses.get(n)
    }

    /// The context and exclude words that have spelling `n`.
    pub fn support(&self, n: u32) -> &[Sense] {
        self.stored.support.get(n)
    }

    /// A sense's spelling, as the gazetteer has it.
    pub fn text(&self, sense: &Sense) -> &str {
        let (start, len) = (sense.text.0 as usize, usize::from(sense.text.1));
        self.stored.texts.get(start..start + len).unwrap_or_default()
    }

    /// The only language in which a sense holds, a BCP 47 primary tag; `None`: all.
    pub fn language(&self, sense: &Sense) -> Option<&str> {
        self.stored.languages.get(usize::from(sense.language?)).map(|tag| &**tag)
    }
}

impl Stored {
    fn language(&mut self, tag: &Arc<str>) -> u16 {
        let at = self.languages.iter().position(|known| known == tag).unwrap_or_else(|| {
            self.languages.push(Arc::clone(tag));
            self.languages.len() - 1
        });
        at as u16
    }
}

fn too_large(cause: yada::errors::YadaError) -> Error {
    let at = Location::file("gazetteer");
    Error::new(at, format!("too large: {cause}"), "load fewer layers")
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

impl Serialize for Spellings {
    fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        (&self.trie.0, &self.stored).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Spellings {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let (bytes, stored) = <(Vec<u8>, Stored)>::deserialize(from)?;
        let trie = DoubleArray::new(bytes).map_err(serde::de::Error::custom)?;
        Ok(Self { trie, stored })
    }
}
