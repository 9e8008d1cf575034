//! The entities of a batch that are in a gazetteer, added up record by record.
//!
//! Promises: what is kept grows with the number of entities, not of articles; rows are sorted by
//! type, then most mentions first, then name and id, so that the order of the articles makes no
//! difference.

use super::table::{self, Cell};
use crate::gazetteer::{Entry, Kind};
use crate::record::Record;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::sync::Arc;

/// An entity of a batch and where it is mentioned.
pub(super) struct EntityRow {
    pub(super) entity: Arc<Entry>,
    pub(super) articles: usize,
    pub(super) stories: usize,
    pub(super) mentions: usize,
    published: Option<(String, String)>,
}

impl EntityRow {
    /// The day of the first article that has a date.
    pub(super) fn first_published(&self) -> Option<&str> {
        self.published.as_ref().map(|(first, _)| first.as_str())
    }

    /// The day of the last article that has a date.
    pub(super) fn last_published(&self) -> Option<&str> {
        self.published.as_ref().map(|(_, last)| last.as_str())
    }

    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.stories += other.stories;
        self.mentions += other.mentions;
        self.published = match (self.published.take(), other.published) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }
}

/// An entity, in order of type and id.
struct Key(Arc<Entry>);

impl Key {
    fn parts(&self) -> (Kind, &str) {
        (self.0.kind, &self.0.id)
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Key {}

/// The entities of some records.
#[derive(Default)]
pub(super) struct Entities(BTreeMap<Key, EntityRow>);

impl Entities {
    /// The entities of one record.
    pub(super) fn of(record: &Record) -> Self {
        let mut entities = Self::default();
        let day = record.article.published.as_deref().and_then(day);
        for mention in record.mentions.iter().filter(|mention| mention.entity.is_known()) {
            let entity = &mention.entity;
            let row = entities.0.entry(Key(Arc::clone(entity))).or_insert_with(|| EntityRow {
                entity: Arc::clone(entity),
                articles: 1,
                stories: 1,
                mentions: 0,
                published: day.map(|day| (day.to_owned(), day.to_owned())),
            });
            row.mentions += 1;
        }
        entities
    }

    /// Counts no story: the record tells one that another has told before.
    pub(super) fn again(&mut self) {
        self.0.values_mut().for_each(|row| row.stories = 0);
    }

    /// Adds those of other records.
    pub(super) fn add(&mut self, others: Self) {
        for (key, other) in others.0 {
            match self.0.entry(key) {
                Slot::Vacant(slot) => {
                    slot.insert(other);
                }
                Slot::Occupied(mut slot) => slot.get_mut().add(other),
            }
        }
    }

    /// Hands the cells of each row to `put`.
    pub(super) fn rows<E>(&self, put: impl FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let mut rows: Vec<&EntityRow> = self.0.values().collect();
        rows.sort_by_key(|row| (row.entity.kind, Reverse(row.mentions), row.entity.name.as_str()));
        let mut put = put;
        rows.into_iter().try_for_each(|row| put(&table::entity_cells(row)))
    }
}

/// The day of an ISO date or time; what is not one cannot be put in order.
pub(super) fn day(published: &str) -> Option<&str> {
    let day = published.get(..10)?;
    let is_iso = day.bytes().enumerate().all(|(i, byte)| match i {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_iso.then_some(day)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn shown(entities: &Entities) -> Vec<String> {
        let mut shown = Vec::new();
        let done: Result<(), ()> = entities.rows(|cells| {
            let text = |cell: &Cell<'_>| match cell {
                Cell::Text(text) => text.to_string(),
                Cell::Integer(n) => n.to_string(),
                _ => "-".to_owned(),
            };
            shown.push(cells[1..8].iter().map(text).collect::<Vec<_>>().join(" "));
            Ok(())
        });
        done.expect("nothing fails");
        shown
    }

    #[test]
    fn adds_up_articles_mentions_and_days_in_any_order() {
        let mut later = sample::record("b.txt", "Malta and Tunisia.", &["Malta", "Tunisia"]);
        later.article.published = Some("2026-02-01T08:00:00+01:00".to_owned());
        let mut first = sample::record("a.txt", "Malta, Malta!", &["Malta"]);
        first.article.published = Some("2026-01-31".to_owned());
        let mut undated = sample::record("c.txt", "Malta.", &["Malta"]);
        undated.article.published = Some("last week".to_owned());
        let mut entities = Entities::default();
        let mut copy = Entities::of(&first);
        copy.again();
        entities.add(Entities::of(&later));
        entities.add(copy);
        entities.add(Entities::of(&undated));
        let expected = [
            "malta Malta 3 2 4 2026-01-31 2026-02-01",
            "tunisia Tunisia 1 1 1 2026-02-01 2026-02-01",
        ];
        assert_eq!(shown(&entities), expected);
    }
}
