//! What the imported rows lie on: whether an entry is known already, and which codes names have.

use super::names;
use super::{Found, RowType};
use crate::gazetteer::{Entry, Gazetteer, Kind, Topic};
use std::collections::{BTreeMap, BTreeSet};

/// Ways into a gazetteer.
pub(super) struct Base<'a> {
    gazetteer: &'a Gazetteer,
    by_qid: BTreeMap<(Kind, &'a str), &'a Entry>,
    iso2: BTreeMap<String, &'a str>,
    medtops: BTreeMap<&'a str, &'a Topic>,
    topics: BTreeMap<&'a str, &'a Topic>,
}

impl<'a> Base<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer) -> Self {
        let entries = || gazetteer.entries.iter().map(|entry| &**entry);
        let topics = || gazetteer.topics.iter().map(|topic| &**topic);
        Self {
            gazetteer,
            by_qid: entries().filter_map(|e| Some(((e.kind, e.wikidata()?), e))).collect(),
            iso2: entries().filter(|e| e.kind == Kind::Country).flat_map(codes).collect(),
            medtops: topics().map(|topic| (topic.medtop.as_str(), topic)).collect(),
            topics: topics().map(|topic| (topic.id.as_str(), topic)).collect(),
        }
    }

    /// The ISO alpha-2 code of a country by its code, QID or name; two letters are a code also where
    /// the country is not known.
    pub(super) fn iso2(&self, country: &str) -> Option<String> {
        let country = country.trim();
        if let Some(iso2) = self.iso2.get(&key(country)) {
            return Some((*iso2).to_owned());
        }
        let code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
        code.then(|| country.to_ascii_uppercase())
    }

    /// Whether an entry or topic has that id.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.gazetteer.find(id).is_some() || self.topics.contains_key(id)
    }

    /// The entry that the record is about, if it is there.
    pub(super) fn known(&self, of: RowType, id: &str, found: &Found) -> Option<&'a Entry> {
        let RowType::Entity(kind) = of else {
            return None;
        };
        let qid = found.values.get("wikidata").map(String::as_str);
        let by_qid = qid.and_then(|qid| self.by_qid.get(&(kind, qid)).copied());
        by_qid.or_else(|| {
            let entry = &*self.gazetteer.entries[self.gazetteer.find(id)?];
            (entry.kind == kind && may_be_same(entry, found)).then_some(entry)
        })
    }

    /// The entry of that id.
    pub(super) fn entry(&self, id: &str) -> Option<&'a Entry> {
        self.gazetteer.find(id).map(|i| &*self.gazetteer.entries[i])
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
    let named = country.aliases.iter().filter(|alias| {
        alias.language.is_none() && !alias.weak && alias.via == crate::record::Via::Name
    });
    codes.chain(named.map(|alias| alias.text.as_str())).map(|text| (key(text), iso2)).collect()
}

fn key(text: &str) -> String {
    crate::fold::fold(text).text().to_owned()
}

/// The keys of all spellings of an entry, as [`names::key`] makes them.
pub(super) fn spelled(entry: &Entry) -> BTreeSet<String> {
    let general = entry.aliases.iter().filter(|alias| alias.language.is_none());
    general.map(|alias| names::key(&alias.text)).collect()
}
