//! SQLite: one file with every table and one for the run.
//!
//! Promises: the cells of the CSV tables with their types, nothing cut; indexes, a full-text search and
//! views as `schema.sql` has them; the same records give the same bytes. No key is claimed that an
//! input can break: an article's id may come twice, and an unknown name is no row of `entities`.

use super::aside::Whole;
use super::manifest::{self, Manifest, RUN, SCHEMA_VERSION};
use super::past::{self, Past};
use super::ready::{Ready, Sums};
use super::table::{Cell, CellKind, Column, Kept, Table};
use super::typed::{self, Lists, Row};
use super::{Failure, Finished, Options, Sink, Written};
use crate::error::{Error, Problem, Result};
use crate::location::Location;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};
use std::collections::HashSet;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Indexes, the full-text search and views, made when all rows are there.
const SCHEMA: &str = include_str!("schema.sql");

/// What marks the file as one of wiretag: `wtag`.
const APPLICATION: u32 = 0x7774_6167;

/// The file shows at its place only when it is whole: it needs no journal, and no waiting for the disk.
const SETTINGS: &str = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA cache_size = -65536; BEGIN;";

/// A file that is added to stays whole when the program is ended: SQLite keeps a journal beside it.
const ADDING: &str = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL;
    PRAGMA cache_size = -65536; BEGIN IMMEDIATE;";

/// All tables to a SQLite file.
pub(super) struct SqliteSink {
    // closed before the file is removed or put in place
    db: Connection,
    place: Place,
    sums: Sums,
    kept: Kept,
}

/// Where the file is.
enum Place {
    /// Aside, until it is whole.
    Aside(Whole),
    /// Where it was; it is added to in one transaction. With what it holds, and the number of the last
    /// mention there.
    There(PathBuf, Box<Past>, i64),
}

impl SqliteSink {
    pub(super) fn begin(out: &Path, options: Options) -> std::result::Result<Self, Failure> {
        nobody_has_open(out)?;
        let file = Whole::begin(out, options.force)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let begun = Connection::open_with_flags(file.path(), flags).and_then(|db| {
            db.execute_batch(&begin(options.kept))?;
            Ok(db)
        });
        let db = begun.map_err(|e| file.failure(&io_error(e)))?;
        Ok(Self { db, place: Place::Aside(file), sums: Sums::default(), kept: options.kept })
    }

    /// Adds to the file at `out`.
    pub(super) fn append(out: &Path, kept: Kept) -> std::result::Result<Self, Failure> {
        let at = Location::file(out.display().to_string());
        let begun = Connection::open_with_flags(out, OpenFlags::SQLITE_OPEN_READ_WRITE);
        let begun = begun.and_then(|db| {
            // BEGIN takes back what a run that was ended left behind
            db.execute_batch(ADDING)?;
            let pragma = |name| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0));
            let told: (u32, u32) = (pragma("application_id")?, pragma("user_version")?);
            Ok((db, told))
        });
        let failure = |e| Failure::io(at.clone(), &io_error(e));
        let (db, (application, version)) = begun.map_err(failure)?;
        if application != APPLICATION {
            let what = "this SQLite file is not a result of wiretag";
            return Err(Error::new(at, what, "name another file with -o").into());
        }
        past::check_version(&at, Some(version.into()))?;
        let articles = Table::Articles.with(kept).iter().map(|column| column.name);
        if !columns_of(&db, Table::Articles)
            .map_err(failure)?
            .iter()
            .map(String::as_str)
            .eq(articles)
        {
            return Err(past::other_columns(at, past::OTHER_COLUMNS).into());
        }
        let (past, last) = read_past(&db).map_err(failure)?;
        let place = Place::There(out.to_owned(), Box::new(past), last);
        Ok(Self { db, place, sums: Sums::default(), kept })
    }

    fn failure(&self, error: rusqlite::Error) -> Failure {
        let cause = io_error(error);
        match &self.place {
            Place::Aside(file) => file.failure(&cause),
            Place::There(out, ..) => Failure::io(Location::file(out.display().to_string()), &cause),
        }
    }

    fn rows(&self, name: &str, columns: &[Column], rows: &[Row]) -> Written {
        if rows.is_empty() {
            return Ok(());
        }
        insert(&self.db, name, columns, rows).map_err(|e| self.failure(e))
    }

    fn table(&self, table: Table, rows: &[Row]) -> Written {
        self.rows(table.name(), table.with(self.kept), rows)
    }
}

impl Sink for SqliteSink {
    fn known(&self) -> Arc<HashSet<String>> {
        match &self.place {
            Place::There(_, past, _) => Arc::clone(&past.articles),
            Place::Aside(_) => Arc::default(),
        }
    }

    fn record(&mut self, ready: Ready) -> Written {
        self.sums.add(ready.sums);
        let rows = Table::ALL.into_iter().zip(&ready.rows);
        rows.into_iter().try_for_each(|(table, rows)| self.table(table, rows))
    }

    fn problem(&mut self, problem: &Problem) -> Written {
        let row = typed::problem(problem);
        match &self.place {
            Place::There(_, past, _) if past.has_error(&row) => Ok(()),
            _ => self.table(Table::Errors, &[row]),
        }
    }

    fn finish(mut self: Box<Self>, manifest: &Manifest) -> Finished {
        let failed = |e: io::Error| Failure::io(Location::file("run"), &e);
        let sums = std::mem::take(&mut self.sums);
        let (rows, run, end) = match &mut self.place {
            Place::Aside(_) => {
                let rows = Table::ALL.map(|table| typed::sums(table, &sums, Lists::Joined));
                (rows, manifest.rows().map_err(failed)?, SCHEMA.to_owned())
            }
            Place::There(_, past, last) => {
                let rows = Table::ALL.map(|table| past.sums(table, &sums, Lists::Joined));
                let run = manifest.after(&past.run).and_then(|manifest| manifest.rows());
                let end = format!(
                    "INSERT INTO sentences (rowid, sentence)
                     SELECT rowid, sentence FROM mentions WHERE rowid > {last};"
                );
                (rows, run.map_err(failed)?, end)
            }
        };
        if matches!(self.place, Place::There(..)) {
            let emptied = "DELETE FROM entities; DELETE FROM unknown; DELETE FROM run;";
            self.db.execute_batch(emptied).map_err(|e| self.failure(e))?;
        }
        for (table, rows) in Table::ALL.into_iter().zip(&rows) {
            self.table(table, rows)?;
        }
        self.rows("run", RUN, &run)?;
        self.db.execute_batch(&(end + "COMMIT;")).map_err(|e| self.failure(e))?;
        let Self { db, place, .. } = *self;
        let closed = db.close().map_err(|(_, e)| io_error(e));
        if let Place::Aside(file) = place {
            closed.map_err(|e| file.failure(&e))?;
            nobody_has_open(file.out())?;
            file.place()?;
        }
        Ok(Vec::new())
    }
}

/// Adds rows to a table.
fn insert(db: &Connection, name: &str, columns: &[Column], rows: &[Row]) -> rusqlite::Result<()> {
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = db.prepare_cached(&format!("INSERT INTO \"{name}\" VALUES ({marks})"))?;
    rows.iter().try_for_each(|row| insert.execute(params_from_iter(row)).map(drop))
}

/// Any tables to a SQLite file, without indexes and views.
pub(super) struct Sheets {
    // closed before the file is removed or put in place
    db: Connection,
    file: Whole,
}

impl Sheets {
    pub(super) fn begin(
        out: &Path,
        force: bool,
        tables: &[(&'static str, &'static [Column])],
    ) -> std::result::Result<Self, Failure> {
        nobody_has_open(out)?;
        let file = Whole::begin(out, force)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut sql = SETTINGS.to_owned();
        let _ = write!(sql, "PRAGMA application_id = {APPLICATION};");
        for (name, columns) in tables {
            sql += &create(name, columns, &[]);
        }
        sql += &create("run", RUN, &["key"]);
        let begun = Connection::open_with_flags(file.path(), flags).and_then(|db| {
            db.execute_batch(&sql)?;
            Ok(db)
        });
        let db = begun.map_err(|e| file.failure(&io_error(e)))?;
        Ok(Self { db, file })
    }

    pub(super) fn rows(&self, name: &str, columns: &[Column], rows: &[Row]) -> Written {
        insert(&self.db, name, columns, rows).map_err(|e| self.file.failure(&io_error(e)))
    }

    pub(super) fn finish(self, manifest: &Manifest) -> Finished {
        let run = manifest.rows().map_err(|e| self.file.failure(&e))?;
        self.rows("run", RUN, &run)?;
        let Self { db, file } = self;
        let ended = db.execute_batch("COMMIT;").map_err(io_error);
        ended.map_err(|e| file.failure(&e))?;
        db.close().map_err(|(_, e)| file.failure(&io_error(e)))?;
        nobody_has_open(file.out())?;
        file.place()?;
        Ok(Vec::new())
    }
}

/// What a file holds, and the number of its last mention.
fn read_past(db: &Connection) -> rusqlite::Result<(Past, i64)> {
    let mut past = Past::default();
    for (table, columns) in [
        (Table::Articles, "article"),
        (Table::Errors, "*"),
        (Table::Entities, "*"),
        (Table::Unknown, "*"),
    ] {
        for row in read(db, columns, table.name())? {
            past.take(table, row);
        }
    }
    past.run = manifest::of_rows(read(db, "*", "run")?);
    let last =
        db.query_row("SELECT coalesce(max(rowid), 0) FROM mentions", [], |row| row.get(0))?;
    Ok((past, last))
}

/// Hands each table of the file at `out` to `put`: the names of its columns, and its rows. Returns the run
/// manifest.
///
/// # Errors
/// It is no result, or one of another version, or damaged; or `put` failed.
pub(super) fn each_table(
    out: &Path,
    at: &Location,
    mut put: impl FnMut(Table, &[&str], Vec<Row>) -> Result<()>,
) -> Result<serde_json::Value> {
    let failure = |e: rusqlite::Error| {
        let what = format!("cannot read this SQLite file: {e}");
        Error::new(
            at.clone(),
            what,
            "check that it is a result of wiretag, or tag the articles anew",
        )
    };
    let db = Connection::open_with_flags(out, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failure)?;
    let pragma = |name| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, u32>(0));
    if pragma("application_id").map_err(failure)? != APPLICATION {
        let what = "this SQLite file is not a result of wiretag";
        return Err(Error::new(at.clone(), what, "name a file that wiretag wrote"));
    }
    past::check_version(at, Some(pragma("user_version").map_err(failure)?.into()))?;
    for table in Table::ALL {
        let names = columns_of(&db, table).map_err(failure)?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        put(table, &names, read(&db, "*", table.name()).map_err(failure)?)?;
    }
    Ok(manifest::of_rows(read(&db, "*", "run").map_err(failure)?))
}

/// The names of a table's columns.
fn columns_of(db: &Connection, table: Table) -> rusqlite::Result<Vec<String>> {
    let select = db.prepare(&format!("SELECT * FROM \"{}\"", table.name()))?;
    Ok(select.column_names().map(str::to_owned).collect())
}

/// The rows of a table.
fn read(db: &Connection, columns: &str, table: &str) -> rusqlite::Result<Vec<Row>> {
    let mut select = db.prepare(&format!("SELECT {columns} FROM \"{table}\" ORDER BY rowid"))?;
    let count = select.column_count();
    let cell = |value: ValueRef<'_>| match value {
        ValueRef::Text(text) => Cell::text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Integer(n) => u64::try_from(n).map_or(Cell::Empty, Cell::Integer),
        ValueRef::Real(x) => Cell::Number(x),
        ValueRef::Null | ValueRef::Blob(_) => Cell::Empty,
    };
    let rows =
        select.query_map([], |row| (0..count).map(|i| row.get_ref(i).map(cell)).collect())?;
    rows.collect()
}

/// Refuses a place where a journal lies: SQLite would take it for one of the new file.
fn nobody_has_open(out: &Path) -> Result<()> {
    for ending in ["-wal", "-journal"] {
        let mut name = out.as_os_str().to_owned();
        name.push(ending);
        if Path::new(&name).exists() {
            let at = Location::file(out.display().to_string());
            let what = format!("another program has this file open: {} is there", name.display());
            let remedy = "close it there, or name another file with -o";
            return Err(Error::new(at, what, remedy));
        }
    }
    Ok(())
}

/// Settings and empty tables.
fn begin(kept: Kept) -> String {
    let mut sql = SETTINGS.to_owned();
    let _ = write!(
        sql,
        "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA_VERSION};"
    );
    for table in Table::ALL {
        sql += &create(table.name(), table.with(kept), key(table));
    }
    sql + &create("run", RUN, &["key"])
}

/// The columns that tell the rows of a table apart, where there are any.
fn key(table: Table) -> &'static [&'static str] {
    match table {
        Table::Entities => &["type", "entity"],
        Table::Unknown => &["type", "id"],
        Table::Articles | Table::Mentions | Table::Topics | Table::Rejected | Table::Errors => &[],
    }
}

/// Makes a table; what a column holds is said beside it, for who looks at `.schema`.
fn create(name: &str, columns: &[Column], key: &[&str]) -> String {
    let mut sql = format!("CREATE TABLE \"{name}\" (\n");
    let (last, end) = (columns.len().saturating_sub(1), if key.is_empty() { "" } else { "," });
    for (i, Column { name, kind, about }) in columns.iter().enumerate() {
        let comma = if i == last { end } else { "," };
        let (name, kind) = (name.replace('"', "\"\""), type_of(*kind, name));
        let _ = writeln!(sql, "  \"{name}\"{kind}{comma} -- {about}");
    }
    if !key.is_empty() {
        let _ = writeln!(sql, "  PRIMARY KEY (\"{}\")", key.join("\", \""));
    }
    sql + ");\n"
}

/// The type of a column, with a space before it; the values of the run are of any.
fn type_of(kind: CellKind, name: &str) -> &'static str {
    match kind {
        _ if name == "value" => "",
        CellKind::Integer | CellKind::Bool => " INTEGER",
        CellKind::Number(_) => " REAL",
        CellKind::Text
        | CellKind::Date
        | CellKind::Day
        | CellKind::Address
        | CellKind::Prose
        | CellKind::List => " TEXT",
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Empty => ToSqlOutput::Borrowed(ValueRef::Null),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Integer(n) => {
                ToSqlOutput::Owned(Value::Integer(i64::try_from(*n).unwrap_or(i64::MAX)))
            }
            Cell::Number(x) => ToSqlOutput::Owned(Value::Real(*x)),
            Cell::Bool(yes) => ToSqlOutput::Owned(Value::Integer((*yes).into())),
            Cell::List(texts) => ToSqlOutput::Owned(Value::Text(texts.join("; "))),
        })
    }
}

fn io_error(error: rusqlite::Error) -> io::Error {
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}
