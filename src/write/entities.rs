//! The entities of a batch that are in a gazetteer, added up record by record.
//!
//! Promises: what is kept grows with the number of entities, not of articles; rows are sorted by
//! type, then most mentions first, then name and id, so that the order of the articles makes no
//! difference.

use super::table::{self, Cell};
use crate::gazetteer::{Entry, Kind};
use crate::record::Record;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An entity of a batch and where it is mentioned.
pub(super) struct EntityRow {
    pub(super) entity: Arc<Entry>,
    pub(super) articles: usize,
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

    fn published_on(&mut self, day: &str) {
        match &mut self.published {
            None => self.published = Some((day.to_owned(), day.to_owned())),
            Some((first, _)) if day < first.as_str() => *first = day.to_owned(),
            Some((_, last)) if day > last.as_str() => *last = day.to_owned(),
            Some(_) => {}
        }
    }
}

/// The entities so far.
#[derive(Default)]
pub(super) struct Entities(BTreeMap<(Kind, String), EntityRow>);

impl Entities {
    pub(super) fn add(&mut self, record: &Record) {
        let mut here: BTreeMap<(Kind, &str), (&Arc<Entry>, usize)> = BTreeMap::new();
        for mention in record.mentions.iter().filter(|mention| mention.entity.is_known()) {
            let key = (mention.entity.kind, mention.entity.id.as_str());
            here.entry(key).or_insert((&mention.entity, 0)).1 += 1;
        }
        let day = record.article.published.as_deref().and_then(day);
        for ((kind, id), (entity, mentions)) in here {
            let row = self.0.entry((kind, id.to_owned())).or_insert_with(|| EntityRow {
                entity: Arc::clone(entity),
                articles: 0,
                mentions: 0,
                published: None,
            });
            row.articles += 1;
            row.mentions += mentions;
            day.into_iter().for_each(|day| row.published_on(day));
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
fn day(published: &str) -> Option<&str> {
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
            shown.push(cells[1..7].iter().map(text).collect::<Vec<_>>().join(" "));
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
        [&later, &first, &undated].into_iter().for_each(|record| entities.add(record));
        let expected =
            ["malta Malta 3 4 2026-01-31 2026-02-01", "tunisia Tunisia 1 1 2026-02-01 2026-02-01"];
        assert_eq!(shown(&entities), expected);
    }
}
