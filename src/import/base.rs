//! What the imported rows lie on: whether an entry is known already, and which codes names have.

use super::names;
use super::{Found, RowType};
use crate::gazetteer::Via;
use crate::gazetteer::{Alias, Entry, Gazetteer, Kind, Topic};
use std::collections::{BTreeMap, BTreeSet};

/// Ways into a gazetteer.
pub(super) struct Base<'a> {
    /// What rows amend; nothing if they are to stand alone.
    gazetteer: Option<&'a Gazetteer>,
    by_qid: BTreeMap<(Kind, &'a str), &'a Entry>,
    by_name: BTreeMap<(Kind, String), Vec<&'a Entry>>,
    iso2: BTreeMap<String, &'a str>,
    medtops: BTreeMap<&'a str, &'a Topic>,
}

impl<'a> Base<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer, alone: bool) -> Self {
        let all = || gazetteer.entries.iter().map(|entry| &**entry);
        let entries = || all().filter(|_| !alone);
        let topics = || gazetteer.topics.iter().map(|topic| &**topic).filter(|_| !alone);
        let mut by_name: BTreeMap<(Kind, String), Vec<&Entry>> = BTreeMap::new();
        for entry in entries() {
            for alias in entry.aliases.iter().filter(|alias| is_own_name(alias)) {
                let owners = by_name.entry((entry.kind, names::key(&alias.text))).or_default();
                owners.push(entry);
            }
        }
        Self {
            gazetteer: (!alone).then_some(gazetteer),
            by_qid: entries().filter_map(|e| Some(((e.kind, e.wikidata()?), e))).collect(),
            by_name,
            iso2: all().filter(|e| e.kind == Kind::Country).flat_map(codes).collect(),
            medtops: topics().map(|topic| (topic.medtop.as_str(), topic)).collect(),
        }
    }

    /// The ISO alpha-2 code of a country by its code, QID or name; two letters are a code also where
    /// the country is not known.
    pub(super) fn iso2(&self, country: &str) -> Option<String> {
        let country = country.trim();
        // `Korea, North`
        let turned = country.split_once(", ").map(|(a, b)| key(&format!("{b} {a}")));
        let known = self.iso2.get(&key(country)).or_else(|| self.iso2.get(&turned?));
        if let Some(iso2) = known {
            return Some((*iso2).to_owned());
        }
        let code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
        code.then(|| country.to_ascii_uppercase())
    }

    /// Whether a row has that id, be it disabled.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.gazetteer.is_some_and(|gazetteer| gazetteer.has_row(id))
    }

    /// The entry of that id.
    pub(super) fn entry(&self, id: &str) -> Option<&'a Entry> {
        let gazetteer = self.gazetteer?;
        gazetteer.find(id).map(|i| &*gazetteer.entries[i])
    }

    /// The entry that the record is about: with its QID, its id, or alone with its name among its own.
    pub(super) fn known(&self, of: RowType, id: &str, found: &Found) -> Option<&'a Entry> {
        let RowType::Entity(kind) = of else {
            return None;
        };
        let qid = found.values.get("wikidata").map(String::as_str);
        let by_qid = qid.and_then(|qid| self.by_qid.get(&(kind, qid)).copied());
        let same = |entry: &&Entry| entry.kind == kind && may_be_same(entry, found);
        let by_name = || match self.by_name.get(&(kind, names::key(&found.name)))?.as_slice() {
            // places of one name are many: only one of the same country is the same
            [one] if kind != Kind::Place || found.values.contains_key("country") => Some(*one),
            _ => None,
        };
        by_qid.or_else(|| self.entry(id).filter(same)).or_else(|| by_name().filter(same))
    }

    /// The topic with that code.
    pub(super) fn topic(&self, medtop: &str) -> Option<&'a Topic> {
        self.medtops.get(medtop).copied()
    }
}

/// Whether nothing says that the record is another of that name.
fn may_be_same(entry: &Entry, found: &Found) -> bool {
    let differs = |column: &str| {
        let theirs = found.values.get(column).map(String::as_str);
        matches!((entry.attribute(column), theirs), (Some(a), Some(b)) if a != b)
    };
    let region = |kind: Option<&str>| kind == Some("region");
    let kinds = (entry.attribute("kind"), found.values.get("kind").map(String::as_str));
    let other_region = entry.kind == Kind::Place && region(kinds.0) != region(kinds.1);
    let population = |text: Option<&str>| text.and_then(|n| n.parse::<u64>().ok());
    let ours = population(entry.attribute("population"));
    let theirs = population(found.values.get("population").map(String::as_str));
    let other_size = ours.zip(theirs).is_some_and(|(a, b)| a.max(b) > a.min(b).saturating_mul(2));
    !(differs("wikidata") || differs("country") || other_region || other_size)
}

fn codes(country: &Entry) -> Vec<(String, &str)> {
    let Some(iso2) = country.iso2() else {
        return Vec::new();
    };
    let codes = ["iso2", "iso3", "wikidata"].into_iter().filter_map(|c| country.attribute(c));
    let named = country.aliases.iter().filter(|alias| is_own_name(alias));
    let named = named.map(|alias| alias.text.as_str()).chain([country.name.as_str()]);
    codes.chain(named).map(|text| (key(text), iso2)).collect()
}

/// Whether an alias names the entry by itself, in any language.
fn is_own_name(alias: &Alias) -> bool {
    let own = matches!(alias.via, Via::Name | Via::Capital | Via::City | Via::Region);
    own && alias.language.is_none() && !alias.weak
}

fn key(text: &str) -> String {
    crate::fold::fold(text).text().to_owned()
}

/// The keys of all spellings of an entry, as [`names::key`] makes them.
pub(super) fn spelled(entry: &Entry) -> BTreeSet<String> {
    let general = entry.aliases.iter().filter(|alias| alias.language.is_none());
    general.map(|alias| names::key(&alias.text)).collect()
}
