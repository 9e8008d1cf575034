//! The tables that the records of a JSONL file make.
//!
//! Promises: entities and unknown names are added up as a run adds them up; the first record says which
//! fields are kept, and all have the same.

use super::super::table::{Cell, Column, Kept, Table, on_one_line};
use super::super::typed::Row;
use super::super::{entities, past, rows, unknown};
use super::{ArticleText, Head, TableRow, Tables, TextZone, of_json, small};
use crate::error::{Error, Problem, Result};
use crate::gazetteer::{Kind, UNKNOWN};
use crate::location::Location;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

/// Lines that are told to be no record.
const MOST_TOLD: usize = 20;

/// A record as JSON has it.
#[derive(Deserialize)]
struct Line {
    id: String,
    url: Option<String>,
    title: Option<String>,
    source: Option<String>,
    published: Option<String>,
    language: Option<String>,
    about: Vec<String>,
    mentions: Vec<Map<String, Value>>,
    topics: Vec<Map<String, Value>>,
    rejected: Vec<Map<String, Value>>,
    text: Option<String>,
    zones: Option<Vec<TextZone>>,
    #[serde(default)]
    kept: BTreeMap<String, Option<String>>,
    story: String,
}

/// A JSONL file.
pub(super) fn open(path: &Path, at: &Location) -> Result<Tables> {
    let mut from = BufReader::new(super::open_file(path, at)?);
    let (mut bytes, mut number) = (Vec::new(), 0);
    let (mut made, mut problems) = (Made::default(), Vec::new());
    // a file of something else is told once
    while problems.len() < if made.kept.is_some() { MOST_TOLD } else { 1 } {
        bytes.clear();
        let read = from.read_until(b'\n', &mut bytes);
        if read.map_err(|e| Error::io(at.clone(), "read", &e))? == 0 {
            break;
        }
        number += 1;
        let at = at.at(small(number), 0);
        match serde_json::from_slice::<Line>(&bytes) {
            Ok(line) => {
                if let Err(error) = made.add(line, number, &at) {
                    problems.extend_from_slice(error.problems());
                }
            }
            Err(e) => problems.push(no_record(at.at(at.line, small(e.column())))),
        }
    }
    match Error::all(problems) {
        Some(error) => Err(error),
        None => made.whole(at),
    }
}

fn no_record(at: Location) -> Problem {
    let what = "this line is no record of this version of wiretag";
    Problem::error(at, what, "tag the articles anew, with -o and a name that ends in .jsonl")
}

/// The tables so far.
#[derive(Default)]
struct Made {
    tables: Tables,
    heads: BTreeMap<Table, Arc<Head>>,
    /// What the first record keeps.
    kept: Option<(Vec<String>, Kept)>,
    entities: Vec<Row>,
    unknown: Vec<Row>,
}

impl Made {
    fn add(&mut self, line: Line, number: usize, at: &Location) -> Result<()> {
        let names: Vec<String> = line.kept.keys().cloned().collect();
        let (first, kept) = self.kept.get_or_insert_with(|| {
            let kept = Kept::of(&names);
            (names.clone(), kept)
        });
        if *first != names {
            let what = "this record keeps other fields than the first one";
            return Err(Error::new(at.clone(), what, "tag with the same --keep for all articles"));
        }
        let kept = *kept;
        for (table, objects) in [
            (Table::Mentions, &line.mentions),
            (Table::Topics, &line.topics),
            (Table::Rejected, &line.rejected),
        ] {
            for object in objects {
                let row =
                    line.row(table, object).ok_or_else(|| Error::from(no_record(at.clone())))?;
                self.put(table, table.columns(), at, number, &row)?;
            }
        }
        let article = line.article(kept);
        self.put(Table::Articles, Table::Articles.with(kept), at, number, &article)?;
        self.entities.extend(line.entities());
        self.unknown.extend(line.unknown());
        let told = line.text.is_some() || line.zones.is_some();
        self.tables.texts.push(told.then_some(ArticleText { text: line.text, zones: line.zones }));
        Ok(())
    }

    fn put(
        &mut self,
        table: Table,
        columns: &[Column],
        at: &Location,
        number: usize,
        row: &Row,
    ) -> Result<()> {
        let head = match self.heads.get(&table) {
            Some(head) => Arc::clone(head),
            None => {
                let names = columns.iter().map(|column| column.name.to_owned()).collect();
                let head = Head::of(table, &at.at(0, 0), names)?;
                self.heads.insert(table, Arc::clone(&head));
                head
            }
        };
        self.tables.rows.entry(table).or_default().push(TableRow::typed(&head, number, row));
        Ok(())
    }

    fn whole(mut self, at: &Location) -> Result<Tables> {
        for table in Table::ALL.into_iter().filter(|table| *table != Table::Errors) {
            self.tables.add(table, Vec::new());
        }
        for (table, rows) in [
            (Table::Entities, std::mem::take(&mut self.entities)),
            (Table::Unknown, std::mem::take(&mut self.unknown)),
        ] {
            for row in past::merged(table, Vec::new(), rows) {
                self.put(table, table.columns(), at, 0, &row)?;
            }
        }
        self.tables.whole(at)
    }
}

impl Line {
    /// The cells of an article that begin the rows of tables about it.
    fn own(&self, column: &str) -> Option<Cell<'static>> {
        let text = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::text);
        Some(match column {
            "article" => Cell::text(self.id.clone()),
            "url" => text(&self.url),
            "title" => text(&self.title),
            "source" => text(&self.source),
            "published" => text(&self.published),
            _ => return None,
        })
    }

    /// A row of a table; `None` where a column is missing.
    fn row(&self, table: Table, object: &Map<String, Value>) -> Option<Row> {
        let (own, rest) = table.columns().split_at(table.of_article());
        let of_object = |column: &Column| {
            let key = if column.name == "topic" { "id" } else { column.name };
            object.get(key).map(of_json)
        };
        own.iter().map(|c| self.own(c.name)).chain(rest.iter().map(of_object)).collect()
    }

    fn article(&self, kept: Kept) -> Row {
        let texts = |table: &[Map<String, Value>]| -> Vec<String> {
            table.iter().map(|object| text(object, "name").to_owned()).collect()
        };
        let names = |kind: Kind| {
            let of_kind = self.mentions.iter().filter(|m| text(m, "type") == kind.name());
            let names = rows::most_often(of_kind.map(|m| text(m, "name")));
            Cell::list(names.into_iter().map(|(name, _)| name.to_owned()))
        };
        let cell = |column: &Column| match column.name {
            "language" => self.language.clone().map_or(Cell::Empty, Cell::text),
            "about" => self.about.first().cloned().map_or(Cell::Empty, Cell::text),
            "countries" => names(Kind::Country),
            "people" => names(Kind::Person),
            "organizations" => names(Kind::Organization),
            "agreements" => names(Kind::Agreement),
            "places" => names(Kind::Place),
            "topics" => Cell::list(texts(&self.topics)),
            "mentions" => Cell::count(self.mentions.len()),
            "unknown" => Cell::count(self.grouped(false).len()),
            "story" => Cell::text(self.story.clone()),
            name => self.own(name).unwrap_or(Cell::Empty),
        };
        let cells = Table::Articles.columns().iter().map(cell).collect();
        let values: Vec<Option<String>> = self.kept.values().cloned().collect();
        kept.row(cells, &values).into_iter().map(Cell::owned).collect()
    }

    /// Its mentions of entities, or of unknown names, each with all of its own.
    fn grouped(&self, known: bool) -> BTreeMap<(&str, &str), Vec<&Map<String, Value>>> {
        let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let is_wanted = |m: &&Map<String, Value>| m.get("known") == Some(&Value::Bool(known));
        for mention in self.mentions.iter().filter(is_wanted) {
            let key = (text(mention, "type"), text(mention, "entity"));
            groups.entry(key).or_default().push(mention);
        }
        groups
    }

    /// The rows of the table entities that this record alone would make.
    fn entities(&self) -> Vec<Row> {
        let day = self.published.as_deref().and_then(entities::day);
        let day = || day.map_or(Cell::Empty, |day| Cell::text(day.to_owned()));
        let stories = usize::from(self.story == self.id);
        let row = |mentions: Vec<&Map<String, Value>>| {
            let cell = |column: &Column| match column.name {
                "articles" => Cell::Integer(1),
                "stories" => Cell::count(stories),
                "mentions" => Cell::count(mentions.len()),
                "first_published" | "last_published" => day(),
                name => Cell::text(text(mentions[0], name).to_owned()),
            };
            Table::Entities.columns().iter().map(cell).collect()
        };
        self.grouped(true).into_values().map(row).collect()
    }

    /// The same of the table unknown.
    fn unknown(&self) -> Vec<Row> {
        let row = |mentions: Vec<&Map<String, Value>>| {
            let of = |name| text(mentions[0], name);
            let spellings: BTreeSet<String> =
                mentions.iter().map(|m| on_one_line(text(m, "text")).into_owned()).collect();
            let spelled = |weak: bool| {
                let others = spellings.iter().filter(|s| *s != of("name"));
                Cell::list(others.filter(|s| unknown::is_weak(s) == weak).cloned())
            };
            let cell = |column: &Column| match column.name {
                "mentions" => Cell::count(mentions.len()),
                "articles" => Cell::Integer(1),
                "role" => Cell::Empty,
                "article" => Cell::text(self.id.clone()),
                "example" => Cell::text(of("sentence").to_owned()),
                "id" => {
                    let id = of("entity");
                    Cell::text(id.strip_prefix(UNKNOWN).unwrap_or(id).to_owned())
                }
                "aliases" => spelled(false),
                "weak" => spelled(true),
                name => Cell::text(of(name).to_owned()),
            };
            Table::Unknown.columns().iter().map(cell).collect()
        };
        self.grouped(false).into_values().map(row).collect()
    }
}

fn text<'o>(object: &'o Map<String, Value>, key: &str) -> &'o str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}
