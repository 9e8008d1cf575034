//! The names of a batch that are in no gazetteer, added up record by record, as rows to paste into one.
//!
//! Promises: what is kept grows with the number of names, not of articles; rows are sorted most
//! mentioned first, then by articles, type and id; the example is the first mention in the order of the
//! articles.

use super::rows::View;
use super::table::{self, Cell, on_one_line};
use crate::gazetteer::{Kind, UNKNOWN};
use crate::record::{Mention, Record};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

/// A name and where it stands.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct UnknownRow {
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) mentions: usize,
    pub(super) articles: usize,
    pub(super) article: String,
    pub(super) example: String,
    spellings: BTreeSet<String>,
    roles: BTreeMap<String, usize>,
}

impl UnknownRow {
    /// The role that was seen most often; of several, the first by letter.
    pub(super) fn role(&self) -> Option<&str> {
        let most = self.roles.iter().min_by_key(|(role, times)| (Reverse(**times), role.as_str()));
        most.map(|(role, _)| role.as_str())
    }

    /// Other spellings of several words, and abbreviations in capitals.
    pub(super) fn aliases(&self) -> impl Iterator<Item = &str> {
        self.others().filter(|spelling| !is_weak(spelling))
    }

    /// Other spellings of one word: surnames and short forms, which may be somebody else's.
    pub(super) fn weak(&self) -> impl Iterator<Item = &str> {
        self.others().filter(|spelling| is_weak(spelling))
    }

    fn add(&mut self, next: Self) {
        self.mentions += next.mentions;
        self.articles += next.articles;
        self.spellings.extend(next.spellings);
        for (role, times) in next.roles {
            *self.roles.entry(role).or_default() += times;
        }
    }

    fn others(&self) -> impl Iterator<Item = &str> {
        self.spellings.iter().map(String::as_str).filter(|spelling| *spelling != self.name)
    }
}

/// Whether a spelling is one word that may be somebody else's.
pub(super) fn is_weak(spelling: &str) -> bool {
    !spelling.contains(' ') && spelling.contains(char::is_lowercase)
}

/// The names of some records.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Unknown(BTreeMap<(Kind, String), UnknownRow>);

impl Unknown {
    /// The names of one record.
    pub(super) fn of(view: &View<'_>) -> Self {
        let record = view.record;
        let mut unknown = Self::default();
        for (mention, sentence) in view.sentences().filter(|(m, _)| !m.entity.is_known()) {
            let entity = &mention.entity;
            let row = unknown
                .0
                .entry((entity.kind, entity.id.clone()))
                .or_insert_with(|| first(record, mention, sentence));
            row.mentions += 1;
            let spelling = on_one_line(record.slice(mention));
            if !row.spellings.contains(&*spelling) {
                row.spellings.insert(spelling.into_owned());
            }
            if let Some(role) = entity.attribute("role") {
                *row.roles.entry(role.to_owned()).or_default() += 1;
            }
        }
        unknown
    }

    /// Adds those of the next records.
    pub(super) fn add(&mut self, next: Self) {
        for (key, other) in next.0 {
            match self.0.entry(key) {
                Slot::Vacant(slot) => {
                    slot.insert(other);
                }
                Slot::Occupied(mut slot) => slot.get_mut().add(other),
            }
        }
    }

    /// Hands the cells of each row to `put`.
    pub(super) fn rows<E>(
        &self,
        mut put: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rows: Vec<&UnknownRow> = self.0.values().collect();
        rows.sort_by_key(|row| (Reverse(row.mentions), Reverse(row.articles), row.kind, &row.id));
        rows.into_iter().try_for_each(|row| put(&table::unknown_cells(row)))
    }
}

/// The row of a name that is mentioned for the first time.
fn first(record: &Record, mention: &Mention, sentence: &str) -> UnknownRow {
    let id = mention.entity.id.strip_prefix(UNKNOWN).unwrap_or(&mention.entity.id);
    UnknownRow {
        kind: mention.entity.kind,
        id: id.to_owned(),
        name: mention.entity.name.clone(),
        mentions: 0,
        articles: 1,
        article: record.article.id.clone(),
        example: on_one_line(sentence).into_owned(),
        spellings: BTreeSet::new(),
        roles: BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::gazetteer::Entry;
    use std::sync::Arc;

    /// An article that mentions unknown names: words, type, name.
    fn article(id: &str, text: &str, names: &[(&str, Kind, &str)]) -> Record {
        let mut record = sample::record(id, text, &[]);
        for (words, kind, name) in names {
            sample::mention(&mut record, *kind, words);
            for mention in record.mentions.iter_mut().filter(|m| m.entity.name == *words) {
                let entity = sample::entry(*kind, name);
                let id = format!("{UNKNOWN}{}", entity.id);
                mention.entity = Arc::new(Entry { id, ..Entry::clone(&entity) });
            }
        }
        record
    }

    fn rows(articles: &[Record]) -> Vec<Vec<String>> {
        let mut unknown = Unknown::default();
        articles.iter().for_each(|article| unknown.add(Unknown::of(&View::of(article))));
        let mut rows = Vec::new();
        let put = |cells: &[Cell<'_>]| -> Result<(), ()> {
            rows.push(cells.iter().map(shown).collect());
            Ok(())
        };
        unknown.rows(put).expect("nothing fails");
        rows
    }

    fn shown(cell: &Cell<'_>) -> String {
        match cell {
            Cell::Text(text) => text.to_string(),
            Cell::Integer(number) => number.to_string(),
            Cell::List(items) => items.join("; "),
            Cell::Empty | Cell::Number(_) | Cell::Bool(_) => String::new(),
        }
    }

    /// The cells of a row that say what it is: type, mentions, articles, id.
    fn short(rows: &[Vec<String>]) -> Vec<String> {
        let cells = |row: &Vec<String>| [0, 1, 2, 6].map(|i| row[i].clone()).join(" ");
        rows.iter().map(cells).collect()
    }

    #[test]
    fn rows_are_by_mentions_then_articles_then_type_then_id() {
        let (person, body) = (Kind::Person, Kind::Organization);
        let rows = rows(&[
            article("a", "Zed Mills. Zed Mills. Zed Mills.", &[("Zed Mills", body, "Zed Mills")]),
            article("b", "Bo Ax. Bo Ax.", &[("Bo Ax", person, "Bo Ax")]),
            article(
                "c",
                "Cy Ax. Al Ax.",
                &[("Cy Ax", person, "Cy Ax"), ("Al Ax", person, "Al Ax")],
            ),
            article("d", "Cy Ax. Ax Co.", &[("Cy Ax", person, "Cy Ax"), ("Ax Co", body, "Ax Co")]),
        ]);
        assert_eq!(
            short(&rows),
            [
                "organization 3 1 zed-mills",
                "person 2 2 cy-ax",
                "person 2 1 bo-ax",
                "person 1 1 al-ax",
                "organization 1 1 ax-co",
            ]
        );
    }

    #[test]
    fn what_refers_to_one_name_is_one_row_and_types_are_apart() {
        let (person, body) = (Kind::Person, Kind::Organization);
        let rows = rows(&[
            article("a", "Bo Ax left.", &[("Bo Ax", person, "Bo Ax")]),
            article(
                "b",
                "Ax left. BAX left.",
                &[("Ax", person, "Bo Ax"), ("BAX", person, "Bo Ax")],
            ),
            article("c", "Bo Ax fell.", &[("Bo Ax", body, "Bo Ax")]),
        ]);
        assert_eq!(short(&rows), ["person 3 2 bo-ax", "organization 1 1 bo-ax"]);
        // the first article, its sentence, the row to paste
        assert_eq!(rows[0][4..], ["a", "Bo Ax left.", "bo-ax", "Bo Ax", "BAX", "Ax"]);
    }
}
