//! What recurs is written once: entities, topics and sources are numbers in the page's columns.

use crate::gazetteer::Kind;
use crate::write::TableRow;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::hash::Hash;

/// Things by the order in which they came.
#[derive(Debug)]
pub(super) struct Numbered<K, V> {
    numbers: FxHashMap<K, usize>,
    pub(super) all: Vec<V>,
}

impl<K: Eq + Hash, V> Numbered<K, V> {
    pub(super) fn new() -> Self {
        Self { numbers: FxHashMap::default(), all: Vec::new() }
    }

    /// The number of a thing, which is made where it is new.
    pub(super) fn number(&mut self, key: K, make: impl FnOnce() -> V) -> usize {
        let next = self.all.len();
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.all.push(make());
        }
        number
    }
}

/// An entity: type, id, name, whether a gazetteer has it, country, QID, former names.
#[derive(Debug, Serialize)]
pub(super) struct Entity<'a>(usize, &'a str, &'a str, u8, &'a str, &'a str, &'a str);

impl<'a> Entity<'a> {
    /// Of a mention's row.
    pub(super) fn of(row: &'a TableRow) -> Self {
        let known = u8::from(row.get("known") == "yes");
        let (id, name) = (row.get("entity"), row.get("name"));
        Self(type_of(row), id, name, known, row.get("iso2"), row.get("wikidata"), row.get("also"))
    }
}

/// Types in the order in which the page has them.
pub(super) const TYPES: [Kind; 5] =
    [Kind::Person, Kind::Country, Kind::Organization, Kind::Agreement, Kind::Place];

/// The number of a row's type; of another word, that of places.
pub(super) fn type_of(row: &TableRow) -> usize {
    let name = row.get("type");
    TYPES.iter().position(|kind| kind.name() == name).unwrap_or(TYPES.len() - 1)
}
