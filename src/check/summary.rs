//! What was found, added up: by term, spelling, source, zone and month.
//!
//! Promises: every term has its row, also one that was never found; lists are sorted by count, then by name,
//! so that they do not depend on anything but the articles. Memory grows with what is found, not with
//! what is read, but for the id of each article where the matrix is asked for.

use super::judge::{Found, Verdict};
use super::near::Difference;
use super::terms::Term;
use super::{Hit, Read};
use crate::error::Error;
use crate::gazetteer::Kind;
use crate::location::Location;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many examples of a near spelling are kept.
const EXAMPLES: usize = 3;

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Articles that were read.
    pub articles: usize,
    /// Documents that failed.
    pub failed: usize,
    /// Characters (Unicode code points) of their texts, without titles that came apart from them.
    pub characters: usize,
}

/// Mentions, and the articles that they are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Mentions.
    pub mentions: usize,
    /// Articles with one or more.
    pub articles: usize,
}

/// Which part of the mentions: all those of one source, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Of what: `spelling`, `source`, `zone`, `month`; or beside what: `person` …, `topic`.
    pub by: &'static str,
    /// Which.
    pub value: String,
    /// How many.
    pub count: Count,
}

/// A near spelling or a longer name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The words as the articles have them.
    pub spelled: String,
    /// How it differs; nothing if it is a longer name.
    pub differences: Vec<Difference>,
    /// What else is spelled so.
    pub other: Option<String>,
    /// How often, in zones that count.
    pub count: Count,
    /// How often in other zones.
    pub furniture: usize,
    /// Where, the first few.
    pub examples: Vec<Location>,
}

/// What was found of one term.
#[derive(Clone, Debug, Default)]
pub struct OfTerm {
    /// Mentions.
    pub count: Count,
    /// Places in zones that do not count, and articles that have it there only.
    pub furniture: Count,
    /// Places that the tagger turned down.
    pub rejected: usize,
    /// The day and the id of the first dated article with a mention.
    pub first: Option<(String, String)>,
    /// Of the last one.
    pub last: Option<(String, String)>,
    shares: BTreeMap<(&'static str, String), Count>,
    near: BTreeMap<NearKey, Near>,
}

/// Spelling, differences, what else is spelled so.
type NearKey = (String, Vec<Difference>, Option<String>);

/// An article with what it holds of each term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Index of the term, mentions, places in zones that do not count; terms that are not there are left
    /// out.
    pub cells: Vec<(usize, usize, usize)>,
}

/// All that was found.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// What was read.
    pub totals: Totals,
    /// Each term's part, in the order of the terms.
    pub terms: Vec<OfTerm>,
    /// Articles that hold a term, in their order.
    pub rows: Vec<Row>,
}

impl Summary {
    /// Nothing yet, of so many terms.
    pub fn new(terms: usize) -> Self {
        Self { terms: vec![OfTerm::default(); terms], ..Self::default() }
    }

    /// Whether any term was mentioned.
    pub fn is_found(&self) -> bool {
        self.terms.iter().any(|term| term.count.mentions > 0)
    }

    /// Adds a document that failed, or a warning, which is none.
    pub fn failed(&mut self, error: &Error) {
        self.totals.failed += usize::from(!error.is_warning());
    }

    /// Adds an article; `terms` are those that were looked for.
    pub fn add(&mut self, read: &Read, terms: &[Term]) {
        self.totals.articles += 1;
        self.totals.characters += read.characters;
        let Some(hit) = &read.hit else { return };
        let mut cells = Vec::new();
        let mut by_term: BTreeMap<usize, Vec<&Found>> = BTreeMap::new();
        hit.found.iter().for_each(|found| by_term.entry(found.term).or_default().push(found));
        for (term, found) in by_term {
            let (Some(sum), Some(of)) = (self.terms.get_mut(term), terms.get(term)) else {
                continue;
            };
            let (mentions, furniture) = sum.add(read, hit, of, &found);
            if mentions + furniture > 0 {
                cells.push((term, mentions, furniture));
            }
        }
        if !cells.is_empty() {
            self.rows.push(Row { id: read.id.clone(), cells });
        }
    }
}

impl OfTerm {
    /// Adds what an article holds of the term: its mentions and places in zones that do not count.
    fn add(&mut self, read: &Read, hit: &Hit, term: &Term, found: &[&Found]) -> (usize, usize) {
        let (mut mentions, mut furniture) = (0, 0);
        let mut shares: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
        let mut share = |by, value: &str| *shares.entry((by, value.to_owned())).or_default() += 1;
        let day = day(read.published.as_deref());
        let mut seen: Vec<NearKey> = Vec::new();
        for found in found {
            match &found.verdict {
                Verdict::Mention => {
                    mentions += 1;
                    share("spelling", &found.spelled);
                    share("zone", found.zone.name());
                    share("source", hit.source.as_deref().unwrap_or_default());
                    share("month", day.map_or("", |day| &day[..7]));
                }
                Verdict::Furniture => furniture += 1,
                Verdict::Rejected(_) => self.rejected += 1,
                Verdict::Longer(name) => {
                    self.add_near(&mut seen, found, (name.clone(), Vec::new(), None));
                }
                Verdict::Near(differences, other) => {
                    let key = (found.spelled.clone(), differences.clone(), other.clone());
                    self.add_near(&mut seen, found, key);
                }
            }
        }
        self.furniture.mentions += furniture;
        self.furniture.articles += usize::from(furniture > 0 && mentions == 0);
        if mentions == 0 {
            return (0, furniture);
        }
        self.count.mentions += mentions;
        self.count.articles += 1;
        for (key, count) in shares {
            let sum = self.shares.entry(key).or_default();
            sum.mentions += count;
            sum.articles += 1;
        }
        let is_own = |id: &str| term.entries.iter().any(|entry| entry.id == id);
        let entities = hit.entities.iter().filter(|(_, id, _)| !is_own(id));
        let beside = entities.map(|(kind, _, name)| (kind.name(), name));
        for (by, name) in beside.chain(hit.topics.iter().map(|name| (TOPIC, name))) {
            self.shares.entry((by, name.clone())).or_default().articles += 1;
        }
        if let Some(day) = day {
            let told = (day.to_owned(), read.id.clone());
            if self.first.as_ref().is_none_or(|first| told.0 < first.0) {
                self.first = Some(told.clone());
            }
            if self.last.as_ref().is_none_or(|last| told.0 > last.0) {
                self.last = Some(told);
            }
        }
        (mentions, furniture)
    }

    fn add_near(&mut self, seen: &mut Vec<NearKey>, found: &Found, key: NearKey) {
        let near = self.near.entry(key.clone()).or_insert_with(|| Near {
            spelled: key.0.clone(),
            differences: key.1.clone(),
            other: key.2.clone(),
            count: Count::default(),
            furniture: 0,
            examples: Vec::new(),
        });
        if near.examples.len() < EXAMPLES {
            near.examples.push(found.at.clone());
        }
        if !found.counts {
            near.furniture += 1;
            return;
        }
        near.count.mentions += 1;
        if !seen.contains(&key) {
            near.count.articles += 1;
            seen.push(key);
        }
    }

    /// The mentions by spelling, source, zone and month, and the articles with each entity and topic beside;
    /// months in their order, all else by count.
    pub fn shares(&self, by: &str) -> Vec<Share> {
        let of = self.shares.iter().filter(|((kind, _), _)| *kind == by);
        let share = |((by, value), count): (&(&'static str, String), &Count)| Share {
            by,
            value: value.clone(),
            count: *count,
        };
        let mut shares: Vec<Share> = of.map(share).collect();
        if by != "month" {
            shares.sort_by_key(|share| Reverse((share.count.mentions, share.count.articles)));
        }
        shares
    }

    /// Near spellings, most frequent first, those that are something else last.
    pub fn near(&self) -> Vec<&Near> {
        self.sorted(|near| !near.differences.is_empty())
    }

    /// Longer names, most frequent first.
    pub fn longer(&self) -> Vec<&Near> {
        self.sorted(|near| near.differences.is_empty())
    }

    fn sorted(&self, wanted: impl Fn(&&Near) -> bool) -> Vec<&Near> {
        let mut near: Vec<&Near> = self.near.values().filter(wanted).collect();
        near.sort_by_key(|near| {
            (near.other.is_some(), Reverse((near.count.mentions, near.furniture)))
        });
        near
    }
}

/// What topics beside a term are called among shares.
pub(super) const TOPIC: &str = "topic";

/// All kinds of share, in the order in which they are shown.
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    let beside = Kind::ALL.into_iter().map(Kind::name).chain([TOPIC]);
    ["spelling", "zone", "source", "month"].into_iter().chain(beside)
}

/// The day of an ISO date.
pub(super) fn day(published: Option<&str>) -> Option<&str> {
    let day = published?.get(..10)?;
    let is_iso = day.bytes().enumerate().all(|(i, byte)| match i {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_iso.then_some(day)
}
