//! An earlier result that a batch is added to: what of it must be known, and how the tables that have a
//! row for all records are added up with those of the batch.
//!
//! Promises: a result with other columns is refused, never mended; an entity or unknown name has one row
//! in the end, whose counts are the sums.

use super::table::{Cell, CellKind, Table};
use super::typed::{self, Lists, Row};
use super::{MANIFEST, SCHEMA_VERSION, ready::Sums};
use crate::error::{Error, Result};
use crate::gazetteer::Kind;
use crate::location::Location;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// What must be known of an earlier result.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// The ids of its articles.
    pub(super) articles: Arc<HashSet<String>>,
    /// The texts of its rows of the table `errors`.
    pub(super) errors: HashSet<Vec<String>>,
    pub(super) entities: Vec<Row>,
    pub(super) unknown: Vec<Row>,
    /// Its run manifest.
    pub(super) run: Value,
}

impl Past {
    /// Takes a row of one of its tables. Says whether the row stays as it is; the others come back with
    /// [`Past::sums`].
    pub(super) fn take(&mut self, table: Table, row: Row) -> Option<Row> {
        match table {
            Table::Entities => self.entities.push(row),
            Table::Unknown => self.unknown.push(row),
            Table::Articles => {
                let articles = Arc::get_mut(&mut self.articles);
                if let (Some(articles), Some(Cell::Text(id))) = (articles, row.first()) {
                    articles.insert(id.to_string());
                }
                return Some(row);
            }
            Table::Errors => {
                self.errors.insert(texts(&row));
                return Some(row);
            }
            Table::Mentions | Table::Topics | Table::Rejected => return Some(row),
        }
        None
    }

    /// Whether it has this row of the table `errors`.
    pub(super) fn has_error(&self, row: &Row) -> bool {
        self.errors.contains(&texts(row))
    }

    /// The rows of all records together in one table, its own and those of the batch.
    pub(super) fn sums(&mut self, table: Table, sums: &Sums, lists: Lists) -> Vec<Row> {
        let new = typed::sums(table, sums, lists);
        match table {
            Table::Entities => merged(table, std::mem::take(&mut self.entities), new),
            Table::Unknown => merged(table, std::mem::take(&mut self.unknown), new),
            _ => new,
        }
    }
}

/// The run manifest of the folder `out`, whose tables are files with that ending.
///
/// # Errors
/// It has none, is of another format, or its tables have other columns.
pub(super) fn run(out: &Path, ending: &str) -> Result<Value> {
    let at = Location::file(out.display().to_string());
    let no = |what: String, remedy: &str| Err(Error::new(at.clone(), what, remedy));
    let json = fs::read(out.join(MANIFEST)).ok();
    let run = json.and_then(|json| serde_json::from_slice::<Value>(&json).ok());
    let Some(run) = run.filter(|run| run.get("wiretag").is_some()) else {
        let what = format!("this folder is not a result of wiretag: it has no {MANIFEST}");
        return no(what, "name a folder that wiretag wrote, or one that is not there yet");
    };
    check_version(&at, run.get("schema_version").and_then(Value::as_u64))?;
    let names = Table::ALL.map(|table| format!("{}.{ending}", table.name()));
    match names.iter().find(|name| !out.join(name).is_file()) {
        Some(name) => no(
            format!("there is no {name} in this folder"),
            "give the --format that it was written in, or tag into another folder",
        ),
        None => Ok(run),
    }
}

/// Refuses tables with other columns.
pub(super) fn check_version(at: &Location, version: Option<u64>) -> Result<()> {
    if version == Some(u64::from(SCHEMA_VERSION)) {
        return Ok(());
    }
    let version = version.map_or("another version".to_owned(), |n| format!("version {n}"));
    let what =
        format!("its tables are of {version}, and this wiretag writes version {SCHEMA_VERSION}");
    Err(other_columns(at.clone(), what))
}

/// What to say of a table with columns that a run does not write.
pub(super) const OTHER_COLUMNS: &str =
    "this table has other columns, of another version or another --keep";

/// What to say of a result that has not the columns of this version.
pub(super) fn other_columns(at: Location, what: impl Into<String>) -> Error {
    Error::new(at, what, "tag all articles anew with --force, or into another output")
}

/// A cell from its text in CSV.
pub(super) fn cell(kind: CellKind, text: &str) -> Cell<'static> {
    match kind {
        _ if text.is_empty() => Cell::Empty,
        CellKind::Integer => text.parse().map_or(Cell::Empty, Cell::Integer),
        CellKind::Number(_) => text.parse().map_or(Cell::Empty, Cell::Number),
        CellKind::Bool => Cell::Bool(text == "yes"),
        _ => Cell::text(text.to_owned()),
    }
}

fn texts(row: &Row) -> Vec<String> {
    let text = |cell: &Cell<'_>| match cell {
        Cell::Text(text) => text.to_string(),
        _ => String::new(),
    };
    row.iter().map(text).collect()
}

/// The rows of two batches as rows of one.
pub(super) fn merged(table: Table, old: Vec<Row>, new: Vec<Row>) -> Vec<Row> {
    let at = |name| table.columns().iter().position(|column| column.name == name).unwrap_or(0);
    let id = at(if table == Table::Entities { "entity" } else { "id" });
    let key = |row: &Row| {
        let [kind, id] = [at("type"), id].map(|at| text(&row[at]).to_owned());
        (Kind::ALL.iter().position(|known| known.name() == kind), id)
    };
    let mut rows: BTreeMap<_, Row> = old.into_iter().map(|row| (key(&row), row)).collect();
    for new in new {
        let key = key(&new);
        let row = match rows.remove(&key) {
            Some(old) => joined(table, old, new),
            None => new,
        };
        rows.insert(key, row);
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    let (mentions, articles, name) = (at("mentions"), at("articles"), at("name"));
    match table {
        Table::Entities => rows.sort_by(|((kind, _), a), ((other, _), b)| {
            let by = |row: &Row| (Reverse(number(&row[mentions])), text(&row[name]).to_owned());
            kind.cmp(other).then_with(|| by(a).cmp(&by(b)))
        }),
        _ => rows.sort_by_key(|(_, row)| {
            (Reverse(number(&row[mentions])), Reverse(number(&row[articles])))
        }),
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Two rows of one entity or name.
fn joined(table: Table, old: Row, new: Row) -> Row {
    let cells = table.columns().iter().zip(old.into_iter().zip(new));
    cells
        .map(|(column, (old, new))| match column.name {
            "articles" | "stories" | "mentions" => Cell::Integer(number(&old) + number(&new)),
            "first_published" => either(old, new, |old, new| old <= new),
            "last_published" => either(old, new, |old, new| old >= new),
            "aliases" | "weak" => both(&old, &new),
            // of an unknown name, what was seen first; of an entity, what the gazetteer has now
            _ if table == Table::Unknown => either(old, new, |_, _| true),
            _ => new,
        })
        .collect()
}

/// The cell that is there, or of two the one that is wanted.
fn either(
    old: Cell<'static>,
    new: Cell<'static>,
    is_old: impl Fn(&str, &str) -> bool,
) -> Cell<'static> {
    match (&old, &new) {
        (Cell::Empty, _) => new,
        (_, Cell::Empty) => old,
        (a, b) if is_old(text(a), text(b)) => old,
        _ => new,
    }
}

/// The items of two lists, each once.
fn both(old: &Cell<'static>, new: &Cell<'static>) -> Cell<'static> {
    let items = |cell: &Cell<'static>| -> Vec<String> {
        match cell {
            Cell::Text(text) => text.split("; ").map(str::to_owned).collect(),
            Cell::List(items) => items.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    };
    let all: BTreeSet<String> = items(old).into_iter().chain(items(new)).collect();
    match (old, new) {
        (Cell::List(_), _) | (_, Cell::List(_)) => Cell::list(all),
        _ => Cell::text(Vec::from_iter(all).join("; ")),
    }
}

fn text<'c>(cell: &'c Cell<'_>) -> &'c str {
    match cell {
        Cell::Text(text) => text,
        _ => "",
    }
}

fn number(cell: &Cell<'_>) -> u64 {
    match cell {
        Cell::Integer(n) => *n,
        _ => 0,
    }
}
