//! A result read back: its tables as texts, whatever format it has.
//!
//! Promises: a cell is what CSV shows of it (numbers with their decimals, `yes` and `no`, lists joined by
//! `; `), without the apostrophe before formulas, so that one batch gives the same rows from every
//! format. What a format does not hold is empty: JSONL has no `words`, `chrome` and `role`, and no table
//! of errors; workbooks have no offsets of times, and Parquet has times in UTC. Columns that a person
//! added are rows' as well. The whole result is in memory. A result of other columns is refused.

mod delimited;
mod records;
mod sheets;
#[cfg(test)]
mod tests;

use super::format::{ending, known};
use super::table::{Cell, CellKind, Column, Table};
use super::typed::Row;
use super::{Format, MANIFEST, csv, older, past, sqlite};
use crate::error::{Error, Problem, Result};
use crate::location::Location;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// A result, read back.
#[derive(Debug, Default)]
pub struct Tables {
    rows: BTreeMap<Table, Vec<TableRow>>,
    run: Value,
    texts: Vec<Option<ArticleText>>,
}

/// The document's own text of an article, as `--with text,zones` wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleText {
    /// The text; `None` where only zones were written.
    pub text: Option<String>,
    /// Its zones; `None` where only the text was written.
    pub zones: Option<Vec<TextZone>>,
}

/// A zone of such a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct TextZone {
    /// What it is: `body`, `caption`, `chrome` …
    pub kind: String,
    /// First character (Unicode code points, from 0).
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct TableRow {
    head: Arc<Head>,
    line: u32,
    /// Where the cells of columns that are not the table's own begin, in characters; empty where the format has
    /// no such places.
    places: Box<[u32]>,
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Tables {
    /// Reads what `wiretag tag` wrote: a folder of CSV or Parquet tables, a workbook, a SQLite file, JSONL, or
    /// one table as CSV or Parquet. CSV may have gone through a spreadsheet: with semicolons or tabs, a byte
    /// order mark, in UTF-16.
    ///
    /// # Errors
    /// It cannot be read, is damaged, has other columns, or is of a format that cannot be read back.
    pub fn open(path: &Path) -> Result<Self> {
        let at = Location::file(path.display().to_string());
        if path.is_dir() {
            return folder(path, &at);
        }
        let name = path.display().to_string();
        let ending = ending(&name).unwrap_or_default();
        match known(ending) {
            Some(Format::Folder) => delimited::open(path, at),
            _ if matches!(ending, "tsv" | "txt") => delimited::open(path, at),
            Some(Format::Parquet) => parquet(path, at),
            Some(Format::Workbook) => sheets::open(path, &at),
            Some(Format::Sqlite) => sqlite(path, &at),
            Some(Format::Jsonl) => records::open(path, &at),
            _ => Err(Error::new(at, "this output can't be read back", READABLE)),
        }
    }

    /// The rows of a table, in the order of the result; none where it has no such table.
    pub fn rows(&self, table: Table) -> &[TableRow] {
        self.rows.get(&table).map_or(&[], Vec::as_slice)
    }

    /// Whether the result has this table, be it empty.
    pub fn has(&self, table: Table) -> bool {
        self.rows.contains_key(&table)
    }

    /// The run manifest; `Null` where there is none.
    pub fn run(&self) -> &Value {
        &self.run
    }

    /// The text of each article, in the order of [`Table::Articles`]; `None` where the result has none.
    pub fn texts(&self) -> &[Option<ArticleText>] {
        &self.texts
    }

    /// Takes the rows of a table, after those it has.
    fn add(&mut self, table: Table, rows: Vec<TableRow>) {
        self.rows.entry(table).or_default().extend(rows);
    }

    /// The same when all is read.
    fn whole(mut self, at: &Location) -> Result<Self> {
        if self.run.get("schema_version").is_some() {
            let version = self.run.get("schema_version").and_then(Value::as_u64);
            past::check_version(at, version)?;
        }
        let articles = self.rows(Table::Articles).len();
        self.texts.resize(articles, None);
        Ok(self)
    }
}

/// What to do about an output that cannot be read back.
const READABLE: &str = "name a folder of CSV or Parquet tables, a .xlsx, .sqlite or .jsonl file, or a table in \
     .csv or .parquet";

impl TableRow {
    /// The cell of a column, as CSV shows it; empty where there is no such column.
    pub fn get(&self, column: &str) -> &str {
        self.head.names.iter().position(|name| name == column).map_or("", |at| self.cell(at))
    }

    /// The items of a cell that holds a list.
    pub fn list(&self, column: &str) -> Vec<&str> {
        self.get(column).split("; ").filter(|item| !item.is_empty()).collect()
    }

    /// The names of its columns, in order: the table's own, kept fields, and what a person added.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.head.names.iter().map(String::as_str)
    }

    /// Where it stands: file and line. Of a workbook, the sheet and its row; of a SQLite file or Parquet table, the
    /// number of the row.
    pub fn at(&self) -> Location {
        self.head.at.at(self.line, 0)
    }

    /// Where the cell of a column stands that is not one of the table's own.
    pub fn at_column(&self, column: &str) -> Location {
        let place = self.head.added().position(|name| name == column);
        let place = place.and_then(|nth| self.places.get(nth).copied());
        self.head.at.at(self.line, place.unwrap_or(0))
    }

    fn cell(&self, at: usize) -> &str {
        let end = |at: usize| self.ends.get(at).map_or(self.text.len(), |end| *end as usize);
        let start = if at == 0 { 0 } else { end(at - 1) };
        self.text.get(start..end(at)).unwrap_or_default()
    }

    fn new<'c>(
        head: &Arc<Head>,
        line: usize,
        places: Vec<u32>,
        cells: impl Iterator<Item = Cow<'c, str>>,
    ) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(head.names.len()));
        for cell in cells.take(head.names.len()) {
            text.push_str(&cell);
            ends.push(small(text.len()));
        }
        Self {
            head: Arc::clone(head),
            line: small(line),
            places: places.into(),
            text: text.into(),
            ends: ends.into(),
        }
    }

    fn typed(head: &Arc<Head>, line: usize, row: &Row) -> Self {
        let cells = head.kinds.iter().zip(row).map(|(kind, cell)| csv::plain(*kind, cell));
        Self::new(head, line, Vec::new(), cells)
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The columns of a table that is read, and its file.
#[derive(Debug)]
struct Head {
    table: Table,
    at: Location,
    names: Vec<String>,
    kinds: Vec<CellKind>,
}

impl Head {
    /// The head of the table that has most of these columns.
    fn guessed(at: &Location, names: Vec<String>) -> Result<Arc<Self>> {
        let has = |column: &&Column| names.iter().any(|name| name == column.name);
        let share = |table: &Table| {
            let columns = table.columns();
            // the whole of a table counts more than a part of one with more columns
            let found = columns.iter().filter(has).count();
            (found == columns.len(), found)
        };
        let table = Table::ALL.into_iter().max_by_key(share).unwrap_or(Table::Mentions);
        if share(&table).1 < 2 {
            let what = "this is no table of wiretag: its first line names none of their columns";
            return Err(Error::new(at.clone(), what, READABLE));
        }
        Self::of(table, at, names)
    }

    /// The head of this table; it must have all of its columns.
    fn of(table: Table, at: &Location, names: Vec<String>) -> Result<Arc<Self>> {
        let is_there = |column: &&Column| names.iter().any(|name| name == column.name);
        let missing: Vec<&str> =
            table.columns().iter().filter(|c| !is_there(c)).map(|c| c.name).collect();
        if !missing.is_empty() {
            let what = format!(
                "the table {} has here no column `{}`: it is of another version, or was taken out",
                table.name(),
                missing.join("`, `")
            );
            let remedy = "tag the articles anew, and leave the columns of a table as they are";
            return Err(Error::new(at.clone(), what, remedy));
        }
        let kind = |name: &String| {
            table.columns().iter().find(|c| c.name == name).map_or(CellKind::Text, |c| c.kind)
        };
        let kinds = names.iter().map(kind).collect();
        Ok(Arc::new(Self { table, at: at.clone(), names, kinds }))
    }

    /// The columns that are not the table's own.
    fn added(&self) -> impl Iterator<Item = &str> {
        let is_own = |name: &String| self.table.columns().iter().any(|c| c.name == name);
        self.names.iter().filter(move |name| !is_own(name)).map(String::as_str)
    }
}

/// A folder of tables.
fn folder(path: &Path, at: &Location) -> Result<Tables> {
    let mut tables = Tables::default();
    if let Ok(json) = fs::read(path.join(MANIFEST)) {
        tables.run = serde_json::from_slice(&json).map_err(|e| {
            let at = Location::file(path.join(MANIFEST).display().to_string());
            let place = at.at(small(e.line()), small(e.column()));
            Error::new(place, "this run manifest is damaged", "tag the articles anew")
        })?;
        let version = tables.run.get("schema_version").and_then(Value::as_u64);
        past::check_version(at, version)?;
    }
    let (mut problems, mut found): (Vec<Problem>, _) = (Vec::new(), false);
    for table in Table::ALL {
        let of = |ending: &str| path.join(format!("{}.{ending}", table.name()));
        let (csv, parquet) = (of("csv"), of("parquet"));
        let read = if csv.is_file() {
            delimited::table(&csv, Some(table))
        } else if parquet.is_file() {
            let at = Location::file(parquet.display().to_string());
            open_file(&parquet, &at).and_then(|file| parquet_rows(file, &at, Some(table)))
        } else {
            continue;
        };
        found = true;
        match read {
            Ok((table, rows)) => tables.add(table, rows),
            Err(error) => problems.extend_from_slice(error.problems()),
        }
    }
    if let Some(error) = Error::all(problems) {
        return Err(error);
    }
    if !found {
        let what = "there are no tables of wiretag in this folder";
        return Err(Error::new(at.clone(), what, READABLE));
    }
    tables.whole(at)
}

fn open_file(path: &Path, at: &Location) -> Result<fs::File> {
    fs::File::open(path).map_err(|e| Error::io(at.clone(), "open", &e))
}

/// One table in Parquet.
fn parquet(path: &Path, at: Location) -> Result<Tables> {
    let run = older::run(open_file(path, &at)?, &at)?;
    let (table, rows) = parquet_rows(open_file(path, &at)?, &at, None)?;
    let mut tables = Tables { run, ..Tables::default() };
    tables.add(table, rows);
    tables.whole(&at)
}

fn parquet_rows(
    file: fs::File,
    at: &Location,
    table: Option<Table>,
) -> Result<(Table, Vec<TableRow>)> {
    let (mut head, mut rows) = (None, Vec::new());
    older::each_row(file, at, |names, row| {
        let head = match &head {
            Some(head) => head,
            None => head.insert(headed(table, at, names)?),
        };
        if let Some(row) = row {
            rows.push(TableRow::typed(head, rows.len() + 1, &row));
        }
        Ok(())
    })?;
    let table = head.map_or(Table::Mentions, |head| head.table);
    Ok((table, rows))
}

fn headed(table: Option<Table>, at: &Location, names: &[&str]) -> Result<Arc<Head>> {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    match table {
        Some(table) => Head::of(table, at, names),
        None => Head::guessed(at, names),
    }
}

/// A SQLite file.
fn sqlite(path: &Path, at: &Location) -> Result<Tables> {
    open_file(path, at)?;
    let mut tables = Tables::default();
    tables.run = sqlite::each_table(path, at, |table, names, read| {
        let head = headed(Some(table), &Location::file(format!("{at}!{}", table.name())), names)?;
        let rows = read.iter().zip(1..).map(|(row, line)| TableRow::typed(&head, line, row));
        tables.add(table, rows.collect());
        Ok(())
    })?;
    tables.whole(at)
}

/// A cell of JSON as the tables have it.
fn of_json(value: &Value) -> Cell<'static> {
    match value {
        Value::Null | Value::Object(_) => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(*yes),
        Value::String(text) => Cell::text(text.clone()),
        Value::Number(n) => match n.as_u64() {
            Some(n) => Cell::Integer(n),
            None => n.as_f64().map_or(Cell::Empty, Cell::Number),
        },
        Value::Array(items) => {
            Cell::list(items.iter().filter_map(Value::as_str).map(str::to_owned))
        }
    }
}
